"""What guide and phone menu do alike: other scripts, values kept, outcomes."""

from collections.abc import Iterator

from builder.outputs.dialer.connect_language import (
    HANG_UP,
    Action,
    set_attributes,
)
from builder.outputs.dialer.connect_script import (
    Script,
    address_of,
    flow_name,
    placeholder,
)
from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord, NodeRecord


def go(script: Script, node_id: str, node: NodeRecord) -> Iterator[Action]:
    """Yield the way to the flow of another script; only the importer knows its ARN."""
    address = address_of(node["to"])
    yield Action(
        node=node_id,
        key=node_id,
        type="TransferToFlow",
        parameters={"ContactFlowId": placeholder(address, script.kind)},
        then=HANG_UP,
        errors={"NoMatchingError": HANG_UP},
        drawing={
            "parameters": {
                "ContactFlowId": {"displayName": flow_name(address, script.kind)}
            }
        },
    )


def records(script: Script, node_id: str, node: NodeRecord) -> Iterator[Action]:
    """Yield the actions that write down what choices record."""
    for choice in node["choices"]:
        if "records" in choice:
            kept = choice["records"]
            key = record_key(node_id, choice["id"])
            yield from keep(
                script, key, kept["field"], kept["value"], choice["goto"], node=node_id
            )


def record_key(node_id: str, choice_id: str) -> str:
    """Return the key of the action that writes down what a choice records."""
    return f"{node_id}.records.{choice_id}"


def keep(
    script: Script, key: str, field: str, value: str, then: str, *, node: str
) -> Iterator[Action]:
    """Yield the actions that write a value into a field, for this flow and the CRM."""
    values = {script.attributes[field]: value}
    if script.target == "Current":
        yield set_attributes(key, values, then, node=node, target="Current")
        return
    again = f"{key}.related"
    yield set_attributes(key, values, again, node=node, target="Current")
    yield set_attributes(again, values, then, node=node, target=script.target)


def outcome(script: Script, key: str, node_id: str, node: NodeRecord) -> Action:
    """Return the action that records the disposition of an end."""
    return set_attributes(
        key,
        outcome_values(script.record, node["disposition"]),
        HANG_UP,
        node=node_id,
        target=script.target,
    )


def outcome_values(record: DialerRecord, code: str) -> dict[str, str]:
    """Return the attributes that tell an outcome."""
    known = next(found for found in record["dispositions"] if found["code"] == code)

    def flag(value: bool) -> str:
        return "true" if value else "false"

    return {
        "disposition": code,
        "disposition_label": known["label"],
        "disposition_contact": flag(known["contact"]),
        "disposition_sale": flag(known["sale"]),
        "disposition_do_not_call": flag(known["doNotCall"]),
        "disposition_callback": flag(known["callback"]),
        "disposition_completed": flag(known["completed"]),
        "script": record["id"],
        "script_version": record["sop"]["version"],
    }


def note_lost(node_id: str, node: NodeRecord) -> Iterator[Loss]:
    """Yield the loss of a note at a node where nobody can read it."""
    if "note" in node:
        yield Loss(node=node_id, what=f"the note '{node['note']}'")


def go_losses(script: Script) -> Iterator[Loss]:
    """Yield what a person has to do for each way to another script."""
    for node_id, node in script.record["nodes"].items():
        if "to" in node:
            address = address_of(node["to"])
            yield Loss(
                node=node_id,
                what=f"the ARN of the flow of {address}, which only your instance has",
                instead=f"the placeholder {placeholder(address, script.kind)}",
            )
