"""The emergency card: one side, the gravest first, nothing to turn over."""

from collections.abc import Iterator

from builder.block_references import Block
from builder.model.sop import Sop
from builder.outputs.cards.card import Group, Rest
from builder.outputs.cards.kinds.blocks import first_required
from builder.outputs.cards.kinds.procedure import step_numbers, title_of
from builder.outputs.cards.subject import Subject
from builder.outputs.strings import Strings
from builder.view import LibraryView

TAG = "emergency"
"""SOPs with this tag get an emergency card."""


def of_sop(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield the emergency card: whom to call, then what must be done."""
    del view
    if TAG not in sop.tags:
        return
    grave = [one for one in sop.escalations if one.severity == 1]
    blocks = [Block(kind="escalation", id=one.id, part=one) for one in grave]
    steps = [
        Block(kind="step", id=f"{section.id}.{step.id}", part=step)
        for section in sop.procedure
        for step in section.steps
        if step.must
    ]
    sections = {section.id: section for section in sop.procedure}
    numbers = step_numbers(sop)

    def group_of(block: Block) -> Group:
        if block.kind == "escalation":
            title = words("card.emergency_call")
            return Group(id="escalations", kind="severity-1", title=title)
        section = sections[block.id.partition(".")[0]]
        title = f"{numbers[f'section:{section.id}']} {section.title}"
        return Group(id=f"section.{section.id}", kind="step", title=title)

    all_blocks = [*blocks, *steps]
    if all_blocks:
        yield Subject(
            id=sop.id,
            kind="emergency",
            title=title_of(sop),
            note=sop.card.note if sop.card and sop.card.note else sop.summary,
            sop=sop,
            selection=first_required(all_blocks, required=max(len(blocks), 1)),
            group_of=group_of,
            numbers=numbers,
            rest=_rest(numbers),
            sides=1,
        )


def _rest(numbers: dict[str, str]) -> Rest:
    steps = ((n, name) for name, n in numbers.items() if name.startswith("step:"))
    return Rest(steps=tuple(steps), others=(), scripts=0)
