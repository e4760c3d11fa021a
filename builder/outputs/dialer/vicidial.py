"""VICIdial: the text of a script, and SQL that puts it and its outcomes in place."""

from collections.abc import Iterator

from builder.outputs.dialer.export import Export, Loss, utterances
from builder.outputs.dialer.format import DialerRecord, NodeRecord
from builder.outputs.dialer.vicidial_names import (
    FIELDS,
    LONGEST_SCRIPT_NAME,
    LONGEST_STATUS_NAME,
    SIGNS,
    TAKEN_STATUSES,
    custom_fields,
    field_names,
    plain_name,
    script_id,
)
from builder.outputs.dialer.vicidial_sql import (
    campaign_statuses_sql,
    script_sql,
    statuses_sql,
)
from builder.outputs.dialer.vicidial_text import script_text
from builder.outputs.dialer.written import written_before


def export(record: DialerRecord) -> Export:
    """Return the HTML of the script's text, the SQL beside it, and what is lost."""
    text = script_text(record)
    return Export(
        content=_ascii(text),
        others={
            "script.sql": _ascii(script_sql(record, text)),
            "statuses.sql": _ascii(statuses_sql(record)),
            "campaign-statuses.sql": _ascii(campaign_statuses_sql(record)),
        },
        losses=tuple(losses(record, signs=SIGNS)),
    )


def losses(record: DialerRecord, *, signs: str) -> Iterator[Loss]:
    """Yield what a script loses in VICIdial; in GOautodial only names differ.

    Args:
        record: The script.
        signs: The signs that names may hold.
    """
    written = written_before(record)
    for node_id, node in record["nodes"].items():
        yield from _losses_at(node_id, node, record)
        shown = {
            part["field"]
            for said in utterances(node, record)
            for part in said.parts
            if "field" in part
        } | ({node["on"]} if "on" in node else set())
        for field in sorted(shown & written[node_id]):
            yield Loss(
                node=node_id,
                what=f"the value of '{field}' that was given on this call",
                instead="the field's title and the value on record; "
                "the agent says what was written down",
            )
    yield from _losses_of_fields(record)
    yield from _losses_of_names(record, signs)


def _losses_at(node_id: str, node: NodeRecord, record: DialerRecord) -> Iterator[Loss]:
    names = field_names(record)
    if "on" in node:
        yield Loss(
            node=node_id,
            what=f"going on by itself by what '{node['on']}' holds",
            instead="the value is shown, and the agent clicks the first case that fits",
        )
    choices = node.get("choices", ())
    written = [choice["records"]["field"] for choice in choices if "records" in choice]
    for field in dict.fromkeys([*written, *([node["into"]] if "into" in node else ())]):
        yield Loss(
            node=node_id,
            what=f"writing into '{field}'",
            instead=f"the agent writes it into the field {names[field]} of the lead",
        )
    if any("key" in choice for choice in choices):
        yield Loss(
            node=node_id,
            what="the keys of the choices",
            instead="the choices are clicked",
        )
    if to := node.get("to"):
        address = f"{to['sop']}/{to['script']}"
        yield Loss(
            node=node_id,
            what=f"going on in {address}",
            instead=f"the screen names it and its id, {script_id(address)}; "
            "the agent opens it",
        )
    if node.get("disposition", "") in TAKEN_STATUSES:
        yield Loss(
            node=node_id,
            what=f"the outcome {node['disposition']}: VICIdial gives that code by "
            "itself, with a meaning of its own, and no agent can pick it",
            instead="another code, which has to be agreed with the administrator",
        )


def _losses_of_fields(record: DialerRecord) -> Iterator[Loss]:
    names, fields = field_names(record), record["fields"]
    for field in custom_fields(fields):
        yield Loss(
            what=f"a field of VICIdial's own for '{field}'",
            instead=f"custom field {names[field]}, to be added to the lists of leads",
        )
    for field in fields:
        if FIELDS.get(field, "").startswith("user_custom"):
            yield Loss(
                what=f"a field of VICIdial's own for '{field}'",
                instead=f"the field {FIELDS[field]} of the user, to be filled in",
            )
        if fields[field]["type"] == "money":
            yield Loss(
                what=f"a dollar sign before a figure in '{field}': VICIdial takes it "
                "and the next two digits out when it fills the field in",
                instead="amounts on record without the sign, or with it as &#36;",
            )


def _losses_of_names(record: DialerRecord, signs: str) -> Iterator[Loss]:
    name = plain_name(record["title"], LONGEST_SCRIPT_NAME, signs=signs)
    if name != record["title"]:
        yield Loss(what=f"the whole name '{record['title']}'", instead=f"'{name}'")
    for found in record["dispositions"]:
        label = plain_name(found["label"], LONGEST_STATUS_NAME, signs=signs)
        if label != found["label"]:
            yield Loss(
                what=f"the whole name '{found['label']}' of {found['code']} in the "
                "list of outcomes",
                instead=f"'{label}'",
            )
    if record["dispositions"]:
        yield Loss(
            what="recording the outcome by itself",
            instead="the last screen names the code, and the agent picks it",
        )
        yield Loss(
            what="the categories of the outcomes",
            instead="UNDEFINED, the category that every VICIdial has",
        )


def _ascii(text: str) -> bytes:
    return f"{text}\n".encode("ascii")
