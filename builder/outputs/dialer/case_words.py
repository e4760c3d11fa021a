"""The test of a branch case as a person reads it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from builder.outputs.dialer.format import CaseRecord


def plain_number(value: float) -> str:
    """Return a number in digits, without an exponent and without a needless .0."""
    digits = format(Decimal(repr(value)), "f")
    return re.sub(r"\.0$", "", digits)


def case_parts(case: CaseRecord) -> Iterator[tuple[str, str]]:
    """Yield the test as pairs: the key of a word in the catalog, and the value."""
    if "equals" in case:
        yield "dialer.is", case["equals"]
    for position, value in enumerate(case.get("oneOf", ())):
        yield ("dialer.or" if position else "dialer.is"), value
    if "atLeast" in case:
        yield "dialer.at_least", plain_number(case["atLeast"])
    if "below" in case:
        yield "dialer.below", plain_number(case["below"])
