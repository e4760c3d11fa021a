"""Plain text as Markdown that shows it as it is."""

import re

_MARKS = re.compile(r"([\\`*_\[\]<>#&~|@])")


def escaped(text: str) -> str:
    """Return plain text with nothing in it that is Markdown, HTML, or a mention."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
