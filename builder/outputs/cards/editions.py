"""Editions: what cards say in one state of their SOP, and how two of them differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from builder.block_references import Block
from builder.library import Library
from builder.model.sop import Sop
from builder.outputs.cards.fingerprints import (
    card_fingerprint,
    card_parts,
    heading_of,
)
from builder.outputs.cards.kinds import subjects, subjects_of
from builder.outputs.cards.subject import Subject
from builder.outputs.inline_text import plain_words
from builder.outputs.strings import Strings
from builder.provenance_states import EarlierStates
from builder.view import LibraryView

SHARED = "disposition"
"""The kind of card that no SOP answers for alone."""

LONGEST_NAME = 90
"""Characters of a part's name; who must find a step needs no more of it."""

_NAMED_BY = ("title", "do", "when", "say")
"""Which text of a part is its name: the first that it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One card in one state of what it is about.

    Attributes:
        id: The first part of its file name.
        version: That of its SOP; empty for data that many SOPs share.
        fingerprint: As it is printed on the card.
        parts: The hash of each part, by reference, in the order of the card.
        names: What readers call the parts.
    """

    id: str
    kind: str
    version: str
    fingerprint: str
    parts: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A part of a card that is another in a later edition, or is gone, or new."""

    kind: Literal["changed", "added", "removed", "order"]
    reference: str
    name: str


def editions_of(sop: Sop, view: LibraryView, words: Strings) -> tuple[Edition, ...]:
    """Return the edition of every card that is approved with an SOP."""
    return tuple(edition_of(one, view) for one in subjects_of(sop, view, words))


def edition_of(subject: Subject, view: LibraryView) -> Edition:
    """Return what one card says."""
    parts = card_parts(subject, view)
    return Edition(
        id=subject.id,
        kind=subject.kind,
        version=subject.sop.version if subject.sop else "",
        fingerprint=card_fingerprint(parts),
        parts=parts,
        names=_names(subject),
    )


def earlier_editions(
    sop: Sop, states: EarlierStates, words: Strings, *, every: bool = False
) -> Iterator[Edition]:
    """Yield what the cards of an SOP said before, newest first."""

    def look(then: Sop, view: LibraryView) -> tuple[Edition, ...]:
        return editions_of(then, view, words)

    for editions in states.of(sop, look, every=every):
        yield from editions


def shared_editions(library: Library, words: Strings) -> tuple[Edition, ...]:
    """Return what the cards say that no SOP answers for alone, such as all outcomes."""
    found = subjects([SHARED], library.sops, library, lambda _: words)
    return tuple(edition_of(subject, view) for subject, view in found)


def earlier_shared(states: EarlierStates, words: Strings) -> Iterator[Edition]:
    """Yield what those cards said before, newest first."""
    for library in states.libraries():
        yield from shared_editions(library, words)


def changes_between(old: Edition, new: Edition) -> Iterator[PartChange]:
    """Yield what is another in a new edition, in the order of the card."""
    both = old.parts.keys() & new.parts.keys()
    for reference, value in new.parts.items():
        if reference not in both:
            yield _change("added", reference, new)
        elif value != old.parts[reference]:
            yield _change("changed", reference, new)
    for reference in old.parts:
        if reference not in both:
            yield _change("removed", reference, old)
    orders = [[one for one in each.parts if one in both] for each in (old, new)]
    if orders[0] != orders[1]:
        yield PartChange(kind="order", reference="", name="")


def told(change: PartChange, words: Strings) -> str:
    """Return a change in words, such as ``Changed: step 2.1 Ask for the number``."""
    if change.kind == "order":
        return words("edition.order")
    kind, _, identifier = change.reference.partition(":")
    key = f"edition.part.{kind}"
    name = change.name or identifier
    part = words(key, name=name) if key in words.entries else name
    return words(f"edition.{change.kind}", part=part)


def _change(
    kind: Literal["changed", "added", "removed"], reference: str, edition: Edition
) -> PartChange:
    return PartChange(
        kind=kind, reference=reference, name=edition.names.get(reference, "")
    )


def _names(subject: Subject) -> dict[str, str]:
    names: dict[str, str] = {}
    for block in subject.selection.blocks:
        group = subject.group_of(block)
        kind, _, identifier = group.id.partition(".")
        names.setdefault(f"{kind}:{identifier}", _short(heading_of(group.title)))
        number = subject.numbers.get(block.reference, "")
        names[block.reference] = _short(f"{number} {_name(block)}".strip())
    return names


def _name(block: Block) -> str:
    texts = (getattr(block.part, name, None) for name in _NAMED_BY)
    return next((plain_words(text) for text in texts if isinstance(text, str)), "")


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    cut = name[: LONGEST_NAME - 1].rsplit(" ", maxsplit=1)[0]
    return cut + "\N{HORIZONTAL ELLIPSIS}"
