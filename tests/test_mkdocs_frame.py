"""Frames: what the theme puts around pages is rendered once, and nobody can tell."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.model.sop import Sop
from builder.outputs.site.build import build_site
from builder.outputs.site.engines.mkdocs_frame import can_be_framed
from builder.project import find_project
from tests.tiny import TODAY, copy_tiny, tiny_files

TITLES = (
    "A call about one order",
    "A call about two orders",
    "Research & care",
    "The customer's own words",
    "A call about three orders",
    "Give <b> and {{ take }}",
    "A call about four orders",
    "Über den Tag",
)


def copies_of(sop: Sop) -> tuple[Sop, ...]:
    return tuple(
        replace(sop, id=f"call-{number}", number=f"SOP-CON-1{number:02d}", title=title)
        for number, title in enumerate(TITLES)
    )


def build(root: Path, configuration: str) -> dict[str, bytes]:
    """Return the HTML of a site with several SOPs in one area, by path."""
    project = find_project(copy_tiny(root, {"mkdocs.yml": configuration}), as_of=TODAY)
    library = check(project).library
    made = copies_of(library.by_id["first-call"])
    path = library.path_of(library.by_id["first-call"])
    library = replace(
        library,
        sops=(*library.sops, *made),
        paths=(*library.paths, *[path] * len(made)),
        by_id={**library.by_id, **{sop.id: sop for sop in made}},
        paths_by_id={**library.paths_by_id, **{sop.id: path for sop in made}},
    )
    facts = gather_facts(project, library)
    site = root / "site"
    build_site(project, library, facts, cards=(), exports=(), site_dir=site)
    return {
        page.relative_to(site).as_posix(): page.read_bytes()
        for page in sorted(site.rglob("*.html"))
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    ["", "site_url: https://sops.example.org/desk/\n", "use_directory_urls: false\n"],
)
def test_framed_pages_are_what_the_theme_renders(tmp_path: Path, setting: str) -> None:
    """A theme folder of the user's, even an empty one, makes every page by itself."""
    shared = tiny_files()["mkdocs.yml"] + setting
    own = shared.replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    (tmp_path / "alone" / "own").mkdir(parents=True)

    framed = build(tmp_path / "framed", shared)
    alone = build(tmp_path / "alone", own)

    assert own != shared
    assert len(alone) > len(TITLES)
    assert [path for path in alone if framed[path] != alone[path]] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("", True),
        ("plugins: [search, sop, tags]\n", False),
        ("plugins: [sop]\n", True),
        ("theme: {name: mkdocs}\n", False),
        ("theme: {name: material, custom_dir: own}\n", False),
        ("hooks: [hook.py]\n", False),
    ],
)
def test_only_the_theme_itself_is_trusted(
    tmp_path: Path, changes: str, expected: bool
) -> None:
    """Other themes, plugins, hooks and overrides may treat each page in its own way."""
    from mkdocs.config import load_config

    (tmp_path / "own").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "hook.py").write_text("")
    settings = {"theme": "theme: {name: material}\n", "plugins": "plugins: [sop]\n"}
    settings.pop(changes.partition(":")[0], None)
    text = "site_name: SOPs\n" + "".join(settings.values()) + changes
    (tmp_path / "mkdocs.yml").write_text(text)

    config = load_config(str(tmp_path / "mkdocs.yml"))

    assert can_be_framed(config) is expected
