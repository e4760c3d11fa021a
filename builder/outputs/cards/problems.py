"""What is wrong with a card, as diagnostics at the lines that cause it."""

import re
from collections.abc import Iterator
from html import unescape

from builder.block_references import Block
from builder.diagnostics import Diagnostic, diagnose
from builder.model.sop import Sop
from builder.model.text import Located, Pointer
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fonts import unprintable
from builder.outputs.cards.job import CardResult
from builder.outputs.cards.selection import Selection
from builder.outputs.cards.sizes import PAPERS
from builder.rules import cards as rules
from builder.source import Source
from builder.texts import texts_of

SHARED = ("disclosure", "disposition", "technique")
"""Kinds of blocks whose text is in another file than the SOP's."""

_TAG = re.compile(r"<[^>]*>")


def no_address() -> Diagnostic:
    """Return the warning that no card has a QR code."""
    message = "cards have no QR code: 'site_url' is not set"
    return diagnose(rules.NO_ADDRESS, message, path="mkdocs.yml")


def problems_of_selection(
    sop: Sop, selection: Selection, source: Source
) -> Iterator[Diagnostic]:
    """Yield the blocks that a card cannot show, and a card without any."""
    for reference, key, position in selection.unknown:
        message = f"the card cannot show '{reference}'"
        at: Pointer = ("card", key, position)
        yield source.diagnose(rules.NOT_FOR_CARDS, message, at=at)
    if not selection.blocks:
        at = ("card",) if sop.card else ()
        yield source.diagnose(rules.EMPTY, "the card shows nothing", at=at, key=True)


def problems_of_result(
    sop: Sop,
    selection: Selection,
    content: CardContent,
    result: CardResult,
    source: Source,
) -> Iterator[Diagnostic]:
    """Yield what keeps a card of one size from being printed."""
    paper = PAPERS[result.paper].title
    yield from _excess(sop, selection, result, source)
    for text, millimeters in result.strays:
        message = (
            f"'{_short(text)}' stands {millimeters} mm outside on the {paper} card"
        )
        yield source.diagnose(rules.STRAY_TEXT, message, at=("title",))
    if result.failure:
        message = f"the {paper} card could not be laid out: {result.failure}"
        yield source.diagnose(rules.FAILED, message, at=("title",))
    strange = list(_unprintable(selection, content, result, source))
    yield from strange
    for warning in () if strange else result.warnings:
        message = f"the {paper} card is not as it should be: {warning}"
        yield source.diagnose(rules.FAILED, message, at=("title",))


def _excess(
    sop: Sop, selection: Selection, result: CardResult, source: Source
) -> Iterator[Diagnostic]:
    paper = PAPERS[result.paper].title
    blocks = {block.reference: block for block in selection.blocks}
    for excess in result.excess:
        over = f"{excess.millimeters:.1f} mm"
        message = f"'{excess.reference}' does not fit on the {paper} card: {over} over"
        at = _place(sop, blocks[excess.reference])
        yield source.diagnose(rules.DOES_NOT_FIT, message, at=at)


def _place(sop: Sop, block: Block) -> Pointer:
    """Return where the author asked for a block, or else the block itself."""
    include = sop.card.include if sop.card else ()
    names = [block.reference, f"section:{block.id.partition('.')[0]}"]
    for name in names:
        if name in include:
            return ("card", "include", include.index(name))
    return ("title",) if block.kind in SHARED else block.part.at


def _unprintable(
    selection: Selection,
    content: CardContent,
    result: CardResult,
    source: Source,
) -> Iterator[Diagnostic]:
    """Yield every shown text with a character that no bundled font has."""
    blocks = {block.reference: block for block in selection.blocks}
    for entry in content.entries:
        strange = unprintable(unescape(_TAG.sub("", entry.html)))
        if strange and entry.reference in result.shown:
            message = f"{_names(strange)} cannot be shown on the card"
            at = _text_with(blocks[entry.reference], strange[0])
            yield source.diagnose(rules.UNPRINTABLE, message, at=at)
    words = (content.title, unescape(_TAG.sub("", content.note)))
    titles = (group.title for group in content.groups.values())
    strange = unprintable("".join((*words, *titles)))
    if strange:
        message = f"{_names(strange)} in a title cannot be shown on the card"
        yield source.diagnose(rules.UNPRINTABLE, message, at=("title",))


def _text_with(block: Block, character: str) -> Pointer:
    """Return the place of the text that has a character."""
    if block.kind in SHARED:
        return ("title",)
    part: Located = block.part
    places = (text.at for text in texts_of(part) if character in text.words)
    return next(places, part.at)


def _names(characters: list[str]) -> str:
    shown = ", ".join(f"'{one}' (U+{ord(one):04X})" for one in characters[:3])
    more = len(characters) - 3
    return f"{shown} and {more} more characters" if more > 0 else shown


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
