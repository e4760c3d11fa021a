"""The second engine proves the seam: same pages, titles, anchors and search hits."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.library import Library
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


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = copy_tiny(tmp_path_factory.mktemp("again"))
    return check(find_project(root, as_of=TODAY)).library


def pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*.html"))
        if path.name != "404.html"
    }


def ours(html: str) -> str:
    """Return our body: from its first tag to the end of the article."""
    return html[html.index('<div class="sop') : html.index("</article>")]


def documents(site: Path) -> dict[str, str]:
    """Return what search knows: for every place its title and words, in lower case."""
    paths = (site / "search.json", site / "search/search_index.json")
    found = json.loads(
        next(path for path in paths if path.is_file()).read_text("utf-8")
    )
    return {
        entry["location"]: unescape(
            re.sub(r"<[^>]+>", " ", f"{entry['title']} {entry['text']}")
        ).casefold()
        for entry in found.get("items") or found["docs"]
    }


def hits(known: dict[str, str], query: str) -> set[str]:
    """Return the pages of which some part holds every word of a query."""
    words = re.findall(r"\w+", query.casefold())
    return {
        place.partition("#")[0]
        for place, text in known.items()
        if set(words) <= set(re.findall(r"\w+", text))
    }


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


def test_the_same_search_hits(sites: dict[str, Path], library: Library) -> None:
    """Titles, keywords, customers' words, instructions and lines find the same SOPs."""
    queries = [query for sop in library.sops for query in (sop.title, *sop.keywords)]
    for sop in library.sops:
        queries += [words for one in sop.objections for words in one.customer_says]
        queries += [step.do for section in sop.procedure for step in section.steps]
    known = {engine: documents(sites[engine]) for engine in ENGINES}
    of_sops = {f"{library.area_of(sop)}/{sop.id}/" for sop in library.sops}

    for query in queries:
        found = [hits(known[engine], query) & of_sops for engine in ENGINES]
        assert found[0] == found[1], query
    assert hits(known["mkdocs"], library.sops[0].title) & of_sops
