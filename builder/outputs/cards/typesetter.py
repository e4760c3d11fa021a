"""The door to WeasyPrint: measures blocks, prints cards, and checks what it printed."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from builder.outputs.cards.assets import Asset, asset_fetcher, card_css
from builder.outputs.cards.boxes import find_strays, heights
from builder.outputs.cards.card import CardContent, Source
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
        self._styles: Any = None
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
            content=self.written(document, content.id, content.source),
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
        if self._styles is None:  # reading them takes a tenth of the time of a card
            self._styles = CSS(
                string=card_css(),
                font_config=self._fonts,
                url_fetcher=asset_fetcher({}),
            )
        first, last = (
            CSS(string=style, font_config=self._fonts, url_fetcher=fetcher)
            for style in (page, brand)
        )
        sheets = [first, self._styles, last]
        return HTML(string=html, url_fetcher=fetcher).render(
            stylesheets=sheets, font_config=self._fonts
        )

    def written(
        self, document: Any, identifier: str, source: Source | None = None
    ) -> bytes:
        """Return a document as PDF/UA-1; the same for the same layout.

        Args:
            document: As it was laid out.
            identifier: Tells the file from others.
            source: What it was made from. With it, the file is PDF/A-3a and holds it.
        """
        if source is not None:
            document.metadata.attachments = [_attachment(source)]
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/a-3a" if source else "pdf/ua-1",
            pdf_identifier=identifier.encode(),
            # Archives look for metadata that can be read without unpacking it.
            uncompressed_pdf=source is not None,
        )
        return pdf

    def warnings(self) -> tuple[str, ...]:
        """Return what WeasyPrint had to say since the last time."""
        return self._log.taken()


def _attachment(source: Source) -> Any:
    """Return a file to be put into a PDF; its dates are those of the SOP."""
    from weasyprint import Attachment

    day = datetime.fromisoformat(source.date).replace(tzinfo=UTC)
    return Attachment(
        string=source.text,
        name=source.name,
        description=source.description,
        created=day,
        modified=day,
        relationship="Source",
    )
