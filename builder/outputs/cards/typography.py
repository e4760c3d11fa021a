"""Small things that make set text look set: quotation marks, and where lines break."""

import re

from markupsafe import Markup, escape

_SPACE_BEFORE_TAG = re.compile(r" (?=<(?:a|code|em|q|span|strong|var)\b)")
_TAG = re.compile(r"(<[^>]*>)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_QUOTED = re.compile(r"(?<!\w)\"([^\"]+)\"(?!\w)")


def breakable(html: str) -> str:
    """Return HTML in which lines break well before a tag.

    Where a text fits a line without its last space but not with it, WeasyPrint 70
    breaks the line after its first word. A space in a box of its own is not part of
    the text.
    """
    return _SPACE_BEFORE_TAG.sub("<span> </span>", html)


def typographic(html: str, language: str) -> str:
    """Return HTML whose text has printed quotation marks instead of typed ones.

    Only apostrophes inside of words and whole quotations are touched, so measures
    such as 5' or 3" stay; quotations only in English, whose marks these are.
    """
    parts = _TAG.split(html)
    parts[::2] = [_set(text, language) for text in parts[::2]]
    return "".join(parts)


def _set(text: str, language: str) -> str:
    words = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", Markup(text).unescape())
    if language.split("-", maxsplit=1)[0] == "en":
        words = _QUOTED.sub(
            "\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", words
        )
    return str(escape(words))
