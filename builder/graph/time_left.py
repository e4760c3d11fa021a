"""How long a call still takes at least, and at most, from each node to its end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from builder.graph.scripts import Place, Scripts, seconds_at
from builder.model.script import GoNode, targets


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Seconds of speaking until the call ends, this node's words included.

    Attributes:
        shortest: On the way that is said fastest.
        longest: With every node said once at most: a loop counts as one round.
    """

    shortest: int
    longest: int


def times_left(scripts: Scripts) -> dict[Place, TimeLeft]:
    """Return the time left at every place of the library, through ``go`` as well.

    Places from which no call comes to an end are left out.
    """
    ways = {place: _ways(place, scripts) for place in _places(scripts)}
    seconds = {
        place: seconds_at(scripts.node(place), scripts.library) for place in ways
    }
    shortest = _shortest(ways, seconds)
    longest = _longest(ways, seconds)
    return {place: TimeLeft(least, longest[place]) for place, least in shortest.items()}


def _places(scripts: Scripts) -> Iterator[Place]:
    for one in scripts:
        yield from (Place(one.address, identifier) for identifier in one.nodes)


def _ways(place: Place, scripts: Scripts) -> tuple[Place, ...]:
    """Return where a node leads; a place that is not there is no way."""
    node = scripts.node(place)
    if isinstance(node, GoNode):
        target = scripts.after_go(node, place)
        found = [target] if target else []
    else:
        found = [Place(place.script, goal) for _, goal in targets(node)]
    known = (goal for goal in found if scripts.known[goal.script].find(goal.node))
    return tuple(dict.fromkeys(known))


def _shortest(
    ways: Mapping[Place, Sequence[Place]], seconds: Mapping[Place, int]
) -> dict[Place, int]:
    """Return the least seconds from each place, found from the ends backward."""
    back: dict[Place, list[Place]] = {place: [] for place in ways}
    for place, goals in ways.items():
        for goal in goals:
            back[goal].append(place)
    waiting = [
        (seconds[place], place.script, place.node)
        for place, goals in ways.items()
        if not goals
    ]
    waiting.sort()
    found: dict[Place, int] = {}
    while waiting:
        least, script, node = heappop(waiting)
        place = Place(script, node)
        if place in found:
            continue
        found[place] = least
        for before in back[place]:
            if before not in found:
                heappush(waiting, (least + seconds[before], before.script, before.node))
    return found


def _longest(
    ways: Mapping[Place, Sequence[Place]], seconds: Mapping[Place, int]
) -> dict[Place, int]:
    """Return the most seconds from each place.

    Nodes that lead to each other are one knot, said once as a whole: that bounds every
    path that passes no node twice, and knots never lead in a circle.
    """
    found: dict[Place, int] = {}
    for knot in _knots(ways):
        own = sum(seconds[place] for place in knot)
        inside = set(knot)
        after = [
            found[goal] for place in knot for goal in ways[place] if goal not in inside
        ]
        most = own + max(after, default=0)
        found.update(dict.fromkeys(knot, most))
    return found


def _knots(ways: Mapping[Place, Sequence[Place]]) -> Iterator[list[Place]]:
    """Yield the places that lead to each other together, followers first.

    Tarjan's algorithm (1972), without recursion: a library can be deep.
    """
    index: dict[Place, int] = {}
    low: dict[Place, int] = {}
    open_places: list[Place] = []
    is_open: set[Place] = set()
    for start in ways:
        if start in index:
            continue
        stack = [(start, iter(ways[start]))]
        index[start] = low[start] = len(index)
        open_places.append(start)
        is_open.add(start)
        while stack:
            place, goals = stack[-1]
            goal = next(goals, None)
            if goal is None:
                stack.pop()
                if stack:
                    before = stack[-1][0]
                    low[before] = min(low[before], low[place])
                if low[place] == index[place]:
                    yield _closed(place, open_places, is_open)
            elif goal not in index:
                index[goal] = low[goal] = len(index)
                open_places.append(goal)
                is_open.add(goal)
                stack.append((goal, iter(ways[goal])))
            elif goal in is_open:
                low[place] = min(low[place], index[goal])


def _closed(place: Place, open_places: list[Place], is_open: set[Place]) -> list[Place]:
    """Take a whole knot off the open places, down to the place that began it."""
    knot: list[Place] = []
    while not knot or knot[-1] != place:
        knot.append(open_places.pop())
        is_open.discard(knot[-1])
    return knot
