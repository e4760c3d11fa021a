"""Another order of the groups, where the author's order wastes too much room."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from builder.outputs.cards.packing import GRID, Grid, Item, fits

FIXED = ("section.", "disclosure")
"""How the ids of groups start that stay: the procedure, and the words said first."""


def reordered(
    items: Sequence[Item], capacities: Sequence[float], grid: Grid = GRID
) -> Sequence[Item] | None:
    """Return the blocks in an order that fits, or None.

    One whole group that may stand anywhere is moved, as little as possible, so that it
    fills what is left of another column.
    """
    for candidate in _orders(items):
        if fits(candidate, capacities, grid):
            return candidate
    return None


def _orders(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the order as it is, then with one group moved, short ways first."""
    groups = [list(members) for _, members in groupby(items, key=lambda i: i.group)]
    yield list(items)
    moves = sorted(
        (abs(source - target), source, target)
        for source, group in enumerate(groups)
        if not group[0].group.startswith(FIXED)
        for target in range(len(groups))
        if target != source
    )
    for _, source, target in moves:
        order = [*groups[:source], *groups[source + 1 :]]
        order.insert(target, groups[source])
        yield [item for group in order for item in group]
