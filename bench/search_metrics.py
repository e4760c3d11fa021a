"""How good a ranking is, by the usual measures, on targets that people graded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import yaml

QUERIES = Path(__file__).resolve().parent.parent / "tests/search/queries.yaml"
ANSWERS = 2
"""The lowest grade that answers; 1 only helps."""

DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query of the golden set; targets are graded 1 to 3."""

    text: str
    kind: str
    targets: Mapping[str, int]
    is_held_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Means over some queries."""

    count: int
    success_1: float
    success_3: float
    mrr: float
    ndcg: float
    zero: float


def read_queries(path: Path = QUERIES) -> list[Query]:
    """Return the golden set."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    return [
        Query(
            text=row["query"],
            kind=row["kind"],
            targets=row["targets"],
            is_held_out=row.get("held_out", False),
        )
        for row in rows
    ]


def grade(found: str, targets: Mapping[str, int]) -> int:
    """Return the grade of a result: that of the narrowest target that it is in."""
    inside = [one for one in targets if _is_inside(found, one)]
    return targets[max(inside, key=len)] if inside else 0


def _is_inside(found: str, target: str) -> bool:
    if found == target or found.startswith(f"{target}."):
        return True
    return "#" not in target and found.startswith(f"{target}#")


def measure(judged: Sequence[tuple[Query, Sequence[str]]]) -> Measures:
    """Return the measures of rankings, each given as the targets that were found."""
    graded = [
        ([grade(one, query.targets) for one in found[:DEPTH]], query.targets)
        for query, found in judged
    ]
    firsts = [_first(grades) for grades, _ in graded]
    return Measures(
        count=len(graded),
        success_1=_mean([float(first == 1) for first in firsts]),
        success_3=_mean([float(0 < first <= 3) for first in firsts]),
        mrr=_mean([1 / first if first else 0.0 for first in firsts]),
        ndcg=_mean([ndcg(grades, targets) for grades, targets in graded]),
        zero=_mean([float(not found) for _, found in judged]),
    )


def _first(grades: Sequence[int]) -> int:
    """Return the rank of the first result that answers, or 0."""
    return next((n for n, one in enumerate(grades, start=1) if one >= ANSWERS), 0)


def ndcg(grades: Sequence[int], targets: Mapping[str, int]) -> float:
    """Return the gain by grade and rank, against the best order of all targets.

    A target is gained once: a second place inside it adds nothing to the first, for the
    ideal has each target once, too.
    """
    left = sorted(targets.values(), reverse=True)
    ideal = _gain(left[:DEPTH])
    gained = []
    for one in grades:
        gained.append(one if one in left else 0)
        if one in left:
            left.remove(one)
    return _gain(gained) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**one - 1) / log2(rank + 1) for rank, one in enumerate(grades, 1))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
