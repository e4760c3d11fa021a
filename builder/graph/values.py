"""What a branch makes of the value of a field: the one place that says what fits."""

import re
from collections.abc import Iterable
from itertools import pairwise

from builder.model.script import Case

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Value = str | None
"""What a field holds; None while it is empty."""


def read_number(text: Value) -> float | None:
    """Return the plain decimal number that a text is, or None if it is none."""
    trimmed = (text or "").strip()
    return float(trimmed) if _NUMBER.fullmatch(trimmed) else None


def fits(case: Case, value: Value) -> bool:
    """Tell whether a value fits a case; an empty field fits none.

    ``equals`` and ``one_of`` compare the text letter for letter. ``at_least`` and
    ``below`` read it as a number; what is no number fits neither.
    """
    if value is None or value == "":
        return False
    if case.equals is not None:
        return value == case.equals
    if case.one_of:
        return value in case.one_of
    number = read_number(value)
    return (
        number is not None
        and (case.at_least is None or number >= case.at_least)
        and (case.below is None or number < case.below)
    )


def samples(cases: Iterable[Case], values: Iterable[str] = ()) -> tuple[Value, ...]:
    """Return values of a field, one at least for every way that the cases tell apart.

    Two values between which no case sees a difference are stood for by one. The empty
    field comes first, then a text that no case names.

    Args:
        cases: Every case that is tried on the field.
        values: Values that are written into the field or that it is declared to have.
    """
    named = dict.fromkeys(values)
    bounds: set[float] = set()
    for case in cases:
        named.update(dict.fromkeys((*case.one_of, case.equals or "")))
        bounds.update(b for b in (case.at_least, case.below) if b is not None)
    named.pop("", None)
    other = "…"
    while other in named:
        other += "…"
    return (None, other, *dict.fromkeys((*named, *_numbers(sorted(bounds)))))


def _numbers(bounds: list[float]) -> list[str]:
    """Return a number below all bounds, one at and one behind each of them."""
    if not bounds:
        return []
    behind = [(low + high) / 2 for low, high in pairwise(bounds)]
    every = [bounds[0] - 1, *bounds, *behind, bounds[-1] + 1]
    return [f"{number:f}".rstrip("0").rstrip(".") for number in sorted(every)]
