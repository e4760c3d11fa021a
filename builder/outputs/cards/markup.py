"""A card as HTML: the sides that are printed, and what measures their parts."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from builder.fingerprint import digest, short
from builder.outputs.cards.assets import Asset
from builder.outputs.cards.card import CardContent, Entry
from builder.outputs.cards.fit import Fitted
from builder.outputs.cards.left_out import LONGEST, left_out
from builder.outputs.cards.qr import qr_code
from builder.outputs.cards.sizes import Paper, Shape, TypeSize
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import strings_for
from builder.outputs.templating import render

LOGO = "asset:logo"
"""What the logo of the user's repository is called."""

_END_OF_SIDE = "<!-- side -->"

TEXTS = TextContext(link=lambda _: "", field=lambda name: name)
"""The parts are HTML already: nothing is left to be resolved."""


def card_html(content: CardContent, sides: Iterable[str]) -> str:
    """Return a card alone as a document."""
    return render(
        "cards/card.html.j2",
        texts=TEXTS,
        words=strings_for(content.language),
        card=content,
        sides=[Markup(side) for side in sides],
    )


def sides_html(
    content: CardContent, fitted: Fitted, paper: Paper, *, has_marks: bool
) -> tuple[str, ...]:
    """Return the sides of a card, which a document may hold beside those of others."""
    html = _render(
        "cards/sides.html.j2",
        content,
        paper.shape,
        fitted.type_size,
        height=paper.height - 2 * paper.margin,
        sides=_sides(content, fitted, paper.shape.grid.columns),
        guide=_guide(paper) if has_marks else "",
    )
    return tuple(html.split(_END_OF_SIDE)[:-1])


def measuring_html(content: CardContent, shape: Shape, type_size: TypeSize) -> str:
    """Return a document in which every part of a card stands alone."""
    return _render(
        "cards/measure.html.j2",
        content,
        shape,
        type_size,
        longest_left_out=LONGEST,
        least_left_out=_rest(content, (entry.reference for entry in content.entries)),
    )


def assets_of(content: CardContent, shape: Shape) -> dict[str, Asset]:
    """Return the images that a card shows, by name."""
    found: dict[str, Asset] = {}
    address = content.control.check_address
    if address:
        code = qr_code(address, module=shape.module)
        found[_code_name(address, shape)] = (code.svg, "image/svg+xml")
    if content.brand.logo:
        found[LOGO] = (b64decode(content.brand.logo), content.brand.logo_type)
    return found


def page_css(paper: Paper, *, has_marks: bool = False, name: str = "") -> str:
    """Return the sheet as CSS; a print shop wants 3 mm of bleed and marks to cut at."""
    size = f"size: {paper.width}mm {paper.height}mm"
    marks = "; bleed: 3mm; marks: crop" if has_marks else ""
    margin = f"margin: {paper.margin}mm {paper.side_margin}mm"
    return f"@page {name} {{ {size}; {margin}{marks} }}\n"


def _render(
    template: str,
    content: CardContent,
    shape: Shape,
    type_size: TypeSize,
    **values: object,
) -> str:
    address = content.control.check_address
    code = qr_code(address, module=shape.module) if address else None
    return render(
        template,
        texts=TEXTS,
        words=strings_for(content.language),
        card=content,
        note=Markup(content.note),
        html_of=_html_of,
        shape=shape,
        type_size=type_size,
        logo_name=LOGO if content.brand.logo else "",
        qr_name=_code_name(address, shape) if code else "",
        qr_width=code.width if code else 0,
        qr_quiet=code.quiet if code else 0,
        **values,
    )


def _code_name(address: str, shape: Shape) -> str:
    """Return what a QR code is called in documents that show several."""
    return f"asset:qr-{short(digest([address, shape.module]))}.svg"


def _sides(content: CardContent, fitted: Fitted, count: int) -> list[dict[str, object]]:
    """Return sides, columns and runs, as the template walks through them."""
    entries = {entry.reference: entry for entry in content.entries}
    rest = _rest(content, fitted.shown)
    sides: list[dict[str, object]] = []
    for number in range(1, fitted.sides + 1):
        columns = fitted.columns[(number - 1) * count : number * count]
        is_last = number == fitted.sides
        sides.append(
            {
                "number": number,
                "columns": [{"runs": _runs(content, c, entries)} for c in columns],
                "left_out": rest if is_last else "",
            }
        )
    return sides


def _rest(content: CardContent, references: Iterable[str]) -> str:
    """Return what is left out by a card that shows these entries."""
    wanted = set(references)
    shown = frozenset(
        one
        for entry in content.entries
        if entry.reference in wanted
        for one in entry.references
    )
    return left_out(content, shown, strings_for(content.language))


def _runs(
    content: CardContent, column: Any, entries: Mapping[str, Entry]
) -> list[dict[str, object]]:
    return [
        {
            "group": content.groups[run.group],
            "is_continued": run.is_continued,
            "space": run.space,
            "entries": [
                {"entry": entries[placed.item.reference], "space": placed.space}
                for placed in run.placed
            ],
        }
        for run in column
    ]


def _html_of(entry: Entry) -> Markup:
    return Markup(entry.html)


def _guide(paper: Paper) -> str:
    """Return where the guide for cutting runs, as CSS, seen from the print."""
    up, left = paper.cut - paper.margin, paper.cut - paper.side_margin
    width, height = paper.width - 2 * paper.cut, paper.height - 2 * paper.cut
    return f"top: {up}mm; left: {left}mm; width: {width}mm; height: {height}mm"
