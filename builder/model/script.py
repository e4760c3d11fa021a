"""A call script as a graph: nodes of six kinds, and where each one leads."""

from dataclasses import dataclass
from typing import ClassVar

from builder.model.proof import CallCase, PathRule
from builder.model.text import Inline, Located, Plain, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Located):
    """What a choice writes down: a value into a field."""

    field: str
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Located):
    """One answer of the customer, and the node it leads to.

    Attributes:
        id: Permanent; made from the label by the reader where the author gives none.
        key: The key that picks it (one character), for keyboards and phone menus.
    """

    id: str = ""
    label: Plain
    key: Plain | None = None
    goto: str
    records: Record | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Located):
    """One way on from a branch; exactly one kind of test per case.

    Attributes:
        equals: The field has this value.
        one_of: The field has one of these values.
        at_least: The field, read as a number, is this or more.
        below: The field, read as a number, is less than this.
    """

    equals: Plain | None = None
    one_of: tuple[Plain, ...] = ()
    at_least: float | None = None
    below: float | None = None
    goto: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNode(Located):
    """Say this, then go on."""

    kind: ClassVar[str] = "say"
    id: str
    say: Spoken
    disclosures: tuple[str, ...] = ()
    note: Inline | None = None
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskNode(Located):
    """Ask this and pick the answer; ``default`` is for silence or no match."""

    kind: ClassVar[str] = "ask"
    id: str
    say: Spoken
    disclosures: tuple[str, ...] = ()
    note: Inline | None = None
    choices: tuple[Choice, ...]
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectNode(Located):
    """Ask for a value and write it into a field.

    Attributes:
        into: The field's name.
        next: The node after a value was given.
        default: The node for silence or a value that does not fit.
    """

    kind: ClassVar[str] = "collect"
    id: str
    say: Spoken
    disclosures: tuple[str, ...] = ()
    note: Inline | None = None
    into: str
    next: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchNode(Located):
    """Go on by what a field holds; nothing is said."""

    kind: ClassVar[str] = "branch"
    id: str
    on: str
    cases: tuple[Case, ...]
    default: str
    note: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoNode(Located):
    """Go on in another script, which ends the call: ``sop-id/script_id``."""

    kind: ClassVar[str] = "go"
    id: str
    to: str
    note: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndNode(Located):
    """The end of a path, with the disposition to record."""

    kind: ClassVar[str] = "end"
    id: str
    say: Spoken | None = None
    disclosures: tuple[str, ...] = ()
    note: Inline | None = None
    disposition: str


Node = SayNode | AskNode | CollectNode | BranchNode | GoNode | EndNode

NODE_KINDS: dict[str, type[Node]] = {
    node.kind: node
    for node in (SayNode, AskNode, CollectNode, BranchNode, GoNode, EndNode)
}
"""Node classes by the word in ``kind``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script(Located):
    """A call script: where it starts, its nodes, and the fields it uses.

    Attributes:
        id: Snake case; the script's address is ``sop-id/script_id``.
        fields: Every field that a line shows or a node collects.
        start: The id of the first node.
        path_rules: What must hold on all paths of this script.
        cases: Calls that the check plays through.
    """

    id: str
    title: Plain
    summary: Inline
    call_type: Plain | None = None
    fields: tuple[str, ...] = ()
    start: str
    nodes: tuple[Node, ...]
    path_rules: tuple[PathRule, ...] = ()
    cases: tuple[CallCase, ...] = ()


def targets(node: Node) -> tuple[tuple[str, str], ...]:
    """Return every way out of a node inside its script, as (reason, node id).

    The reason is the choice's label, the case's test, ``next`` or ``default``.
    A ``go`` leaves the script and an ``end`` ends it: both return nothing.
    """
    match node:
        case SayNode():
            return (("next", node.next),)
        case AskNode():
            picked = tuple((choice.label, choice.goto) for choice in node.choices)
            return (*picked, ("default", node.default))
        case CollectNode():
            return (("next", node.next), ("default", node.default))
        case BranchNode():
            met = tuple((describe_case(case), case.goto) for case in node.cases)
            return (*met, ("default", node.default))
        case GoNode() | EndNode():
            return ()


def describe_case(case: Case) -> str:
    """Return the test of a branch case in words, such as ``at least 3``."""
    if case.equals is not None:
        return f"is {case.equals}"
    if case.one_of:
        return "is " + " or ".join(case.one_of)
    if case.at_least is not None:
        low = f"at least {case.at_least:g}"
        return low if case.below is None else f"{low} and below {case.below:g}"
    return f"below {case.below:g}"
