"""Lines of at most 88 columns, and the few shapes that a printed SOP is made of."""

import textwrap
from collections.abc import Iterable, Iterator

from builder.outputs.inline_text import plain_words

WIDTH = 88

_GLUE = "\x1f"
"""Stands for the blanks of ``{{ a.field }}``, which stays whole; no SOP can hold it."""


def wrapped(text: str, *, before: str = "", after: str = "") -> list[str]:
    """Return one text as lines; what the author wrote in lines stays in lines."""
    return [
        line.replace(_GLUE, " ")
        for part in plain_words(text).strip().splitlines()
        for line in textwrap.wrap(
            part.replace("{{ ", f"{{{{{_GLUE}").replace(" }}", f"{_GLUE}}}}}"),
            WIDTH,
            initial_indent=before,
            subsequent_indent=after,
            break_on_hyphens=False,
        )
        or [""]
    ]


def headed(title: str) -> Iterator[str]:
    """Yield an empty line and a title that is underlined."""
    lines = wrapped(title)
    yield from ("", *lines, "-" * max(map(len, lines), default=0))


def titled(title: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield a title and the texts under it, or nothing if there is no text."""
    if known := [text for text in texts if text]:
        yield from headed(title)
        for text in known:
            yield from wrapped(text, after="  " if text.startswith("- ") else "")


def told(label: str, text: str | None, *, indent: int = 0) -> list[str]:
    """Return ``label: text`` as lines; none if there is no text."""
    blank = " " * indent
    mark = f"{label}: " if label else ""
    return wrapped(f"{mark}{text}", before=blank, after=f"{blank}  ") if text else []


def said(label: str, words: str | None, *, indent: int = 0) -> list[str]:
    """Return words that are said, in quotation marks; none if nothing is said."""
    return told(label, f"“{words.strip()}”" if words else None, indent=indent)
