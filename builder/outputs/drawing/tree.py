"""The order in a graph: ways back, layers, and a tree that holds every node once.

The tree is the skeleton of a drawing. Its ways are drawn as lines that never cross, so
a reader can follow each of them; a way that is not part of it may become a line, too,
where there is room, or a sign that names its target.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

Graph = Mapping[str, Sequence[str]]
"""The targets of each node, in the order of its ways; nodes in the author's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A graph, put in order.

    Attributes:
        roots: The start, and one node of each part that the start does not reach.
        backward: Ways to a node that lies on the way here: they close a loop.
        layers: How many ways a node is from its root, on the longest way.
        children: The nodes that hang on a node, in the order of its ways.
        straight: The child that goes straight on; the call's main line.
    """

    roots: tuple[str, ...]
    backward: frozenset[tuple[str, str]]
    layers: Mapping[str, int]
    children: Mapping[str, tuple[str, ...]]
    straight: Mapping[str, str]


def tree_of(graph: Graph, *, start: str, goals: Collection[str] = ()) -> Tree:
    """Return the tree of a graph; targets that are no nodes are left out.

    Args:
        graph: The ways of every node.
        start: Where the call begins.
        goals: The best ends: the main line leads to the one that is furthest.
    """
    known = {
        node: list(dict.fromkeys(target for target in ways if target in graph))
        for node, ways in graph.items()
    }
    walk = _walk(known, start)
    order = walk.finished[::-1]
    forward = {
        node: [
            target
            for target in known[node]
            if (node, target) not in walk.backward
            and walk.roots[node] == walk.roots[target]
        ]
        for node in order
    }
    layers = _layers(forward)
    parents = _parents(forward, layers)
    children = {
        node: tuple(target for target in ways if parents.get(target) == node)
        for node, ways in forward.items()
    }
    return Tree(
        roots=tuple(dict.fromkeys(walk.roots.values())),
        backward=frozenset(walk.backward),
        layers=layers,
        children=children,
        straight=_straight(children, order, _main_line(goals, layers, parents)),
    )


@dataclass(frozen=True, slots=True)
class _Walk:
    """What a walk over all ways met.

    Attributes:
        roots: Where the walk began that met each node.
        finished: Nodes, each after all that the walk met behind it.
    """

    roots: dict[str, str] = field(default_factory=dict)
    finished: list[str] = field(default_factory=list)
    backward: set[tuple[str, str]] = field(default_factory=set)


def _walk(graph: Graph, start: str) -> _Walk:
    """Return what is met from the start, then from each node that was not met."""
    walk = _Walk()
    for root in (start, *graph):
        if root in graph and root not in walk.roots:
            _walk_from(root, graph, walk)
    return walk


def _walk_from(root: str, graph: Graph, walk: _Walk) -> None:
    """Go down every way from a root; a list of open nodes, as scripts may be deep."""
    walk.roots[root] = root
    open_nodes = {root: iter(graph[root])}
    while open_nodes:
        node, ways = next(reversed(open_nodes.items()))
        target = next(ways, None)
        if target is None:
            walk.finished.append(node)
            del open_nodes[node]
        elif target in open_nodes:
            walk.backward.add((node, target))
        elif target not in walk.roots:
            walk.roots[target] = root
            open_nodes[target] = iter(graph[target])


def _layers(forward: Graph) -> dict[str, int]:
    """Return the longest way to each node; nodes come before those behind them."""
    layers = dict.fromkeys(forward, 0)
    for node, targets in forward.items():
        for target in targets:
            layers[target] = max(layers[target], layers[node] + 1)
    return layers


def _parents(forward: Graph, layers: Mapping[str, int]) -> dict[str, str]:
    """Return the node that each node hangs on: the last one before it.

    So what many ways lead to stands behind all of them, and their signs point on.
    """
    parents: dict[str, str] = {}
    for node, targets in forward.items():
        for target in targets:
            if layers[target] == layers[node] + 1:
                parents.setdefault(target, node)
    return parents


def _main_line(
    goals: Collection[str], layers: Mapping[str, int], parents: Mapping[str, str]
) -> set[str]:
    """Return the nodes from the start to the furthest goal."""
    reached = [goal for goal in goals if goal in layers]
    node = max(reached, key=lambda goal: layers[goal]) if reached else None
    line: set[str] = set()
    while node is not None:
        line.add(node)
        node = parents.get(node)
    return line


def _straight(
    children: Mapping[str, tuple[str, ...]], order: Sequence[str], line: Collection[str]
) -> dict[str, str]:
    """Return the child that goes straight on: on the main line, else the largest."""
    sizes: dict[str, int] = {}
    for node in reversed(order):
        sizes[node] = 1 + sum(sizes[child] for child in children[node])
    return {
        node: max(hanging, key=lambda child: (child in line, sizes[child]))
        for node, hanging in children.items()
        if hanging
    }
