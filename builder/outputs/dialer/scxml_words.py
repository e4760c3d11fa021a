"""Expressions that SCXML programs in ECMAScript and in Python evaluate alike.

python-statemachine reads them as Python and takes no calls, so ``Number()`` is out of
reach; before it reads a condition, it decodes XML once more and puts ``True`` for
``true`` and ``and`` for ``&&``, in the middle of a text as well.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from builder.outputs.dialer.format import CaseRecord, SayPart

LONGEST_NUMBER = 40
"""The most characters that are read as a number; every one costs steps."""

NUMBER_DATA = {
    "number_text": "''",
    "number_sign": "''",
    "number_at": "9",
    "number_minus": "1",
    "number_digits": "0",
    "number_scale": "1",
    "number_place": "0",
    "number_places": str(list(range(LONGEST_NUMBER + 1))),
    "number_values": str({str(digit): digit for digit in range(10)}),
}
"""What reading a number needs, by name; at 5 a number was read, at 9 it is none."""

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\\']")
_UNSAFE_IN_CONDITION = re.compile(
    r"[^A-Za-z0-9 \xa0-\u2027\u202a-\ufefe\uff00-\U0010ffff]"
)
_READ_AS_PYTHON = re.compile(r"\b(?:true|false|null)\b")


def literal(text: str) -> str:
    """Return text as a literal of both languages."""
    return f"'{_UNSAFE.sub(_escaped, text)}'"


def condition_literal(text: str) -> str:
    """Return text as a literal that is safe in a condition."""
    quoted = f"'{_UNSAFE_IN_CONDITION.sub(_escaped, text)}'"
    return _READ_AS_PYTHON.sub(
        lambda word: f"\\x{ord(word[0][0]):02x}{word[0][1:]}", quoted
    )


def sentence(parts: Iterable[SayPart], data: Mapping[str, str]) -> str:
    """Return an expression for spoken words; ``data`` names the datum of each field."""
    terms = [
        data[part["field"]] if "field" in part else literal(part["text"])
        for part in parts
    ]
    return " + ".join(terms) or "''"


def condition(case: CaseRecord, datum: str) -> str:
    """Return the test of a branch case, whose texts are never empty.

    A test of a number needs ``read_number`` before it.
    """
    if is_numeric(case):
        tests = ["number_at === 5"]
        value = "number_minus * number_digits / number_scale"
        if "atLeast" in case:
            tests.append(f"{value} >= {case['atLeast']!r}")
        if "below" in case:
            tests.append(f"{value} < {case['below']!r}")
        return " && ".join(tests)
    texts = [case["equals"]] if "equals" in case else case["oneOf"]
    return " || ".join(f"{datum} === {condition_literal(text)}" for text in texts)


def is_numeric(case: CaseRecord) -> bool:
    """Return whether a case reads the field as a number."""
    return "atLeast" in case or "below" in case


def read_number(entry: Element, datum: str) -> None:
    """Let a state read a field as a plain decimal number, character by character.

    ``number_at`` tells what was read last: 0 nothing, 1 a minus, 2 digits, 3 a point,
    4 digits after it, 5 the end of a number; 9 stands for anything else.
    """
    _assign(entry, number_at="9", number_text=f"{datum} + '\\x00'")
    _assign(entry, number_minus="1", number_digits="0", number_scale="1", number_at="0")
    loop = SubElement(
        entry, "foreach", {"array": "number_places", "item": "number_place"}
    )
    more = SubElement(loop, "if", {"cond": "number_at < 5"})
    _assign(more, number_sign="number_text[number_place]")
    digit = SubElement(more, "if", {"cond": "number_sign >= '0' && number_sign <= '9'"})
    _assign(digit, number_digits="number_digits * 10 + number_values[number_sign]")
    fraction = SubElement(digit, "if", {"cond": "number_at > 2"})
    _assign(fraction, number_scale="number_scale * 10", number_at="4")
    SubElement(fraction, "else")
    _assign(fraction, number_at="2")
    _otherwise(digit, "number_sign === '-' && number_at === 0")
    _assign(digit, number_at="1", number_minus="-1")
    _otherwise(digit, "number_sign === '.' && number_at === 2")
    _assign(digit, number_at="3")
    _otherwise(digit, "number_sign === '\\x00' && (number_at === 2 || number_at === 4)")
    _assign(digit, number_at="5")
    SubElement(digit, "else")
    _assign(digit, number_at="9")


def _assign(parent: Element, **values: str) -> None:
    for location, expression in values.items():
        SubElement(parent, "assign", {"location": location, "expr": expression})


def _otherwise(parent: Element, test: str) -> None:
    SubElement(parent, "elseif", {"cond": test})


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
