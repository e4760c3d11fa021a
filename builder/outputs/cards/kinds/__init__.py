"""Every kind of card: what it shows, and of which SOPs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from builder.library import Library
from builder.model.sop import Sop
from builder.outputs.cards.subject import Subject
from builder.outputs.strings import Strings
from builder.view import LibraryView

Of = Callable[[Sop, LibraryView, Strings], Iterator[Subject]]
OfAll = Callable[[Sequence[Sop], LibraryView, Strings], Iterator[Subject]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardKind:
    """A kind of card.

    Attributes:
        where: The module and function that return its subjects.
        is_shared: The function gets all published SOPs at once, not one by one.
    """

    where: str
    is_shared: bool = False


_HERE = "builder.outputs.cards.kinds"

KINDS: dict[str, CardKind] = {
    "sop": CardKind(where=f"{_HERE}.procedure:of_sop"),
    "script": CardKind(where=f"{_HERE}.scripts:of_sop"),
    "objection": CardKind(where=f"{_HERE}.blocks:objections"),
    "escalation": CardKind(where=f"{_HERE}.blocks:escalations"),
    "checklist": CardKind(where=f"{_HERE}.blocks:checklists"),
    "emergency": CardKind(where=f"{_HERE}.emergency:of_sop"),
    "disposition": CardKind(where=f"{_HERE}.shared:dispositions", is_shared=True),
    "technique": CardKind(where=f"{_HERE}.shared:techniques", is_shared=True),
}
"""Kinds of cards by name; the name is part of a card's file name."""


def subjects(
    kinds: Iterable[str],
    sops: Sequence[Sop],
    library: Library,
    strings: Callable[[Sop | None], Strings],
) -> Iterator[tuple[Subject, LibraryView]]:
    """Yield what every card of some kinds is about, SOP by SOP, shared ones last.

    Args:
        kinds: Names of kinds.
        sops: The SOPs that get cards.
        library: All SOPs with the shared data.
        strings: The words in the language of an SOP, or in that of the project.
    """
    wanted = [KINDS[name] for name in kinds]
    for sop in sops:
        for kind in wanted:
            if not kind.is_shared:
                view = LibraryView(library)
                of: Of = _loaded(kind)
                yield from ((one, view) for one in of(sop, view, strings(sop)))
    for kind in wanted:
        if kind.is_shared:
            view = LibraryView(library)
            of_all: OfAll = _loaded(kind)
            yield from ((one, view) for one in of_all(sops, view, strings(None)))


def subjects_of(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield what every card that is approved with one SOP is about.

    Techniques that it uses are among them, whichever SOP answers for their cards.
    """
    for kind in KINDS.values():
        if not kind.is_shared:
            of: Of = _loaded(kind)
            yield from of(sop, view, words)
    of_all: OfAll = _loaded(KINDS["technique"])
    if sop.techniques:
        yield from of_all([sop], view, words)


def _loaded(kind: CardKind) -> Callable[..., Iterator[Subject]]:
    module, _, name = kind.where.partition(":")
    found: Callable[..., Iterator[Subject]] = getattr(import_module(module), name)
    return found
