"""A flow from its actions: names, places on the canvas, limits."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from builder.outputs.dialer.connect_language import (
    Action,
    Piece,
    misread,
    plain,
    plain_values,
    ways,
)
from builder.outputs.dialer.export import Loss, Refusal
from builder.outputs.dialer.names import name_map

LANGUAGE_VERSION = "2019-10-30"
MOST_ACTIONS = 250
MOST_DRAWN = 99
"""The most blocks of a flow that the flow designer exports again."""

_LONGEST_NAME = 50
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]")
_FORBIDDEN_NAMES = (
    "__proto__",
    "constructor",
    "__defineGetter__",
    "__defineSetter__",
    "toString",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "valueOf",
)
_COLUMN, _ROW = 280, 260
"""The grid that the flow designer's own arrangement keeps to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow ready for JSON, and what has to be told about it."""

    content: Mapping[str, object]
    losses: tuple[Loss, ...]
    refusals: tuple[Refusal, ...]


def flow_of(
    pieces: Iterable[Piece], *, start: str, nodes: int, name: str, description: str
) -> Flow:
    """Return the flow that the pieces make up; empty if any of them is a refusal.

    Args:
        pieces: The actions, and what there is to tell.
        start: The key of the first action.
        nodes: How many nodes the script has.
        name: What the flow is called in the instance.
        description: What it is for.
    """
    told = list(pieces)
    actions = [piece for piece in told if isinstance(piece, Action)]
    losses = [piece for piece in told if isinstance(piece, Loss)]
    refusals = [piece for piece in told if isinstance(piece, Refusal)]
    # A node that is refused leaves a gap, which is no mistake of those around it.
    dangling = () if refusals else _dangling(actions, start)
    refusals += [*dangling, *_misread(actions)]
    refusals += _too_many(len(actions), nodes)
    losses += _not_drawn(len(actions))
    content: dict[str, object] = {}
    if not refusals:
        metadata = {"name": name, "description": description, "type": "contactFlow"}
        content = _content(actions, start, metadata)
    return Flow(content=content, losses=tuple(losses), refusals=tuple(refusals))


def _content(
    actions: Sequence[Action], start: str, metadata: Mapping[str, object]
) -> dict[str, object]:
    names = name_map(
        [action.key for action in actions],
        clean=lambda key: _NOT_IN_NAMES.sub("_", key),
        longest=_LONGEST_NAME,
        taken=_FORBIDDEN_NAMES,
    )
    places = _places(actions, start)
    drawn = {
        names[action.key]: {"position": places[action.key], **action.drawing}
        for action in actions
    }
    return {
        "Version": LANGUAGE_VERSION,
        "StartAction": names[start],
        "Metadata": {
            "entryPointPosition": {"x": 0, "y": 0},
            "ActionMetadata": drawn,
            **metadata,
        },
        "Actions": [_action(action, names) for action in actions],
    }


def _action(action: Action, names: Mapping[str, str]) -> dict[str, object]:
    transitions: dict[str, object] = {}
    if action.then:
        transitions["NextAction"] = names[action.then]
    if action.then or action.errors:
        transitions["Conditions"] = [
            {
                "NextAction": names[condition.target],
                "Condition": {
                    "Operator": condition.operator,
                    "Operands": [plain(condition.operand)],
                },
            }
            for condition in action.conditions
        ]
        transitions["Errors"] = [
            {"NextAction": names[target], "ErrorType": kind}
            for kind, target in action.errors.items()
        ]
    return {
        "Identifier": names[action.key],
        "Type": action.type,
        "Parameters": plain_values(action.parameters),
        "Transitions": transitions,
    }


def _places(actions: Sequence[Action], start: str) -> dict[str, dict[str, int]]:
    """Return where each action stands: a column further right with each step."""
    known = {action.key: action for action in actions}
    columns = {start: 1}
    waiting = deque([start])
    while waiting:
        key = waiting.popleft()
        for target in ways(known[key]):
            if target not in columns:
                columns[target] = columns[key] + 1
                waiting.append(target)
    rows: dict[int, Iterator[int]] = {}
    places: dict[str, dict[str, int]] = {}
    for action in actions:
        column = columns.get(action.key, 0)
        row = next(rows.setdefault(column, count()))
        places[action.key] = {"x": column * _COLUMN, "y": row * _ROW}
    return places


def _dangling(actions: Sequence[Action], start: str) -> Iterator[Refusal]:
    hint = "name a node of this script"
    known = {action.key for action in actions}
    if start not in known:
        yield Refusal(message=f"'{start}', the start, is not a node", hint=hint)
    for action in actions:
        for target in dict.fromkeys(ways(action)):
            if target not in known:
                yield Refusal(
                    node=action.node, message=f"'{target}' is not a node", hint=hint
                )


def _misread(actions: Sequence[Action]) -> Iterator[Refusal]:
    found = ((action.node, text) for action in actions for text in misread(action))
    for node, text in dict.fromkeys(found):
        yield Refusal(
            node=node,
            message=f"Amazon Connect would read a reference in '{text}'",
            hint="write no '$.' or '$[', and set a space between a field and a "
            "letter, digit, '-', '[', or '$'",
        )


def _too_many(actions: int, nodes: int) -> Iterator[Refusal]:
    if actions > MOST_ACTIONS:
        fitting = nodes * MOST_ACTIONS // actions
        yield Refusal(
            message=f"{nodes} nodes make {actions} actions; a flow holds at most "
            f"{MOST_ACTIONS}, about {fitting} nodes such as these",
            hint="cut the script in two and lead from one to the other with 'go'",
        )


def _not_drawn(actions: int) -> Iterator[Loss]:
    if actions > MOST_DRAWN:
        yield Loss(
            what=f"exporting the flow again in the flow designer: it has {actions} "
            f"blocks, and more than {MOST_DRAWN} are not exported",
            instead="this file, or the API DescribeContactFlow",
        )
