"""Which blocks a card shows: the author's choice, else the order of importance."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from builder.block_references import Block, find_block
from builder.model.procedure import Section, Step
from builder.model.script import EndNode
from builder.model.sop import Sop
from builder.view import LibraryView

SHARED_ORDER = ("disclosure", "step", "objection", "escalation", "disposition")
"""Kinds of blocks in the order in which a default card shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a card must show, and what it shows as far as there is room.

    Attributes:
        blocks: Every block in the order of the card, required or not.
        required: References that must stand on the card.
        further: The other references, in the order in which they are added.
        unknown: References of the card that lead nowhere, with their place in
            ``card.include`` or ``card.leave_out``.
    """

    blocks: tuple[Block, ...]
    required: frozenset[str]
    further: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str, int], ...] = ()


def select_blocks(sop: Sop, view: LibraryView) -> Selection:
    """Return the selection of an SOP's card.

    Without a list of the author the order of importance is: words that must be said
    exactly and steps that must be done, which have to fit; then, while whole blocks
    fit, warnings, escalations, dispositions, further steps, objections. Steps that hide
    between two shown ones are seen by their numbers.
    """
    left_out = set(_expanded(_references(sop, "leave_out"), sop, view))
    include = _references(sop, "include")
    if include:
        chosen = [found for found in _found(include, sop, view) if found is not None]
        blocks = _without(left_out, chosen)
        required = frozenset(block.reference for block in blocks)
        return Selection(blocks=blocks, required=required, unknown=_unknown(sop, view))
    return _default(left_out, sop, view)


def _default(left_out: set[str], sop: Sop, view: LibraryView) -> Selection:
    required = _without(left_out, _required(sop, view))
    taken = {block.reference for block in required}
    further = _without(left_out | taken, _further(sop, view))
    return Selection(
        blocks=_in_card_order([*required, *further], sop),
        required=frozenset(taken),
        further=tuple(block.reference for block in further),
        unknown=_unknown(sop, view),
    )


def _required(sop: Sop, view: LibraryView) -> Iterator[Block]:
    for identifier in used_disclosures(sop):
        found = find_block(sop, f"disclosure:{identifier}", view)
        if found is not None:
            yield found
    yield from _steps(sop, lambda step: step.must)


def _further(sop: Sop, view: LibraryView) -> Iterator[Block]:
    yield from _steps(sop, lambda step: step.warning is not None)
    for escalation in sop.escalations:
        yield Block(kind="escalation", id=escalation.id, part=escalation)
    for code in used_dispositions(sop):
        found = find_block(sop, f"disposition:{code}", view)
        if found is not None:
            yield found
    yield from _steps(sop, lambda _: True)
    for objection in sop.objections:
        yield Block(kind="objection", id=objection.id, part=objection)


def used_disclosures(sop: Sop) -> list[str]:
    """Return the ids of the disclosures of steps and scripts, by first use."""
    steps = (step.disclosures for _, step in _all_steps(sop))
    nodes = (
        getattr(node, "disclosures", ())
        for script in sop.scripts
        for node in script.nodes
    )
    return list(dict.fromkeys(one for used in (*steps, *nodes) for one in used))


def used_dispositions(sop: Sop) -> list[str]:
    """Return the codes in which the SOP's scripts end, by first use."""
    ends = (
        node.disposition
        for script in sop.scripts
        for node in script.nodes
        if isinstance(node, EndNode)
    )
    return list(dict.fromkeys(ends))


def _steps(sop: Sop, is_wanted: Callable[[Step], bool]) -> Iterator[Block]:
    for section, step in _all_steps(sop):
        if is_wanted(step):
            yield Block(kind="step", id=f"{section.id}.{step.id}", part=step)


def _all_steps(sop: Sop) -> Iterator[tuple[Section, Step]]:
    for section in sop.procedure:
        for step in section.steps:
            yield section, step


def _references(sop: Sop, key: str) -> tuple[str, ...]:
    references: tuple[str, ...] = getattr(sop.card, key) if sop.card else ()
    return references


def _found(
    references: Iterable[str], sop: Sop, view: LibraryView
) -> Iterator[Block | None]:
    """Return the blocks of references; a section stands for all of its steps."""
    for reference in _expanded(references, sop, view):
        yield find_block(sop, reference, view)


def _expanded(references: Iterable[str], sop: Sop, view: LibraryView) -> Iterator[str]:
    for reference in references:
        found = find_block(sop, reference, view)
        if found is not None and isinstance(found.part, Section):
            steps = found.part.steps
            yield from (f"step:{found.part.id}.{step.id}" for step in steps)
        else:
            yield reference


def _unknown(sop: Sop, view: LibraryView) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (reference, key, position)
        for key in ("include", "leave_out")
        for position, reference in enumerate(_references(sop, key))
        if find_block(sop, reference, view) is None
    )


def _without(excluded: set[str], blocks: Iterable[Block]) -> tuple[Block, ...]:
    kept = {
        block.reference: block for block in blocks if block.reference not in excluded
    }
    return tuple(kept.values())


def _in_card_order(blocks: Iterable[Block], sop: Sop) -> tuple[Block, ...]:
    """Return blocks by kind, and steps in the order of the procedure."""
    place = {
        f"{section.id}.{step.id}": position
        for position, (section, step) in enumerate(_all_steps(sop))
    }
    return tuple(
        sorted(
            blocks,
            key=lambda b: (SHARED_ORDER.index(b.kind), place.get(b.id, 0)),
        )
    )
