"""Model to records: call scripts.

Dialers read the neutral format in ``dialer/``; this is for programs that show a call.
"""

from collections.abc import Mapping

from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    Choice,
    CollectNode,
    EndNode,
    GoNode,
    Node,
    SayNode,
    Script,
)
from builder.model.sop import Sop
from builder.outputs.api.format_scripts import (
    CaseRecord,
    ChoiceRecord,
    NodeRecord,
    ScriptRecord,
)
from builder.outputs.api.parts import Names, add, maybe, text


def script_record(
    script: Script,
    sop: Sop,
    page: str,
    prints: Mapping[str, str],
    names: Names,
    *,
    player: str,
) -> ScriptRecord:
    """Return a script with its nodes, in the author's order.

    Args:
        script: One of the SOP's.
        sop: The SOP.
        page: The page of the SOP.
        prints: The fingerprints of the parts of the SOP, by anchor.
        names: What is looked up in the library.
        player: The page of the script's player; empty if it has none.
    """
    anchor = f"script.{script.id}"
    record = ScriptRecord(
        id=script.id,
        title=script.title,
        page=f"{page}#{anchor}",
        fingerprint=prints[anchor],
        summary=text(script.summary),
        start=script.start,
        nodes=[
            _node(node, sop, f"{player or page}#{anchor}.{node.id}", names)
            for node in script.nodes
        ],
    )
    add(record, callType=script.call_type, fields=list(script.fields))
    return record


def _node(node: Node, sop: Sop, page: str, names: Names) -> NodeRecord:
    record = NodeRecord(id=node.id, kind=node.kind, page=page)
    add(
        record,
        disclosures=names.disclosures(getattr(node, "disclosures", ())),
        say=maybe(getattr(node, "say", None)),
        note=maybe(node.note),
    )
    _add_ways(record, node, sop)
    return record


def _add_ways(record: NodeRecord, node: Node, sop: Sop) -> None:
    """Add where a node leads, by its kind."""
    match node:
        case SayNode():
            record["next"] = node.next
        case AskNode():
            record["choices"] = [_choice(choice) for choice in node.choices]
            record["default"] = node.default
        case CollectNode():
            record["into"] = node.into
            record["next"] = node.next
            record["default"] = node.default
        case BranchNode():
            record["on"] = node.on
            record["cases"] = [_case(case) for case in node.cases]
            record["default"] = node.default
        case GoNode():
            record["to"] = node.to if "/" in node.to else f"{sop.id}/{node.to}"
        case EndNode():
            record["disposition"] = node.disposition


def _choice(choice: Choice) -> ChoiceRecord:
    record = ChoiceRecord(id=choice.id, label=choice.label, goto=choice.goto)
    add(record, key=choice.key)
    if choice.records:
        record["writes"] = {choice.records.field: choice.records.value}
    return record


def _case(case: Case) -> CaseRecord:
    record = CaseRecord(goto=case.goto)
    add(
        record,
        equals=case.equals,
        oneOf=list(case.one_of),
        atLeast=case.at_least,
        below=case.below,
    )
    return record
