"""The door to WeasyPrint: measures blocks, prints cards, and checks what it printed."""

import logging
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from builder.outputs.cards.assets import asset_fetcher, card_css
from builder.outputs.cards.boxes import find_strays, heights
from builder.outputs.cards.card import CardContent, Entry
from builder.outputs.cards.fit import Fitted, Measures
from builder.outputs.cards.fonts import font_families
from builder.outputs.cards.left_out import LONGEST, left_out
from builder.outputs.cards.packing import Item
from builder.outputs.cards.qr import QrCode, qr_code
from builder.outputs.cards.sizes import Paper, Shape, TypeSize
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import strings_for
from builder.outputs.templating import render

QR_NAME = "asset:qr.svg"

_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)
"""The parts are HTML already: nothing is left to be resolved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A card as PDF.

    Attributes:
        strays: Text that stands outside its place, with the millimeters.
        warnings: What WeasyPrint had to say about it.
    """

    content: bytes
    pages: int
    strays: tuple[tuple[str, float], ...]
    warnings: tuple[str, ...]


class _Log(logging.Handler):
    """Collects what WeasyPrint warns about: with a warning a card is not right."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())

    def taken(self) -> tuple[str, ...]:
        """Return the messages since the last time."""
        messages, self._messages = tuple(dict.fromkeys(self._messages)), []
        return messages


def use_fonts(configuration: Path) -> None:
    """Show WeasyPrint the bundled fonts only; must be called before it is imported."""
    os.environ["FONTCONFIG_FILE"] = str(configuration)


class Typesetter:
    """One warm WeasyPrint for many cards."""

    def __init__(self) -> None:
        from weasyprint.text.fonts import (  # type: ignore[import-untyped]
            FontConfiguration,
        )

        self._fonts = FontConfiguration()
        self._log = _Log()
        logging.getLogger("weasyprint").addHandler(self._log)

    def measure(
        self, content: CardContent, shape: Shape, type_size: TypeSize
    ) -> Measures:
        """Return the height of every block at a type size."""
        document = self._lay_out(
            "cards/measure.html.j2",
            content,
            shape,
            type_size,
            page=f"size: {shape.width}mm 20000mm; margin: 0",
            longest_left_out=LONGEST,
            least_left_out=_rest(
                content, (entry.reference for entry in content.entries)
            ),
        )
        self._log.taken()
        tall = dict(heights(document.pages[0]._page_box))
        headings = {
            group: (tall[f"heading-{index}"], tall[f"continued-{index}"])
            for index, group in enumerate(content.groups)
        }
        items = tuple(
            Item(
                reference=entry.reference,
                group=entry.group,
                height=tall[f"entry-{index}"],
                heading=headings[entry.group][0],
                continued=headings[entry.group][1],
            )
            for index, entry in enumerate(content.entries)
        )
        return Measures(
            items=items,
            front=tall["front"],
            back=tall["back"],
            footer=tall["footer"],
            last_footer=tall["last-footer"],
            left_out_least=tall["left-out-least"],
            left_out_most=tall["left-out-most"],
        )

    def print(
        self, content: CardContent, fitted: Fitted, paper: Paper, *, has_marks: bool
    ) -> Printed:
        """Return the card as PDF/UA-1, with whatever stands outside its place."""
        laid = self.lay_out(content, fitted, paper, has_marks=has_marks)
        return self.bind([(laid, paper)], identifier=content.id)

    def lay_out(
        self, content: CardContent, fitted: Fitted, paper: Paper, *, has_marks: bool
    ) -> Any:
        """Return the card as a document of WeasyPrint, to be bound."""
        return self._lay_out(
            "cards/card.html.j2",
            content,
            paper.shape,
            fitted.type_size,
            page=_page(paper, has_marks=has_marks),
            height=paper.height - 2 * paper.margin,
            sides=_sides(content, fitted, paper.shape.grid.columns),
            guide=_guide(paper) if has_marks else "",
        )

    def bind(
        self, laid: Sequence[tuple[Any, Paper]], *, identifier: str, title: str = ""
    ) -> Printed:
        """Return documents as one PDF/UA-1 file, whose language is that of the first.

        Args:
            laid: Documents with their paper.
            identifier: Tells the file from others.
            title: Of the file; if empty, it is that of the first document.
        """
        first, _ = laid[0]
        whole = first.copy([page for document, _ in laid for page in document.pages])
        if title:
            whole.metadata.title, whole.metadata.description = title, ""
        pdf = whole.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode()
        )
        return Printed(
            content=pdf,
            pages=len(whole.pages),
            strays=tuple(
                stray
                for document, paper in laid
                for page in document.pages
                for stray in find_strays(page, paper)
            ),
            warnings=self._log.taken(),
        )

    def _lay_out(
        self,
        template: str,
        content: CardContent,
        shape: Shape,
        type_size: TypeSize,
        *,
        page: str,
        height: float = 0,
        **values: object,
    ) -> Any:
        from weasyprint import CSS, HTML  # type: ignore[import-untyped]

        address = content.control.check_address
        code = qr_code(address, module=shape.module) if address else None
        fetcher = asset_fetcher({QR_NAME: code.svg} if code else {})
        html = card_html(template, content, shape, type_size, code, **values)
        style = _sheet_css(page, height, shape, type_size) + card_css()
        css = CSS(string=style, font_config=self._fonts, url_fetcher=fetcher)
        return HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=[css], font_config=self._fonts
        )


def card_html(
    template: str,
    content: CardContent,
    shape: Shape,
    type_size: TypeSize,
    code: QrCode | None,
    **values: object,
) -> str:
    """Return a card, or the sheet that measures its parts, as HTML."""
    return render(
        template,
        texts=_TEXTS,
        words=strings_for(content.language),
        card=content,
        note=Markup(content.note),
        html_of=_html_of,
        shape=shape,
        type_size=type_size,
        qr_name=QR_NAME if code else "",
        qr_width=code.width if code else 0,
        qr_quiet=code.quiet if code else 0,
        **values,
    )


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


def _page(paper: Paper, *, has_marks: bool) -> str:
    """Return the page as CSS; a print shop wants 3 mm of bleed and marks to cut at."""
    size = f"size: {paper.width}mm {paper.height}mm"
    marks = "; bleed: 3mm; marks: crop" if has_marks else ""
    return f"{size}; margin: {paper.margin}mm {paper.side_margin}mm{marks}"


def _guide(paper: Paper) -> str:
    """Return where the guide for cutting runs, as CSS, seen from the print."""
    up, left = paper.cut - paper.margin, paper.cut - paper.side_margin
    width, height = paper.width - 2 * paper.cut, paper.height - 2 * paper.cut
    return f"top: {up}mm; left: {left}mm; width: {width}mm; height: {height}mm"


def _sheet_css(page: str, height: float, shape: Shape, type_size: TypeSize) -> str:
    """Return what differs between sheets: paper and sizes of type."""
    side = f".side {{ height: {height}mm; }}" if height else ""
    return (
        f"@page {{ {page}; }}\n"
        f"html {{ --body: {type_size.body}pt; --line: {type_size.line}pt;"
        f" font-family: {font_families()}; }}\n"
        f".column {{ width: {shape.column}mm; }}\n{side}\n"
    )
