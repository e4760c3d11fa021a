"""One page that shows many pictures, to be paged through."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Picture:
    """A file beside the page, and what it shows."""

    file: str
    caption: str


@dataclass(frozen=True)
class Sheet:
    """Pictures that belong together."""

    name: str
    title: str
    pictures: tuple[Picture, ...]


def sheet_html(sheets: Sequence[Sheet]) -> str:
    """Return the page: a list of all sheets beside one sheet at a time."""
    names = "".join(
        f'<li><a href="#{escape(sheet.name)}">{escape(sheet.title)}</a></li>'
        for sheet in sheets
    )
    shown = "".join(
        _section(sheet, sheets[place - 1], sheets[(place + 1) % len(sheets)])
        for place, sheet in enumerate(sheets)
    )
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Pictures of the site</title><style>{_STYLE}</style>"
        f"<nav><h1>Pictures</h1><ol>{names}</ol></nav><main>{shown}</main></html>\n"
    )


def _section(sheet: Sheet, before: Sheet, after: Sheet) -> str:
    figures = "".join(
        f'<figure><a href="{escape(picture.file)}"><img src="{escape(picture.file)}" '
        f'alt="{escape(sheet.title)}, {escape(picture.caption)}" loading="lazy"></a>'
        f"<figcaption>{escape(picture.caption)}</figcaption></figure>"
        for picture in sheet.pictures
    )
    return (
        f'<section id="{escape(sheet.name)}"><h2>{escape(sheet.title)}</h2>'
        f'<p><a href="#{escape(before.name)}">← {escape(before.title)}</a> '
        f'<a href="#{escape(after.name)}">{escape(after.title)} →</a></p>'
        f"<div>{figures}</div></section>"
    )


_STYLE = """
:root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif; }
body { display: grid; grid-template-columns: 15rem 1fr; margin: 0; height: 100vh; }
nav { overflow: auto; padding: 1rem; border-right: 1px solid #8886; font-size: .9rem; }
nav ol { padding-left: 1.75rem; }
main { overflow: auto; scroll-behavior: smooth; }
section { box-sizing: border-box; min-height: 100vh; padding: 1rem 1.5rem; }
section p { display: flex; justify-content: space-between; }
section div { display: flex; gap: 1rem; align-items: start; }
figure { margin: 0; flex: 3 1 0; min-width: 0; }
figure:nth-child(n + 3) { flex: 1 1 0; }
img { width: 100%; border: 1px solid #8888; }
@media (max-width: 60rem) { body { display: block; } section div { flex-wrap: wrap; } }
"""
