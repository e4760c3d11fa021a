"""Cards of one kind of block: objections, escalations, checklists of an SOP."""

from collections.abc import Iterator

from builder.block_references import Block
from builder.model.sop import Sop
from builder.outputs.cards.card import Group, Rest
from builder.outputs.cards.kinds.procedure import title_of
from builder.outputs.cards.selection import Selection
from builder.outputs.cards.subject import Subject
from builder.outputs.strings import Strings
from builder.view import LibraryView


def objections(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield the card of what customers say against, and how to answer."""
    del view
    blocks = [Block(kind="objection", id=one.id, part=one) for one in sop.objections]
    if not blocks:
        return
    group = Group(id="objections", kind="objection", title=words("card.objections"))
    yield Subject(
        id=sop.id,
        kind="objection",
        title=words("card.title_objection", title=title_of(sop)),
        note=words("card.note_objection"),
        sop=sop,
        selection=first_required(blocks, required=1),
        group_of=lambda _: group,
        numbers={},
        rest=_rest("objections", blocks),
    )


def escalations(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield the matrix of when a case goes up: the gravest first."""
    del view
    ordered = sorted(sop.escalations, key=lambda one: (one.severity, one.path))
    blocks = [Block(kind="escalation", id=one.id, part=one) for one in ordered]
    if not blocks:
        return
    severities = {f"escalation:{one.id}": one.severity for one in ordered}

    def group_of(block: Block) -> Group:
        level = severities[block.reference]
        return Group(
            id=f"severity.{level}",
            kind=f"severity-{level}",
            title=f"{level} {words(f'severity.{level}')}",
        )

    gravest = [level for level in severities.values() if level == ordered[0].severity]
    yield Subject(
        id=sop.id,
        kind="escalation",
        title=words("card.title_escalation", title=title_of(sop)),
        note=words("card.note_escalation"),
        sop=sop,
        selection=first_required(blocks, required=len(gravest)),
        group_of=group_of,
        numbers={},
        rest=_rest("escalations", blocks),
    )


def checklists(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield the card of all checklists: whole, as half of one is wrong."""
    del view
    blocks = [
        Block(kind="tick", id=f"{checklist.id}.{item.id}", part=item)
        for checklist in sop.checklists
        for item in checklist.items
    ]
    if not blocks:
        return
    known = {one.id: one for one in sop.checklists}

    def group_of(block: Block) -> Group:
        checklist = known[block.id.partition(".")[0]]
        return Group(
            id=f"checklist.{checklist.id}",
            kind="checklist",
            title=checklist.title,
            detail=checklist.when,
        )

    yield Subject(
        id=sop.id,
        kind="checklist",
        title=words("card.title_checklist", title=title_of(sop)),
        note=words("card.note_checklist"),
        sop=sop,
        selection=first_required(blocks, required=len(blocks)),
        group_of=group_of,
        numbers={},
    )


def first_required(blocks: list[Block], *, required: int) -> Selection:
    """Return a selection whose first blocks must stand on the card."""
    references = [block.reference for block in blocks]
    return Selection(
        blocks=tuple(blocks),
        required=frozenset(references[:required]),
        further=tuple(references[required:]),
    )


def _rest(key: str, blocks: list[Block]) -> Rest:
    references = tuple(block.reference for block in blocks)
    return Rest(steps=(), others=((key, references),), scripts=0)
