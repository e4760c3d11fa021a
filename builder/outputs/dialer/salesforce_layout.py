"""Where the pieces of a Salesforce flow stand on the canvas."""

from collections.abc import Iterable, Iterator, Mapping

from builder.outputs.dialer.salesforce_xml import Element

_ON_CANVAS = ("assignments", "decisions", "screens", "subflows")
_STEP_RIGHT = 264
_STEP_DOWN = 158


def place(parts: Mapping[str, list[Element]], first: str) -> None:
    """Set the place of each piece: a row for each step away from the start.

    What nothing leads to stands in a row of its own at the bottom.
    """
    pieces = {
        str(piece["name"]): piece
        for kind in _ON_CANVAS
        for piece in parts.get(kind, ())
    }
    for depth, row in enumerate(_rows(pieces, first), 1):
        for column, name in enumerate(row):
            pieces[name]["locationX"] = 50 + column * _STEP_RIGHT
            pieces[name]["locationY"] = depth * _STEP_DOWN


def _rows(pieces: Mapping[str, Element], first: str) -> Iterator[list[str]]:
    left = dict.fromkeys(pieces)
    row = _take([first], left)
    while row:
        yield row
        ways = [way for name in row for way in _ways(pieces[name])]
        row = _take(ways, left)
    if left:
        yield list(left)


def _take(names: Iterable[str], left: dict[str, None]) -> list[str]:
    """Return which of the names are still left, and take them away."""
    found = [name for name in dict.fromkeys(names) if name in left]
    for name in found:
        del left[name]
    return found


def _ways(value: object) -> Iterator[str]:
    """Yield every place that a piece leads to, in its own order."""
    if isinstance(value, list):
        for item in value:
            yield from _ways(item)
    elif isinstance(value, dict):
        for key, content in value.items():
            if key == "targetReference":
                yield str(content)
            else:
                yield from _ways(content)
