"""Blocks into columns: pure arithmetic on heights in millimeters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

GROUP_SPACE = 3.4
"""Millimeters above a heading that is not the first of its column."""

FIRST_SPACE = 1.5
"""Millimeters between a heading and its first block."""

ENTRY_SPACE = 1.7
"""Millimeters between two blocks under one heading."""

MAXIMUM_STRETCH = 2.2
"""How many millimeters a space may grow so that columns end on one line."""

SPLIT = 120.0
"""What a heading that is repeated in the next column costs, in square millimeters."""

LONELY = 200.0
"""What it costs if a split leaves one block of several alone."""


TURN = 600.0
"""What it costs if the reader must turn the sheet in the middle of a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One block: how tall it is, and the heading it stands under."""

    reference: str
    group: str
    height: float
    heading: float
    continued: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block in a column, with the space above it."""

    item: Item
    space: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Blocks under one heading in one column."""

    group: str
    is_continued: bool
    space: float
    placed: tuple[Placed, ...]


Column = tuple[Run, ...]

COLUMNS = 2
"""Columns of a side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """A block that does not fit, and how far its end lies beyond the last column."""

    reference: str
    millimeters: float


def fits(items: Sequence[Item], capacities: Sequence[float]) -> bool:
    """Tell whether the blocks fit into the columns in their order."""
    return not overflow(items, capacities)


def overflow(items: Sequence[Item], capacities: Sequence[float]) -> list[Excess]:
    """Return the blocks that do not fit when columns are filled one after another.

    A block that is taller than every column is named by what it has too much; the
    blocks after it are placed as if it were not there.
    """
    excess: list[Excess] = []
    column, filled = 0, 0.0
    before: Item | None = None
    for position, item in enumerate(items):
        alone = item.height + FIRST_SPACE + item.continued
        if alone > max(capacities):
            over = alone - max(capacities)
            excess.append(Excess(reference=item.reference, millimeters=over))
            continue
        is_new = not _has_group(items, position)
        step = _step(item, before)
        if filled + step > capacities[column] and column + 1 < len(capacities):
            column, filled = column + 1, 0.0
            step = FIRST_SPACE + item.height
            step += item.heading if is_new else item.continued
        filled += step
        before = item
        if filled > capacities[column]:
            over = filled - capacities[column]
            excess.append(Excess(reference=item.reference, millimeters=over))
    return excess


def arrange(items: Sequence[Item], capacities: Sequence[float]) -> tuple[Column, ...]:
    """Return the blocks in columns that are filled as evenly as their order allows.

    Splitting a group costs, leaving one of its blocks alone costs more.

    Raises:
        ValueError: The blocks do not fit; ask ``fits`` first.
    """
    breaks = _best_breaks(items, capacities)
    columns: list[Column] = []
    for first in range(0, len(breaks), COLUMNS):
        pair = breaks[first : first + COLUMNS]
        foot = _foot(items, pair, capacities[first])
        columns += [_column(items, start, end, foot) for start, end in pair]
    return tuple(columns)


def _best_breaks(
    items: Sequence[Item], capacities: Sequence[float]
) -> list[tuple[int, int]]:
    """Return start and end of each column: the cheapest way, by dynamic programming."""
    count = len(items)
    costs: list[list[float]] = [[0.0] + [inf] * count]
    starts: list[list[int]] = []
    for number, capacity in enumerate(capacities, start=1):
        row, origin = [inf] * (count + 1), [0] * (count + 1)
        for start, cost in enumerate(costs[-1]):
            if cost == inf:
                continue
            for end, height in _ends(items, start, capacity):
                total = cost + (1 - height / capacity) ** 2 * capacity**2 / 10
                total += _split_cost(items, end, turns=number % COLUMNS == 0)
                if total < row[end]:
                    row[end], origin[end] = total, start
        costs.append(row)
        starts.append(origin)
    if costs[-1][count] == inf:
        raise ValueError("the blocks do not fit into the columns")
    ends = [count]
    for origin in reversed(starts):
        ends.insert(0, origin[ends[0]])
    return list(pairwise(ends))


def _ends(
    items: Sequence[Item], start: int, capacity: float
) -> list[tuple[int, float]]:
    """Return every end that a column from ``start`` may have, with its height."""
    found = [(start, 0.0)]
    height = 0.0
    for position in range(start, len(items)):
        item = items[position]
        if position == start:
            opening = item.continued if _has_group(items, start) else item.heading
            height = opening + FIRST_SPACE + item.height
        else:
            height += _step(item, items[position - 1])
        if height > capacity:
            break
        found.append((position + 1, height))
    return found


def _step(item: Item, before: Item | None) -> float:
    """Return how much a block adds below another in the same column."""
    if before is None:
        return item.heading + FIRST_SPACE + item.height
    if before.group == item.group:
        return ENTRY_SPACE + item.height
    return GROUP_SPACE + item.heading + FIRST_SPACE + item.height


def _has_group(items: Sequence[Item], position: int) -> bool:
    """Tell whether the block before has the same heading."""
    return position > 0 and items[position - 1].group == items[position].group


def _split_cost(items: Sequence[Item], end: int, *, turns: bool) -> float:
    """Return what a column that ends here costs in split groups."""
    if not 0 < end < len(items) or not _has_group(items, end):
        return 0.0
    group = items[end].group
    is_first_alone = end < 2 or items[end - 2].group != group
    is_last_alone = end + 1 >= len(items) or items[end + 1].group != group
    return SPLIT + LONELY * (is_first_alone + is_last_alone) + TURN * turns


def _foot(
    items: Sequence[Item], pair: Sequence[tuple[int, int]], capacity: float
) -> float:
    """Return where the columns of one side should all end, by growing their spaces."""
    heights = [_height(items, start, end) for start, end in pair if end > start]
    loosest = [
        _height(items, start, end) + MAXIMUM_STRETCH * (end - start - 1)
        for start, end in pair
        if end > start
    ]
    return min(capacity, max(*heights, min(loosest), 0.0)) if heights else 0.0


def _height(items: Sequence[Item], start: int, end: int) -> float:
    return dict(_ends(items, start, inf))[end]


def _column(items: Sequence[Item], start: int, end: int, foot: float) -> Column:
    if start == end:
        return ()
    spaces = max(end - start - 1, 1)
    stretch = min((foot - _height(items, start, end)) / spaces, MAXIMUM_STRETCH)
    runs: list[Run] = []
    placed: tuple[Placed, ...] = ()
    for position in range(start, end):
        item = items[position]
        if position == start or items[position - 1].group != item.group:
            is_continued = position == start and _has_group(items, position)
            space = 0.0 if position == start else round(GROUP_SPACE + stretch, 2)
            placed = (Placed(item=item, space=FIRST_SPACE),)
            runs.append(
                Run(
                    group=item.group,
                    is_continued=is_continued,
                    space=space,
                    placed=placed,
                )
            )
        else:
            space = round(ENTRY_SPACE + stretch, 2)
            placed = (*placed, Placed(item=item, space=space))
            runs[-1] = replace(runs[-1], placed=placed)
    return tuple(runs)
