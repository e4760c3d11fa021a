"""Text in Ink: signs of its language written so that they are read as themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping

from builder.outputs.dialer.export import words
from builder.outputs.dialer.format import SayPart

_BLANKS = re.compile(r"[ \t\r\n]+")
_SIGNS = re.compile(r"[\\{}|#~<>\[\]/*]")
"""What has a meaning anywhere in a line, a choice or a tag."""

_START = re.compile(r"[!-/:-@^_`]|(?=(?:TO(?:DO)|VAR|CONST|LIST|INCLUDE|EXTERNAL)\b)")
"""What may have a meaning at the start of a line."""


def line(text: str) -> str:
    """Return an author's text as the content of a line, a choice or a tag."""
    return _safe_start(_escaped(text).strip())


def spoken_line(parts: Iterable[SayPart], names: Mapping[str, str]) -> str:
    """Return words to be said on a line, each field as the variable of its name."""
    return _safe_start(words(_cut(parts), lambda field: f"{{{names[field]}}}").strip())


def quoted(text: str) -> str:
    """Return an author's text as a value, to the letter."""
    escaped = _SIGNS.sub(r"\\\g<0>", text).replace('"', r"\"")
    return f'"{escaped}"'


def _cut(parts: Iterable[SayPart]) -> Iterator[SayPart]:
    for part in parts:
        yield part if "field" in part else {"text": _escaped(part["text"])}


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", _BLANKS.sub(" ", text))


def _safe_start(text: str) -> str:
    return f"\\{text}" if _START.match(text) else text
