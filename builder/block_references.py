"""Blocks of an SOP by the references of its card, such as ``step:greet.say-who``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.model.procedure import Section, Step
from builder.model.sop import Sop
from builder.model.text import Located
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of an SOP, or of the shared data, that a card can show.

    Attributes:
        kind: The word before the colon of a reference.
        id: What stands behind the colon.
        part: The model object.
    """

    kind: str
    id: str
    part: Located

    @property
    def reference(self) -> str:
        """The reference that leads to this block."""
        return f"{self.kind}:{self.id}"


def find_block(sop: Sop, reference: str, view: LibraryView) -> Block | None:
    """Return the block that a reference leads to, or None.

    Disclosures, dispositions and techniques are shared: any of the library may stand
    on a card. Phrases have no ids; they are counted from 1.
    """
    kind, _, identifier = reference.partition(":")
    finder = _FINDERS.get(kind)
    part = finder(sop, identifier, view) if finder else None
    return Block(kind=kind, id=identifier, part=part) if part else None


def block_references(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Return every reference that a card of this SOP may use, for suggestions."""
    for section in sop.procedure:
        yield f"section:{section.id}"
        yield from (f"step:{section.id}.{step.id}" for step in section.steps)
    yield from (f"objection:{objection.id}" for objection in sop.objections)
    yield from (f"checklist:{checklist.id}" for checklist in sop.checklists)
    yield from (f"escalation:{escalation.id}" for escalation in sop.escalations)
    yield from (f"phrase:{number}" for number in range(1, len(sop.phrases) + 1))
    yield from (f"disclosure:{shared.id}" for shared in view.disclosures.all())
    yield from (f"disposition:{shared.id}" for shared in view.dispositions.all())
    yield from (f"technique:{shared.id}" for shared in view.techniques.all())


def _find_section(sop: Sop, identifier: str, _view: LibraryView) -> Section | None:
    return next((part for part in sop.procedure if part.id == identifier), None)


def _find_step(sop: Sop, identifier: str, view: LibraryView) -> Step | None:
    section_id, _, step_id = identifier.partition(".")
    section = _find_section(sop, section_id, view)
    steps = section.steps if section else ()
    return next((step for step in steps if step.id == step_id), None)


def _find_phrase(sop: Sop, identifier: str, _view: LibraryView) -> Located | None:
    is_number = identifier.isascii() and identifier.isdecimal()
    position = int(identifier) if is_number and len(identifier) < 5 else 0
    return sop.phrases[position - 1] if 0 < position <= len(sop.phrases) else None


def _find_objection(sop: Sop, identifier: str, _view: LibraryView) -> Located | None:
    return next((part for part in sop.objections if part.id == identifier), None)


def _find_checklist(sop: Sop, identifier: str, _view: LibraryView) -> Located | None:
    return next((part for part in sop.checklists if part.id == identifier), None)


def _find_escalation(sop: Sop, identifier: str, _view: LibraryView) -> Located | None:
    return next((part for part in sop.escalations if part.id == identifier), None)


_FINDERS: dict[str, Callable[[Sop, str, LibraryView], Located | None]] = {
    "section": _find_section,
    "step": _find_step,
    "objection": _find_objection,
    "checklist": _find_checklist,
    "escalation": _find_escalation,
    "phrase": _find_phrase,
    "disclosure": lambda _sop, identifier, view: view.disclosures.find(identifier),
    "disposition": lambda _sop, identifier, view: view.dispositions.find(identifier),
    "technique": lambda _sop, identifier, view: view.techniques.find(identifier),
}

BLOCK_KINDS = tuple(_FINDERS)
"""The words that may stand before the colon of a reference."""
