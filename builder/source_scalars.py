"""What a scalar says: JSON's rules for values, and marks that are no words."""

import re
from collections.abc import Set
from typing import Any, Final

from builder.diagnostics import Rule
from builder.rules import source as rules
from builder.source_text import shown

Problem = tuple[Rule, str]
"""The rule that a scalar breaks, and the message."""

_LARGEST_NUMBER = 2**53
"""Beyond this a whole number is not exact in JSON readers."""

_WORDS: Final = {"true": True, "false": False, "null": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_CURLY = {"“": "”", "„": "“", "‘": "’", "”": "”"}  # noqa: RUF001 (they are the point)
_ESCAPED = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

MAY_BE_VALUE = frozenset(["", *"-0123456789tfn", *_CURLY])
"""How an unquoted scalar starts that may be more than plain text."""


def read_plain(words: str) -> tuple[object, Problem | None]:
    """Return the value of an unquoted scalar, and what is wrong with it."""
    if words in _WORDS:
        return _WORDS[words], None
    number = _NUMBER.fullmatch(words)
    if number is None:
        if words[-1] == _CURLY.get(words[0]):
            message = f"curly quotes stand around {shown(words[1:-1])}"
            return words, (rules.CURLY_QUOTES, message)
        return words, None
    is_whole = not number[1] and not number[2]
    if is_whole and len(words) <= 15:
        return int(words), None
    exact = float(words)
    if abs(exact) > _LARGEST_NUMBER:
        message = f"the number {shown(words, 30)} is too large to be exact"
        return words, (rules.NUMBER_RANGE, message)
    return int(exact) if exact.is_integer() else exact, None


def describe_escaped(value: str) -> Problem | None:
    """Return what is wrong with a text that escapes have made."""
    found = _ESCAPED.search(value)
    if found is None:
        return None
    if "\ud800" <= found[0] <= "\udfff":
        return rules.BAD_ESCAPE, "an escape makes half a character"
    name = f"U+{ord(found[0]):04X}"
    message = f"an escape makes an invisible control character ({name})"
    return rules.CONTROL_CHARACTER, message


def without_escaped(value: str) -> str:
    """Return a text with blanks for signs that no text may hold."""
    return _ESCAPED.sub(" ", value)


def describe_alias(event: Any, words: str, anchors: Set[str]) -> Problem:
    """Return what to say of an alias: a text that starts with a star, if unnamed."""
    if event.anchor in anchors:
        return rules.ALIAS, f"{shown(words)} stands for a value from another line"
    return rules.STAR, f"unquoted text starts with '*': {shown(words)}"


def describe_marks(event: Any, words: str, aliases: Set[str]) -> Problem:
    """Return what to say of an anchor or a tag: perhaps it was meant as text."""
    is_text = hasattr(event, "style")
    if event.tag is not None:
        if is_text and not words.startswith(("!!", "!<")):
            return rules.EXCLAMATION, f"unquoted text starts with '!': {shown(words)}"
        return rules.TAG, f"a tag stands before the value: {shown(words)}"
    if is_text and event.anchor not in aliases:
        return rules.AMPERSAND, f"unquoted text starts with '&': {shown(words)}"
    return rules.ALIAS, f"an anchor stands before the value: {shown(words)}"
