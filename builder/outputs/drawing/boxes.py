"""The box of each node: its lines of text, the rows of its ways, and its height.

Lengths are CSS pixels from the upper left corner of the box.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from builder.outputs.drawing.content import Content, Way
from builder.outputs.drawing.letters import BOLD, lines_of, width_of

WIDTH = 272
PAD = 12
ENTRY = 19
"""Where ways come in, on the left side: the height of the title's middle."""

ICON = 24
"""What the sign of the kind takes before the title."""

TITLE, WORDS, SMALL = 14.0, 13.0, 12.0
"""Sizes of type."""

ROW = 24
LINE = 17
KEY = 22
SIGN = 16
"""What the arrow takes before the name of a target."""

_START_GAP = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One way out as a row of the box.

    Attributes:
        top: Its upper edge.
        height: One line, or two where label and sign do not fit beside each other.
        label: The answer, cut to what fits.
        sign: The name of the target, for a way that gets no line.
    """

    way: Way
    top: int
    height: int
    label: str
    sign: str

    @property
    def middle(self) -> int:
        """Return where the way leaves the box."""
        return self.top + ROW // 2

    @property
    def sign_middle(self) -> int:
        """Return the height of the sign: on a line of its own if there are two."""
        return self.top + self.height - ROW // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A node as it is drawn.

    Attributes:
        title: The title in lines.
        exact: The titles of disclosures, each cut to a line.
        words: The first words, in two lines at most.
        text_top: Where the lines after the title begin.
        rows: One for each way; none for the one way of a node that goes straight on.
    """

    content: Content
    title: tuple[str, ...]
    exact: tuple[str, ...]
    words: tuple[str, ...]
    text_top: int
    rows: tuple[Row, ...]
    height: int


def box_of(
    content: Content, *, titles: Mapping[str, str], lined: Collection[int]
) -> Box:
    """Return the box of a node.

    Args:
        content: What is to be read.
        titles: The title of each node that a way may lead to.
        lined: The positions of ways that surely get a line, so that they need no sign.
    """
    title = lines_of(
        content.title, width=_title_width(content), size=TITLE, weight=BOLD, most=2
    )
    room = WIDTH - 2 * PAD
    exact = tuple(
        line
        for name in content.exact
        for line in lines_of(name, width=WIDTH - PAD - exact_left(content), size=SMALL)
    )
    most = 1 if content.kind == "end" else 2
    words = lines_of(_shown(content), width=room, size=WORDS, most=most)
    text_top = 15 + 18 * len(title)
    if content.category:
        text_top += LINE - 1
    bottom = text_top + 22 * len(exact) + LINE * len(words) + 9
    is_straight = content.kind == "say" and 0 in lined
    left = _label_left(content.ways)
    rows: list[Row] = []
    for position, way in enumerate(() if is_straight else content.ways):
        sign = "" if position in lined else titles.get(way.target, way.target)
        rows.append(_row(way, top=bottom, left=left, sign=sign))
        bottom += rows[-1].height
    return Box(
        content=content,
        title=title,
        exact=exact,
        words=words,
        text_top=text_top,
        rows=tuple(rows),
        height=bottom,
    )


def label_left(box: Box) -> int:
    """Return where the labels of a box begin, so that they stand in one line."""
    return _label_left(box.content.ways)


def exact_left(content: Content) -> int:
    """Return where the titles of disclosures begin."""
    return PAD + badge_width(content.exact_words) + 7


def badge_width(words: str) -> int:
    """Return how wide a bar is, with a code or a word of the tool."""
    return round(width_of(words, SMALL, BOLD)) + 12


def _label_left(ways: Iterable[Way]) -> int:
    return PAD + (KEY if any(way.key for way in ways) else 0)


def _title_width(content: Content) -> float:
    room = WIDTH - 2 * PAD - (badge_width(content.code) + 8 if content.code else ICON)
    if content.start_words:
        return room - badge_width(content.start_words) - 8
    return room


def _shown(content: Content) -> str:
    is_said = content.kind not in ("branch", "go") and content.words
    return f"“{content.words}”" if is_said else content.words


def _row(way: Way, *, top: int, left: int, sign: str) -> Row:
    room = WIDTH - left - PAD
    sign = "".join(lines_of(sign, width=room - SIGN, size=SMALL, weight=BOLD))
    label = "".join(lines_of(way.label, width=room, size=WORDS))
    taken = width_of(label, WORDS)
    if sign:
        taken += _START_GAP + SIGN + width_of(sign, SMALL, BOLD)
    is_double = taken > room
    return Row(
        way=way,
        top=top,
        height=ROW + LINE if is_double else ROW,
        label=label,
        sign=sign,
    )
