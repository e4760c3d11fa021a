"""Shapes as SVG path data, mirrored where the script is read from right to left.

A path is written as briefly as its shape allows: a page holds hundreds of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder.outputs.drawing.boxes import PAD, WIDTH
from builder.outputs.drawing.lines import Point

RADIUS = 6
"""Of the corners of a line."""

KEY_SIDE = 16

ICONS = {
    "say": "M12 12h15v10h-8l-4 4v-4h-3z",
    "ask": "M12 12h15v10h-8l-4 4v-4h-3zm5 3.5q0-2 2.5-2t2.5 2-2.5 2.5m0 1.5v.5",
    "collect": "M12 26l1-4 9-9 3 3-9 9z",
    "branch": "M19 10l8 8-8 8-8-8z",
    "go": "M12 18h14m-5-5l5 5-5 5",
}
"""The sign of each kind at its place in a box; an end has its code instead."""

ICON_WIDTH = 15

RADII = {"say": 14, "end": 18}
"""Round corners tell kinds apart without colors; what has rows has a small radius."""

LEAST_RADIUS = 4

_CUT = 14
"""How much the upper corners of a branch lack, and how far a way on is pointed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Draws from left to right, or mirrored.

    Attributes:
        is_mirrored: Lines of text begin on the right.
    """

    is_mirrored: bool = False

    def x(self, across: int, width: int = WIDTH) -> int:
        """Return a place on a box, or on a drawing of a width."""
        return width - across if self.is_mirrored else across

    def line(self, points: Sequence[Point], width: int, *, has_head: bool) -> str:
        """Return a line with round corners, and a head where it ends at a box."""
        turned = [(self.x(across, width), down) for across, down in points]
        path = "".join(_rounded(turned))
        return path + _head(*turned[-2:]) if has_head else path

    def head(self, points: Sequence[Point], width: int) -> str:
        """Return the head of a line by itself."""
        before, end = ((self.x(across, width), down) for across, down in points[-2:])
        return "M{} {}".format(*end) + _head(before, end)

    def shape(self, kind: str, height: int) -> str:
        """Return the outline of a kind that is not a rectangle, else nothing."""
        if kind == "branch":
            return f"M{_CUT} 0h{WIDTH - 2 * _CUT}l{_CUT} {_CUT}V{height}H0V{_CUT}z"
        if kind == "go":
            turn, half = self.x(WIDTH - _CUT), height // 2
            return (
                f"M{self.x(0)} 0H{turn}L{self.x(WIDTH)} {half} {turn} {height}"
                f"H{self.x(0)}z"
            )
        return ""

    def bar(self, left: int, top: int, width: int, height: int = 18) -> str:
        """Return a bar to be filled, and stroked 4 wide for round corners."""
        start = min(self.x(left), self.x(left + width)) + 2
        inner, down = width - 4, height - 4
        return f"M{start} {top + 2}h{inner}v{down}h-{inner}z"

    def key(self, middle: int) -> str:
        """Return the square behind a key, to be stroked as wide as it is."""
        return f"M{self.x(PAD + KEY_SIDE // 2)} {middle - KEY_SIDE // 2}v{KEY_SIDE}"

    def pointer(self, across: int, middle: int, *, aim: str) -> str:
        """Return a small arrow: ``down``, ``up``, or ``back`` for a way back."""
        place = self.x(across)
        match aim:
            case "down":
                return f"M{place} {middle - 4}v8m-3-3l3 3 3-3"
            case "up":
                return f"M{place} {middle + 4}v-8m-3 3l3-3 3 3"
            case _:
                return f"M{place + 4} {middle + 4}v-6h-8m3-3l-3 3 3 3"


def _rounded(points: Sequence[Point]) -> Iterator[str]:
    """Yield the commands of a line at right angles."""
    yield "M{} {}".format(*points[0])
    at = points[0]
    for corner, after in pairwise(points[1:]):
        enter, leave = _towards(corner, at), _towards(corner, after)
        yield _straight(at, enter)
        yield "q" + _packed(_between(enter, corner) + _between(enter, leave))
        at = leave
    yield _straight(at, points[-1])


def _straight(start: Point, end: Point) -> str:
    if start == end:
        return ""
    return f"H{end[0]}" if start[1] == end[1] else f"V{end[1]}"


def _between(start: Point, end: Point) -> Point:
    return end[0] - start[0], end[1] - start[1]


def _packed(numbers: Sequence[int]) -> str:
    """Return numbers in a row; a minus sign parts two of them as well as a blank."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def _towards(corner: Point, other: Point) -> Point:
    """Return the point where a curve around a corner begins or ends."""
    (x, y), (to_x, to_y) = corner, other
    step = min(RADIUS, (abs(to_x - x) + abs(to_y - y)) // 2)
    return x + step * _sign(to_x - x), y + step * _sign(to_y - y)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _head(before: Point, end: Point) -> str:
    """Return the head of an arrow that arrives from above or from a side."""
    if before[0] == end[0]:
        return "m-4-7l4 7 4-7"
    return "m-7-4l7 4-7 4" if before[0] < end[0] else "m7-4l-7 4 7 4"
