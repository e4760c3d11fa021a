"""What a card is about, before it becomes HTML: one selection of blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from builder.block_references import Block
from builder.model.sop import Sop
from builder.outputs.cards.card import Group, Rest
from builder.outputs.cards.selection import Selection

NOTHING = Rest(steps=(), others=(), scripts=0)
"""Of kinds that show all they could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One card of one kind.

    Attributes:
        id: The first part of the file name.
        kind: A key of ``KINDS``.
        title: As plain text.
        note: One line under the title, as inline text.
        sop: The SOP that the card was approved with; None for shared data that no SOP
            answers for alone.
        path: The shared file that the blocks stand in; empty if it is the SOP's.
        group_of: The heading that a block stands under.
        numbers: What stands before a block, by its reference.
        extras: What else the template of a block needs, by its reference.
        rest: What the card could show, to name what it leaves out.
        sides: How many sides the card may have.
    """

    id: str
    kind: str
    title: str
    note: str
    sop: Sop | None
    selection: Selection
    group_of: Callable[[Block], Group]
    path: str = ""
    numbers: Mapping[str, str]
    extras: Mapping[str, object] = field(default_factory=dict)
    rest: Rest = NOTHING
    sides: int = 2
