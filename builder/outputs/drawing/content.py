"""What a drawing tells of a script: the words in each box, and its ways out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from builder.model.script import (
    AskNode,
    BranchNode,
    CollectNode,
    GoNode,
    Node,
    SayNode,
    Script,
    targets,
)
from builder.outputs.inline_text import TextContext, plain_words
from builder.outputs.site.names import Names
from builder.outputs.strings import Strings
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out of a node.

    Attributes:
        label: The answer, the test of a case, or the tool's word for it.
        key: The key that picks the answer; empty if there is none.
        target: The id of the node it leads to.
        is_default: It is taken where nothing else fits.
    """

    label: str
    key: str = ""
    target: str
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is to be read of one node.

    Attributes:
        title: The id as words.
        words: The line, or what the node does where nothing is said.
        exact: The titles of disclosures, which are said before the line.
        exact_words: What the tool calls them.
        code: The disposition that an end records.
        category: The disposition's category, to color it; its words stand beside.
        start_words: What the tool calls the node where the call begins; empty
            elsewhere.
    """

    id: str
    kind: str
    title: str
    words: str = ""
    exact: tuple[str, ...] = ()
    exact_words: str = ""
    ways: tuple[Way, ...] = ()
    code: str = ""
    category: str = ""
    category_words: str = ""
    start_words: str = ""


def content_of(
    script: Script, view: LibraryView, string: Strings
) -> tuple[Content, ...]:
    """Return what is to be read of every node; of two equal ids the first counts."""
    names = Names(view)
    nodes: dict[str, Node] = {}
    for node in script.nodes:
        nodes.setdefault(node.id, node)
    return tuple(
        _content(node, start=script.start, names=names, string=string)
        for node in nodes.values()
    )


@lru_cache(maxsize=4096)  # the same few ids stand in many scripts
def humanized(identifier: str) -> str:
    """Return a node's id as words."""
    return identifier.replace("_", " ").capitalize()


def _content(node: Node, *, start: str, names: Names, string: Strings) -> Content:
    code: str = getattr(node, "disposition", "")
    disposition = names.disposition(code) if code else None
    category = disposition.category.value if disposition else ""
    return Content(
        id=node.id,
        kind=node.kind,
        title=humanized(node.id),
        words=_words(node, names, string),
        exact=tuple(_exact(node, names)),
        exact_words=string("drawing.say_exactly"),
        ways=tuple(_ways(node, names, string)),
        code=code,
        category=category,
        category_words=string(f"category.{category}") if category else "",
        start_words=string("drawing.start") if node.id == start else "",
    )


def _words(node: Node, names: Names, string: Strings) -> str:
    """Return the words that are said; of a node that says nothing, what it does."""
    match node:
        case BranchNode():
            return string("drawing.depends_on", field=names.field(node.on))
        case GoNode():
            return string("drawing.go_on_with", script=names.script(node.to))
        case _:
            return plain_words(node.say, _TEXTS) if node.say else ""


def _exact(node: Node, names: Names) -> Iterator[str]:
    for identifier in getattr(node, "disclosures", ()):
        disclosure = names.disclosure(identifier)
        yield disclosure.title if disclosure else identifier


def _ways(node: Node, names: Names, string: Strings) -> Iterator[Way]:
    """Yield the ways of ``targets``, in its order, as a reader calls them."""
    last = len(targets(node)) - 1
    for position, (reason, target) in enumerate(targets(node)):
        is_default = position == last and not isinstance(node, SayNode)
        key = None
        label = reason
        if is_default:
            is_branch = isinstance(node, BranchNode)
            label = string("drawing.otherwise" if is_branch else "drawing.no_answer")
        elif isinstance(node, AskNode):
            key = node.choices[position].key
        elif isinstance(node, CollectNode):
            label = string("drawing.write_down", field=names.field(node.into))
        elif isinstance(node, SayNode):
            label = string("drawing.then")
        yield Way(label=label, key=key or "", target=target, is_default=is_default)


def _field(name: str) -> str:
    """Return what stands for a field in the middle of a line."""
    return "[" + name.replace(".", " ").replace("_", " ") + "]"


_TEXTS = TextContext(link=lambda _: "", field=_field)
