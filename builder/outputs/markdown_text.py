"""Plain text as Markdown that shows it as it is."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#+!|~&@])")
_WRITTEN = {
    "<": "&lt;",
    ">": "&gt;",
    "&": "&amp;",
    "@": "@<!-- -->",
    "#": "#<!-- -->",
}
_LINE_START = re.compile(r"^(\s*)([-=]|\d+[.)])", re.MULTILINE)


def escaped(text: str) -> str:
    """Return text whose signs mean nothing in Markdown, nor name anybody.

    An empty remark stands behind ``@`` and ``#``: neither a backslash nor an entity
    keeps a forge from telling people that they were mentioned.
    """
    shown = _SIGNS.sub(_escape, " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", shown)


def _escape(found: re.Match[str]) -> str:
    sign = found[1]
    return _WRITTEN.get(sign, f"\\{sign}")
