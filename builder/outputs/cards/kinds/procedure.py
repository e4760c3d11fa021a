"""The card of an SOP: the author's choice of its blocks, or the most important ones."""

from collections.abc import Iterator

from builder.block_references import Block
from builder.model.sop import Sop
from builder.outputs.cards.card import Group, Rest
from builder.outputs.cards.selection import select_blocks, used_dispositions
from builder.outputs.cards.subject import Subject
from builder.outputs.strings import Strings
from builder.view import LibraryView


def of_sop(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield the one card of an SOP."""
    numbers = step_numbers(sop)
    sections = {section.id: section for section in sop.procedure}

    def group_of(block: Block) -> Group:
        if block.kind == "step":
            section = sections[block.id.partition(".")[0]]
            number = numbers[f"section:{section.id}"]
            title = f"{number} {section.title}"
            return Group(id=f"section.{section.id}", kind="step", title=title)
        if block.kind in ("checklist", "technique"):
            identifier = f"{block.kind}.{block.id}"
            title = str(getattr(block.part, "title", ""))
            return Group(id=identifier, kind=block.kind, title=title)
        title = words(f"card.{block.kind}s")
        return Group(id=f"{block.kind}s", kind=block.kind, title=title)

    yield Subject(
        id=sop.id,
        kind="sop",
        title=title_of(sop),
        note=sop.card.note if sop.card and sop.card.note else sop.summary,
        sop=sop,
        selection=select_blocks(sop, view),
        group_of=group_of,
        numbers=numbers,
        rest=_rest(sop, numbers),
    )


def title_of(sop: Sop) -> str:
    """Return the title of an SOP that is short enough for a card."""
    return (sop.card.title if sop.card else None) or sop.title


def step_numbers(sop: Sop) -> dict[str, str]:
    """Return the numbers of sections and steps by their references."""
    numbers: dict[str, str] = {}
    for position, section in enumerate(sop.procedure, start=1):
        numbers[f"section:{section.id}"] = str(position)
        for place, step in enumerate(section.steps, start=1):
            numbers[f"step:{section.id}.{step.id}"] = f"{position}.{place}"
    return numbers


def _rest(sop: Sop, numbers: dict[str, str]) -> Rest:
    return Rest(
        steps=tuple(
            (number, reference)
            for reference, number in numbers.items()
            if reference.startswith("step:")
        ),
        others=(
            ("objections", tuple(f"objection:{part.id}" for part in sop.objections)),
            ("escalations", tuple(f"escalation:{part.id}" for part in sop.escalations)),
            ("checklists", tuple(f"checklist:{part.id}" for part in sop.checklists)),
            ("dispositions", tuple(f"disposition:{c}" for c in used_dispositions(sop))),
        ),
        scripts=len(sop.scripts),
    )
