"""The paths of a script, for people: where each ends and how long it takes to say."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.graph.calls import Calls
from builder.graph.proof import TakenWay
from builder.graph.scripts import KnownScript, Place, Scripts, seconds_at
from builder.model.script import EndNode

MOST_PATHS = 10_000
"""So many paths are listed at most: their number can double with every node."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptPath:
    """A path through a script that comes to no node twice.

    Attributes:
        ways: Its nodes, each with the way that is taken out of it.
        end: The disposition, or ``go`` and the script that the call goes on in.
        seconds: How long it takes to say all its words, without the customer's.
    """

    ways: tuple[TakenWay, ...]
    end: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PathList:
    """The paths of a script, the shortest to say first.

    Attributes:
        is_whole: False if there are more than could be listed.
        elsewhere: The nodes that lie on none of them, because each way to an end from
            there comes back to a node.
    """

    paths: tuple[ScriptPath, ...]
    is_whole: bool
    elsewhere: tuple[str, ...] = ()


def list_paths(scripts: Scripts, script: KnownScript) -> PathList:
    """Return the paths of a script that come to no node twice, up to a ``go``."""
    calls = Calls(scripts, script.start, follow=False)
    found: list[ScriptPath] = []
    is_whole = True
    for path in _walk(calls):
        if len(found) == MOST_PATHS:
            is_whole = False
            break
        found.append(_path(path, calls))
    found.sort(key=lambda path: (path.seconds, path.end))
    listed = {way.place for path in found for way in path.ways}
    places = dict.fromkeys(state.place for state in calls.states)
    return PathList(
        paths=tuple(found),
        is_whole=is_whole,
        elsewhere=tuple(place.node for place in places if place not in listed),
    )


def _walk(calls: Calls) -> Iterator[list[TakenWay]]:
    """Return every path, depth first, without recursion."""
    start = calls.states[0].place
    if not calls.ways[0]:
        yield [TakenWay(place=start, words="")]
        return
    stack = [iter(calls.ways[0])]
    places: list[Place] = [start]
    words: list[str] = []
    while stack:
        way, target = next(stack[-1], (None, -1))
        if way is None:
            stack.pop()
            places.pop()
            if words:
                words.pop()
            continue
        reached = calls.states[target].place if target >= 0 else None
        if reached in places:
            continue
        so_far = _taken(places, [*words, way.words])
        if reached is None:
            yield so_far
        elif not calls.ways[target]:
            yield [*so_far, TakenWay(place=reached, words="")]
        else:
            places.append(reached)
            words.append(way.words)
            stack.append(iter(calls.ways[target]))


def _taken(places: list[Place], words: list[str]) -> list[TakenWay]:
    pairs = zip(places, words, strict=True)
    return [TakenWay(place=place, words=word) for place, word in pairs]


def _path(ways: list[TakenWay], calls: Calls) -> ScriptPath:
    nodes = [calls.scripts.node(way.place) for way in ways]
    last = nodes[-1]
    end = last.disposition if isinstance(last, EndNode) else f"go {_target(ways[-1])}"
    library = calls.scripts.library
    return ScriptPath(
        ways=tuple(ways),
        end=end,
        seconds=sum(seconds_at(node, library) for node in nodes),
    )


def _target(way: TakenWay) -> str:
    return way.words.removeprefix("on to ")
