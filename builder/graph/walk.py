"""One call, node by node: what an answer leads to, and what was said on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from builder.graph.proof import TakenWay
from builder.graph.scripts import Place, Scripts
from builder.graph.values import fits
from builder.model.script import (
    AskNode,
    BranchNode,
    Choice,
    CollectNode,
    EndNode,
    GoNode,
    Node,
    SayNode,
    describe_case,
)

SILENCE = "(silence)"
"""The answer that is none: the call goes on with ``default``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A call at a node.

    Attributes:
        values: What the fields hold; a field that is not there is empty.
        path: The nodes before this one, each with the way that was taken.
        heard: The disclosures that were said, those of this node included.
        picked: The choices that were picked, as (place, choice id).
    """

    place: Place
    values: Mapping[str, str] = field(default_factory=dict)
    path: tuple[TakenWay, ...] = ()
    heard: tuple[str, ...] = ()
    picked: tuple[tuple[Place, str], ...] = ()


class UnknownAnswerError(Exception):
    """The node has no such choice.

    Attributes:
        known: The labels that it has.
    """

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("no such choice")
        self.known = known


def begin(scripts: Scripts, start: Place, values: Mapping[str, str]) -> Standing:
    """Return a call at the first node of a script."""
    return _arrived(scripts, Standing(place=start, values=dict(values)))


def awaits_answer(node: Node) -> bool:
    """Tell whether a call stays at a node until an answer comes."""
    return isinstance(node, AskNode | CollectNode)


def go_on(scripts: Scripts, call: Standing, answer: str = SILENCE) -> Standing | None:
    """Return the call at the next node, or None where there is none.

    Args:
        scripts: The scripts of the library.
        call: Where it is now.
        answer: At an ``ask`` the label, id or key of a choice, at a ``collect`` the
            value; elsewhere it is not looked at.

    Raises:
        UnknownAnswerError: The ``ask`` has no such choice.
    """
    node, place = scripts.node(call.place), call.place
    match node:
        case SayNode():
            return _moved(scripts, call, "", Place(place.script, node.next))
        case AskNode():
            return _answered(scripts, call, node, answer)
        case CollectNode():
            return _collected(scripts, call, node, answer)
        case BranchNode():
            return _branched(scripts, call, node)
        case GoNode():
            target = scripts.after_go(node, place)
            return _moved(scripts, call, f"on to {node.to}", target) if target else None
        case EndNode():
            return None


def find_choice(node: AskNode, answer: str) -> Choice | None:
    """Return the choice that an answer names by its label, id or key."""
    folded = answer.strip().casefold()
    for name in ("label", "id", "key"):
        for choice in node.choices:
            if (getattr(choice, name) or "").casefold() == folded:
                return choice
    return None


def _answered(scripts: Scripts, call: Standing, node: AskNode, answer: str) -> Standing:
    place = call.place
    choice = find_choice(node, answer)
    if choice is None:
        if answer not in ("", SILENCE):
            raise UnknownAnswerError(tuple(choice.label for choice in node.choices))
        silent = replace(call, picked=(*call.picked, (place, "")))
        return _moved(scripts, silent, "no answer", Place(place.script, node.default))
    values = call.values
    if choice.records:
        values = {**values, choice.records.field: choice.records.value}
    picked = (*call.picked, (place, choice.id))
    call = replace(call, values=values, picked=picked)
    words = f"“{choice.label}”"
    return _moved(scripts, call, words, Place(place.script, choice.goto))


def _collected(
    scripts: Scripts, call: Standing, node: CollectNode, answer: str
) -> Standing:
    script = call.place.script
    if answer in ("", SILENCE):
        return _moved(scripts, call, "no answer", Place(script, node.default))
    written = replace(call, values={**call.values, node.into: answer})
    return _moved(scripts, written, f"“{answer}”", Place(script, node.next))


def _branched(scripts: Scripts, call: Standing, node: BranchNode) -> Standing:
    value = call.values.get(node.on)
    for case in node.cases:
        if fits(case, value):
            words = f"{node.on} {describe_case(case)}"
            return _moved(scripts, call, words, Place(call.place.script, case.goto))
    words = f"{node.on} is {value or 'empty'}"
    return _moved(scripts, call, words, Place(call.place.script, node.default))


def _moved(scripts: Scripts, call: Standing, words: str, to: Place) -> Standing:
    way = TakenWay(place=call.place, words=words)
    return _arrived(scripts, replace(call, place=to, path=(*call.path, way)))


def _arrived(scripts: Scripts, call: Standing) -> Standing:
    said = getattr(scripts.node(call.place), "disclosures", ())
    return replace(call, heard=(*call.heard, *said))
