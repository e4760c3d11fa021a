"""The Amazon Connect agent guide: a flow that shows the agent a view for each node."""

from collections.abc import Iterator

from builder.outputs.dialer.connect_assembly import Flow
from builder.outputs.dialer.connect_branches import branch
from builder.outputs.dialer.connect_language import (
    Condition,
    Piece,
    compare,
    reference,
    set_attributes,
)
from builder.outputs.dialer.connect_nodes import (
    go,
    go_losses,
    keep,
    note_lost,
    outcome,
    record_key,
    records,
)
from builder.outputs.dialer.connect_script import (
    BUTTON,
    Script,
    attribute_table,
    script_of,
    whole_flow,
)
from builder.outputs.dialer.connect_views import detail, form
from builder.outputs.dialer.export import Export, Loss, Refusal, json_bytes
from builder.outputs.dialer.format import DialerRecord, NodeRecord

KIND = "guide"


def export(record: DialerRecord) -> Export:
    """Return the guide of a script, with the table of its attributes beside it."""
    script = guide_of(record)
    flow = guide_flow(script)
    return Export(
        content=json_bytes(flow.content, indent=None),
        others={"attributes.json": json_bytes(attribute_table(script))},
        losses=(*flow.losses, *guide_losses(script), *go_losses(script)),
        refusals=flow.refusals,
    )


def guide_of(record: DialerRecord) -> Script:
    """Return a script with the names that its guide uses."""
    return script_of(record, kind=KIND, target="Related")


def guide_flow(script: Script) -> Flow:
    """Return the flow that guides an agent through a script."""
    return whole_flow(script, _pieces(script))


def guide_losses(script: Script) -> Iterator[Loss]:
    """Yield what no view has a place for."""
    nodes = script.record["nodes"].values()
    if any("key" in choice for node in nodes for choice in node.get("choices", [])):
        yield Loss(what="the keys of choices", instead="buttons with their labels")


def _pieces(script: Script) -> Iterator[Piece]:
    for node_id, node in script.record["nodes"].items():
        match node["kind"]:
            case "say":
                buttons = [script.strings("connect.next")]
                yield from detail(script, node_id, node, node["next"], buttons=buttons)
            case "ask":
                yield from _ask(script, node_id, node)
            case "collect":
                yield from _collect(script, node_id, node)
            case "branch":
                yield from branch(script, node_id, node)
                yield from note_lost(node_id, node)
            case "go":
                yield from go(script, node_id, node)
                yield from note_lost(node_id, node)
            case "end":
                yield from _end(script, node_id, node)


def _ask(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    """Yield the view, and what finds out which button was pressed."""
    labels = [choice["label"] for choice in node["choices"]]
    if len(set(labels)) < len(labels):
        message = "two choices with the same label cannot be told apart"
        hint = "give each choice its own label"
        yield Refusal(node=node_id, message=message, hint=hint)
    no_answer = _unlike(script.strings("connect.no_answer"), labels)
    pressed, way = f"{node_id}.pressed", f"{node_id}.way"
    yield from detail(script, node_id, node, pressed, buttons=[*labels, no_answer])
    button = {BUTTON: reference("Views.ViewResultData.actionName")}
    yield set_attributes(pressed, button, way, node=node_id, target="Current")
    ways = [
        Condition(
            operand=choice["label"],
            target=record_key(node_id, choice["id"])
            if "records" in choice
            else choice["goto"],
        )
        for choice in node["choices"]
    ]
    ways.append(Condition(operand=no_answer, target=node["default"]))
    yield compare(way, f"Attributes.{BUTTON}", ways, node["default"], node=node_id)
    yield from records(script, node_id, node)


def _collect(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    kept = f"{node_id}.keep"
    yield from form(script, node_id, node, kept, node["default"])
    field = node["into"]
    given = reference(f"Views.ViewResultData.FormData.{script.attributes[field]}")
    yield from keep(script, kept, field, given, node["next"], node=node_id)


def _end(script: Script, node_id: str, node: NodeRecord) -> Iterator[Piece]:
    recorded = f"{node_id}.outcome"
    code = node["disposition"]
    known = {found["code"]: found["label"] for found in script.record["dispositions"]}
    told = {
        "Heading": script.strings("connect.outcome"),
        "Items": [{"Label": code, "Value": known[code]}],
    }
    buttons = [script.strings("connect.finish")]
    yield from detail(script, node_id, node, recorded, buttons=buttons, more=[told])
    yield outcome(script, recorded, node_id, node)


def _unlike(label: str, labels: list[str]) -> str:
    """Return a label that none of the others is."""
    while label in labels:
        label += " *"
    return label
