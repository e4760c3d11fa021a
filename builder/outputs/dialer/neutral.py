"""The neutral dialer JSON: a script exactly as its author drew it."""

from collections.abc import Iterable

from builder.fingerprint import digest
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
from builder.outputs.dialer.export import Export, json_bytes
from builder.outputs.dialer.format import (
    FORMAT,
    FORMAT_VERSION,
    CaseRecord,
    ChoiceRecord,
    DialerRecord,
    DisclosureRecord,
    DispositionRecord,
    FieldRecord,
    NodeRecord,
    ProvenanceRecord,
    SayPart,
    SopRecord,
)
from builder.outputs.inline_text import plain_words
from builder.texts import FIELD
from builder.view import LibraryView

SCHEMA_ADDRESS = "../../schema/dialer.schema.json"
"""From an export to the schema, in ``build/`` and on the site alike."""

_NOT_CONTENT = ("$schema", "contentHash", "provenance")


def export(record: DialerRecord) -> Export:
    """Return the record itself: it is what all other formats are made from."""
    return Export(content=json_bytes(record))


def script_record(
    sop: Sop,
    script: Script,
    view: LibraryView,
    *,
    provenance: ProvenanceRecord,
    language: str,
) -> DialerRecord:
    """Return a script with everything that its nodes refer to, ready for JSON.

    Marks such as bold are left out of the words: a dialer shows plain text.
    """
    record = DialerRecord(
        {
            "$schema": SCHEMA_ADDRESS,
            "format": FORMAT,
            "formatVersion": FORMAT_VERSION,
            "id": f"{sop.id}/{script.id}",
            "title": script.title,
            "summary": plain_words(script.summary),
            "language": language,
            "sop": _sop(sop),
            "start": script.start,
            "nodes": {node.id: _node(node, sop.id) for node in script.nodes},
            "fields": _fields(script, view),
            "dispositions": _dispositions(script, view),
            "disclosures": _disclosures(script, view),
            "contentHash": "",
            "provenance": provenance,
        }
    )
    if script.call_type:
        record["callType"] = script.call_type
    record["contentHash"] = content_hash(record)
    return record


def content_hash(record: DialerRecord) -> str:
    """Return the SHA-256 over canonical JSON of the record without its provenance."""
    return digest({k: value for k, value in record.items() if k not in _NOT_CONTENT})


def _sop(sop: Sop) -> SopRecord:
    return SopRecord(
        id=sop.id,
        number=sop.number,
        title=sop.title,
        version=sop.version,
        effective=sop.effective,
        status=sop.status.value,
    )


def _node(node: Node, home: str) -> NodeRecord:
    record = NodeRecord(kind=node.kind)  # type: ignore[typeddict-item]
    if disclosures := getattr(node, "disclosures", ()):
        record["disclosures"] = list(disclosures)
    if say := getattr(node, "say", None):
        record["say"] = plain_words(say)
        record["sayParts"] = say_parts(record["say"])
    if node.note:
        record["note"] = plain_words(node.note)
    _add_ways(record, node, home)
    return record


def _add_ways(record: NodeRecord, node: Node, home: str) -> None:
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
            sop_id, _, script_id = node.to.rpartition("/")
            record["to"] = {"sop": sop_id or home, "script": script_id}
        case EndNode():
            record["disposition"] = node.disposition


def _choice(choice: Choice) -> ChoiceRecord:
    record = ChoiceRecord(id=choice.id, label=choice.label, goto=choice.goto)
    if choice.key:
        record["key"] = choice.key
    if choice.records:
        record["records"] = {
            "field": choice.records.field,
            "value": choice.records.value,
        }
    return record


def _case(case: Case) -> CaseRecord:
    record = CaseRecord(goto=case.goto)
    if case.equals is not None:
        record["equals"] = case.equals
    if case.one_of:
        record["oneOf"] = list(case.one_of)
    if case.at_least is not None:
        record["atLeast"] = case.at_least
    if case.below is not None:
        record["below"] = case.below
    return record


def say_parts(words: str) -> list[SayPart]:
    """Return spoken words cut into text and fields, so that nobody parses braces."""
    parts: list[SayPart] = []
    for position, piece in enumerate(FIELD.split(words)):
        if position % 2:
            parts.append({"field": piece})
        elif piece:
            parts.append({"text": piece})
    return parts


def _fields(script: Script, view: LibraryView) -> dict[str, FieldRecord]:
    """Return the declared fields, and those that the disclosures show."""
    names = set(script.fields)
    for identifier in _disclosure_ids(script):
        names.update(FIELD.findall(view.disclosures.get(identifier).say))
    found: dict[str, FieldRecord] = {}
    for name in sorted(names):
        field = view.fields.get(name)
        record = FieldRecord(
            title=field.title,
            type=field.type.value,
            example=field.example,
            source=field.source,
            personal=field.personal,
        )
        if field.values:
            record["values"] = list(field.values)
        found[name] = record
    return found


def _dispositions(script: Script, view: LibraryView) -> list[DispositionRecord]:
    used = {node.disposition for node in script.nodes if isinstance(node, EndNode)}
    shelf = (view.dispositions.get(code) for code in sorted(used))
    return [
        DispositionRecord(
            code=found.id,
            label=found.title,
            category=found.category.value,
            contact=found.contact,
            sale=found.sale,
            doNotCall=found.do_not_call,
            callback=found.callback,
            completed=found.completed,
        )
        for found in shelf
    ]


def _disclosure_ids(script: Script) -> Iterable[str]:
    """Return the ids of all disclosures of a script, each once, in node order."""
    return dict.fromkeys(
        identifier
        for node in script.nodes
        for identifier in getattr(node, "disclosures", ())
    )


def _disclosures(script: Script, view: LibraryView) -> list[DisclosureRecord]:
    records: list[DisclosureRecord] = []
    for identifier in _disclosure_ids(script):
        found = view.disclosures.get(identifier)
        words = plain_words(found.say)
        record = DisclosureRecord(
            id=found.id,
            title=found.title,
            say=words,
            sayParts=say_parts(words),
            regulation=view.regulations.get(found.regulation).title,
        )
        if found.record:
            record["record"] = plain_words(found.record)
        records.append(record)
    return records
