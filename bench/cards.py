"""Cards per second, beside a plain loop over the same HTML, and typst.

    python -m bench.cards [--rounds N] [--output FOLDER]

Everything runs in turn, in one go, as whole processes: ours cold and warm with one and
two workers, the loop with balanced columns, and typst where it is installed. Writes
results-cards.md; `pip install typst` adds the last row.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from bench.comparisons import BIN, ROOT
from bench.measure import Usage, measure

LOOP = "plain loop"
COLD, WARM = 3.0, 100.0
"""Goals: how many times faster than the loop a first and a second build are."""

HEAD = """\
# Cards: results

Written by `make bench-cards`; do not edit. {cards} cards of the library of this
repository, A4 and Letter, {rounds} rounds, everything in turn in one run, each a whole
process. The loop prints HTML that is ready, in the type that our build has found to
fit, with columns that WeasyPrint balances; ours starts from YAML, checks it, finds the
type and checks where every line came to stand; the copy has no history of git. "Output
gone" is a build that finds all cards in its cache, but has to check the library and to
publish. Seconds are medians; the ratios are those of the medians of wall time.

{cores} cores; load of the machine at the start: {load:.1f}. Where others use it,
look at the ratios.
"""


@dataclass(slots=True)
class Contender:
    """One way to print the cards, and what its runs took."""

    name: str
    run: Callable[[], Usage]
    taken: list[Usage] = field(default_factory=list)

    @property
    def wall(self) -> float:
        """The median of the seconds."""
        return statistics.median(used.wall for used in self.taken)

    @property
    def cpu(self) -> float:
        """The median of the seconds of processor time."""
        return statistics.median(used.cpu for used in self.taken)


def main() -> None:
    """Measure, and write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, default=ROOT / "bench")
    asked = parser.parse_args()
    load = Path("/proc/loadavg").read_text().split()[0]
    with tempfile.TemporaryDirectory(prefix="sop-bench-") as folder:
        library, pages = Path(folder) / "library", Path(folder) / "pages"
        copy_library(library)
        command = [sys.executable, "-m", "bench.cards_html", str(library), str(pages)]
        measure(command, folder=ROOT)
        found = contenders(library, pages)
        for number in range(1, asked.rounds + 1):
            for each in found:
                each.taken.append(each.run())
                wall = each.taken[-1].wall
                print(
                    f"{number}/{asked.rounds} {each.name:26} {wall:8.2f} s wall",
                    flush=True,
                )
        cards = len(list(pages.glob("*.html")))
    text = page_of(found, cards, asked.rounds, float(load))
    asked.output.mkdir(parents=True, exist_ok=True)
    (asked.output / "results-cards.md").write_text(text, "utf-8")


def copy_library(target: Path) -> None:
    """Copy what a build of our cards needs, without what was built."""
    target.mkdir()
    for name in ("sop", "docs"):
        shutil.copytree(ROOT / name, target / name)
    for name in ("mkdocs.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, target)


def contenders(library: Path, pages: Path) -> list[Contender]:
    """Return who prints, in the order of a round."""
    found = [
        Contender(LOOP, partial(_module, "bench.cards_loop", pages)),
        Contender("ours, first, 1 worker", partial(_build, library, 1, is_cold=True)),
        Contender("ours, first, 2 workers", partial(_build, library, 2, is_cold=True)),
        Contender("ours, output gone", partial(_build, library, 2, is_cold=False)),
        Contender("ours, nothing changed", partial(_run, library, 2)),
    ]
    if find_spec("typst"):
        found.append(Contender("typst", partial(_module, "bench.cards_typst", pages)))
    return found


def _module(name: str, pages: Path) -> Usage:
    return measure([sys.executable, "-m", name, str(pages)], folder=ROOT)


def _build(library: Path, workers: int, *, is_cold: bool) -> Usage:
    if is_cold:
        shutil.rmtree(library / ".cache", ignore_errors=True)
    shutil.rmtree(library / "build", ignore_errors=True)
    return _run(library, workers)


def _run(library: Path, workers: int) -> Usage:
    command = [str(BIN / "python"), "-m", "builder.cli", "build", "--only", "cards"]
    options = ["--jobs", str(workers), "--quiet", "-C", str(library)]
    return measure([*command, *options], folder=ROOT)


def page_of(found: list[Contender], cards: int, rounds: int, load: float) -> str:
    """Return the page of results."""
    import os

    loop = next(each for each in found if each.name == LOOP)
    lines = [
        HEAD.format(cards=cards, rounds=rounds, cores=os.cpu_count(), load=load),
        "| Way | Wall s | CPU s | Cards per second | Times the loop | Goal |",
        "|---|---|---|---|---|---|",
    ]
    goals = {"ours, first, 2 workers": COLD, "ours, nothing changed": WARM}
    for each in found:
        ratio = loop.wall / each.wall
        goal = goals.get(each.name)
        met = (
            ""
            if goal is None
            else f"{goal:g} x, {'met' if ratio >= goal else 'missed'}"
        )
        lines.append(
            f"| {each.name} | {each.wall:.2f} | {each.cpu:.2f} | "
            f"{cards / each.wall:.2f} | {ratio:.1f} x | {met} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
