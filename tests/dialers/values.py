"""Values for fields: those that drive every branch, and some that only stand there."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from tests.dialers.raw import RawScript

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

_SPECIMENS = {
    "number": ("7", "8"),
    "money": ("$12.50", "$13.75"),
    "date": ("2027-05-17", "2027-05-18"),
    "time": ("9:15 a.m.", "4:45 p.m."),
    "phone": ("555-0177", "555-0178"),
    "email": ("given@example.org", "other@example.org"),
    "yes_no": ("yes", "no"),
}
"""Two answers by type of field: one of them is not the field's example."""


def case_of(node: Mapping[str, Any], value: str) -> int | None:
    """Return the place of the first case of a branch that a value fits, or None."""
    for place, case in enumerate(node["cases"]):
        if _fits(case, value):
            return place
    return None


def driving_values(script: RawScript, field: str, *, given: bool) -> tuple[str, ...]:
    """Return values of a field that, together, take every way of every branch on it.

    Args:
        script: The script whose branches are looked at.
        field: The field's id.
        given: The value stands in the record before the call, where it may also be
            missing; otherwise the customer gives it.
    """
    known = script.fields[field]
    wanted = tuple(dict.fromkeys(_tested(script, field, known)))
    return (*wanted, "") if given else wanted


def specimen(script: RawScript, field: str) -> str:
    """Return an answer for a field that nothing depends on; never its example."""
    known = script.fields[field]
    example = known["example"]
    words = f"words for {field.replace('.', ' ').replace('_', ' ')}"
    usual = _SPECIMENS.get(known["type"], (words, f"other {words}"))
    return next(value for value in known.get("values", usual) if value != example)


def _tested(script: RawScript, field: str, known: Mapping[str, Any]) -> Iterable[str]:
    """Yield the values near every test of the field, within what its type allows."""
    if "values" in known:
        yield from known["values"]
        return
    cases = [
        case
        for node in script.nodes.values()
        if node["kind"] == "branch" and node["on"] == field
        for case in node["cases"]
    ]
    texts = [text for case in cases for text in _texts(case)]
    bounds = [
        case[key] for case in cases for key in ("at_least", "below") if key in case
    ]
    yield from texts
    if known["type"] == "yes_no":
        yield from ("yes", "no")
        return
    for bound in bounds:
        for step in ("0", "-0.5", "-1"):
            yield _plain(Decimal(str(bound)) + Decimal(step))
    yield known["example"]
    if known["type"] == "text":
        yield from (text.swapcase() for text in texts)
        yield from ("twelve",) if bounds else ()
    yield specimen(script, field)


def _texts(case: Mapping[str, Any]) -> tuple[str, ...]:
    return (case["equals"],) if "equals" in case else tuple(case.get("one_of", ()))


def _fits(case: Mapping[str, Any], value: str) -> bool:
    """Tell whether a value fits one case of a branch; an empty one fits none."""
    if not value:
        return False
    if texts := _texts(case):
        return value in texts
    if not _NUMBER.fullmatch(value):
        return False
    number = Decimal(value)
    low, high = case.get("at_least", "-Infinity"), case.get("below", "Infinity")
    return Decimal(str(low)) <= number < Decimal(str(high))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
