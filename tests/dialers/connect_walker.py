"""A walk through an agent guide of Amazon Connect, action by action.

Written from Amazon's description of the Flow language. No program that runs views is
known, so this one stands in; what it does not know, it stops at.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.dialers.protocol import Answer, Outcome, Path

_REFERENCE = re.compile(r"\$((?:\.[A-Za-z0-9_-]+)+)")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SPOKEN = frozenset({"Say", "Say exactly"})
_MOST_STEPS = 2_000


class StuckError(Exception):
    """The flow does what Amazon Connect would not do, or stops amid the call."""


@dataclass(slots=True, kw_only=True)
class Contact:
    """What a guide knows and has done.

    Attributes:
        attributes: Of the contact that the guide runs in.
        related: Of the contact that the agent talks to.
        pressed: What the agent did in the view that was shown last.
    """

    attributes: dict[str, str]
    related: dict[str, str] = field(default_factory=dict)
    pressed: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    offered: list[tuple[str, ...]] = field(default_factory=list)
    answers: Iterator[Answer]

    def value(self, path: str) -> str:
        """Return what a reference such as ``.Attributes.plan`` stands for."""
        found: Any = {
            "Attributes": self.attributes,
            "Views": {"ViewResultData": self.pressed},
        }
        for name in path.strip(".").split("."):
            if not isinstance(found, dict) or name not in found:
                raise StuckError(f"nothing is known of ${path}")
            found = found[name]
        return str(found)

    def filled(self, text: str) -> str:
        """Return a text with values in place of references."""
        return _REFERENCE.sub(lambda found: self.value(found[1]), text)


def walk(
    flow: Mapping[str, Any],
    path: Path,
    attributes: Mapping[str, str],
    examples: Mapping[str, str],
    address: Callable[[str], str],
) -> Outcome:
    """Return where a call ends and what was said.

    Args:
        flow: The flow.
        path: The call to make.
        attributes: The name of the attribute of each field.
        examples: What each field holds if the path does not say.
        address: Returns the script behind the value of ``ContactFlowId``.
    """
    given = {**examples, **path.given}
    start = {name: given[field] for field, name in attributes.items()}
    contact = Contact(attributes=dict(start), answers=iter(path.answers))
    actions = {action["Identifier"]: action for action in flow["Actions"]}
    if len(actions) < len(flow["Actions"]):
        return Outcome(error="two actions have the same identifier")
    try:
        end = _end(actions, flow["StartAction"], contact, address)
    except StuckError as problem:
        return Outcome(said=tuple(contact.said), error=str(problem))
    recorded = {
        field: contact.related[name]
        for field, name in attributes.items()
        if name in contact.related
    }
    for field_id, value in recorded.items():
        if contact.attributes[attributes[field_id]] != value:
            return Outcome(error=f"{field_id} is not the same on both contacts")
    return Outcome(
        said=tuple(contact.said),
        end=end,
        recorded=recorded,
        offered=tuple(contact.offered),
    )


def _end(
    actions: Mapping[str, Mapping[str, Any]],
    start: str,
    contact: Contact,
    address: Callable[[str], str],
) -> str:
    name = start
    for _ in range(_MOST_STEPS):
        if name not in actions:
            raise StuckError(f"there is no action '{name}'")
        action = actions[name]
        if action["Type"] == "DisconnectParticipant":
            return contact.related.get("disposition", "")
        if action["Type"] == "TransferToFlow":
            return f"go:{address(action['Parameters']['ContactFlowId'])}"
        name = _step(action, contact)
    raise StuckError("it does not come to an end")


def _step(action: Mapping[str, Any], contact: Contact) -> str:
    """Return the identifier of the action that follows."""
    match action["Type"]:
        case "ShowView":
            result = _show(action["Parameters"], contact)
        case "Compare":
            value = action["Parameters"]["ComparisonValue"]
            result = contact.value(value.removeprefix("$"))
        case "UpdateContactAttributes":
            _update(action["Parameters"], contact)
            return str(action["Transitions"]["NextAction"])
        case unknown:
            raise StuckError(f"an action of type {unknown}")
    for way in action["Transitions"]["Conditions"]:
        if _fits(way["Condition"], result):
            return str(way["NextAction"])
    for way in action["Transitions"]["Errors"]:
        if way["ErrorType"] == "NoMatchingCondition":
            return str(way["NextAction"])
    raise StuckError(f"{action['Identifier']} has no way on for '{result}'")


def _update(parameters: Mapping[str, Any], contact: Contact) -> None:
    target = parameters["TargetContact"]
    holder = {"Current": contact.attributes, "Related": contact.related}[target]
    for name, value in parameters["Attributes"].items():
        holder[name] = contact.filled(value)


def _fits(condition: Mapping[str, Any], result: str) -> bool:
    (operand,) = condition["Operands"]
    if condition["Operator"] == "Equals":
        return bool(operand == result)
    if not (_NUMBER.fullmatch(operand) and _NUMBER.fullmatch(result)):
        return False
    if condition["Operator"] == "NumberGreaterOrEqualTo":
        return float(result) >= float(operand)
    if condition["Operator"] == "NumberLessThan":
        return float(result) < float(operand)
    raise StuckError(f"an operator {condition['Operator']}")


def _show(parameters: Mapping[str, Any], contact: Contact) -> str:
    """Return the action of the view, after the agent read it and pressed a button."""
    data = parameters["ViewData"]
    for section in data["Sections"]:
        if section["Heading"] in _SPOKEN:
            contact.said.append(contact.filled(section["Items"][0]["Value"]))
    if parameters["ViewResource"]["Id"] == "form":
        return _fill_in(data, contact)
    buttons = data["Actions"]
    if len(buttons) > 1:
        contact.offered.append(tuple(buttons[:-1]))
    contact.pressed = {"actionName": _button(buttons, contact.answers)}
    return "ActionSelected"


def _button(buttons: list[str], answers: Iterator[Answer]) -> str:
    """Return the button that the agent presses."""
    if len(buttons) == 1:
        return buttons[0]
    answer = next(answers, None)
    if answer is None or answer.kind == "value":
        raise StuckError(f"nobody was to be asked: {buttons}")
    if answer.kind == "silence":
        return buttons[-1]
    if answer.label not in buttons:
        raise StuckError(f"no button '{answer.label}' among {buttons}")
    return answer.label


def _fill_in(data: Mapping[str, Any], contact: Contact) -> str:
    answer = next(contact.answers, None)
    if answer is None or answer.kind == "choice":
        raise StuckError("nobody was to be asked for a value")
    contact.pressed = {}
    if answer.kind == "silence":
        return "Cancel"
    (asked,) = data["Sections"][-1]["Items"]
    options = [option["Value"] for option in asked.get("Options", [])]
    if options and answer.value not in options:
        raise StuckError(f"no option '{answer.value}' among {options}")
    contact.pressed = {"FormData": {asked["Name"]: answer.value}}
    return "Next"
