"""What can be found in hand-written pages: the page, and each heading of it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from builder.outputs.search.entries import Entry, Origin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LONGEST = 400
"""Signs of a text that are shown and searched; a guide is read on its page."""


def written_origins(pages: Mapping[str, str]) -> Iterator[Origin]:
    """Return hand-written pages, given as Markdown by path in their folder."""
    for path, text in sorted(pages.items()):
        parts = list(_parts(_MATTER.sub("", text)))
        title = next((name for level, name, _ in parts if level == 1), path)
        taken: set[str] = set()
        entries = [
            Entry(
                kind="help",
                anchor=_anchor(name, taken) if level > 1 else "",
                title=name or title,
                text=told[:_LONGEST],
                hints=told[_LONGEST:],
                is_head=place == 0,
            )
            for place, (level, name, told) in enumerate(parts)
            if name or told
        ]
        if entries:
            yield Origin(
                sop="", number="", title=title, path=address_of(path),
                entries=tuple(entries),
            )  # fmt: skip


def address_of(path: str) -> str:
    """Return where a Markdown file stands on the site, which has folders for pages."""
    folder = path.removesuffix(".md")
    folder = re.sub(r"(^|/)(index|README)$", r"\1", folder)
    return f"{folder.rstrip('/')}/" if folder else ""


def _parts(text: str) -> Iterator[tuple[int, str, str]]:
    """Return each heading with its level and the text below it, marks left out."""
    level, name = 1, ""
    told: list[str] = []
    is_heading = False
    for token in _parser().parse(text):
        if token.type == "heading_open":
            if name or told:
                yield level, name, " ".join(told)
            level, told = int(token.tag[1:]), []
            is_heading = True
        elif token.type == "inline":
            words = " ".join("".join(_texts(token)).split())
            if is_heading:
                name, is_heading = words, False
            else:
                told.append(words)
    if name or told:
        yield level, name, " ".join(told)


def _texts(token: "Token") -> Iterator[str]:
    for part in token.children or ():
        if part.type in ("text", "code_inline"):
            yield part.content
        elif part.type in ("softbreak", "hardbreak"):
            yield " "


def _anchor(name: str, taken: set[str]) -> str:
    """Return the id that Python-Markdown gives a heading; a second one is numbered."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    base = re.sub(r"[-\s]+", "-", plain)
    anchor, count = base, 0
    while anchor in taken or not anchor:
        count += 1
        anchor = f"{base}_{count}"
    taken.add(anchor)
    return anchor


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
