"""The MkDocs engine: our pages in place, MkDocs with nothing left to parse."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.errors import SopError
from builder.library import Library
from builder.outputs.facts import Facts
from builder.outputs.site.build import SiteResult, build_site, count_pages
from builder.outputs.site.content import site_content
from builder.project import Project, find_project
from tests.tiny import TODAY, copy_tiny

WRITTEN = {
    "docs/help.md": "# Help\n\nSee [the first call](contact/first-call/index.md).\n"
}
HOSTILE = "</title><script>alert(1)</script>"


@dataclass(frozen=True)
class Tiny:
    """The tiny project, read."""

    project: Project
    library: Library
    facts: Facts

    def build(
        self, site_dir: Path, *, library: Library | None = None, engine: str = "mkdocs"
    ) -> SiteResult:
        """Write the site into a folder."""
        return build_site(
            self.project,
            library or self.library,
            self.facts,
            cards=(),
            exports=(),
            site_dir=site_dir,
            engine=engine,
        )


def tiny(folder: Path, **changes: str) -> Tiny:
    files = {**WRITTEN, **changes}
    project = find_project(copy_tiny(folder, files), as_of=TODAY)
    library = check(project).library
    return Tiny(project, library, gather_facts(project, library))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The tiny project with its site in ``build/site``; tests only look at it."""
    made = tiny(tmp_path_factory.mktemp("tiny"))
    made.build(made.project.root / "build" / "site")
    return made


def page(built: Tiny, path: str) -> str:
    return (built.project.root / "build/site" / path / "index.html").read_text("utf-8")


def first(built: Tiny) -> str:
    """Return the path of the first SOP's page."""
    sop = built.library.by_id["first-call"]
    return f"{built.library.area_of(sop)}/{sop.id}"


def test_pages_stand_beside_hand_written_ones(built: Tiny) -> None:
    title = built.library.by_id["first-call"].title

    assert f"<title>{title} - Tiny procedures</title>" in page(built, first(built))
    assert 'href="../contact/first-call/"' in page(built, "help")


def test_the_nav_lists_areas_and_no_sop(built: Tiny) -> None:
    """A page's cost must not grow with the library."""
    home = page(built, "")
    header = home.partition("<article")[0]

    assert all(f'href="{area}/"' in header for area in built.library.areas)
    assert not [sop.id for sop in built.library.sops if f"/{sop.id}/" in header]


def test_every_page_leads_to_the_search(built: Tiny) -> None:
    """Without a script the link shows all SOPs; the error page knows no depth."""
    site = built.project.root / "build/site"

    for path, root in {"": "./", "help": "../", first(built): "../../"}.items():
        html = page(built, path)
        assert html.count(f'<a class="sop-find" href="{root}customer-says/"') == 1
    missing = (site / "404.html").read_text("utf-8")
    assert missing.count('sop-find" href="/floor/customer-says/"') == 2
    assert "This page is not here" in missing
    assert "404 - Not found" not in missing
    assert not (site / "search").exists()


def test_works_of_others_are_named_on_the_site(built: Tiny) -> None:
    """Whatever the theme puts beside our own files stands in the list that we ship."""
    site = built.project.root / "build/site"
    listed = (site / "assets/sop/licenses.txt").read_text("utf-8")
    folders = {f"assets/{path.name}/" for path in (site / "assets").iterdir()}

    assert [one for one in folders - {"assets/sop/"} if one not in listed] == []


def test_the_sitemap_tells_when_an_sop_changed(built: Tiny) -> None:
    sitemap = (built.project.root / "build/site/sitemap.xml").read_text("utf-8")
    effective = built.library.by_id["first-call"].effective
    entry = sitemap.partition(f"{first(built)}/</loc>")[2]

    assert entry.partition("</lastmod>")[0].endswith(effective)


def test_no_page_asks_another_host(built: Tiny) -> None:
    """Fonts, styles and scripts come from the site itself."""
    for path in (built.project.root / "build/site").rglob("*.html"):
        for tag in path.read_text("utf-8").split("<"):
            if tag.startswith(("script", 'link rel="stylesheet', "img")):
                assert "http" not in tag, path


def test_the_same_library_makes_the_same_bytes(built: Tiny, tmp_path: Path) -> None:
    built.build(tmp_path / "again")

    assert_same_tree(built.project.root / "build/site", tmp_path / "again")


def test_what_the_theme_prints_raw_is_escaped(tmp_path: Path) -> None:
    """MkDocs puts titles and descriptions into pages without escaping them."""
    made = tiny(tmp_path)
    sop = replace(
        made.library.by_id["first-call"],
        title=HOSTILE,
        summary=f'"{HOSTILE}',
        tags=(HOSTILE,),
    )
    area = replace(made.library.areas["contact"], title=HOSTILE, summary=HOSTILE)
    library = replace(
        made.library,
        sops=tuple(sop if one.id == sop.id else one for one in made.library.sops),
        by_id={**made.library.by_id, sop.id: sop},
        areas={**made.library.areas, "contact": area},
    )

    made.build(tmp_path / "site", library=library)

    for path in (tmp_path / "site").rglob("*.html"):
        assert "<script>alert" not in path.read_text("utf-8"), path


def test_the_plugin_must_be_listed(tmp_path: Path) -> None:
    made = tiny(tmp_path, **{"mkdocs.yml": "site_name: x\nplugins: [search]\n"})

    with pytest.raises(SopError, match="does not list the plugin 'sop'"):
        made.build(tmp_path / "site")


def test_a_broken_configuration_is_told(tmp_path: Path) -> None:
    made = tiny(tmp_path, **{"mkdocs.yml": "site_name: x\ntheme: {name: nowhere}\n"})

    with pytest.raises(SopError, match="nowhere"):
        made.build(tmp_path / "site")


def test_a_page_in_docs_at_our_address_is_refused(tmp_path: Path) -> None:
    made = tiny(tmp_path, **{"docs/glossary/index.md": "# Mine\n"})

    with pytest.raises(SopError, match=r"glossary/index\.md"):
        made.build(tmp_path / "site")


@pytest.mark.parametrize("engine", ["mkdocs", "zensical"])
def test_a_symbolic_link_in_docs_is_refused(tmp_path: Path, engine: str) -> None:
    """Behind a link may lie any file of the machine that builds."""
    made = tiny(tmp_path / "project")
    (tmp_path / "secret.txt").write_text("secret")
    (made.project.root / "docs" / "leak.txt").symlink_to(tmp_path / "secret.txt")

    with pytest.raises(SopError, match=r"leak\.txt' is a symbolic link"):
        made.build(tmp_path / "site", engine=engine)


def test_a_broken_link_in_docs_is_told(tmp_path: Path) -> None:
    made = tiny(tmp_path, **{"docs/more.md": "[x](nowhere.md)\n"})

    with pytest.raises(SopError, match=r"nowhere\.md"):
        made.build(tmp_path / "site")


def test_an_own_nav_may_name_our_pages(tmp_path: Path) -> None:
    settings = (
        "site_name: x\ntheme: {name: material, font: false}\nplugins: [search, sop]\n"
        "nav: [index.md, {Calls: contact/index.md}, help.md]\n"
    )
    made = tiny(tmp_path, **{"mkdocs.yml": settings})

    made.build(tmp_path / "site")

    assert (tmp_path / "site/glossary/index.html").is_file()


def test_a_missing_page_is_an_error(built: Tiny, tmp_path: Path) -> None:
    content = site_content(built.library, built.facts)

    with pytest.raises(SopError, match="left out"):
        count_pages(content, site_dir=tmp_path)


def test_an_unknown_engine_is_told(built: Tiny, tmp_path: Path) -> None:
    with pytest.raises(SopError, match="unknown engine 'hugo'"):
        built.build(tmp_path / "site", engine="hugo")


@pytest.mark.slow
def test_mkdocs_alone_makes_the_same_tree(built: Tiny, tmp_path: Path) -> None:
    """`mkdocs build --strict` and `sop build` drive one plugin: not a byte differs."""
    finished = run_mkdocs(built.project.root, tmp_path / "alone")

    assert finished.returncode == 0, finished.stderr
    assert_same_tree(built.project.root / "build/site", tmp_path / "alone")


@pytest.mark.slow
def test_mkdocs_alone_names_what_is_wrong_in_a_file(tmp_path: Path) -> None:
    path = "sop/contact/first-call.yaml"
    copy_tiny(tmp_path, {**WRITTEN, path: "schema: 1\nid: [first-call\n"})

    finished = run_mkdocs(tmp_path, tmp_path / "site")

    assert finished.returncode != 0
    assert f"{path}:" in finished.stderr
    assert "Traceback" not in finished.stderr


def run_mkdocs(root: Path, site_dir: Path) -> subprocess.CompletedProcess[str]:
    """Run MkDocs as its own program, on the build's day."""
    noon = {"2026-06-15": "1781524800"}[TODAY]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "--site-dir",
            str(site_dir),
        ],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": noon, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def assert_same_tree(expected: Path, found: Path) -> None:
    """Fail with the names of files that are missing, extra or different."""
    trees = [
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
        for root in (expected, found)
    ]

    assert set(trees[0]) == set(trees[1])
    assert [name for name in trees[0] if trees[0][name] != trees[1][name]] == []


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_another_search_plugin_does_no_harm(tmp_path: Path, theme: str) -> None:
    """Whoever lists one has its index, too; our pages are not parsed for it."""
    settings = f"site_name: x\ntheme: {theme}\nplugins: [search, sop]\n"
    made = tiny(tmp_path, **{"mkdocs.yml": settings})

    made.build(tmp_path / "site")

    assert (tmp_path / "site/assets/sop/search/index.js").is_file()
