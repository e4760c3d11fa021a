"""Paper sizes, type sizes and the margins that survive lamination."""

from dataclasses import dataclass

MARGIN = 10.0
"""Millimeters without print on every edge: 5 to seal the film, 3 to cut, 2 to spare.

Desktop printers leave 4 to 8 mm blank by themselves.
"""

COLUMN = 92.0
"""Width of a column in mm, the same on every paper: text is measured only once."""

GUTTER = 6.0
"""Space between the two columns in mm."""

WIDTH = 2 * COLUMN + GUTTER
"""Width of the print in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A size of paper; all measures in millimeters."""

    id: str
    title: str
    width: float
    height: float

    @property
    def side_margin(self) -> float:
        """Blank width on the left and on the right."""
        return (self.width - WIDTH) / 2


PAPERS = {
    paper.id: paper
    for paper in (
        Paper(id="a4", title="A4", width=210.0, height=297.0),
        Paper(id="letter", title="Letter", width=215.9, height=279.4),
    )
}
"""Paper by id; the id is part of a card's file name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSize:
    """A named step of type sizes, in points."""

    id: str
    body: float
    line: float


TYPE_SIZES = (
    TypeSize(id="large", body=12.0, line=13.5),
    TypeSize(id="roomy", body=11.0, line=12.5),
    TypeSize(id="regular", body=10.0, line=11.5),
    TypeSize(id="compact", body=9.5, line=11.0),
    TypeSize(id="small", body=9.0, line=11.0),
)
"""Steps from large to the floor: 9 pt for reading, 11 pt for lines to be said."""

ONE_SIDE_FLOOR = 10.0
"""Below this body size a second side is better than smaller type."""

SIDES = 2
"""A card has a front and a back."""
