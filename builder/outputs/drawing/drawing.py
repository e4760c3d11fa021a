"""A script laid out: every box at its place, every way as a line or a sign."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.outputs.drawing.boxes import Box, box_of
from builder.outputs.drawing.content import Content
from builder.outputs.drawing.lines import Line, columns_of, lanes_for, lines_for
from builder.outputs.drawing.placing import MARGIN, Place, places_of
from builder.outputs.drawing.routing import Routes, Way, routes_of
from builder.outputs.drawing.tree import Tree, tree_of

GOAL = "success"
"""The category of dispositions that the main line of a call leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A box at its place: its left and upper edge on the drawing."""

    box: Box
    left: int
    top: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A script as it is drawn, without its colors.

    Attributes:
        boxes: One for every node, in reading order.
        lines: The ways that lead to a box that can be seen from theirs.
        signs: The ways that name their box instead; True for a way back.
    """

    boxes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    signs: Mapping[Way, bool]
    width: int
    height: int


def drawing_of(contents: Sequence[Content]) -> Drawing:
    """Return a script, laid out; the same for the same words and ways."""
    graph = {one.id: [way.target for way in one.ways] for one in contents}
    start = next((one.id for one in contents if one.start_words), "")
    goals = [one.id for one in contents if one.category == GOAL]
    tree = tree_of(graph, start=start, goals=goals)
    layout = _laid_out(tree, contents, set(_sure_lines(tree, contents)))
    lines = {
        (content.id, position)
        for content in contents
        for position, _ in enumerate(content.ways)
    }.difference(layout.routes.signs)
    # Rows whose way became a line need no room for a sign: once more without it.
    closer = _laid_out(tree, contents, lines)
    return _drawn(tree, closer if lines.isdisjoint(closer.routes.signs) else layout)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    boxes: Mapping[str, Box]
    places: Mapping[str, Place]
    routes: Routes


def _laid_out(
    tree: Tree, contents: Sequence[Content], lines: Collection[Way]
) -> _Layout:
    """Return everything at its place; only rows of other ways have room for a sign."""
    titles = {content.id: content.title for content in contents}
    boxes = {}
    for content in contents:
        lined = [way for node, way in lines if node == content.id]
        boxes[content.id] = box_of(content, titles=titles, lined=lined)
    places = places_of(tree, boxes)
    return _Layout(boxes=boxes, places=places, routes=routes_of(tree, boxes, places))


def _sure_lines(tree: Tree, contents: Sequence[Content]) -> Iterator[Way]:
    """Yield the ways that get a line whatever else is drawn."""
    for content in contents:
        aims = [way.target for way in content.ways]
        for position, target in enumerate(aims):
            is_first = target not in aims[:position]
            is_straight = target == tree.straight.get(content.id)
            if is_straight or (is_first and target in tree.children[content.id]):
                yield content.id, position


def _drawn(tree: Tree, layout: _Layout) -> Drawing:
    boxes, places, routes = layout.boxes, layout.places, layout.routes
    lanes = lanes_for(routes)
    columns = columns_of(places, lanes)
    placed = [
        Placed(box=boxes[node], left=columns[place.column], top=place.top)
        for node, place in places.items()
    ]
    bottoms = (one.top + one.box.height for one in placed)
    return Drawing(
        boxes=tuple(placed),
        lines=lines_for(routes, boxes, places, columns=columns, lanes=lanes),
        signs={way: _is_back(way, tree, boxes) for way in sorted(routes.signs)},
        width=columns[-1],
        height=max(bottoms, default=0) + MARGIN,
    )


def _is_back(way: Way, tree: Tree, boxes: Mapping[str, Box]) -> bool:
    node, position = way
    return (node, boxes[node].content.ways[position].target) in tree.backward
