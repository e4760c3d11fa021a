"""SurveyJS expressions: exact tests in a language whose own are not.

There ``=`` knows no capitals, trims blanks and takes ``1`` for ``01``. Two texts are
the same exactly when neither comes before the other, which ``<`` and ``>`` tell rightly
as long as both are texts; a sign put in front sees to that. ``{#name}`` reads a value
as it is, where ``{name}`` would make a number of it. Before it parses an expression,
survey-core replaces old operators in it, quoted or not: a text that holds one is put
together from pieces.
"""

import re
from collections.abc import Iterable

from builder.outputs.dialer.decimals import decimal_text
from builder.outputs.dialer.format import CaseRecord

_MARK = "~"
_REPLACED = re.compile(r"(?<==)(?=[<>])|(?<=<)(?=>)|(?<=equal)(?=s)")
"""Inside of what survey-core replaces: ``=<``, ``=>``, ``<>`` and ``equals``."""
_BACKSLASH = r"substring('\ ', 0, 1)"
"""A quote cannot be told from the end of a text after a backslash, so none has one."""


def quoted(text: str) -> str:
    """Return an expression whose value is a text."""
    parts = f" + {_BACKSLASH} + ".join(map(_quoted, text.split("\\")))
    return f"({parts})" if " + " in parts else parts


def safe_name(identifier: str) -> str:
    """Return an id as a name or value in which survey-core replaces nothing."""
    return _REPLACED.sub("-", identifier)


def marked(value: str) -> str:
    """Return an expression for a value as a text that is never empty."""
    return f"'{_MARK}' + {value}"


def is_given(name: str) -> str:
    """Return the test whether a variable or answer holds anything."""
    return f"{{#{name}}} notempty"


def case_test(case: CaseRecord, *, value: str, text: str, number: str) -> str:
    """Return the test of a branch case.

    Args:
        case: The case.
        value: The expression that reads the value.
        text: The name of the variable that holds it marked.
        number: The name of the variable that says whether it is a number.
    """
    if (texts := _texts(case)) is not None:
        return " or ".join(_same(text, wanted) for wanted in texts)
    bounds = [f"{{{number}}}"]
    if "atLeast" in case:
        bounds.append(f"{value} >= {decimal_text(case['atLeast'])}")
    if "below" in case:
        bounds.append(f"{value} < {decimal_text(case['below'])}")
    return " and ".join(bounds)


def number_test(text: str) -> str:
    """Return the test whether a marked text may be a plain decimal such as ``-2.50``.

    It starts and ends with a digit, but for a minus, and holds no letter with which a
    number could be written in another way; what else it holds makes the comparison with
    a number fail.
    """
    start = " or ".join(
        f"!({{#{text}}} < '{low}') and {{#{text}}} < '{high}'"
        for low, high in ((f"{_MARK}0", f"{_MARK}:"), (f"{_MARK}-0", f"{_MARK}-:"))
    )
    last = f"substring({{#{text}}}, {{{text}.length}} - 1)"
    letters = (f"{{#{text}}} notcontains '{letter}'" for letter in "exob")
    return " and ".join((f"({start})", f"!({last} < '0' or {last} > '9')", *letters))


def first_that_holds(pairs: Iterable[tuple[str, str]], otherwise: str) -> str:
    """Return an expression for the value of the first pair whose test holds.

    An empty test always holds.
    """
    found = otherwise
    for test, value in reversed(list(pairs)):
        found = f"iif({test}, {value}, {found})" if test else value
    return found


def has_number_case(cases: Iterable[CaseRecord]) -> bool:
    """Tell whether any case compares with a number."""
    return any(_texts(case) is None for case in cases)


def _quoted(text: str) -> str:
    escaped = text.replace("'", r"\'").replace('"', r"\"")
    return " + ".join(f"'{piece}'" for piece in _REPLACED.split(escaped))


def _texts(case: CaseRecord) -> list[str] | None:
    return [case["equals"]] if "equals" in case else case.get("oneOf")


def _same(text: str, wanted: str) -> str:
    other = quoted(f"{_MARK}{wanted}")
    return f"!({{#{text}}} < {other} or {{#{text}}} > {other})"
