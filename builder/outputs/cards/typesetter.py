"""The door to WeasyPrint: measures blocks, prints cards, and checks what it printed."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.outputs.cards.assets import Asset, asset_fetcher, card_css
from builder.outputs.cards.boxes import find_strays, heights
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fit import Fitted, Measures
from builder.outputs.cards.markup import (
    assets_of,
    card_html,
    measuring_html,
    page_css,
    sides_html,
)
from builder.outputs.cards.packing import Item
from builder.outputs.cards.sizes import Paper, Shape, TypeSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A card as PDF.

    Attributes:
        sides: Its sides as HTML, for sheets and sets that show it again.
        strays: Text that stands outside its place, with the millimeters.
        warnings: What WeasyPrint had to say about it.
    """

    content: bytes
    pages: int
    sides: tuple[str, ...]
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
        document = self.lay_out(
            measuring_html(content, shape, type_size),
            f"@page {{ size: {shape.width}mm 20000mm; margin: 0 }}",
            content.brand.css,
            assets_of(content, shape),
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
        sides = sides_html(content, fitted, paper, has_marks=has_marks)
        document = self.lay_out(
            card_html(content, sides),
            page_css(paper, has_marks=has_marks),
            content.brand.css,
            assets_of(content, paper.shape),
        )
        pages = document.pages
        return Printed(
            content=self.written(document, content.id),
            pages=len(pages),
            sides=sides,
            strays=tuple(stray for page in pages for stray in find_strays(page, paper)),
            warnings=self._log.taken(),
        )

    def lay_out(
        self, html: str, page: str, brand: str, assets: Mapping[str, Asset]
    ) -> Any:
        """Return a document, laid out.

        Args:
            html: All of it; its images are among the assets, or icons.
            page: The sheet, as CSS.
            brand: The CSS of the user's repository.
            assets: What was made for it, by name.
        """
        from weasyprint import CSS, HTML  # type: ignore[import-untyped]

        fetcher = asset_fetcher(assets)
        sheets = [
            CSS(string=style, font_config=self._fonts, url_fetcher=fetcher)
            for style in (page + card_css(), brand)
            if style
        ]
        return HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=sheets, font_config=self._fonts
        )

    def written(self, document: Any, identifier: str) -> bytes:
        """Return a document as PDF/UA-1; the same for the same layout."""
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode()
        )
        return pdf

    def warnings(self) -> tuple[str, ...]:
        """Return what WeasyPrint had to say since the last time."""
        return self._log.taken()
