"""Paper sizes, type sizes and the margins that survive lamination."""

from dataclasses import dataclass

from builder.outputs.cards.packing import GRID, Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSize:
    """A named step of type sizes, in points."""

    id: str
    body: float
    line: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a side is divided; blocks are measured once for all papers of one shape.

    Attributes:
        column: Width of a column in mm, the same on every paper of the shape.
        grid: Columns of a side, and the spaces between blocks.
        gutter: Space between two columns in mm.
        type_sizes: Steps from large to the floor.
        one_side_floor: Below this body size a second side is better.
        module: Width of one module of the QR code in mm.
        has_codes: Every side has a QR code; otherwise only the last one.
    """

    id: str
    column: float
    grid: Grid = GRID
    gutter: float = 6.0
    type_sizes: tuple[TypeSize, ...]
    one_side_floor: float = 10.0
    module: float = 0.45
    has_codes: bool = True

    @property
    def width(self) -> float:
        """Width of the print in mm."""
        columns = self.grid.columns
        return columns * self.column + (columns - 1) * self.gutter

    def type_size(self, identifier: str) -> TypeSize:
        """Return the type size with an id."""
        return next(size for size in self.type_sizes if size.id == identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A size of paper; all measures in millimeters.

    Attributes:
        margin: Blank height above and below.
        cut: How far from the edge the guide runs along which a card is cut out before
            it is laminated.
    """

    id: str
    title: str
    width: float
    height: float
    shape: Shape
    margin: float
    cut: float = 5.0

    @property
    def side_margin(self) -> float:
        """Blank width on the left and on the right."""
        return (self.width - self.shape.width) / 2


_READING = (
    TypeSize(id="large", body=12.0, line=13.5),
    TypeSize(id="roomy", body=11.0, line=12.5),
    TypeSize(id="regular", body=10.0, line=11.5),
    TypeSize(id="compact", body=9.5, line=11.0),
    TypeSize(id="small", body=9.0, line=11.0),
)
"""For a card on the desk: at least 9 pt to read, 11 pt to be said."""

_POCKET = (
    TypeSize(id="large", body=9.0, line=9.5),
    TypeSize(id="roomy", body=8.5, line=9.0),
    TypeSize(id="regular", body=8.0, line=8.5),
    TypeSize(id="compact", body=7.5, line=8.0),
    TypeSize(id="small", body=7.0, line=7.5),
)
"""For a card in the hand, half as far from the eyes: at least 7 and 7.5 pt."""

SHEET = Shape(id="sheet", column=92.0, type_sizes=_READING)
HALF = Shape(id="half", column=94.0, type_sizes=_READING)
LEAF = Shape(
    id="leaf",
    column=89.0,
    grid=Grid(columns=1, group=2.6, first=1.2, entry=1.3, stretch=1.2),
    type_sizes=_READING,
)
POCKET = Shape(
    id="pocket",
    column=79.6,
    grid=Grid(columns=1, group=1.4, first=0.6, entry=0.6, stretch=0.8),
    type_sizes=_POCKET,
    one_side_floor=8.0,
    module=0.4,
    has_codes=False,
)

PAPERS = {
    paper.id: paper
    for paper in (
        # 5 mm to seal the film, 3 to cut, 2 to spare; desktop printers leave 4 to 8.
        Paper(id="a4", title="A4", width=210.0, height=297.0, shape=SHEET, margin=10.0),
        Paper(
            id="letter",
            title="Letter",
            width=215.9,
            height=279.4,
            shape=SHEET,
            margin=10.0,
        ),
        # 5 mm to seal and 3 to cut.
        Paper(id="a5", title="A5", width=210.0, height=148.0, shape=HALF, margin=8.0),
        Paper(id="a6", title="A6", width=105.0, height=148.0, shape=LEAF, margin=8.0),
        # Pouches for cards of this size are larger than the card: the seal is outside.
        Paper(
            id="pocket",
            title="Pocket",
            width=85.6,
            height=54.0,
            shape=POCKET,
            margin=3.0,
            cut=0.0,
        ),
    )
}
"""Paper by id, large to small; the id is part of a card's file name."""

TYPE_SIZES = _READING
"""The steps of a card on the desk."""

MARGIN = 10.0
"""Millimeters without print on every edge of a whole sheet."""

SIDES = 2
"""A card has a front and a back."""
