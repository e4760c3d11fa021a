"""Text that a comment cuts off, and lines that a text swallows."""

import re
from collections.abc import Iterator
from typing import Any

from builder.diagnostics import Diagnostic, Mark
from builder.rules import source as rules
from builder.source_mistakes import Mistake, find_mistaken_start, replaced
from builder.source_text import SourceText, shown

_COMMENT = re.compile(r"(?P<gap>\s+)#(?P<next>.?)")
_FREE_TEXT = re.compile(r"\s|^[A-Z][a-z]|[.,!?]$")
_ENTRY_START = re.compile(r" *(?:- +)*")
_ITEM = re.compile(r" *-(?!-)")
_PAIR = re.compile(r" *(?:- +)?(?!https?:|mailto:|tel:|sop:)[a-z_]+:(?: |$|\S)")


def commented_lines(text: str) -> frozenset[int]:
    """Return the lines, counted from 0, where a comment may cut off a text.

    Two blanks before the ``#`` and one behind it say that the comment is meant.
    """
    found: set[int] = set()
    line = counted = 0
    position = text.find("#")
    while position >= 0:
        if text[position - 1 : position] != " ":
            position = text.find("#", position + 1)
            continue
        start = text.rfind("\n", 0, position) + 1
        before = text[start:position]
        is_meant = before.endswith("  ") and text[position + 1 : position + 2] in " \n"
        if before.strip() and not is_meant:
            line += text.count("\n", counted, position)
            counted = position
            found.add(line)
        end = text.find("\n", position)
        position = text.find("#", end) if end >= 0 else -1
    return frozenset(found)


def has_marks(text: str) -> bool:
    """Return whether anchors, tags or merge keys may stand in a text."""
    return "<<" in text or any(
        not position or text[position - 1] in " \n[{,"
        for sign in "&!"
        for position in positions(text, sign)
    )


def positions(text: str, sign: str) -> Iterator[int]:
    """Return where a sign stands in a text; far faster than a pattern if it is rare."""
    position = text.find(sign)
    while position >= 0:
        yield position
        position = text.find(sign, position + 1)


def cut_off(
    source: SourceText, commented: frozenset[int], event: Any
) -> Diagnostic | None:
    """Return the problem if the end of an unquoted text was taken for a comment.

    A comment behind a word of the program's, such as an id, is meant as one.
    """
    end = event.end_mark
    if end.line not in commented:
        return None
    found = _COMMENT.match(source.lines[end.line], end.column)
    if found is None or (len(found["gap"]) > 1 and event.value):
        return None
    is_glued = found["next"] not in ("", " ")
    if not (is_glued or not event.value or _FREE_TEXT.search(event.value)):
        return None
    what = f"ends at {shown(event.value[-30:])}" if event.value else "is empty"
    message = f"'#' starts a comment here, so the text {what}"
    mark = Mark(line=end.line + 1, column=found.start() + len(found["gap"]) + 1)
    return source.diagnose(rules.CUT_OFF, message, mark)


def find_swallowed(lines: list[str], event: Any) -> Mistake | None:
    """Return the mistake if a text over several lines holds a line of its own."""
    first, last = event.start_mark.line, event.end_mark.line
    for number in range(first + 1, last + 1):
        line = lines[number]
        if line.strip() and (_ITEM.match(line) or _PAIR.match(line)):
            if event.style:
                return _unclosed(lines, event, number)
            if line.lstrip().startswith("- "):
                return _misplaced(lines, event, number)
            return _hyphen_at_start(lines, event) or find_mistaken_start(lines, number)
    return None


def _hyphen_at_start(lines: list[str], event: Any) -> Mistake | None:
    """Return the mistake if the text itself starts with a glued hyphen."""
    first, column = event.start_mark.line, event.start_mark.column
    if not event.value.startswith("-") or column != _indent(lines[first]):
        return None
    return find_mistaken_start(lines, first)


def _unclosed(lines: list[str], event: Any, number: int) -> Mistake | None:
    """Return the quote that swallows a line which is not indented below it."""
    first, column = event.start_mark.line, event.start_mark.column
    if _indent(lines[number]) > _key_column(lines[first]):
        return None
    line = lines[first]
    return Mistake(
        rule=rules.UNCLOSED_QUOTE,
        message="the quote that opens here is not closed",
        mark=Mark(line=first + 1, column=column + 1),
        mended=replaced(lines, first, line.rstrip() + line[column]),
    )


def _misplaced(lines: list[str], event: Any, number: int) -> Mistake:
    """Return the list items that are indented so far that they became text."""
    first, last = event.start_mark.line, event.end_mark.line
    margin = lines[first][: _indent(lines[first])]
    mended = [
        margin + line.lstrip() if _ITEM.match(line) else line
        for line in lines[number : last + 1]
    ]
    is_item_above = lines[first].lstrip().startswith("- ")
    return Mistake(
        rule=rules.SWALLOWED_LINE,
        message="this item is read as more text of the line above",
        mark=Mark(line=number + 1, column=_indent(lines[number]) + 1),
        mended=[*lines[:number], *mended, *lines[last + 1 :]]
        if is_item_above
        else None,
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _key_column(line: str) -> int:
    """Return where the first key or text of a line starts."""
    found = _ENTRY_START.match(line)
    return found.end() if found else 0
