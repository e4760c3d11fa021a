"""The test of a branch case as a person reads it."""

from collections.abc import Iterator

from builder.outputs.dialer.decimals import decimal_text
from builder.outputs.dialer.format import CaseRecord


def case_parts(case: CaseRecord) -> Iterator[tuple[str, str]]:
    """Yield the test as pairs: the key of a word in the catalog, and the value."""
    if "equals" in case:
        yield "dialer.is", case["equals"]
    for position, value in enumerate(case.get("oneOf", ())):
        yield ("dialer.or" if position else "dialer.is"), value
    if "atLeast" in case:
        yield "dialer.at_least", decimal_text(case["atLeast"])
    if "below" in case:
        yield "dialer.below", decimal_text(case["below"])
