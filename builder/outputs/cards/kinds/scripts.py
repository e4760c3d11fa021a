"""The card of a call script: every node with a number, and what answer leads where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.block_references import Block
from builder.model.script import Node, Script
from builder.model.sop import Sop
from builder.outputs.cards.card import Group
from builder.outputs.cards.kinds.blocks import first_required
from builder.outputs.cards.subject import Subject
from builder.outputs.drawing.content import Content, content_of
from builder.outputs.drawing.drawing import GOAL
from builder.outputs.drawing.tree import Tree, tree_of
from builder.outputs.strings import Strings
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A way out of a node, as the card prints it.

    Attributes:
        label: The answers; empty where there is only one way.
        number: The number of the node it leads to.
    """

    label: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeText:
    """What the card says of a node beside its line.

    Attributes:
        turns: The ways on; empty if the call goes on below.
        told: Numbers of earlier nodes that show the words of a disclosure.
    """

    title: str
    words: str
    code: str
    turns: tuple[Turn, ...]
    told: Mapping[str, str]


def of_sop(sop: Sop, view: LibraryView, words: Strings) -> Iterator[Subject]:
    """Yield a card for each script of an SOP."""
    for script in sop.scripts:
        yield _subject(sop, script, view, words)


def _subject(sop: Sop, script: Script, view: LibraryView, words: Strings) -> Subject:
    contents = {one.id: one for one in content_of(script, view, words)}
    main, others = _order(script, contents)
    nodes = {node.id: node for node in reversed(script.nodes)}
    order = [*main, *others]
    numbers = {node: str(place) for place, node in enumerate(order, start=1)}
    blocks = [Block(kind="node", id=node, part=nodes[node]) for node in order]
    first = {
        disclosure: numbers[node]
        for node in reversed(order)
        for disclosure in getattr(nodes[node], "disclosures", ())
    }
    call = Group(id="main", kind="script", title=words("card.script_main"))
    aside = Group(id="aside", kind="script", title=words("card.script_aside"))
    return Subject(
        id=f"{sop.id}.{script.id}",
        kind="script",
        title=script.title,
        note=script.summary,
        sop=sop,
        selection=first_required(blocks, required=len(blocks)),
        group_of=lambda block: call if block.id in main else aside,
        numbers={f"node:{node}": number for node, number in numbers.items()},
        extras={
            f"node:{node}": _text(
                contents[node], numbers, following, told=_told(nodes[node], first)
            )
            for node, following in zip(order, [*order[1:], ""], strict=True)
        },
    )


def _told(node: Node, first: Mapping[str, str]) -> dict[str, str]:
    """Return where each disclosure of a node is shown first."""
    return {one: first[one] for one in getattr(node, "disclosures", ())}


def _order(
    script: Script, contents: Mapping[str, Content]
) -> tuple[list[str], list[str]]:
    """Return the main line of a call, and all other nodes, each once.

    What leaves the main line first is told first, and each side way to its end.
    """
    graph = {one.id: [way.target for way in one.ways] for one in contents.values()}
    goals = [one.id for one in contents.values() if one.category == GOAL]
    tree = tree_of(graph, start=script.start, goals=goals)
    main = _line(tree, tree.roots[0]) if tree.roots else []
    others: list[str] = []
    waiting = [*_sides(tree, main), *tree.roots[1:]]
    while waiting:
        line = _line(tree, waiting.pop(0))
        others += line
        waiting = [*_sides(tree, line), *waiting]
    return main, others


def _line(tree: Tree, node: str) -> list[str]:
    """Return a node and what goes straight on from it."""
    line = [node]
    while line[-1] in tree.straight:
        line.append(tree.straight[line[-1]])
    return line


def _sides(tree: Tree, line: list[str]) -> list[str]:
    return [
        child
        for node in line
        for child in tree.children.get(node, ())
        if child != tree.straight.get(node)
    ]


def _text(
    content: Content,
    numbers: Mapping[str, str],
    following: str,
    *,
    told: Mapping[str, str],
) -> NodeText:
    ways = [way for way in content.ways if way.target in numbers]
    targets = list(dict.fromkeys(way.target for way in ways))
    if len(targets) == 1:
        # The answer makes no difference: either the call goes on below, or elsewhere.
        only = Turn(label="", number=numbers[targets[0]])
        shown: tuple[Turn, ...] = () if targets[0] == following else (only,)
    else:
        shown = tuple(
            Turn(
                label=" / ".join(way.label for way in ways if way.target == target),
                number=numbers[target],
            )
            for target in targets
        )
    is_silent = content.kind in ("branch", "go")
    return NodeText(
        title=content.title,
        words=content.words if is_silent else "",
        code=content.code,
        turns=shown,
        told={one: n for one, n in told.items() if n != numbers[content.id]},
    )
