"""What an agent sees of a node: the data of two views that AWS provides."""

import json
from collections.abc import Iterator, Mapping, Sequence

from builder.outputs.dialer.connect_language import (
    HANG_UP,
    Action,
    Condition,
    Piece,
    plain_values,
)
from builder.outputs.dialer.connect_script import Script
from builder.outputs.dialer.export import Refusal, utterances
from builder.outputs.dialer.format import FieldRecord, NodeRecord

_PATIENCE_SECONDS = "3600"
"""How long a view waits before it is shown afresh; the agent loses nothing by it."""

_MOST_BYTES = 16_384
"""Inputs of a view, with attributes; above that it may not be shown."""


def detail(
    script: Script,
    node_id: str,
    node: NodeRecord,
    then: str,
    *,
    buttons: Sequence[str],
    more: Sequence[Mapping[str, object]] = (),
) -> Iterator[Piece]:
    """Yield the view of a node with buttons; any of them leads to ``then``.

    Args:
        script: The script.
        node_id: The node's id.
        node: The node.
        then: The key of the action that follows.
        buttons: What stands on the buttons.
        more: Sections below the words.
    """
    data = {
        **_frame(script, node),
        "Sections": [*sections(script, node), *more],
        "Actions": list(buttons),
    }
    note = node.get("note")
    if note:
        data["Description"] = script.strings("connect.note", note=note)
    ways = (Condition(operand="ActionSelected", target=then),)
    yield from _show("detail", node_id, data, ways)


def form(
    script: Script, node_id: str, node: NodeRecord, then: str, default: str
) -> Iterator[Piece]:
    """Yield the view of a node that takes one value.

    Args:
        script: The script.
        node_id: The node's id.
        node: The node.
        then: The key of the action that keeps the value.
        default: Where it goes on without one.
    """
    strings = script.strings
    shown = [
        {**section, "Type": "DataSection", "IsEditable": False, "Configuration": {}}
        for section in sections(script, node)
    ]
    asked = {
        "Heading": strings("connect.answer"),
        "Type": "FormSection",
        "IsEditable": False,
        "Configuration": {},
        "Items": [_input(script, node["into"])],
    }
    data = {
        **_frame(script, node),
        "Sections": [*shown, asked],
        "Next": {"Label": strings("connect.save")},
        "Cancel": {"Label": strings("connect.no_answer")},
    }
    note = node.get("note")
    if note:
        data["SubHeading"] = strings("connect.note", note=note)
    ways = (
        Condition(operand="Next", target=then),
        Condition(operand="Step", target=then),
        Condition(operand="Cancel", target=default),
    )
    yield from _show("form", node_id, data, ways)


def sections(script: Script, node: NodeRecord) -> Iterator[dict[str, object]]:
    """Yield a section for each text: what is said exactly, then the line."""
    strings = script.strings
    for said in utterances(node, script.record):
        words = script.line(said.parts)
        if said.disclosure is None:
            label = strings("connect.say")
            yield {"Heading": label, "Items": [{"Label": label, "Value": words}]}
            continue
        items = [{"Label": said.disclosure["title"], "Value": words}]
        if "record" in said.disclosure:
            kept = said.disclosure["record"]
            items.append({"Label": strings("connect.record"), "Value": kept})
        yield {"Heading": strings("connect.exactly"), "Items": items}


def _frame(script: Script, node: NodeRecord) -> dict[str, object]:
    """Return what every view shows: what to do, and which script this is."""
    sop, strings = script.record["sop"], script.strings
    number, version = sop["number"], sop["version"]
    told = strings("connect.version", number=number, version=version)
    return {
        "Heading": strings(f"connect.heading_{node['kind']}"),
        "AttributeBar": [
            {"Label": strings("connect.script"), "Value": script.record["title"]},
            {"Label": strings("connect.sop"), "Value": told},
        ],
    }


def _input(script: Script, field: str) -> dict[str, object]:
    """Return the input for a field: its values to pick from, or free text."""
    strings, known = script.strings, script.record["fields"][field]
    asked: dict[str, object] = {
        "Name": script.attributes[field],
        "Label": known["title"],
        "Required": True,
        "Fluid": True,
        "MultiSelect": False,
    }
    options = _options(script, known)
    if options:
        return {**asked, "Type": "RadioGroup", "Options": options}
    helper = strings("connect.example", example=known["example"])
    return {**asked, "Type": "FormInput", "InputType": "text", "HelperText": helper}


def _options(script: Script, known: FieldRecord) -> list[dict[str, str]]:
    if "values" in known:
        return [{"Label": value, "Value": value} for value in known["values"]]
    if known["type"] == "yes_no":
        return [
            {"Label": script.strings(f"connect.{value}"), "Value": value}
            for value in ("yes", "no")
        ]
    return []


def _show(
    view: str,
    node_id: str,
    data: Mapping[str, object],
    conditions: tuple[Condition, ...],
) -> Iterator[Piece]:
    size = len(json.dumps(plain_values(data), ensure_ascii=False).encode())
    if size > _MOST_BYTES:
        yield Refusal(
            node=node_id,
            message=f"a view of {size:,} bytes; at most {_MOST_BYTES:,} are shown",
            hint="say less in one node, or offer fewer choices",
        )
    mapped = {name: {"useJson": True} for name in data if isinstance(data[name], list)}
    yield Action(
        node=node_id,
        key=node_id,
        type="ShowView",
        parameters={
            "ViewResource": {"Id": view, "Version": "Latest"},
            "InvocationTimeLimitSeconds": _PATIENCE_SECONDS,
            "ViewData": data,
        },
        then=HANG_UP,
        conditions=conditions,
        errors={
            "NoMatchingCondition": HANG_UP,
            "NoMatchingError": HANG_UP,
            "TimeLimitExceeded": node_id,
        },
        drawing={
            "parameters": {
                "ViewResource": {"Id": {"displayName": view.capitalize()}},
                "InvocationTimeLimitSeconds": {"unit": 60},
                "ViewData": mapped,
            }
        },
    )
