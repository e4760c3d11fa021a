"""The Amazon Connect Flow language: actions, the ways between them, references."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from builder.outputs.dialer.export import Loss, Refusal

HANG_UP = "hang-up"
"""The key of the one action that ends the flow, and the contact it runs in; no node
has such an id."""

# Amazon Connect reads `$.` anywhere in a text as a reference. Ours are marked with
# signs that no SOP can hold, until the words of the SOP have been looked through.
_OPEN, _CLOSE = "\0", "\1"
_REFERENCE = re.compile(r"[\x00\x01]")
_LOOKS_LIKE_ONE = re.compile(r"\$[.\[]")
_RUNS_ON = re.compile(r"\x01(?:[\w\[-]|\.[\w\[])|\$\x00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test of what an action gives back, and the key that it opens the way to."""

    operator: str = "Equals"
    operand: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action; its ways lead to the keys of actions.

    The first action of a node has the node's id as its key.

    Attributes:
        node: The node it is for; empty for what all nodes share.
        then: Where the flow goes on; empty where it ends or leaves.
        conditions: Tried in order; the first that fits is taken.
        errors: Where each type of error leads.
        drawing: What the flow designer keeps beside the position.
    """

    node: str = ""
    key: str
    type: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    then: str = ""
    conditions: tuple[Condition, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    drawing: Mapping[str, object] = field(default_factory=dict)


Piece = Action | Loss | Refusal
"""What a node becomes: actions, and what has to be told about them."""


def reference(path: str) -> str:
    """Return what stands for a value of the contact, such as ``Attributes.plan``."""
    return f"{_OPEN}.{path}{_CLOSE}"


def set_attributes(
    key: str, values: Mapping[str, str], then: str, *, node: str, target: str
) -> Action:
    """Return the action that writes attributes of the current or related contact."""
    dynamic = [name for name, value in values.items() if value.startswith(_OPEN)]
    return Action(
        node=node,
        key=key,
        type="UpdateContactAttributes",
        parameters={"Attributes": dict(values), "TargetContact": target},
        then=then,
        errors={"NoMatchingError": HANG_UP},
        drawing={
            "parameters": {"Attributes": {n: {"useDynamic": True} for n in dynamic}},
            "dynamicParams": dynamic,
        },
    )


def compare(
    key: str, path: str, conditions: Iterable[Condition], default: str, *, node: str
) -> Action:
    """Return the action that goes on by what a value of the contact is."""
    return Action(
        node=node,
        key=key,
        type="Compare",
        parameters={"ComparisonValue": reference(path)},
        then=default,
        conditions=tuple(conditions),
        errors={"NoMatchingCondition": default},
    )


def hang_up() -> Action:
    """Return the action that ends the flow."""
    return Action(key=HANG_UP, type="DisconnectParticipant")


def ways(action: Action) -> Iterator[str]:
    """Yield every key that an action leads to, as often as it does."""
    yield from (condition.target for condition in action.conditions)
    if action.then:
        yield action.then
    yield from action.errors.values()


def has_marks(value: object) -> bool:
    """Tell whether a text holds the signs by which we mark references."""
    return any(_REFERENCE.search(text) for text in _texts(value))


def misread(action: Action) -> Iterator[str]:
    """Yield the texts of an action that would be read as another reference."""
    operands = [condition.operand for condition in action.conditions]
    for text in _texts([dict(action.parameters), operands]):
        if _LOOKS_LIKE_ONE.search(text) or _RUNS_ON.search(text):
            yield plain(text)


def plain(text: str) -> str:
    """Return a text with references as Amazon Connect writes them."""
    return text.replace(_OPEN, "$").replace(_CLOSE, "")


def plain_values(value: object) -> object:
    """Return JSON data with the references in it as Amazon Connect writes them."""
    match value:
        case str():
            return plain(value)
        case Mapping():
            return {str(name): plain_values(inner) for name, inner in value.items()}
        case list() | tuple():
            return [plain_values(inner) for inner in value]
        case _:
            return value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
