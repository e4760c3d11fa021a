"""What is painted of each box: shapes as path data, and words at their places."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from builder.outputs.drawing.boxes import (
    ICON,
    LINE,
    PAD,
    SIGN,
    SMALL,
    WIDTH,
    Box,
    Row,
    badge_width,
    exact_left,
    label_left,
)
from builder.outputs.drawing.drawing import Drawing, Placed
from builder.outputs.drawing.letters import BOLD, width_of
from builder.outputs.drawing.paths import ICONS, KEY_SIDE, LEAST_RADIUS, RADII, Pen

_BASE = 5
"""From the middle of a line of text down to its base line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words with their look and their place.

    Attributes:
        y: None if they stand on the line of the words before them.
        is_sign: They name the box that a way leads to, and end at their place.
        aim: The number of that box; 0 if there is no such box.
    """

    look: str = ""
    x: int
    y: int | None
    words: str
    is_sign: bool = False
    aim: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A box, ready for the template.

    Attributes:
        number: Its place in reading order; signs lead to it by this number.
        look: The category of an end, or the kind.
        is_aim: A sign leads here.
        shape: The outline, where it is no rectangle.
        bars: What stands behind words, by look.
        words: What is read in the box, and leads to its text.
        keys: The keys of its rows, with the places of each.
        marks: Rules between rows, squares of keys, arrows of signs, by look.
        rows: The words in its rows.
    """

    id: str
    number: int
    kind: str
    look: str
    x: int
    y: int
    height: int
    radius: int
    is_aim: bool
    shape: str
    has_icon: bool
    bars: Mapping[str, str]
    words: tuple[Words, ...]
    keys: str
    keys_x: str
    keys_y: str
    marks: Mapping[str, str]
    rows: tuple[Words, ...]


def painted(drawing: Drawing, pen: Pen) -> list[Painted]:
    """Return every box as the template takes it."""
    boxes = {placed.box.content.id: placed.box for placed in drawing.boxes}
    aims = {boxes[node].content.ways[way].target for node, way in drawing.signs}
    numbers = {node: number for number, node in enumerate(boxes, start=1)}
    return [
        _painted(placed, pen, drawing=drawing, aims=aims, numbers=numbers)
        for placed in drawing.boxes
    ]


def _painted(
    placed: Placed,
    pen: Pen,
    *,
    drawing: Drawing,
    aims: Collection[str],
    numbers: Mapping[str, int],
) -> Painted:
    box, content = placed.box, placed.box.content
    signs = dict(_signs(placed, drawing))
    keyed = [row for row in box.rows if row.way.key]
    end = placed.left + WIDTH
    return Painted(
        id=content.id,
        number=numbers[content.id],
        kind=content.kind,
        look=content.category or content.kind,
        x=drawing.width - end if pen.is_mirrored else placed.left,
        y=placed.top,
        height=box.height,
        radius=LEAST_RADIUS if box.rows else RADII.get(content.kind, LEAST_RADIUS),
        is_aim=content.id in aims,
        shape=pen.shape(content.kind, box.height),
        has_icon=content.kind in ICONS,
        bars=dict(_bars(box, pen)),
        words=tuple(_words(box, pen)),
        keys="".join(row.way.key for row in keyed),
        keys_x=" ".join([str(pen.x(PAD + KEY_SIDE // 2))] * len(keyed)),
        keys_y=" ".join(str(row.middle + _BASE) for row in keyed),
        marks=_marks(box, pen, signs),
        rows=tuple(
            words
            for position, row in enumerate(box.rows)
            for words in _row_words(
                box,
                row,
                pen,
                has_sign=position in signs,
                aim=numbers.get(row.way.target, 0),
            )
        ),
    )


def _signs(placed: Placed, drawing: Drawing) -> Iterator[tuple[int, str]]:
    """Yield where each sign points: back in a loop, else to where the box stands."""
    tops = {one.box.content.id: one.top for one in drawing.boxes}
    for position, row in enumerate(placed.box.rows):
        is_back = drawing.signs.get((placed.box.content.id, position))
        if is_back is None:
            continue
        is_above = tops.get(row.way.target, placed.top) < placed.top
        yield position, "back" if is_back else "up" if is_above else "down"


def _bars(box: Box, pen: Pen) -> Iterator[tuple[str, str]]:
    """Yield the bars behind the code, the word for the start, and "say exactly"."""
    if box.content.code:
        yield "f", pen.bar(PAD, 10, badge_width(box.content.code))
    if box.content.start_words:
        width = badge_width(box.content.start_words)
        yield "f s", pen.bar(WIDTH - PAD - width, 10, width)
    if box.exact:
        width = badge_width(box.content.exact_words)
        tops = (box.text_top + 22 * position for position in range(len(box.exact)))
        yield "f e", "".join(pen.bar(PAD, top, width) for top in tops)


def _words(box: Box, pen: Pen) -> Iterator[Words]:
    """Yield what is read above the rows, from the top."""
    content = box.content
    left = PAD + (badge_width(content.code) + 8 if content.code else ICON)
    if content.code:
        yield Words(look="b", x=pen.x(PAD + 6), y=23, words=content.code)
    for number, line in enumerate(box.title):
        yield Words(look="t", x=pen.x(left), y=24 + 18 * number, words=line)
    if content.start_words:
        left = WIDTH - PAD - badge_width(content.start_words) + 6
        yield Words(look="b", x=pen.x(left), y=23, words=content.start_words)
    if content.category:
        below = box.text_top - 4
        yield Words(look="c", x=pen.x(PAD), y=below, words=content.category_words)
    down = box.text_top + 13
    for name in box.exact:
        yield Words(look="b", x=pen.x(PAD + 6), y=down, words=content.exact_words)
        yield Words(look="e", x=pen.x(exact_left(content)), y=None, words=name)
        down += 22
    for number, line in enumerate(box.words):
        yield Words(x=pen.x(PAD), y=down + LINE * number, words=line)


def _marks(box: Box, pen: Pen, signs: Mapping[int, str]) -> dict[str, str]:
    rules = "".join(f"M1 {row.top}h{WIDTH - 2}" for row in box.rows[1:])
    if box.rows:
        first = box.rows[0].top
        rules = f"M1 {first}v{box.height - first - 1}h{WIDTH - 2}V{first}z{rules}"
    keys = "".join(pen.key(row.middle) for row in box.rows if row.way.key)
    arrows = ""
    for position, aim in signs.items():
        row = box.rows[position]
        name = round(width_of(row.sign, SMALL, BOLD))
        across = WIDTH - PAD - name - SIGN // 2 - 1
        arrows += pen.pointer(across, row.sign_middle, aim=aim)
    return {look: d for look, d in (("u", rules), ("q", keys), ("p", arrows)) if d}


def _row_words(
    box: Box, row: Row, pen: Pen, *, has_sign: bool, aim: int
) -> Iterator[Words]:
    look = "o" if row.way.is_default else ""
    base = row.middle + _BASE
    yield Words(look=look, x=pen.x(label_left(box)), y=base, words=row.label)
    if has_sign:
        below = row.sign_middle + _BASE
        yield Words(
            x=pen.x(WIDTH - PAD),
            y=None if below == base else below,
            words=row.sign,
            is_sign=True,
            aim=aim,
        )
