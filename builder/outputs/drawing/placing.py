"""Where each box stands: straight on means below, every other child to the right.

Columns are filled from the top. A box starts no higher than the row that leads to it,
and what leads from it to the right starts below all lines that pass there. So no line
of the tree crosses another one or a box.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from builder.outputs.drawing.boxes import ENTRY, Box
from builder.outputs.drawing.tree import Tree

GAP = 28
"""Between a box and the one below."""

MARGIN = 2
"""Around the drawing, for the outlines of boxes."""

CLEAR = 14
"""Between the last line that passes and the first one that leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The column and the upper edge of a box."""

    column: int
    top: int


def places_of(tree: Tree, boxes: Mapping[str, Box]) -> dict[str, Place]:
    """Return the place of every box, in the order in which they were placed."""
    places: dict[str, Place] = {}
    free: defaultdict[int, int] = defaultdict(lambda: MARGIN)
    passed: defaultdict[int, int] = defaultdict(int)
    waiting = [(root, "") for root in reversed(tree.roots)]
    while waiting:
        node, parent = waiting.pop()
        box = boxes[node]
        straight = tree.straight.get(parent)
        column, top = 0, 0
        if parent:
            column = places[parent].column + (node != straight)
        if parent and node != straight:
            row = _row_to(boxes[parent], node)
            top = places[parent].top + row - ENTRY
        below = tree.straight.get(node)
        aside = [child for child in tree.children[node] if child != below]
        top = max(top, free[column])
        if aside:
            top = max(top, passed[column] + CLEAR - _row_to(box, aside[0]))
        places[node] = Place(column=column, top=top)
        free[column] = top + box.height + GAP
        if parent and node != straight:
            passed[column - 1] = max(passed[column - 1], top + ENTRY)
        waiting += [(below, node)] if below else []
        waiting += [(child, node) for child in reversed(aside)]
    return places


def _row_to(box: Box, target: str) -> int:
    return next(row.middle for row in box.rows if row.way.target == target)
