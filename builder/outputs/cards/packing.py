"""Blocks into columns: pure arithmetic on heights in millimeters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """How a side is divided, and the spaces on it in mm.

    Attributes:
        columns: Columns of a side.
        group: Above a heading that is not the first of its column.
        first: Between a heading and its first block.
        entry: Between two blocks under one heading.
        stretch: How much a space may grow so that columns end on one line.
    """

    columns: int = 2
    group: float = 3.4
    first: float = 1.5
    entry: float = 1.7
    stretch: float = 2.2


GRID = Grid()
"""Two columns with the spaces of a whole sheet."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """A block that does not fit, and how far its end lies beyond the last column."""

    reference: str
    millimeters: float


def fits(items: Sequence[Item], capacities: Sequence[float], grid: Grid = GRID) -> bool:
    """Tell whether the blocks fit into the columns in their order."""
    return not overflow(items, capacities, grid)


def overflow(
    items: Sequence[Item], capacities: Sequence[float], grid: Grid = GRID
) -> list[Excess]:
    """Return the blocks that do not fit when columns are filled one after another.

    A block that is taller than every column is named by what it has too much; the
    blocks after it are placed as if it were not there.
    """
    excess: list[Excess] = []
    column, filled = 0, 0.0
    before: Item | None = None
    for position, item in enumerate(items):
        alone = item.height + grid.first + item.continued
        if alone > max(capacities):
            over = alone - max(capacities)
            excess.append(Excess(reference=item.reference, millimeters=over))
            continue
        is_new = not _has_group(items, position)
        step = _step(item, before, grid)
        if filled + step > capacities[column] and column + 1 < len(capacities):
            column, filled = column + 1, 0.0
            step = grid.first + item.height
            step += item.heading if is_new else item.continued
        filled += step
        before = item
        if filled > capacities[column]:
            over = filled - capacities[column]
            excess.append(Excess(reference=item.reference, millimeters=over))
    return excess


def arrange(
    items: Sequence[Item], capacities: Sequence[float], grid: Grid = GRID
) -> tuple[Column, ...]:
    """Return the blocks in columns that are filled as evenly as their order allows.

    Splitting a group costs, leaving one of its blocks alone costs more.

    Raises:
        ValueError: The blocks do not fit; ask ``fits`` first.
    """
    breaks = _best_breaks(items, capacities, grid)
    columns: list[Column] = []
    for first in range(0, len(breaks), grid.columns):
        pair = breaks[first : first + grid.columns]
        foot = _foot(items, pair, capacities[first], grid)
        columns += [_column(items, start, end, foot, grid) for start, end in pair]
    return tuple(columns)


def _best_breaks(
    items: Sequence[Item], capacities: Sequence[float], grid: Grid
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
            for end, height in _ends(items, start, capacity, grid):
                total = cost + (1 - height / capacity) ** 2 * capacity**2 / 10
                total += _split_cost(items, end, turns=number % grid.columns == 0)
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
    items: Sequence[Item], start: int, capacity: float, grid: Grid
) -> list[tuple[int, float]]:
    """Return every end that a column from ``start`` may have, with its height."""
    found = [(start, 0.0)]
    height = 0.0
    for position in range(start, len(items)):
        item = items[position]
        if position == start:
            opening = item.continued if _has_group(items, start) else item.heading
            height = opening + grid.first + item.height
        else:
            height += _step(item, items[position - 1], grid)
        if height > capacity:
            break
        found.append((position + 1, height))
    return found


def _step(item: Item, before: Item | None, grid: Grid) -> float:
    """Return how much a block adds below another in the same column."""
    if before is None:
        return item.heading + grid.first + item.height
    if before.group == item.group:
        return grid.entry + item.height
    return grid.group + item.heading + grid.first + item.height


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
    items: Sequence[Item],
    pair: Sequence[tuple[int, int]],
    capacity: float,
    grid: Grid,
) -> float:
    """Return where the columns of one side should all end, by growing their spaces."""
    heights = [_height(items, start, end, grid) for start, end in pair if end > start]
    loosest = [
        _height(items, start, end, grid) + grid.stretch * (end - start - 1)
        for start, end in pair
        if end > start
    ]
    return min(capacity, max(*heights, min(loosest), 0.0)) if heights else 0.0


def _height(items: Sequence[Item], start: int, end: int, grid: Grid) -> float:
    return dict(_ends(items, start, inf, grid))[end]


def _column(
    items: Sequence[Item], start: int, end: int, foot: float, grid: Grid
) -> Column:
    if start == end:
        return ()
    spaces = max(end - start - 1, 1)
    stretch = min((foot - _height(items, start, end, grid)) / spaces, grid.stretch)
    runs: list[Run] = []
    placed: tuple[Placed, ...] = ()
    for position in range(start, end):
        item = items[position]
        if position == start or items[position - 1].group != item.group:
            is_continued = position == start and _has_group(items, position)
            space = 0.0 if position == start else round(grid.group + stretch, 2)
            placed = (Placed(item=item, space=grid.first),)
            runs.append(
                Run(
                    group=item.group,
                    is_continued=is_continued,
                    space=space,
                    placed=placed,
                )
            )
        else:
            space = round(grid.entry + stretch, 2)
            placed = (*placed, Placed(item=item, space=space))
            runs[-1] = replace(runs[-1], placed=placed)
    return tuple(runs)
