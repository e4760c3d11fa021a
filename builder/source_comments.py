"""Text that a comment cuts off, and lines that a text swallows."""

import re
from typing import Any

from builder.diagnostics import Diagnostic, Mark, Rule
from builder.rules import source as rules
from builder.source_text import SourceText, shown

_COMMENTED = re.compile(r"^(?! *#).*\s#", re.MULTILINE)
_COMMENT = re.compile(r"(?P<gap>\s+)#(?P<next>.?)")
_FREE_TEXT = re.compile(r"\s|^[A-Z][a-z]|[.,!?]$")
_ENTRY_START = re.compile(r" *(?:- +)*")
_ITEM = re.compile(r" *-(?!-)")
_PAIR = re.compile(r" *(?:- +)?(?!https?:|mailto:|tel:|sop:)[a-z_]+:(?: |$|\S)")


def commented_lines(text: str) -> frozenset[int]:
    """Return the lines, counted from 0, where a comment stands behind something."""
    if " #" not in text:
        return frozenset()
    return frozenset(
        text.count("\n", 0, found.start()) for found in _COMMENTED.finditer(text)
    )


def cut_off(
    source: SourceText, commented: frozenset[int], event: Any
) -> Diagnostic | None:
    """Return the problem if the end of an unquoted text was taken for a comment.

    Two blanks before the ``#`` say that the comment is meant, and so does a value
    that is a word of the program's, such as an id.
    """
    end = event.end_mark
    if end.line not in commented:
        return None
    found = _COMMENT.match(source.lines[end.line], end.column)
    if found is None or (len(found["gap"]) > 1 and event.value):
        return None
    glued = found["next"] not in ("", " ")
    if not (glued or not event.value or _FREE_TEXT.search(event.value)):
        return None
    what = f"ends at {shown(event.value[-30:])}" if event.value else "is empty"
    message = f"'#' starts a comment here, so the text {what}"
    mark = Mark(line=end.line + 1, column=found.start() + len(found["gap"]) + 1)
    return source.diagnose(rules.CUT_OFF, message, mark)


def swallowed(source: SourceText, text: str, event: Any) -> Diagnostic | None:
    """Return the problem if a text over several lines holds a line of its own."""
    first, last = event.start_mark.line, event.end_mark.line
    if first == last:
        return None
    lines = text.split("\n")[first : last + 1]
    start = _ENTRY_START.match(lines[0])
    margin = start.end() if start else 0
    for offset, line in enumerate(lines[1:], 1):
        rule, message = _swallowed_line(event, line, margin)
        if rule is rules.UNCLOSED_QUOTE:
            mark = Mark(line=first + 1, column=event.start_mark.column + 1)
            return source.diagnose(rule, message, mark)
        if rule is not None:
            column = len(line) - len(line.lstrip()) + 1
            mark = Mark(line=first + offset + 1, column=column)
            return source.diagnose(rule, message, mark)
    return None


def _swallowed_line(event: Any, line: str, margin: int) -> tuple[Rule | None, str]:
    """Return the rule that a further line of a text breaks."""
    bare = line.strip()
    is_item, is_pair = _ITEM.match(line), _PAIR.match(line)
    if not bare or not (is_item or is_pair):
        return None, ""
    if event.style:
        is_outside = len(line) - len(line.lstrip()) <= margin
        rule = rules.UNCLOSED_QUOTE if is_outside else None
        return rule, "the quote that opens here is not closed"
    if is_item and bare[1:2] == " ":
        message = "this item is read as more text of the line above"
        return rules.SWALLOWED_LINE, message
    if is_item:
        message = f"no blank after the hyphen in {shown(bare)}"
        return rules.NO_BLANK_AFTER_HYPHEN, message
    return rules.NO_BLANK_AFTER_COLON, f"no blank after the colon in {shown(bare)}"
