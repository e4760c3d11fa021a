"""Which ways share a line, and in which lane it runs, so that no two lines cross.

Between two columns is a gap. In its left half run lines from the boxes on its left, in
its right half lines from the boxes on its right: each to the other column, or to a box
of their own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

NEAR = 5
"""How far lines keep from each other."""

Key = tuple[int, bool, bool, str]
"""What ways must have in common to share a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where a way leaves its box.

    Attributes:
        height: On the drawing.
        position: Of the way among those of its node.
        is_default: It is taken where nothing else fits.
        is_main: It is part of the call's main line.
    """

    height: int
    node: str
    position: int
    is_default: bool
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """The line of all ways that reach one box through one lane.

    Attributes:
        gap: The gap on the left of this column.
        is_inward: It runs in the left half, from boxes of the column before; else in
            the right half, from boxes of this column.
        is_turning: It ends in the column where it starts.
        is_back: Closes a loop; has a line of its own, which looks different.
        end: The height at which it enters the target.
    """

    gap: int
    is_inward: bool
    is_turning: bool
    is_back: bool
    target: str
    end: int
    starts: tuple[Start, ...] = field(default=())

    @property
    def key(self) -> Key:
        """Return what tells it from every other line."""
        return self.gap, self.is_inward, self.is_back, self.target

    @property
    def low(self) -> int:
        """Return the upper end of the lane that it takes."""
        return min(self.end, *(start.height for start in self.starts))

    @property
    def high(self) -> int:
        """Return the lower end of the lane that it takes."""
        return max(self.end, *(start.height for start in self.starts))

    def passes(self, height: int) -> bool:
        """Tell whether a line at a height would cross the lane or touch its ends."""
        return self.low - NEAR < height < self.high + NEAR


Buses = Mapping[Key, Bus]


def joined(buses: Buses, bus: Bus) -> Bus:
    """Return the bus with the starts of those that share its line."""
    there = buses.get(bus.key)
    return replace(bus, starts=(*there.starts, *bus.starts)) if there else bus


def has_room(buses: Buses, bus: Bus, *, most: int) -> bool:
    """Tell whether a bus crosses no other one, with at most so many lanes beside it."""
    others = [
        one for one in buses.values() if one.key != bus.key and one.gap == bus.gap
    ]
    for one in others:
        if one.is_inward != bus.is_inward:
            if _meets_across(one, bus):
                return False
        elif _overlap(one, bus) and not (_may_hold(one, bus) or _may_hold(bus, one)):
            return False
    beside = [one for one in others if one.is_inward == bus.is_inward]
    lanes = lanes_of([*beside, bus])
    return lanes is not None and max(lanes.values(), default=0) < most


def lanes_of(buses: Iterable[Bus]) -> dict[Key, int] | None:
    """Return the lane of each bus of one half of a gap; 0 is next to the boxes.

    None if the lanes would have to run in a circle.
    """
    tall = [bus for bus in buses if bus.low < bus.high]
    inside: dict[Key, list[Bus]] = {b.key: [] for b in tall}
    for one, other in combinations(tall, 2):
        if _overlap(one, other):
            outer, inner = _ordered(one, other)
            inside[outer.key].append(inner)
    lanes: dict[Key, int] = {}
    left = sorted(tall, key=lambda bus: bus.high - bus.low)
    while left:
        ready = [b for b in left if all(i.key in lanes for i in inside[b.key])]
        if not ready:
            return None
        for bus in ready:
            under = (lanes[inner.key] for inner in inside[bus.key])
            lanes[bus.key] = 1 + max(under, default=-1)
        left = [bus for bus in left if bus.key not in lanes]
    return lanes


def _overlap(one: Bus, other: Bus) -> bool:
    """Tell whether two lines need lanes of their own; to one box they may meet."""
    apart = 0 if one.target == other.target else NEAR
    return one.low < other.high + apart and other.low < one.high + apart


def _ordered(one: Bus, other: Bus) -> Sequence[Bus]:
    """Return the bus that runs outside and the one that runs inside."""
    if _may_hold(one, other) and _may_hold(other, one):
        is_longer = one.high - one.low >= other.high - other.low
        return (one, other) if is_longer else (other, one)
    return (one, other) if _may_hold(one, other) else (other, one)


def _may_hold(outer: Bus, inner: Bus) -> bool:
    """Tell whether nothing crosses where one bus runs inside of another."""
    heights = [start.height for start in outer.starts]
    if outer.is_turning:
        heights.append(outer.end)
    if any(inner.passes(height) for height in heights):
        return False
    return inner.is_turning or not outer.passes(inner.end)


def _meets_across(one: Bus, other: Bus) -> bool:
    """Tell whether a line that crosses the gap crosses one in the other half of it."""
    if one.target == other.target:
        return False
    passes_other = not one.is_turning and other.passes(one.end)
    return passes_other or (not other.is_turning and one.passes(other.end))
