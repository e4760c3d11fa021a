"""Loops written out: a graph that never leads back, for targets that cannot.

Each loop gets as many rounds as there is room for, so that a call can go every way back
twice, or once, or go back once at all. One round more leads nowhere, and whoever asked
says so on a last page. What comes after a loop is not copied: it stands once, reached
from all rounds.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Ways = Mapping[str, Sequence[str]]
"""The nodes that each node leads to; every node is a key."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A node in one round of its loop.

    Attributes:
        round: The first is 1; nodes outside of loops have only that.
    """

    node: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Nodes that lead to each other, and how many rounds of them are written out."""

    nodes: frozenset[str]
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unrolled:
    """A graph without loops.

    Attributes:
        places: All that can be reached, each after everything that leads to it.
        goes_to: Where each way leads, by place and target node; a way is missing
            where it would be one round too many.
        loops: The loop of each node that stands in one.
    """

    places: tuple[Place, ...]
    goes_to: Mapping[tuple[Place, str], Place]
    loops: Mapping[str, Loop]


def unroll(
    ways: Ways, start: str, *, most: int, gladly: int, easily: int
) -> Unrolled | None:
    """Return the graph written out, or None if that is too large.

    Args:
        ways: The graph.
        start: Where a call starts.
        most: The largest number of places; then a call can go back in a loop once.
        gladly: Up to so many places, every way back can be gone once, or some of them.
        easily: Up to so many places, every way back can be gone twice.
    """
    back = ways_back(ways, start)
    entries = {
        nodes: _entries(ways, start, back, nodes) for nodes in _loops(ways, back)
    }
    for returns, limit in _sizes(entries, most=most, gladly=gladly, easily=easily):
        loop_of: dict[str, Loop] = {}
        for nodes, count in returns.items():
            loop = Loop(nodes=nodes, rounds=1 + count)
            loop_of.update(dict.fromkeys(nodes, loop))
        places, goes_to = _write_out(ways, start, back, loop_of, limit)
        if len(places) <= limit:
            ordered = _in_order(places, goes_to, list(ways))
            return Unrolled(places=tuple(ordered), goes_to=goes_to, loops=loop_of)
    return None


def ways_back(ways: Ways, start: str) -> frozenset[tuple[str, str]]:
    """Return the ways that lead back; without them, nothing can be gone twice."""
    found: set[tuple[str, str]] = set()
    is_open = {start: True}
    trail = [(start, iter(ways[start]))]
    while trail:
        here, targets = trail[-1]
        target = next(targets, None)
        if target is None:
            is_open[here] = False
            trail.pop()
        elif target not in is_open:
            is_open[target] = True
            trail.append((target, iter(ways[target])))
        elif is_open[target]:
            found.add((here, target))
    return frozenset(found)


def reached_from(ways: Ways, start: str, *, without: str = "") -> frozenset[str]:
    """Return all nodes that can be reached, the start among them."""
    if start == without:
        return frozenset()
    known = {start}
    waiting = [start]
    while waiting:
        for target in ways[waiting.pop()]:
            if target not in known and target != without:
                known.add(target)
                waiting.append(target)
    return frozenset(known)


def _loops(ways: Ways, back: frozenset[tuple[str, str]]) -> list[frozenset[str]]:
    """Return the sets of nodes that lead to each other, found by their ways back."""
    reversed_ways: dict[str, list[str]] = {node: [] for node in ways}
    for node, targets in ways.items():
        for target in targets:
            reversed_ways[target].append(node)
    loops = {
        reached_from(ways, target) & reached_from(reversed_ways, target)
        for _, target in back
    }
    return sorted(loops, key=sorted)


@dataclass(frozen=True, slots=True)
class _Entries:
    """The nodes of a loop that ways back lead to.

    Attributes:
        sure: Every call comes to them before it can go back to them.
        loose: They may be come to by a way back first, which is no going back yet.
    """

    sure: int
    loose: int

    @property
    def least(self) -> int:
        """How many ways back are gone when a call goes back once."""
        return min(self.sure, 1) + 2 * self.loose

    @property
    def once(self) -> int:
        """How many are gone when a call passes no node more than twice."""
        return self.sure + 2 * self.loose

    @property
    def twice(self) -> int:
        """How many are gone when it goes every way back once more."""
        return 2 * self.once


def _sizes(
    entries: Mapping[frozenset[str], _Entries], *, most: int, gladly: int, easily: int
) -> Iterator[tuple[dict[frozenset[str], int], int]]:
    """Yield how many ways back to write out in each loop, and in how many places."""
    yield {nodes: found.twice for nodes, found in entries.items()}, easily
    yield {nodes: found.once for nodes, found in entries.items()}, gladly
    least = {nodes: found.least for nodes, found in entries.items()}
    for cap in range(max(least.values(), default=1), 0, -1):
        limit = gladly if cap > 1 else most
        yield {nodes: min(count, cap) for nodes, count in least.items()}, limit


def _entries(
    ways: Ways, start: str, back: frozenset[tuple[str, str]], loop: frozenset[str]
) -> _Entries:
    sources: dict[str, set[str]] = {}
    for source, target in back:
        if target in loop:
            sources.setdefault(target, set()).add(source)
    sure = sum(
        from_where.isdisjoint(reached_from(ways, start, without=target))
        for target, from_where in sources.items()
    )
    return _Entries(sure=sure, loose=len(sources) - sure)


def _write_out(
    ways: Ways,
    start: str,
    back: frozenset[tuple[str, str]],
    loop_of: Mapping[str, Loop],
    most: int,
) -> tuple[set[Place], dict[tuple[Place, str], Place]]:
    """Return the places that can be reached and their ways, or the first too many."""
    first = Place(start, 1)
    places, waiting = {first}, [first]
    goes_to: dict[tuple[Place, str], Place] = {}
    while waiting and len(places) <= most:
        here = waiting.pop()
        for target in ways[here.node]:
            place = _next(here, target, back, loop_of)
            if place is None:
                continue
            goes_to[here, target] = place
            if place not in places:
                places.add(place)
                waiting.append(place)
    return places, goes_to


def _next(
    here: Place,
    target: str,
    back: frozenset[tuple[str, str]],
    loop_of: Mapping[str, Loop],
) -> Place | None:
    """Return where a way leads, or None if it is one round too many."""
    loop = loop_of.get(here.node)
    if loop is None or target not in loop.nodes:
        return Place(target, 1)
    following = here.round + ((here.node, target) in back)
    return Place(target, following) if following <= loop.rounds else None


def _in_order(
    places: set[Place],
    goes_to: Mapping[tuple[Place, str], Place],
    author: Sequence[str],
) -> Iterator[Place]:
    """Yield each place after all that lead to it, else in the author's order."""
    number = {node: position for position, node in enumerate(author)}
    missing = dict.fromkeys(places, 0)
    for target in goes_to.values():
        missing[target] += 1
    following: dict[Place, list[Place]] = {place: [] for place in places}
    for (place, _), target in goes_to.items():
        following[place].append(target)
    ready = [
        (place.round, number[place.node]) for place in places if not missing[place]
    ]
    heapq.heapify(ready)
    while ready:
        count, position = heapq.heappop(ready)
        place = Place(author[position], count)
        yield place
        for target in following[place]:
            missing[target] -= 1
            if not missing[target]:
                heapq.heappush(ready, (target.round, number[target.node]))
