"""What a run found: medians and ratios, for programs and for people."""

import os
import platform
import statistics
from collections.abc import Sequence
from importlib.metadata import version
from typing import TypedDict

from bench.budgets import Budget
from bench.comparisons import Comparison, Contender
from bench.measure import Usage

PACKAGES = (
    "check-jsonschema",
    "click",
    "gitpython",
    "jinja2",
    "jsonschema",
    "jsonschema-rs",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "pyyaml",
    "ruamel.yaml",
)
"""What the two sides are built on; the versions decide the figures."""

GROWTH_GOAL = 0.15
START_GOAL = 0.3


class Figures(TypedDict):
    """Medians of one command."""

    name: str
    command: str
    wall: float
    cpu: float
    peak: float


class Ratio(TypedDict):
    """How many times faster ours was: the median of the rounds, and the extremes."""

    median: float
    least: float
    most: float


class Compared(TypedDict):
    """One comparison."""

    id: str
    title: str
    sops: int
    rounds: int
    ours: Figures
    peer: Figures
    cpu_ratio: Ratio
    wall_ratio: Ratio
    goal: float
    is_met: bool
    note: str


class Growth(TypedDict):
    """What one SOP of the site costs in a small and in a large library."""

    builds: list[tuple[int, Figures]]
    change: float
    goal: float
    is_met: bool


class Start(TypedDict):
    """How fast a command answers that has nothing to do."""

    figures: list[Figures]
    runs: int
    goal: float
    is_met: bool


class Bounded(TypedDict):
    """A command that has no peer, and the CPU seconds that it may take."""

    title: str
    figures: Figures
    rounds: int
    goal: float
    is_met: bool


class Machine(TypedDict):
    """Where it ran."""

    cores: int
    python: str


class Results(TypedDict):
    """Everything that a run found; the figures of a trial mean nothing."""

    is_trial: bool
    machine: Machine
    packages: dict[str, str]
    comparisons: list[Compared]
    bounded: list[Bounded]
    growth: Growth
    start: Start


def machine() -> Machine:
    """Return the cores that may be used, and the Python."""
    cores = len(os.sched_getaffinity(0))
    return {"cores": cores, "python": platform.python_version()}


def packages() -> dict[str, str]:
    """Return the versions of what the two sides are built on."""
    return {name: version(name) for name in ("sopwright", *PACKAGES)}


def figures(contender: Contender, rounds: Sequence[Usage]) -> Figures:
    """Return the medians of a command's rounds."""
    return {
        "name": contender.name,
        "command": contender.command,
        "wall": round(statistics.median(used.wall for used in rounds), 3),
        "cpu": round(statistics.median(used.cpu for used in rounds), 3),
        "peak": round(statistics.median(used.peak for used in rounds), 1),
    }


def bounded(budget: Budget, rounds: Sequence[Usage]) -> Bounded:
    """Return what the rounds of a command say."""
    found = figures(budget.contender, rounds)
    return {
        "title": budget.title,
        "figures": found,
        "rounds": len(rounds),
        "goal": budget.goal,
        "is_met": found["cpu"] < budget.goal,
    }


def compared(
    comparison: Comparison, ours: Sequence[Usage], peer: Sequence[Usage]
) -> Compared:
    """Return what the rounds of a comparison say.

    A ratio is made in each round, from two runs that followed each other: on a busy
    machine that is steadier than the ratio of the medians.
    """
    pairs = list(zip(ours, peer, strict=True))
    cpu = _ratio([theirs.cpu / own.cpu for own, theirs in pairs])
    wall = _ratio([theirs.wall / own.wall for own, theirs in pairs])
    return {
        "id": comparison.id,
        "title": comparison.title,
        "sops": comparison.sops,
        "rounds": len(pairs),
        "ours": figures(comparison.ours, ours),
        "peer": figures(comparison.peer, peer),
        "cpu_ratio": cpu,
        "wall_ratio": wall,
        "goal": comparison.goal,
        "is_met": min(cpu["median"], wall["median"]) >= comparison.goal,
        "note": comparison.note,
    }


def growth(builds: list[tuple[int, Figures]]) -> Growth:
    """Return how the cost of one SOP changes from the first library to the last."""
    (small, first), *_, (large, last) = builds
    change = (last["cpu"] / large) / (first["cpu"] / small) - 1
    return {
        "builds": builds,
        "change": round(change, 3),
        "goal": GROWTH_GOAL,
        "is_met": change <= GROWTH_GOAL,
    }


def start(measured: list[Figures], runs: int) -> Start:
    """Return whether the program answers fast enough."""
    is_met = all(each["cpu"] < START_GOAL for each in measured)
    return {"figures": measured, "runs": runs, "goal": START_GOAL, "is_met": is_met}


def _ratio(values: list[float]) -> Ratio:
    return {
        "median": round(statistics.median(values), 1),
        "least": round(min(values), 1),
        "most": round(max(values), 1),
    }
