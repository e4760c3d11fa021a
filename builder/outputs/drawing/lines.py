"""The course of each line, at right angles, from box to box."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from builder.outputs.drawing.boxes import WIDTH, Box
from builder.outputs.drawing.lanes import Bus, Key, Start, lanes_of
from builder.outputs.drawing.placing import MARGIN, Place
from builder.outputs.drawing.routing import Routes

LANE = 8
LEAVING = 12
ENTERING = 18
"""The first lane's distance from the box that is left, and from the one entered."""

NARROWEST = 34

DROP = 19
"""How far from its left side a way leaves a box through the bottom."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One way, drawn.

    Attributes:
        position: Of the way among those of its node.
        points: Where it runs.
        is_main: It goes straight on from the first column: the call's main line.
        is_joining: It ends on another line, which leads on to the same box.
    """

    node: str
    position: int
    target: str
    points: tuple[Point, ...]
    is_back: bool = False
    is_default: bool = False
    is_main: bool = False
    is_joining: bool = False


def columns_of(places: Mapping[str, Place], lanes: Mapping[Key, int]) -> list[int]:
    """Return the left side of each column, and the right side of the last one."""
    count = 1 + max((place.column for place in places.values()), default=-1)
    right = 0
    sides = []
    for gap in range(count):
        inward = _count(lanes, gap, is_inward=True)
        along = _count(lanes, gap, is_inward=False)
        if gap == 0:
            room = MARGIN + (ENTERING + LANE * (along - 1) if along else 0)
        else:
            room = max(LEAVING + LANE * (inward + along - 1) + ENTERING, NARROWEST)
        sides.append(right + room)
        right += room + WIDTH
    behind = _count(lanes, count, is_inward=True)
    return [*sides, right + MARGIN + (LEAVING + LANE * (behind - 1) if behind else 0)]


def lanes_for(routes: Routes) -> dict[Key, int]:
    """Return the lane of each line, counted from the boxes beside it."""
    found: dict[Key, int] = {}
    halves = sorted(routes.buses.values(), key=_half)
    for _, buses in groupby(halves, key=_half):
        found.update(lanes_of(buses) or {})
    return found


def lines_for(
    routes: Routes,
    boxes: Mapping[str, Box],
    places: Mapping[str, Place],
    *,
    columns: list[int],
    lanes: Mapping[Key, int],
) -> tuple[Line, ...]:
    """Return every line; those of defaults first, so that others are on top."""
    lines = [_drop(*drop, boxes, places, columns) for drop in routes.drops.items()]
    for key, bus in routes.buses.items():
        lane = _lane(bus, lanes.get(key, 0), columns)
        lines += _lines(bus, lane, columns)
    return tuple(sorted(lines, key=lambda line: not line.is_default))


def _half(bus: Bus) -> tuple[int, bool]:
    return bus.gap, bus.is_inward


def _count(lanes: Mapping[Key, int], gap: int, *, is_inward: bool) -> int:
    used = (lane for key, lane in lanes.items() if key[:2] == (gap, is_inward))
    return 1 + max(used, default=-1)


def _lane(bus: Bus, lane: int, columns: list[int]) -> int:
    if bus.is_inward:
        return columns[bus.gap - 1] + WIDTH + LEAVING + LANE * lane
    return columns[bus.gap] - ENTERING - LANE * lane


def _drop(
    node: str,
    target: str,
    boxes: Mapping[str, Box],
    places: Mapping[str, Place],
    columns: list[int],
) -> Line:
    place = places[node]
    across = columns[place.column] + DROP
    ends = (across, place.top + boxes[node].height), (across, places[target].top)
    return Line(
        node=node,
        position=0,
        target=target,
        points=ends,
        is_main=place.column == 0,
    )


def _lines(bus: Bus, lane: int, columns: list[int]) -> Iterator[Line]:
    leading = set(_leading(bus.starts, bus.end))
    for start in bus.starts:
        is_joining = start not in leading
        yield Line(
            node=start.node,
            position=start.position,
            target=bus.target,
            points=_points(start, bus, lane, columns, is_joining=is_joining),
            is_back=bus.is_back,
            is_default=start.is_default,
            is_main=start.is_main,
            is_joining=is_joining,
        )


def _leading(starts: Iterable[Start], end: int) -> Iterator[Start]:
    """Yield the starts whose lines go all the way: the furthest of each sort."""
    furthest: dict[tuple[bool, ...], Start] = {}
    for start in sorted(starts, key=lambda one: -abs(one.height - end)):
        sort = start.is_default, start.is_main, start.height < end
        furthest.setdefault(sort, start)
    yield from furthest.values()


def _points(
    start: Start,
    bus: Bus,
    lane: int,
    columns: list[int],
    *,
    is_joining: bool,
) -> tuple[Point, ...]:
    height, end = start.height, bus.end
    sides = columns[bus.gap - 1] + WIDTH, columns[bus.gap]
    side, across = sides if bus.is_inward else sides[::-1]
    arrival = side if bus.is_turning else across
    if height == end:
        return (side, height), (arrival, end)
    if is_joining:
        bend = min(LANE, abs(end - height))
        return (
            (side, height),
            (lane, height),
            (lane, height + (bend if height < end else -bend)),
        )
    return (side, height), (lane, height), (lane, end), (arrival, end)
