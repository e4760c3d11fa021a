"""The order in a graph: ways back, layers, and a tree that holds every node once.

The tree is the skeleton of a drawing. Its ways are drawn as lines that never cross, so
a reader can follow each of them; a way that is not part of it may become a line, too,
where there is room, or a sign that names its target.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
        node: [target for target in ways if target in graph]
        for node, ways in graph.items()
    }
    roots, finished, backward = _walk(known, start)
    order = finished[::-1]
    layers = _layers(known, order, backward)
    parents = _parents(known, order, layers, backward)
    children = {
        node: tuple(
            target
            for target in dict.fromkeys(known[node])
            if parents.get(target) == node
        )
        for node in known
    }
    return Tree(
        roots=roots,
        backward=backward,
        layers=layers,
        children=children,
        straight=_straight(children, order, _main_line(goals, layers, parents)),
    )


def _walk(
    graph: Graph, start: str
) -> tuple[tuple[str, ...], list[str], frozenset[tuple[str, str]]]:
    """Return roots, nodes in the order in which they were finished, and ways back."""
    roots: list[str] = []
    finished: list[str] = []
    backward: set[tuple[str, str]] = set()
    entered: set[str] = set()
    open_nodes: dict[str, Iterator[str]] = {}
    for root in (start, *graph):
        if root in entered or root not in graph:
            continue
        roots.append(root)
        entered.add(root)
        open_nodes[root] = iter(graph[root])
        while open_nodes:
            node, ways = next(reversed(open_nodes.items()))
            target = next(ways, None)
            if target is None:
                finished.append(node)
                del open_nodes[node]
            elif target in open_nodes:
                backward.add((node, target))
            elif target not in entered:
                entered.add(target)
                open_nodes[target] = iter(graph[target])
    return tuple(roots), finished, frozenset(backward)


def _layers(
    graph: Graph, order: Sequence[str], backward: Collection[tuple[str, str]]
) -> dict[str, int]:
    layers = dict.fromkeys(order, 0)
    for node in order:
        for target in graph[node]:
            if (node, target) not in backward:
                layers[target] = max(layers[target], layers[node] + 1)
    return layers


def _parents(
    graph: Graph,
    order: Sequence[str],
    layers: Mapping[str, int],
    backward: Collection[tuple[str, str]],
) -> dict[str, str]:
    """Return the node that each node hangs on: the last one before it.

    So what many ways lead to stands behind all of them, and their signs point on.
    """
    parents: dict[str, str] = {}
    for node in order:
        for target in graph[node]:
            is_next = layers[target] == layers[node] + 1
            if is_next and (node, target) not in backward:
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
