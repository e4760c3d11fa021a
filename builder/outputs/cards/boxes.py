"""Where the layout put things: heights of blocks, and text outside its place."""

from collections.abc import Iterator
from typing import Any

from builder.outputs.cards.sizes import Paper

PIXELS = 96 / 25.4
"""CSS pixels in a millimeter."""

TOLERANCE = 0.15
"""Millimeters by which rounding may move a letter."""

Area = tuple[float, float, float, float]
"""Left, top, right and bottom in millimeters."""


def heights(box: Any) -> Iterator[tuple[str, float]]:
    """Yield the height in mm of every box whose element has an id."""
    for inner in _walk(box):
        element = getattr(inner, "element", None)
        if element is not None and element.get("id") and inner.element_tag == "div":
            yield element.get("id"), inner.margin_height() / PIXELS


def find_strays(page: Any, paper: Paper) -> Iterator[tuple[str, float]]:
    """Yield every text outside the safe area or its column, and by how many mm.

    The number of pages proves nothing: a long word runs off the paper silently.
    """
    side, margin = min(paper.side_margin, paper.margin), paper.margin
    safe = (side, margin, paper.width - side, paper.height - margin)
    footers = (box for box in _walk(page._page_box) if _has_class(box, "bottom"))
    foot = min((box.position_y / PIXELS for box in footers), default=safe[3])
    yield from _strays(page._page_box, safe, foot)


def _strays(box: Any, safe: Area, foot: float) -> Iterator[tuple[str, float]]:
    """Yield strays in a box; a column ends at its sides and above the footer."""
    if _has_class(box, "column"):
        left = (box.position_x + box.margin_left) / PIXELS
        safe = (left, safe[1], left + box.width / PIXELS, foot)
    text = getattr(box, "text", "").strip()
    over = _outside(box, safe) if text else 0.0
    if over > TOLERANCE:
        yield text, round(over, 1)
    for child in getattr(box, "children", ()):
        yield from _strays(child, safe, foot)


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child)


def _has_class(box: Any, name: str) -> bool:
    element = getattr(box, "element", None)
    if element is None or box.element_tag != "div":
        return False
    return name in (element.get("class") or "").split()


def _outside(box: Any, safe: Area) -> float:
    left, top = box.position_x / PIXELS, box.position_y / PIXELS
    right, bottom = left + box.width / PIXELS, top + box.height / PIXELS
    return float(max(safe[0] - left, safe[1] - top, right - safe[2], bottom - safe[3]))
