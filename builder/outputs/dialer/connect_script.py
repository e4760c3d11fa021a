"""A script on its way into a flow of Amazon Connect: its names and attributes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.outputs.dialer.connect_assembly import Flow, flow_of
from builder.outputs.dialer.connect_language import (
    Piece,
    hang_up,
    has_marks,
    reference,
)
from builder.outputs.dialer.export import Refusal, words
from builder.outputs.dialer.format import DialerRecord, SayPart, TargetRecord
from builder.outputs.dialer.names import name_map
from builder.outputs.strings import Strings, strings_for

BUTTON = "button_pressed"
_OWN_ATTRIBUTES = {
    BUTTON: "The button that the agent pressed last",
    "disposition": "Code of the outcome",
    "disposition_label": "Outcome in words",
    "disposition_contact": "The customer was reached: true or false",
    "disposition_sale": "A sale was made: true or false",
    "disposition_do_not_call": "The customer is not to be called: true or false",
    "disposition_callback": "A callback was agreed: true or false",
    "disposition_completed": "Nothing is left to do: true or false",
    "script": "Address of the script that recorded the outcome",
    "script_version": "Version of its SOP",
}
"""Attributes that a flow writes for itself; no field gets their names."""

_LONGEST_ATTRIBUTE = 100
_MOST_ATTRIBUTE_BYTES = 32_768


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script on its way into a flow.

    Attributes:
        kind: Which flow it becomes: ``guide`` or ``phone``.
        attributes: The name of the attribute of each field.
        target: Whose attributes the CRM will look at, besides those of the contact
            that the flow runs in: ``Related`` for a guide, which is its own contact.
    """

    record: DialerRecord
    kind: str
    attributes: Mapping[str, str]
    target: str
    strings: Strings

    @property
    def name(self) -> str:
        """What the flow is called in the instance."""
        return flow_name(self.record["id"], self.kind)

    def line(self, parts: Sequence[SayPart]) -> str:
        """Return words with a reference for each field."""
        return words(parts, lambda field: reference(self.path(field)))

    def path(self, field: str) -> str:
        """Return where the value of a field stands."""
        return f"Attributes.{self.attributes[field]}"


def script_of(record: DialerRecord, *, kind: str, target: str) -> Script:
    """Return a script with a name for each of its fields."""
    return Script(
        record=record,
        kind=kind,
        attributes=name_map(
            record["fields"],
            clean=lambda field: field.replace(".", "_"),
            longest=_LONGEST_ATTRIBUTE,
            taken=_OWN_ATTRIBUTES,
        ),
        target=target,
        strings=strings_for(record["language"]),
    )


def flow_name(address: str, kind: str) -> str:
    """Return what the flow of a script is called, so that others can name it."""
    return f"{address} {kind}"


def placeholder(address: str, kind: str) -> str:
    """Return what stands for the ARN of the flow of another script."""
    return f"<<ContactFlow:{flow_name(address, kind)}>>"


def address_of(target: TargetRecord) -> str:
    """Return the address of a script that a ``go`` leads to."""
    return f"{target['sop']}/{target['script']}"


def whole_flow(script: Script, pieces: Iterable[Piece]) -> Flow:
    """Return the flow of a script: its pieces, and the one action that ends it."""
    record = script.record
    if has_marks(record):
        message = "a control character that Amazon Connect flows are made with"
        refusal = Refusal(message=message, hint="take it out")
        return Flow(content={}, losses=(), refusals=(refusal,))
    return flow_of(
        [*pieces, hang_up(), *_too_much_kept(script)],
        start=record["start"],
        nodes=len(record["nodes"]),
        name=script.name,
        description=f"{record['sop']['number']} {record['sop']['version']}, made from "
        f"{record['id']}",
    )


def attribute_table(script: Script) -> dict[str, object]:
    """Return which attribute holds which field: what the importer has to fill."""
    fields = script.record["fields"]
    return {
        "format": "sop-connect-attributes",
        "formatVersion": "1.0",
        "script": script.record["id"],
        "flow": script.name,
        "fields": [
            {"field": name, "attribute": attribute, **fields[name]}
            for name, attribute in script.attributes.items()
        ],
        "own": {
            name: meaning
            for name, meaning in _OWN_ATTRIBUTES.items()
            if name != BUTTON or script.kind == "guide"
        },
    }


def _too_much_kept(script: Script) -> Iterator[Refusal]:
    """Refuse if names and fixed values alone are over what a contact can hold."""
    nodes = script.record["nodes"].values()
    kept = [
        script.attributes[choice["records"]["field"]] + choice["records"]["value"]
        for node in nodes
        for choice in node.get("choices", [])
        if "records" in choice
    ]
    size = sum(len(text.encode()) for text in [*kept, *script.attributes.values()])
    if size > _MOST_ATTRIBUTE_BYTES:
        yield Refusal(
            message=f"attributes of {size:,} bytes; a contact holds at most "
            f"{_MOST_ATTRIBUTE_BYTES:,}",
            hint="record fewer or shorter values",
        )
