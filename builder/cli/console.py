"""Where text goes: color only where it can be seen, progress only where it moves."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import click

from builder.reporters.style import Style

_REDRAW_SECONDS = 0.08


def write_out(path: Path, content: bytes) -> None:
    """Write what a verb made into the file that was asked for, and say so.

    Raises:
        SopError: It cannot be written there.
    """
    from builder.outputs.writer import write_asked

    write_asked(path, content)
    click.echo(f"wrote {path}", err=True)


def count(number: int, thing: str) -> str:
    """Return a number with its thing in the singular or plural."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def style_of(stream: object) -> Style:
    """Return how text for a stream is dressed.

    ``NO_COLOR`` (no-color.org) switches color off, ``FORCE_COLOR`` on.
    """
    if os.environ.get("NO_COLOR"):
        return Style()
    if os.environ.get("FORCE_COLOR"):
        return Style(has_color=True)
    is_terminal = getattr(stream, "isatty", lambda: False)()
    return Style(has_color=is_terminal and os.environ.get("TERM") != "dumb")


@dataclass(slots=True, kw_only=True)
class Progress:
    """Tells how far long work is: one moving line on a terminal, plain lines in CI.

    Attributes:
        is_quiet: Say nothing at all.
    """

    is_quiet: bool = False
    _drawn: float = 0.0
    _phase: str = ""
    _width: int = 0

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Say that so many of the parts of a phase are done."""
        if self.is_quiet:
            return
        if not sys.stderr.isatty():
            self._line(phase)
        elif done == total or time.monotonic() - self._drawn > _REDRAW_SECONDS:
            self._drawn = time.monotonic()
            count = f" {done}/{total}" if total else ""
            text = f"{phase}{count}"
            click.echo("\r" + text.ljust(self._width), nl=False, err=True)
            self._width = len(text)

    def clear(self) -> None:
        """Wipe the moving line, so that other text starts on a clean one."""
        if self._width and sys.stderr.isatty():
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)
            self._width = 0

    def _line(self, phase: str) -> None:
        if phase != self._phase:
            self._phase = phase
            click.echo(f"{phase} …", err=True)
