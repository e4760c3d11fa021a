"""Diagnostics for a person at a terminal: place, message, hint, line and caret."""

from collections.abc import Iterable, Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.reporters.style import Style

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def render_text(diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
    """Return one block of lines per diagnostic, with a blank line between blocks."""
    return "\n".join("\n".join(_block(found, style)) + "\n" for found in diagnostics)


def _block(found: Diagnostic, style: Style) -> Iterator[str]:
    place = style.bold(f"{found.path}:{found.line}:{found.column}:")
    severity = style.color(found.severity, _COLORS[found.severity])
    yield f"{place} {severity} {found.code} {found.message}"
    if found.excerpt.strip():
        yield from _excerpt(found, style)
    yield from _trace(found, style)
    if found.hint:
        yield f"      {style.color('hint:', 'cyan')} {found.hint}"


def _trace(found: Diagnostic, style: Style) -> Iterator[str]:
    """Return a line for each step, with the file only where it is another one."""
    places = [
        f"line {step.line}" if step.path == found.path else f"{step.path}:{step.line}"
        for step in found.trace
    ]
    far = max(map(len, places), default=0)
    wide = max((len(step.name) for step in found.trace), default=0)
    for number, (place, step) in enumerate(zip(places, found.trace, strict=True)):
        head = style.color("path:", "cyan") if number == 0 else "     "
        line = f"{place.ljust(far)}  {step.name.ljust(wide)}  {step.words}"
        yield f"      {head} {line.rstrip()}"


def _excerpt(found: Diagnostic, style: Style) -> Iterator[str]:
    """Return the source line and a caret, cut around the place if it is long."""
    start = max(0, found.column - 60)
    line = found.excerpt[start : start + 100]
    shown = (
        ("…" if start else "")
        + line
        + ("…" if len(found.excerpt) > start + 100 else "")
    )
    before = found.excerpt[start : found.column - 1]
    pad = (" " if start else "") + "".join("\t" if c == "\t" else " " for c in before)
    yield f"{found.line:5} | {shown}"
    yield f"      | {pad}{style.color('^', 'green')}"
