"""The copy for a file share: every way leads to a file, and it tells its day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from builder.commands.build import BuildOrder, build
from builder.errors import SopError
from builder.outputs.site.offline import (
    Copy,
    is_for_servers,
    page_for_files,
    way_to_file,
)
from builder.outputs.strings import strings_for
from builder.project import find_project
from tests.tiny import TODAY, copy_tiny

ROOT = Path(__file__).resolve().parent.parent
SITE = "https://sop.example.com/"
KEPT = {
    "index.html",
    "floor/index.html",
    "floor/a-b/index.html",
    "floor/a b.pdf",
    "scripts/a.b/index.html",
    "assets/x.css",
}
COPY = Copy(day="2026-11-25", site=SITE, string=strings_for("en"))
FILES = {
    "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8"),
    "docs/help.md": "# Help\n\nSee [the first call](contact/first-call/index.md#greet)"
    " and [what changed](changes/index.md).\n",
}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("../../scripts/a.b/", "../../scripts/a.b/index.html"),
        ("../../scripts/a.b/#x.y", "../../scripts/a.b/index.html#x.y"),
        ("../../scripts/a.b", "../../scripts/a.b/index.html"),
        ("../a-b/?v=1&amp;c=2#z", "../a-b/index.html?v=1&amp;c=2#z"),
        ("../..", "../../index.html"),
        ("../../", "../../index.html"),
        (".", "./index.html"),
        ("../../assets/x.css", "../../assets/x.css"),
        ("../a%20b.pdf", "../a%20b.pdf"),
        ("#greet", "#greet"),
        ("", ""),
        ("?v=1", "?v=1"),
        ("https://example.com/floor/", "https://example.com/floor/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("//example.com/", "//example.com/"),
        ("../../changes.atom", f"{SITE}changes.atom"),
        ("../../changes/role/agent.json", f"{SITE}changes/role/agent.json"),
        ("../../embed/a-b/greet/", f"{SITE}embed/a-b/greet"),
        ("../../missing/", "../../missing/"),
        ("../../../outside/", "../../../outside/"),
    ],
)
def test_a_way_leads_to_a_file_or_to_the_site(address: str, expected: str) -> None:
    assert way_to_file(address, "floor/a-b", kept=KEPT, site=SITE) == expected


def test_without_an_address_of_the_site_a_way_stays_as_it_is() -> None:
    atom = "../../changes.atom"

    assert way_to_file(atom, "floor/a-b", kept=KEPT, site="") == atom


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a class="to" href="floor/">F</a>', '<a class="to" href="floor/index.html">'),
        ('<iframe\n  src="scripts/a.b/#?x=1">', 'src="scripts/a.b/index.html#?x=1"'),
        ("<code>href=&quot;floor/&quot;</code>", "href=&quot;floor/&quot;"),
        ('<p>Say: href="floor/"</p>', 'Say: href="floor/"<'),
        (
            '<script id="__config">{"features": ["navigation.instant"]}</script>',
            '["off.instant"]',
        ),
        ('<p>"navigation.instant" <b>is fast</b></p>', '<p>"navigation.instant" <b>'),
        ('<div class="md-search" data-md-component="search" role="x">', "<div hidden "),
        ('<form class="md-search__form" name="search">', "<form>"),
        ('<span data-when="current" hidden>Up to date', "On Nov 25, 2026: Up to date"),
    ],
)
def test_a_page_is_changed_only_where_it_leads_or_fetches(
    before: str, after: str
) -> None:
    assert after in page_for_files(before, "index.html", kept=KEPT, copy=COPY)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/atom+xml" href="x">',
        '<link rel="preload" href="x.woff2" as="font" crossorigin>',
    ],
)
def test_nothing_is_fetched_ahead(link: str) -> None:
    """Material looks for a site map beside each alternate, which a file refuses."""
    head = f"<head>{link}</head>"

    made = page_for_files(head, "index.html", kept=KEPT, copy=COPY)

    assert made == "<head></head>"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny project, built with its copy; tests only look at it."""
    found = copy_tiny(tmp_path_factory.mktemp("tiny"), FILES)
    run(found, offline=True)
    return found


def run(root: Path, **order: object) -> int:
    project = find_project(root, as_of=TODAY)
    wanted = replace(BuildOrder(only=("site",)), **order)  # type: ignore[arg-type]
    result = build(project, wanted, on_progress=lambda *_: None)
    assert result.folder
    return result.copied


def ways(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every way of every page that leads to a file beside it."""
    for page in sorted(folder.rglob("*.html")):
        for way in re.findall(r'\s(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            if not re.match(r"[a-z]+:|//|#|$", way):
                path = unquote(re.split("[?#]", way)[0])
                yield way, (page.parent / path).resolve()


def test_every_way_of_every_page_leads_to_a_file(root: Path) -> None:
    found = list(ways(root / "build/offline"))

    assert len(found) > 500
    assert [way for way, path in found if not path.is_file()] == []


@pytest.mark.slow
def test_zensical_makes_the_same_copy(root: Path, tmp_path: Path) -> None:
    other = copy_tiny(tmp_path / "tiny", FILES)
    run(other, offline=True, engine="zensical")
    names = {
        path: {
            page.relative_to(path / "build/offline")
            for page in (path / "build/offline").rglob("*.html")
        }
        for path in (root, other)
    }

    assert names[root] == names[other]
    assert [
        way for way, path in ways(other / "build/offline") if not path.exists()
    ] == []


def test_the_copy_holds_what_has_a_use_there(root: Path) -> None:
    site, copy = root / "build/site", root / "build/offline"
    names = {
        folder: {
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (site, copy)
    }
    left_out = names[site] - names[copy]

    assert names[copy] - names[site] == {"assets/sop/offline.css"}
    assert {"404.html", "_headers", "changes.atom", "sitemap.xml"} <= left_out
    assert all(map(is_for_servers, left_out))


def test_each_page_tells_its_day_and_the_site(root: Path) -> None:
    pages = [
        path.read_text("utf-8") for path in (root / "build/offline").rglob("*.html")
    ]

    assert all("Offline copy of Jun 15, 2026." in page for page in pages)
    assert all('data-after="2026-06-22"' in page for page in pages)


@pytest.mark.slow
def test_an_old_copy_does_not_stand_beside_a_newer_site(tmp_path: Path) -> None:
    """It stays with the very site it was made from, and goes with it."""
    root = copy_tiny(tmp_path, {"mkdocs.yml": FILES["mkdocs.yml"]})
    copy = root / "build/offline/index.html"

    assert run(root, offline=True) > 10
    run(root, only=("data",))
    assert copy.is_file()
    run(root, only=("data",), offline=True)
    assert copy.is_file()
    run(root)
    assert not copy.exists()


def test_no_copy_without_a_site(tmp_path: Path) -> None:
    root = copy_tiny(tmp_path)

    with pytest.raises(SopError, match="there is no site"):
        run(root, only=("data",), offline=True)
