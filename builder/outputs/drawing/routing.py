"""How each way of a script is shown: as a line to its box, or as a sign that names it.

The ways of the tree are lines. Any other way becomes a line, too, if its target is near
and the line crosses nothing; else a sign in its row says where to look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.outputs.drawing.boxes import ENTRY, Box
from builder.outputs.drawing.lanes import Bus, Key, Start, has_room, joined
from builder.outputs.drawing.placing import Place
from builder.outputs.drawing.tree import Tree

REACH = 430
"""How far a line may lead that is not part of the tree; further, a name says more.

A line that passes by a single box may be longer: that is a step left out.
"""

MOST_LANES = 4

Way = tuple[str, int]
"""A node, and the position of the way among its ways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """How each way is shown.

    Attributes:
        buses: The lines along the gaps.
        drops: Ways straight down from one box to the next: nodes by node.
        signs: The ways that are named instead.
    """

    buses: Mapping[Key, Bus]
    drops: Mapping[str, str]
    signs: tuple[Way, ...]


def routes_of(
    tree: Tree, boxes: Mapping[str, Box], places: Mapping[str, Place]
) -> Routes:
    """Return how each way is shown; every way is in exactly one of the three."""
    drops = {
        node: box.content.ways[0].target
        for node, box in boxes.items()
        if box.content.ways and not box.rows
    }
    buses: dict[Key, Bus] = {}
    others: list[tuple[Bus | None, Way]] = []
    drawn: set[tuple[str, str]] = set()
    for node, position, bus in _asked(tree, boxes, places):
        target = boxes[node].rows[position].way.target
        is_first = (node, target) not in drawn and target in tree.children[node]
        if bus and (is_first or tree.straight.get(node) == target):
            drawn.add((node, target))
            buses[bus.key] = joined(buses, bus)
        else:
            others.append((bus, (node, position)))
    signs = []
    for bus, way in sorted(others, key=_reach):
        if bus and _is_near(bus, places) and has_room(buses, bus, most=MOST_LANES):
            buses[bus.key] = joined(buses, bus)
        else:
            signs.append(way)
    return Routes(buses=buses, drops=drops, signs=tuple(signs))


def _reach(other: tuple[Bus | None, Way]) -> int:
    bus, _ = other
    return bus.high - bus.low if bus else 0


def _is_near(bus: Bus, places: Mapping[str, Place]) -> bool:
    """Tell whether a reader finds the other end of a line at a glance."""
    if bus.high - bus.low <= REACH:
        return True
    column = places[bus.target].column
    passed = [
        node
        for node, place in places.items()
        if place.column == column
        and node != bus.target
        and bus.passes(place.top + ENTRY)
    ]
    return bus.is_turning and len(passed) < 2


def _asked(
    tree: Tree, boxes: Mapping[str, Box], places: Mapping[str, Place]
) -> Iterator[tuple[str, int, Bus | None]]:
    """Yield each way that has a row, with the line that it would be."""
    for node, place in places.items():
        for position, row in enumerate(boxes[node].rows):
            target = row.way.target
            start = Start(
                height=place.top + row.middle,
                node=node,
                position=position,
                is_default=row.way.is_default,
                is_main=place.column == 0 and tree.straight.get(node) == target,
            )
            bus = None
            if target in places and target != node:
                is_back = (node, target) in tree.backward
                bus = _bus(place, places[target], start, target, is_back=is_back)
            yield node, position, bus


def _bus(
    place: Place, aim: Place, start: Start, target: str, *, is_back: bool
) -> Bus | None:
    """Return the line to a box in the same column or one beside it; None for others.

    What closes a loop in a column runs on the right, where nothing of the main line is.
    """
    aside = aim.column - place.column
    if aside not in (-1, 0, 1):
        return None
    is_inward = aside > 0 or (aside == 0 and is_back)
    return Bus(
        gap=place.column + is_inward,
        is_inward=is_inward,
        is_turning=aside == 0,
        is_back=is_back,
        target=target,
        end=aim.top + ENTRY,
        starts=(start,),
    )
