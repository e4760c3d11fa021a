"""The tests of a branch as Salesforce formulas, exact to the letter.

A decision may compare texts without regard to capitals, and knows no text that is a
number; a formula can tell both.
"""

from collections.abc import Iterator

from builder.outputs.dialer.format import CaseRecord
from builder.outputs.dialer.screens import case_values, number_text

LONGEST_FORMULA = 3900
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
"""What counts as a plain decimal number."""


def case_formulas(case: CaseRecord, field: str) -> tuple[str, ...]:
    """Return formulas of which one is true when the case fits, each short enough."""
    if values := case_values(case):
        return tuple(_same_text(values, field))
    return (_number_within(case, field),)


def _literal(words: str) -> str:
    """Return text as a formula writes it, with no ``{!`` that begins a field."""
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("{!", '{" & "!') + '"'


def _same_text(values: list[str], field: str) -> Iterator[str]:
    """Yield formulas that look for as many of the values as fit into one.

    BEGINS minds capitals; two texts that begin with each other are the same.
    """
    tests: list[str] = []
    for value in values:
        text = _literal(value)
        test = f"AND(BEGINS({{!{field}}}, {text}), BEGINS({text}, {{!{field}}}))"
        if tests and len(_any_of([*tests, test], field)) > LONGEST_FORMULA:
            yield _any_of(tests, field)
            tests = []
        tests.append(test)
    yield _any_of(tests, field)


def _any_of(tests: list[str], field: str) -> str:
    return f"AND(NOT(ISBLANK({{!{field}}})), OR({', '.join(tests)}))"


def _number_within(case: CaseRecord, field: str) -> str:
    """Return a formula that is false for what is no number, whatever it is."""
    value = f"VALUE({{!{field}}})"
    bounds = []
    if (low := case.get("atLeast")) is not None:
        bounds.append(f"{value} >= {number_text(low)}")
    if (high := case.get("below")) is not None:
        bounds.append(f"{value} < {number_text(high)}")
    is_number = f"REGEX({{!{field}}}, {_literal(NUMBER)})"
    return (
        f"IF(AND(NOT(ISBLANK({{!{field}}})), {is_number}), "
        f"AND({', '.join(bounds)}), FALSE)"
    )
