"""Conflicts: two changes of one place that git could not join, left in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from builder.diagnostics import Diagnostic, Mark
from builder.rules import source as rules
from builder.source_text import SourceText, shown

_OURS, _MIDDLE, _THEIRS = "<<<<<<<", "=======", ">>>>>>>"
_KEY = re.compile(r"([a-z_]+):")
_ID = re.compile(r" +(?:- +)?\{? *id: *([A-Za-z0-9_.-]+)")
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Conflict:
    """Where two texts stand, as positions of lines."""

    first: int
    last: int


def find_conflicts(source: SourceText) -> Iterator[Diagnostic]:
    """Return each place with two versions, named by the part that it is in."""
    if f"\n{_THEIRS}" not in source.text:
        return
    for found in islice(_conflicts(source.lines), _MOST):
        ours, theirs = (
            shown(source.lines[line][len(_OURS) :].strip() or "one")
            for line in (found.first, found.last)
        )
        where = _part(source.lines, found.first)
        yield source.diagnose(
            rules.MERGE_CONFLICT,
            f"{ours} and {theirs} both changed {where}, and git kept both texts",
            Mark(line=found.first + 1, column=1),
            hint=(
                f"the one stands above '{_MIDDLE}', the other below it down to line "
                f"{found.last + 1}: keep one or join them, delete the lines of signs, "
                "and give 'version' a number above both"
            ),
        )


def _conflicts(lines: list[str]) -> Iterator[_Conflict]:
    first, is_parted = -1, False
    for number, line in enumerate(lines):
        if line.startswith(_OURS):
            first, is_parted = number, False
        elif line.rstrip() == _MIDDLE and first >= 0:
            is_parted = True
        elif line.startswith(_THEIRS) and is_parted:
            yield _Conflict(first, number)
            first, is_parted = -1, False


def _part(lines: list[str], first: int) -> str:
    """Return the part that a conflict is in, as the author calls it."""
    inner = ""
    for line in (lines[first + 1], *reversed(lines[:first])):
        key = _KEY.match(line)
        if key:
            return f"'{inner}' in '{key[1]}'" if inner else f"'{key[1]}'"
        found = _ID.match(line)
        inner = inner or (found[1] if found else "")
    return "the head of the file"
