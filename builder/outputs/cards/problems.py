"""What is wrong with a card, as diagnostics at the lines that cause it."""

import re
from collections.abc import Iterator
from html import unescape

from builder.block_references import Block
from builder.diagnostics import Diagnostic, diagnose
from builder.model.text import Located, Pointer
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fonts import unprintable
from builder.outputs.cards.job import CardResult
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.cards.subject import Subject
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


def problems_of_selection(subject: Subject, source: Source) -> Iterator[Diagnostic]:
    """Yield the blocks that a card cannot show, and a card without any."""
    for reference, key, position in subject.selection.unknown:
        message = f"the card cannot show '{reference}'"
        at: Pointer = ("card", key, position)
        yield source.diagnose(rules.NOT_FOR_CARDS, message, at=at)
    if not subject.selection.blocks:
        at = ("card",) if subject.sop and subject.sop.card else ()
        yield source.diagnose(rules.EMPTY, "the card shows nothing", at=at, key=True)


def problems_of_result(
    subject: Subject, content: CardContent, result: CardResult, source: Source
) -> Iterator[Diagnostic]:
    """Yield what keeps a card of one size from being printed."""
    card = _name(subject, result)
    top: Pointer = () if subject.path else ("title",)
    yield from _excess(subject, result, source)
    for text, millimeters in result.strays:
        message = f"'{_short(text)}' stands {millimeters} mm outside on the {card}"
        yield source.diagnose(rules.STRAY_TEXT, message, at=top)
    if result.failure:
        message = f"the {card} could not be laid out: {result.failure}"
        yield source.diagnose(rules.FAILED, message, at=top)
    strange = list(_unprintable(subject, content, result, source))
    yield from strange
    for warning in () if strange else result.warnings:
        message = f"the {card} is not as it should be: {warning}"
        yield source.diagnose(rules.FAILED, message, at=top)


def _name(subject: Subject, result: CardResult) -> str:
    """Return what a message calls a card, such as ``A4 script card``."""
    paper = PAPERS[result.paper].title
    return f"{paper} card" if subject.kind == "sop" else f"{paper} {subject.kind} card"


def _excess(
    subject: Subject, result: CardResult, source: Source
) -> Iterator[Diagnostic]:
    blocks = {block.reference: block for block in subject.selection.blocks}
    larger = PAPERS[result.holder].title if result.holder else ""
    fits = f"; {larger} would hold it" if larger else ""
    for excess in result.excess:
        over = f"{excess.millimeters:.1f} mm"
        message = (
            f"'{excess.reference}' does not fit on the {_name(subject, result)}: "
            f"{over} over{fits}"
        )
        at = _place(subject, blocks[excess.reference])
        yield source.diagnose(rules.DOES_NOT_FIT, message, at=at)


def _place(subject: Subject, block: Block) -> Pointer:
    """Return where the author asked for a block, or else the block itself."""
    own = subject.sop.card if subject.sop and subject.kind == "sop" else None
    include = own.include if own else ()
    names = [block.reference, f"section:{block.id.partition('.')[0]}"]
    for name in names:
        if name in include:
            return ("card", "include", include.index(name))
    is_elsewhere = block.kind in SHARED and not subject.path
    return ("title",) if is_elsewhere else block.part.at


def _unprintable(
    subject: Subject, content: CardContent, result: CardResult, source: Source
) -> Iterator[Diagnostic]:
    """Yield every shown text with a character that no bundled font has."""
    blocks = {block.reference: block for block in subject.selection.blocks}
    for entry in content.entries:
        strange = unprintable(unescape(_TAG.sub("", entry.html)))
        if strange and entry.reference in result.shown:
            message = f"{_names(strange)} cannot be shown on the card"
            at = _text_with(subject, blocks[entry.reference], strange[0])
            yield source.diagnose(rules.UNPRINTABLE, message, at=at)
    words = (content.title, unescape(_TAG.sub("", content.note)))
    titles = (group.title for group in content.groups.values())
    strange = unprintable("".join((*words, *titles)))
    if strange:
        message = f"{_names(strange)} in a title cannot be shown on the card"
        at = () if subject.path else ("title",)
        yield source.diagnose(rules.UNPRINTABLE, message, at=at)


def _text_with(subject: Subject, block: Block, character: str) -> Pointer:
    """Return the place of the text that has a character."""
    if block.kind in SHARED and not subject.path:
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
