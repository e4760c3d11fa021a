"""Cards of shared data: the techniques, and the outcomes that a dialer records."""

from collections.abc import Iterator, Sequence

from builder.block_references import Block
from builder.library import SHARED_FOLDER
from builder.model.control import Status
from builder.model.shared import Technique
from builder.model.sop import Sop
from builder.outputs.cards.card import Group, Rest
from builder.outputs.cards.kinds.blocks import first_required
from builder.outputs.cards.subject import Subject
from builder.outputs.strings import Strings
from builder.view import LibraryView

DISPOSITIONS = "dispositions"
"""The id of the card that shows every outcome."""


def techniques(
    sops: Sequence[Sop], view: LibraryView, words: Strings
) -> Iterator[Subject]:
    """Yield a card for every technique in parts that a published SOP uses.

    The first approved SOP that uses it answers for the card: the words of the technique
    are part of that SOP's fingerprint, so its approval is theirs.
    """
    for technique in view.techniques.all():
        users = (
            sop
            for sop in sops
            if technique.id in {use.technique for use in sop.techniques}
        )
        sop = min(users, key=_is_unapproved, default=None)
        if sop is not None and technique.parts:
            yield _technique(technique, sop, words)


def _is_unapproved(sop: Sop) -> bool:
    return sop.status is not Status.APPROVED


def _technique(technique: Technique, sop: Sop, words: Strings) -> Subject:
    moves = [
        Block(kind="move", id=f"{technique.id}.{position}", part=part)
        for position, part in enumerate(technique.parts, start=1)
    ]
    blocks = list(moves)
    if technique.limit:
        blocks.append(Block(kind="limit", id=technique.id, part=technique))
    group = Group(id="moves", kind="technique", title=words("card.moves"))
    return Subject(
        id=technique.id,
        kind="technique",
        title=technique.title,
        note=technique.summary,
        sop=sop,
        path=f"{SHARED_FOLDER}/techniques.yaml",
        selection=first_required(blocks, required=len(blocks)),
        group_of=lambda _: group,
        numbers={move.reference: _mark(move, n) for n, move in enumerate(moves, 1)},
    )


def _mark(move: Block, position: int) -> str:
    return str(getattr(move.part, "letter", None) or position)


def dispositions(
    sops: Sequence[Sop], view: LibraryView, words: Strings
) -> Iterator[Subject]:
    """Yield the one card of all outcomes, by what kind of outcome they are."""
    shared = view.dispositions.all()
    if not shared or not any(sop.scripts for sop in sops):
        return
    order = list(dict.fromkeys(one.category for one in shared))
    ordered = sorted(shared, key=lambda one: order.index(one.category))
    blocks = [Block(kind="outcome", id=one.id, part=one) for one in ordered]
    categories = {f"outcome:{one.id}": one.category.value for one in shared}

    def group_of(block: Block) -> Group:
        category = categories[block.reference]
        title = words(f"category.{category}")
        return Group(id=f"category.{category}", kind="disposition", title=title)

    references = tuple(block.reference for block in blocks)
    yield Subject(
        id=DISPOSITIONS,
        kind="disposition",
        title=words("card.title_dispositions"),
        note=words("card.note_dispositions"),
        sop=None,
        path=f"{SHARED_FOLDER}/dispositions.yaml",
        selection=first_required(blocks, required=1),
        group_of=group_of,
        numbers={},
        rest=Rest(steps=(), others=((DISPOSITIONS, references),), scripts=0),
    )
