"""Measures ours and the peers in turn, and writes what was found.

    python -m bench.run [--quick] [--rounds N] [--output FOLDER]

Writes results.md and results.json, and for each goal that was missed a profile of
our side. `--quick` is a trial with few SOPs: it shows that everything works, and its
figures mean nothing.
"""

import argparse
import json
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path

from bench.budgets import budgets, change_some
from bench.comparisons import (
    BIN,
    ROOT,
    Comparison,
    Contender,
    check_comparison,
    history_comparison,
    site_comparison,
    site_contender,
)
from bench.measure import Usage, measure
from bench.report import render_page
from bench.results import (
    Bounded,
    Compared,
    Figures,
    Growth,
    Results,
    Start,
    bounded,
    compared,
    figures,
    growth,
    machine,
    packages,
    start,
)

TOP = 25
"""How many functions a profile shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured.

    Attributes:
        sops: SOPs in the comparisons.
        small: SOPs in the smallest library whose cost per SOP is told.
        large: SOPs in the largest.
        sample: Files whose history the peer reads.
        rounds: How often each pair runs.
        starts: How often the start-up is measured.
    """

    sops: int = 1000
    small: int = 300
    large: int = 3000
    sample: int = 100
    rounds: int = 3
    starts: int = 10


QUICK = Size(sops=20, small=10, large=40, sample=5, rounds=1, starts=2)


def main() -> None:
    """Measure what the command line asks for, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.run")
    parser.add_argument("--quick", action="store_true", help="a trial with few SOPs")
    parser.add_argument("--rounds", type=int, help="how often each pair runs")
    parser.add_argument("--output", type=Path, default=ROOT / "bench")
    asked = parser.parse_args()
    size = QUICK if asked.quick else Size(rounds=asked.rounds or Size().rounds)
    with tempfile.TemporaryDirectory(prefix="sop-bench-") as folder:
        results = run(Path(folder), size, profiles=asked.output / "profiles")
    asked.output.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    (asked.output / "results.json").write_text(text, "utf-8")
    (asked.output / "results.md").write_text(render_page(results), "utf-8")
    say(f"wrote {asked.output / 'results.md'}")


def run(folder: Path, size: Size, *, profiles: Path) -> Results:
    """Return what was found with libraries made in a folder."""
    library, peer = folder / "ours", folder / "peer"
    generate(library, size.sops, "--history", "--peer", str(peer))
    comparisons = (
        check_comparison(library, size.sops),
        history_comparison(library, size.sops, size.sample),
        site_comparison(library, peer, size.sops),
    )
    found = [compare(each, size.rounds) for each in comparisons]
    for comparison, result in zip(comparisons, found, strict=True):
        keep_profile(comparison, result, profiles)
    return {
        "is_trial": size == QUICK,
        "machine": machine(),
        "packages": packages(),
        "comparisons": found,
        "bounded": measure_bounded(library, size),
        "growth": measure_growth(folder, size),
        "start": measure_start(size.starts),
    }


def compare(comparison: Comparison, rounds: int) -> Compared:
    """Run both sides in turn, and return what the rounds say."""
    ours: list[Usage] = []
    peer: list[Usage] = []
    for number in range(1, rounds + 1):
        for contender, taken in ((comparison.ours, ours), (comparison.peer, peer)):
            taken.append(contender.run())
            tell(f"{comparison.id} {number}/{rounds}", contender.name, taken[-1])
    return compared(comparison, ours, peer)


def measure_bounded(library: Path, size: Size) -> list[Bounded]:
    """Return what commands take that have a budget and no peer."""
    change_some(library)
    found: list[Bounded] = []
    for budget in budgets(library, size.sops):
        taken = [budget.contender.run() for _ in range(size.rounds)]
        tell(f"budget {size.rounds} runs", budget.contender.command, taken[-1])
        found.append(bounded(budget, taken))
    return found


def measure_growth(folder: Path, size: Size) -> Growth:
    """Return what one SOP costs in libraries of several sizes."""
    builds: dict[int, tuple[Contender, list[Usage]]] = {}
    for sops in (size.small, size.sops, size.large):
        library = folder / f"library-{sops}"
        generate(library, sops, "--history")
        builds[sops] = (site_contender(library), [])
    for number in range(1, size.rounds + 1):
        for sops, (contender, taken) in builds.items():
            taken.append(contender.run())
            tell(f"growth {number}/{size.rounds}", f"{sops} SOPs", taken[-1])
    return growth([(sops, figures(*build)) for sops, build in builds.items()])


def measure_start(runs: int) -> Start:
    """Return how fast the program answers that has nothing to do."""
    found: list[Figures] = []
    for option in ("--help", "--version"):
        command = partial(measure, [str(BIN / "sop"), option], folder=ROOT)
        asked = Contender(name=option, command=f"sop {option}", run=command)
        taken = [command() for _ in range(runs)]
        tell(f"start {runs} runs", asked.command, taken[-1])
        found.append(figures(asked, taken))
    return start(found, runs)


def generate(library: Path, sops: int, *options: str) -> None:
    """Write a library in a process of its own, so that this one stays small."""
    say(f"generating {sops} SOPs")
    command = [sys.executable, "-m", "bench.generate", str(library)]
    measure([*command, "--sops", str(sops), *options], folder=ROOT)


def keep_profile(comparison: Comparison, result: Compared, folder: Path) -> None:
    """Write where our time goes if the goal was missed, else remove what was there."""
    target = folder / f"{comparison.id}.txt"
    if result["is_met"]:
        target.unlink(missing_ok=True)
        return
    say(f"goal of {comparison.id} missed; profiling")
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(profile(comparison.profile), "utf-8")


def profile(arguments: Sequence[str]) -> str:
    """Return the functions of a run that took most, with callees and by themselves."""
    with tempfile.NamedTemporaryFile(suffix=".prof") as kept:
        command = [sys.executable, "-m", "cProfile", "-o", kept.name, *arguments]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        text = StringIO()
        stats = pstats.Stats(kept.name, stream=text).strip_dirs()
    for order in ("cumulative", "tottime"):
        stats.sort_stats(order).print_stats(TOP)
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    kept_lines = [line for line in lines if ".prof" not in line]
    return "\n".join(kept_lines).strip() + "\n"


def tell(what: str, name: str, used: Usage) -> None:
    """Say what one run took."""
    say(
        f"{what:14} {name:28} {used.wall:8.2f} s wall {used.cpu:8.2f} s CPU "
        f"{used.peak:7.0f} MiB"
    )


def say(line: str) -> None:
    """Say how far it is."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
