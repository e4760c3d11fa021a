"""Paths through a script, listed from its YAML: what every runtime has to match.

A path is simple but for loops, which are taken once: no node is passed more than
twice. A branch on a field that nothing wrote, or that the customer was asked for, goes
each of its ways, with a value that takes it there: the value is put into the record
before the call, or into the customer's mouth. Once settled, it stays.

A script with many questions has more paths than anybody can run, so at most ``most``
are listed. If it has no more than that, all are, in the author's order. Otherwise
first come those that cover, each as briefly as may be: every way out of every node,
every way of a branch with every value that takes it, and every two ways in a row.
Others follow, drawn in an order that the script's address fixes.
"""

import random
from collections import deque
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from tests.dialers.graph import Graph, Move, State, Walk
from tests.dialers.protocol import Path
from tests.dialers.raw import RawScript
from tests.dialers.telling import path_of

MOST = 400
MOST_VISITS = 2
_MOST_STATES = 4_000
_MOST_STEPS = 20_000
_COUNTED_STEPS = 200_000
"""How far states are looked at and paths counted: beyond, there are simply too many."""

Goal = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The paths of a script, and how much of it they are.

    Attributes:
        is_whole: There are no other paths.
        goals: How many ways, by value at branches, and pairs of ways a call can take.
        missed: Those that no listed path takes: pairs that pass a node a third time.
    """

    paths: tuple[Path, ...]
    is_whole: bool
    goals: int
    missed: tuple[Goal, ...]


def list_paths(script: RawScript, *, most: int = MOST) -> Listing:
    """Return paths of a script; all of them if there are no more than ``most``."""
    graph = Graph(script)
    walks: list[Walk] = []
    is_whole = True
    for walk in all_walks(graph):
        if walk is None or len(walks) == most:
            is_whole = False
            break
        walks.append(walk)
    shortest = _Shortest(graph)
    goals = shortest.goals()
    if not is_whole:
        walks = _chosen(graph, shortest, most)
    taken = {goal for walk in walks for goal in _goals_of(graph, walk)}
    return Listing(
        paths=tuple(path_of(script, walk) for walk in walks),
        is_whole=is_whole,
        goals=len(goals),
        missed=tuple(goal for goal in goals if goal not in taken),
    )


def count_paths(script: RawScript) -> tuple[int, bool]:
    """Return how many paths were counted, and whether those are all."""
    count = 0
    for walk in all_walks(Graph(script), steps=_COUNTED_STEPS):
        if walk is None:
            return count, False
        count += 1
    return count, True


def all_walks(graph: Graph, *, steps: int = _MOST_STEPS) -> Iterator[Walk | None]:
    """Yield every walk in the author's order; None where there are too many."""
    waiting: list[tuple[State, Walk]] = [(graph.start, ())]
    while waiting:
        if steps == 0:
            yield None
            return
        steps -= 1
        state, walk = waiting.pop()
        if not graph.ways(state):
            yield walk
        for move, after in reversed(graph.ways(state)):
            longer = (*walk, move)
            if _visits(longer, after) <= MOST_VISITS:
                waiting.append((after, longer))


def _visits(walk: Walk, state: State) -> int:
    """Return how often a walk was at the node that it has come to, with this time."""
    return 1 + sum(move.node == state.node for move in walk)


def _chosen(graph: Graph, shortest: "_Shortest", most: int) -> list[Walk]:
    """Return walks that reach every goal, then others, in an order of their own."""
    goals = shortest.goals()
    chosen: dict[Walk, None] = {}
    reached: set[Goal] = set()
    for goal, ways_there in goals.items():
        if len(chosen) == most:
            break
        if goal in reached:
            continue
        walk = next((walk for walk in ways_there if _is_simple(graph, walk)), None)
        if walk is not None:
            chosen[walk] = None
            reached.update(_goals_of(graph, walk))
    draw = random.Random(graph.script.address)
    for _attempt in range(30 * most):
        if len(chosen) == most:
            break
        if walk := _drawn(graph, draw):
            chosen[walk] = None
    return list(chosen)


def _drawn(graph: Graph, draw: random.Random) -> Walk:
    """Return a walk on which every way was drawn; an empty one if it came to no end."""
    state, walk = graph.start, ()
    while ways := graph.ways(state):
        on = [
            (m, after) for m, after in ways if _visits((*walk, m), after) <= MOST_VISITS
        ]
        if not on:
            return ()
        move, state = draw.choice(on)
        walk = (*walk, move)
    return walk


def _is_simple(graph: Graph, walk: Walk) -> bool:
    nodes = [state.node for state in _states(graph, walk)]
    return all(nodes.count(node) <= MOST_VISITS for node in nodes)


def _states(graph: Graph, walk: Walk) -> Iterator[State]:
    """Yield the state before each move, and the one at the end."""
    state = graph.start
    yield state
    for move in walk:
        state = dict(graph.ways(state))[move]
        yield state


def _goals_of(graph: Graph, walk: Walk) -> Iterator[Goal]:
    """Yield what a walk covers: its ways, its branches by value, its pairs of ways."""
    for move, state in zip(walk, _states(graph, walk), strict=False):
        yield _single(graph, move, state)
    for move, further in pairwise(walk):
        yield _pair(move, further)


def _single(graph: Graph, move: Move, state: State) -> Goal:
    """Return a way out of a node; out of a branch, with the value that took it."""
    return (move.node, move.way, move.settles or graph.held(state))


def _pair(move: Move, further: Move) -> Goal:
    return (move.node, move.way, further.node, further.way)


class _Shortest:
    """The shortest walks through what a script covers."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._to: dict[State, Walk] = {graph.start: ()}
        waiting = deque([graph.start])
        while waiting and len(self._to) < _MOST_STATES:
            state = waiting.popleft()
            for move, after in graph.ways(state):
                if after not in self._to:
                    self._to[after] = (*self._to[state], move)
                    waiting.append(after)
        self._from = self._ways_out()

    def _ways_out(self) -> dict[State, Walk]:
        """Return the shortest walk to an end from each state."""
        before: dict[State, list[tuple[State, Move]]] = {}
        for state in self._to:
            for move, after in self._graph.ways(state):
                before.setdefault(after, []).append((state, move))
        ends = [state for state in before if not self._graph.ways(state)]
        found: dict[State, Walk] = dict.fromkeys(ends, ())
        waiting = deque(ends)
        while waiting:
            state = waiting.popleft()
            for earlier, move in before.get(state, ()):
                if earlier not in found:
                    found[earlier] = (move, *found[state])
                    waiting.append(earlier)
        return found

    def goals(self) -> Mapping[Goal, list[Walk]]:
        """Return walks for each goal: single ways first, pairs of ways after them."""
        single: dict[Goal, list[Walk]] = {}
        pairs: dict[Goal, list[Walk]] = {}
        for state, there in self._to.items():
            for move, after in self._on(state):
                goal = _single(self._graph, move, state)
                walk = (*there, move, *self._from[after])
                single.setdefault(goal, []).append(walk)
                for further, beyond in self._on(after):
                    walk = (*there, move, further, *self._from[beyond])
                    pairs.setdefault(_pair(move, further), []).append(walk)
        return {**single, **pairs}

    def _on(self, state: State) -> Iterator[tuple[Move, State]]:
        """Yield the ways on from a state that come to an end."""
        yield from (way for way in self._graph.ways(state) if way[1] in self._from)
