"""The second engine proves the seam: same pages, titles, anchors and search."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.site.build import build_site
from builder.project import find_project
from tests.tiny import TODAY, copy_tiny

pytestmark = pytest.mark.slow

WRITTEN = {"docs/help.md": "# Help\n\nAsk your team lead.\n"}
ENGINES = ("mkdocs", "zensical")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The tiny project's site, made by each engine."""
    root = copy_tiny(tmp_path_factory.mktemp("tiny"), WRITTEN)
    project = find_project(root, as_of=TODAY)
    library = check(project).library
    folders = {engine: root / "build" / engine for engine in ENGINES}
    for engine, folder in folders.items():
        build_site(
            project,
            library,
            gather_facts(project, library),
            cards=(),
            exports=(),
            site_dir=folder,
            engine=engine,
        )
    return folders


def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def ours(html: str) -> str:
    """Return our body: from its first tag to the end of the article."""
    return html[html.index('<div class="sop') : html.index("</article>")]


def test_the_same_pages(sites: dict[str, Path]) -> None:
    assert set(pages(sites["mkdocs"])) == set(pages(sites["zensical"]))


def test_the_same_titles(sites: dict[str, Path]) -> None:
    titles = [
        {
            path: unescape(html.partition("<title>")[2].partition("</title>")[0])
            for path, html in pages(sites[engine]).items()
        }
        for engine in ENGINES
    ]

    titles[0].pop("index.html")  # one names the site, the other the page and the site
    titles[1].pop("index.html")
    assert titles[0] == titles[1]


def test_the_same_anchors(sites: dict[str, Path]) -> None:
    found = [
        {
            path: re.findall(r'\sid="([^"]+)"', ours(html))
            for path, html in pages(sites[engine]).items()
            if '<div class="sop' in html
        }
        for engine in ENGINES
    ]

    assert found[0] == found[1]
    assert any(found[0].values())


def test_the_same_search(sites: dict[str, Path]) -> None:
    """Both carry the same index, and a way to it in the header of every page."""
    found = [
        {
            path.relative_to(sites[engine]).as_posix(): path.read_bytes()
            for path in sorted((sites[engine] / "assets/sop").rglob("*.js"))
        }
        for engine in ENGINES
    ]

    assert found[0] == found[1]
    assert "assets/sop/search/index.js" in found[0]
    for engine in ENGINES:
        for path, html in pages(sites[engine]).items():
            if "md-header" in html:
                root = "../" * path.count("/") or "./"
                assert html.count(f'class="sop-find" href="{root}customer-says/"') == 1
                assert "assets/sop/search.js" in html


def test_no_engine_brings_a_search_of_its_own(sites: dict[str, Path]) -> None:
    for engine in ENGINES:
        assert not list(sites[engine].rglob("search_index.json"))
