"""Scripts to draw, and what a drawing comes to in lengths."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.commands.check import check
from builder.library import Library
from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    Choice,
    CollectNode,
    EndNode,
    GoNode,
    Node,
    SayNode,
    Script,
)
from builder.outputs.drawing.boxes import WIDTH
from builder.outputs.drawing.content import content_of
from builder.outputs.drawing.drawing import Drawing, Placed, drawing_of
from builder.outputs.drawing.lines import Line, Point
from builder.outputs.strings import strings_for
from builder.project import find_project
from builder.view import LibraryView
from tests.blocks import HOSTILE

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-21"
STRING = strings_for("en")

WORDS = f"May I ask about that order {HOSTILE} Donaudampfschifffahrt {'W' * 90} 日本語"
HARMFUL = (
    HOSTILE,
    '"]; click n_a "javascript:alert(1)"',
    "%%{init: {}}%% #quot; &amp; #9829;",
    "1. `tick` **bold** _under_ a|b]}) --> n_x",
    '\\N \\" \\l <br/> } [x] ; // style: a#b;',
)


@cache
def library() -> Library:
    """Return the library that is shipped."""
    return check(find_project(ROOT, as_of=TODAY)).library


@cache
def scripts() -> dict[str, Script]:
    """Return every script of the shipped library by its address."""
    return {
        f"{sop.id}/{script.id}": script
        for sop in library().sops
        for script in sop.scripts
    }


def drawing(script: Script) -> Drawing:
    """Return a script, laid out."""
    return drawing_of(content_of(script, LibraryView(library()), STRING))


def random_script(size: int, seed: int, *, reach: int = 12) -> Script:
    """Return a script whose ways lead anywhere: back, far on, to nodes out of reach."""
    chance = random.Random(seed)
    ids = [f"node_{number}" for number in range(size)]
    return Script(
        id="random",
        title="Random",
        summary="Any ways.",
        start=ids[0],
        nodes=tuple(_random_node(number, ids, chance, reach) for number in range(size)),
    )


def _random_node(
    number: int, ids: list[str], chance: random.Random, reach: int
) -> Node:
    own, on = ids[number], ids[min(number + 1, len(ids) - 1)]
    near = ids[max(0, number - reach // 2) : number + reach]

    def any_id() -> str:
        return chance.choice(near if chance.random() < 0.8 else ids)

    def words(most: int) -> str:
        return " ".join(
            chance.choice(WORDS.split()) for _ in range(chance.randint(1, most))
        )

    match chance.randrange(10):
        case 0:
            return SayNode(id=own, say=words(20), next=on)
        case 1:
            return CollectNode(
                id=own, say=words(9), into="lead.need", next=on, default=any_id()
            )
        case 2:
            cases = (Case(equals=words(5), goto=on), Case(at_least=3, goto=any_id()))
            return BranchNode(id=own, on="lead.need", cases=cases, default=any_id())
        case 3:
            return GoNode(id=own, to=words(3))
        case 4:
            return EndNode(id=own, say=words(9), disposition=chance.choice(CODES))
    choices = tuple(
        Choice(label=words(6), key=str(key), goto=on if key == 1 else any_id())
        for key in range(1, chance.randint(2, 9))
    )
    said = ("recording-notice",) * chance.randint(0, 2)
    return AskNode(
        id=own, say=words(20), disclosures=said, choices=choices, default=any_id()
    )


CODES = ("SALE", "DNC", "NOTINT", "CALLBK", "NOCODE")


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight part of a line."""

    line: Line
    start: Point
    end: Point

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom."""
        (x, y), (to_x, to_y) = self.start, self.end
        return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def segments(drawn: Drawing) -> Iterator[Segment]:
    """Yield every straight part of every line."""
    for line in drawn.lines:
        for start, end in zip(line.points, line.points[1:], strict=False):
            yield Segment(line, start, end)


def box_of(placed: Placed) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of a box."""
    left, top = placed.left, placed.top
    return left, top, left + WIDTH, top + placed.box.height


def meet(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether two areas, or a line and an area, have more than an edge shared."""
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def cross(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether two straight parts have a point in common."""
    return (
        one[0] <= other[2]
        and other[0] <= one[2]
        and one[1] <= other[3]
        and other[1] <= one[3]
    )
