"""How a card's blocks are made to fit: the largest type on the fewest sides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from builder.outputs.cards.packing import (
    Column,
    Excess,
    Grid,
    Item,
    arrange,
    fits,
    overflow,
)
from builder.outputs.cards.reordering import reordered
from builder.outputs.cards.sizes import SIDES, Paper, TypeSize

SLACK = 0.3
"""Millimeters kept free in each column, against rounding in the layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """Heights in millimeters of everything on a card, at one type size.

    Attributes:
        items: Every block that the card can show, in the order of the card.
        front: The header of the first side.
        back: The header of the second side.
        footer: The control data on a side that another one follows.
        last_footer: The control data on the last side.
        left_out_least: The words that name what is left out if every block is shown.
        left_out_most: The same words at their longest.
    """

    items: tuple[Item, ...]
    front: float
    back: float
    footer: float
    last_footer: float
    left_out_least: float
    left_out_most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A card that fits: the columns, side by side and side after side."""

    type_size: TypeSize
    sides: int
    columns: tuple[Column, ...]
    shown: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A card that does not fit even in the smallest type on both sides."""

    type_size: TypeSize
    excess: tuple[Excess, ...]


Measure = Callable[[TypeSize], Measures]


def fit(
    measure: Measure, *, further: Sequence[str], paper: Paper, sides: int = SIDES
) -> Fitted | Misfit:
    """Return the card with its largest type, or what does not fit.

    One side in comfortable type (10 pt on the desk) is best; then two sides; only then
    smaller type. Further blocks never make it smaller: they are left out instead.

    Args:
        measure: Measures all blocks at a type size; asked as seldom as possible.
        further: References of blocks that may be left out, in the order of adding.
        paper: The paper.
        sides: How many sides there are at most.
    """
    whole = _fit_whole(measure, paper, sides, may_shrink=not further)
    if whole is not None:
        return whole
    if further:
        filled = _fill(measure, further, paper, sides)
        if filled is not None:
            return filled
    smallest = paper.shape.type_sizes[-1]
    measures = measure(smallest)
    required = _kept(measures.items, further, added=())
    rest = measures.left_out_most if further else measures.left_out_least
    places = _capacities(measures, paper, sides, rest)
    excess = overflow(required, places, paper.shape.grid)
    return Misfit(type_size=smallest, excess=tuple(excess))


def _fit_whole(
    measure: Measure, paper: Paper, sides: int, *, may_shrink: bool
) -> Fitted | None:
    """Return the card with every block, or None."""
    shape = paper.shape
    comfortable = [s for s in shape.type_sizes if s.body >= shape.one_side_floor]
    attempts = [(size, 1) for size in comfortable]
    if sides > 1:
        attempts += [(size, sides) for size in comfortable]
    if may_shrink:
        smaller = [size for size in shape.type_sizes if size not in comfortable]
        attempts += [(size, sides) for size in smaller]
    base = comfortable[-1]
    for size, count in attempts:
        if _cannot_fit(measure(base), size, base, paper, count):
            continue
        measures = measure(size)
        places = _capacities(measures, paper, count, measures.left_out_least)
        items: Sequence[Item] | None = measures.items
        if not fits(measures.items, places, shape.grid):
            is_last = size is shape.type_sizes[-1]
            items = reordered(measures.items, places, shape.grid) if is_last else None
        if items is not None:
            columns = arrange(items, places, shape.grid)
            return _fitted(size, count, items, columns)
    return None


def _fill(
    measure: Measure, further: Sequence[str], paper: Paper, sides: int
) -> Fitted | None:
    """Return the required blocks and as many further ones as there is room for."""
    shape = paper.shape
    for size in shape.type_sizes:
        if size.body > shape.one_side_floor:
            continue
        measures = measure(size)
        places = _capacities(measures, paper, sides, measures.left_out_most)
        kept = _kept(measures.items, further, added=())
        if not fits(kept, places, shape.grid):
            continue
        kept = _filled(measures.items, further, places, shape.grid)
        return _fitted(size, sides, kept, arrange(kept, places, shape.grid))
    return None


def _filled(
    items: Sequence[Item], further: Sequence[str], places: Sequence[float], grid: Grid
) -> list[Item]:
    """Return the required blocks and further ones, added while they fit.

    After a block that does not fit no other of its kind is added: a step that is
    missing must not look like one that is not needed.
    """
    added: list[str] = []
    ended: set[str] = set()
    for reference in further:
        kind = reference.partition(":")[0]
        if kind in ended:
            continue
        if fits(_kept(items, further, added=[*added, reference]), places, grid):
            added.append(reference)
        else:
            ended.add(kind)
    return _kept(items, further, added=added)


def _fitted(
    size: TypeSize, sides: int, items: Sequence[Item], columns: tuple[Column, ...]
) -> Fitted:
    return Fitted(
        type_size=size,
        sides=sides,
        columns=columns,
        shown=frozenset(item.reference for item in items),
    )


def _kept(
    items: Iterable[Item], further: Sequence[str], *, added: Sequence[str]
) -> list[Item]:
    """Return the required blocks and those added, in the order of the card."""
    dropped = set(further) - set(added)
    return [item for item in items if item.reference not in dropped]


def _capacities(
    measures: Measures, paper: Paper, sides: int, rest: float
) -> list[float]:
    """Return the height of every column, in mm."""
    height = paper.height - 2 * paper.margin - SLACK
    heads = [measures.front] + [measures.back] * (sides - 1)
    feet = [measures.footer] * (sides - 1) + [measures.last_footer + rest]
    return [
        height - head - foot
        for head, foot in zip(heads, feet, strict=True)
        for _ in range(paper.shape.grid.columns)
    ]


def _cannot_fit(
    known: Measures, size: TypeSize, base: TypeSize, paper: Paper, sides: int
) -> bool:
    """Tell whether blocks are too tall at a size, judging by another size.

    Measured text grows with the power of 1.3 to 1.7 of its type: lines get taller and
    more. The lower bound means that no size that could fit is missed.
    """
    power = 1.25 if size.body > base.body else 1.8
    growth: float = (size.body / base.body) ** power
    headings = {item.group: item.heading for item in known.items}
    least = sum(item.height for item in known.items) * growth
    grid = paper.shape.grid
    spaces = len(known.items) - grid.columns * sides
    least += sum(headings.values()) + grid.entry * spaces
    return least > sum(_capacities(known, paper, sides, known.left_out_least))
