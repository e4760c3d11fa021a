"""Inline and spoken text as safe HTML; the only markup that SOP text may bring."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from builder.addresses import LINK_SCHEMES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINK_STARTS = tuple(f"{scheme}:" for scheme in LINK_SCHEMES)
"""Where a link may lead. Others can run programs, read files or leak data."""

_MARKS = re.compile(r"[\\`*_\[\]]")
_FIELD = re.compile(r"\{\{ *([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*) *\}\}")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextContext:
    """What a text needs to know about the place where it is shown.

    Attributes:
        link: The address for a target such as ``sop:call-handling#hold.ask-first``;
            empty text if there is nothing to link to, so that only the label is shown.
        field: The words that stand for a field, such as ``first name``.
        has_scripts: Whether a field tells its name to a script that fills it in.
    """

    link: Callable[[str], str]
    field: Callable[[str], str]
    has_scripts: bool = False


def inline_html(text: str, texts: TextContext) -> Markup:
    """Return inline text as HTML: bold, emphasis, code, links; braces are literal."""
    if not _MARKS.search(text):
        return escape(text)
    return Markup(_parser(with_fields=False).renderInline(text, {"texts": texts}))


def spoken_html(text: str, texts: TextContext) -> Markup:
    """Return spoken text as HTML: inline text in which fields are marked."""
    parts = _FIELD.split(text)
    if any(_MARKS.search(part) for part in parts[::2]):
        return Markup(_parser(with_fields=True).renderInline(text, {"texts": texts}))
    if len(parts) == 1:
        return escape(text)
    return Markup("").join(
        _field_html(part, texts) if position % 2 else escape(part)
        for position, part in enumerate(parts)
    )


def plain_words(text: str, texts: TextContext | None = None) -> str:
    """Return inline or spoken text without marks, for search entries and labels.

    With a context, fields are replaced by the words that stand for them.
    """
    if texts is None or "{{" not in text:
        if not _MARKS.search(text):
            return text
        return _words_of(_parser(with_fields=False).parseInline(text), texts)
    parts = _FIELD.split(text)
    if any(_MARKS.search(part) for part in parts[::2]):
        return _words_of(_parser(with_fields=True).parseInline(text), texts)
    parts[1::2] = map(texts.field, parts[1::2])
    return "".join(parts)


def safe_address(address: str, texts: TextContext) -> str:
    """Return the address that a link may lead to, or empty text if it may not."""
    if not is_safe_address(address):
        return ""
    return texts.link(address) if address.startswith("sop:") else address


def is_safe_address(address: str) -> bool:
    """Tell whether a link's scheme is allowed and the address is one plain word."""
    return address.startswith(LINK_STARTS) and not _CONTROL.search(address)


def _field_html(name: str, texts: TextContext) -> Markup:
    if not texts.has_scripts:
        return Markup("<var>{}</var>").format(texts.field(name))
    return Markup('<var data-field="{}">{}</var>').format(name, texts.field(name))


def _words_of(tokens: list[Any], texts: TextContext | None) -> str:
    words = []
    for token in tokens:
        if token.children:
            words.append(_words_of(token.children, texts))
        elif token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "field" and texts is not None:
            words.append(texts.field(token.content))
        elif token.type == "softbreak":
            words.append("\n")
    return "".join(words)


@cache
def _parser(*, with_fields: bool) -> "MarkdownIt":
    """Return the CommonMark parser for inline text, cut down to what we promise."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": False})
    parser.disable(["image", "autolink", "html_inline", "entity"])
    parser.validateLink = is_safe_address  # type: ignore[method-assign, assignment]
    parser.add_render_rule("link_open", _link_open)
    parser.add_render_rule("link_close", _link_close)
    if with_fields:
        parser.inline.ruler.before("text", "field", _field_rule)
        parser.add_render_rule("field", _field_token)
    return parser


def _field_rule(state: Any, silent: bool) -> bool:
    """Read one field at the current place; the parser's contract sets the shape."""
    found = _FIELD.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("field", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _field_token(
    _renderer: Any, tokens: Any, index: int, _options: Any, env: Any
) -> str:
    return str(_field_html(tokens[index].content, env["texts"]))


def _link_open(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    """Open a link, or nothing where the target is not part of this output."""
    address = safe_address(str(tokens[index].attrs["href"]), env["texts"])
    env["closing"] = "</a>" if address else ""
    return str(Markup('<a href="{}">').format(address)) if address else ""


def _link_close(
    _renderer: Any, _tokens: Any, _index: int, _options: Any, env: Any
) -> str:
    return str(env["closing"])
