"""Small cards on large sheets: where each side stands, front and back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.outputs.cards.sizes import Paper

MARK = 4.0
"""Length of a crop mark in mm, where the sheet has room for it beside the cards."""

MARK_GAP = 1.0
"""Distance of a crop mark from the card in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A side of a card at its place: left and upper edge of the card in mm."""

    left: float
    top: float
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line to cut along, outside of the cards; measures in mm."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSide:
    """One side of a sheet."""

    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...]


def impose(
    cards: Sequence[Sequence[str]], small: Paper, large: Paper
) -> tuple[SheetSide, ...]:
    """Return the sides of sheets: fronts, then backs, sheet after sheet.

    A sheet is turned over its long edge, as duplex printers do it. So a back stands in
    the mirrored column, behind its front. If no card of a sheet has a back, the sheet
    has none.

    Args:
        cards: The sides of each card as HTML.
        small: The size of the cards.
        large: The sheet.

    Raises:
        ValueError: Not even one card fits the sheet.
    """
    grid = Grid.of(small, large)
    sides: list[SheetSide] = []
    for start in range(0, len(cards), grid.count):
        group = cards[start : start + grid.count]
        sides.append(grid.side([card[0] for card in group], is_back=False))
        if any(len(card) > 1 for card in group):
            backs = [card[1] if len(card) > 1 else "" for card in group]
            sides.append(grid.side(backs, is_back=True))
    return tuple(sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows and columns of cards in the middle of a sheet."""

    columns: int
    rows: int
    small: Paper
    left: float
    top: float

    @classmethod
    def of(cls, small: Paper, large: Paper) -> "Grid":
        """Return the grid that holds as many cards as fit."""
        columns = int(large.width // small.width)
        rows = int(large.height // small.height)
        if not columns * rows:
            raise ValueError(f"{small.title} does not fit on {large.title}")
        return cls(
            columns=columns,
            rows=rows,
            small=small,
            left=round((large.width - columns * small.width) / 2, 3),
            top=round((large.height - rows * small.height) / 2, 3),
        )

    @property
    def count(self) -> int:
        """How many cards a sheet holds."""
        return self.columns * self.rows

    def side(self, pieces: Sequence[str], *, is_back: bool) -> SheetSide:
        """Return one side of a sheet; pieces stand row by row, seen from the front."""
        slots = []
        for position, html in enumerate(pieces):
            row, column = divmod(position, self.columns)
            if is_back:
                column = self.columns - 1 - column
            left = round(self.left + column * self.small.width, 3)
            top = round(self.top + row * self.small.height, 3)
            if html:
                slots.append(Slot(left=left, top=top, html=html))
        return SheetSide(slots=tuple(slots), marks=tuple(self._marks()))

    def _marks(self) -> Iterator[Mark]:
        """Yield marks at the ends of every line between and around the cards."""
        long_x = min(MARK, self.left - MARK_GAP)
        long_y = min(MARK, self.top - MARK_GAP)
        right = self.left + self.columns * self.small.width
        bottom = self.top + self.rows * self.small.height
        if long_y > 0:
            for column in range(self.columns + 1):
                left = round(self.left + column * self.small.width, 3)
                for top in (self.top - MARK_GAP - long_y, bottom + MARK_GAP):
                    yield Mark(left=left, top=round(top, 3), width=0, height=long_y)
        if long_x > 0:
            for row in range(self.rows + 1):
                top = round(self.top + row * self.small.height, 3)
                for left in (self.left - MARK_GAP - long_x, right + MARK_GAP):
                    yield Mark(left=round(left, 3), top=top, width=long_x, height=0)
