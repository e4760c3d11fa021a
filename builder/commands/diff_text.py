"""A difference as text for a terminal: sentences, redlines, and what to do next."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from builder.changes.change import Change
from builder.changes.redline import Edit, Redline
from builder.changes.summary import KIND_NAMES, shortened, total_in_words
from builder.commands.diff import DiffResult
from builder.model.change import Kind
from builder.outputs.changes.markdown import BROKEN_BEFORE, has_redline, versions
from builder.reporters.style import Style

WIDTH = 88
_FIELD = re.compile(r"\{\{ ([\w.]+) \}\}")
_GLUE = "\u2060"
"""Stands for a blank at which no line may break: a field stays on one line."""

_INDENT = 16
_COLORS = {
    Kind.EDITORIAL: "blue",
    Kind.CONTROL: "blue",
    Kind.DISCLOSURE: "red",
    Kind.STEP_REMOVED: "red",
    Kind.SOP_REMOVED: "red",
    Kind.STEP_ADDED: "green",
    Kind.SOP_ADDED: "green",
}


def diff_text(result: DiffResult, style: Style) -> str:
    """Return what changed, an SOP after the other, and how much it is."""
    comparison = result.comparison
    lines: list[str] = []
    for problem in comparison.unread:
        place = style.bold(f"{problem.path}:{problem.line}:")
        lines.append(f"{place} {style.color('cannot be compared', 'red')}")
        lines += [f"  {problem.code} {problem.message}", f"  hint: {problem.hint}", ""]
    for identifier in sorted(comparison.unread_before):
        lines += [style.bold(identifier), f"  {BROKEN_BEFORE}", ""]
    for one in comparison.sops:
        lines.append(style.bold(f"{one.sop.number} {one.sop.title}  {versions(one)}"))
        lines += [*_changes(one.changes, style), ""]
    if comparison.shared:
        lines += [style.bold("Shared data"), *_changes(comparison.shared, style), ""]
    count = sum(len(one.changes) for one in comparison.sops)
    total = total_in_words(len(comparison.sops), count)
    nothing = not (
        comparison.sops
        or comparison.shared
        or comparison.unread
        or comparison.unread_before
    )
    if nothing and comparison.paths:
        total = "nothing but layout"
    elif nothing:
        total = "no changes"
    lines.append(f"{result.old} → {result.new}: {total}")
    return "\n".join(lines) + "\n"


def _changes(changes: Sequence[Change], style: Style) -> Iterator[str]:
    for change in changes:
        kind = KIND_NAMES[change.kind].ljust(_INDENT - 3)
        room = " " * _INDENT
        wrapped = textwrap.wrap(change.sentence, WIDTH - _INDENT) or [""]
        head = style.color(kind, _COLORS.get(change.kind, "yellow"))
        yield f"  {head} {wrapped[0]}"
        yield from (room + line for line in wrapped[1:])
        if has_redline(change):
            yield from _redline(shortened(change.redline), style)


def _redline(redline: Redline, style: Style) -> Iterator[str]:
    """Return a redline, wrapped; without color, marks stand around what differs."""
    text = "".join(_marked(span.words, span.edit, style) for span in redline)
    text = _FIELD.sub(f"{{{{{_GLUE}\\1{_GLUE}}}}}", text)
    room = " " * _INDENT + style.color("│ ", "cyan")
    line, width = "", 0
    for word in text.split(" "):
        length = len(re.sub(r"\x1b\[\d+m", "", word)) + 1
        if line and width + length > WIDTH - _INDENT - 2:
            yield room + line.rstrip().replace(_GLUE, " ")
            line, width = "", 0
        line += f"{word} "
        width += length
    yield room + line.rstrip().replace(_GLUE, " ")


def _marked(words: str, edit: Edit, style: Style) -> str:
    text = re.sub(r"\s+", " ", words)
    if edit is Edit.SAME:
        return text
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], ""
    if core:
        after = text[len(text.rstrip()) :]
    if not style.has_color:
        marks = ("[-", "-]") if edit is Edit.REMOVED else ("{+", "+}")
        return f"{before}{marks[0]}{core}{marks[1]}{after}" if core else before
    color = "red" if edit is Edit.REMOVED else "green"
    dressed = (
        " ".join(style.color(word, color) for word in core.split(" ")) if core else ""
    )
    return f"{before}{dressed}{after}"
