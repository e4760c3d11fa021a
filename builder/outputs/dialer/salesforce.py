"""A script as a Salesforce screen flow: the metadata that an org deploys.

Every text is a text variable, so that what was said stays what was said. The first
piece of each node bears the node's name; all names in a flow are one set.
"""

from collections.abc import Iterator

from builder.outputs.dialer.export import Export
from builder.outputs.dialer.format import DialerRecord, FieldRecord
from builder.outputs.dialer.names import name_map
from builder.outputs.dialer.salesforce_layout import place
from builder.outputs.dialer.salesforce_nodes import NodeWriter
from builder.outputs.dialer.salesforce_pieces import Pieces
from builder.outputs.dialer.salesforce_report import (
    description_of,
    losses_of,
    refusals_of,
)
from builder.outputs.dialer.salesforce_xml import (
    API_VERSION,
    LONGEST_LABEL,
    LONGEST_NAME,
    Element,
    Name,
    clean_name,
    flow_name,
    flow_xml,
    package,
    sentences_within,
)
from builder.outputs.dialer.screens import (
    DISPOSITION,
    NEXT_SCRIPT,
    outputs,
    written_fields,
)
from builder.outputs.strings import strings_for

_BUILDER = {
    "BuilderType": "LightningFlowBuilder",
    "CanvasMode": "FREE_FORM_CANVAS",
    "OriginBuilderType": "LightningFlowBuilder",
}
"""Flow Builder opens the flow; its automatic layout has no place for ways back."""


def export(record: DialerRecord) -> Export:
    """Return a script as a flow, and as a package that deploys it under its name."""
    if refusals := tuple(refusals_of(record)):
        return Export(refusals=refusals)
    flow = flow_xml(_flow(record))
    return Export(
        content=flow,
        others={"package.zip": package(flow_name(record["id"]), flow)},
        losses=tuple(losses_of(record)),
    )


def _flow(record: DialerRecord) -> dict[str, object]:
    """Return the flow; the first round tells which names it needs."""
    asked: dict[str, None] = {}

    def note_down(identifier: str) -> str:
        asked[identifier] = None
        return identifier

    _pieces(record, note_down)
    names = name_map(
        asked,
        clean=clean_name,
        longest=LONGEST_NAME,
        taken=(DISPOSITION, NEXT_SCRIPT),
    )
    parts = _pieces(record, names.__getitem__)
    first = names[record["start"]]
    place(parts, first)
    variables = [
        _variable(names[one], one, record)
        for one in sorted(record["fields"])
        if one in names
    ]
    return {
        **_head(record),
        **parts,
        "start": {
            "locationX": 50,
            "locationY": 0,
            "connector": {"targetReference": first},
        },
        "variables": [*variables, *_outputs(record)],
    }


def _pieces(record: DialerRecord, name: Name) -> dict[str, list[Element]]:
    pieces = Pieces(name=name)
    strings = strings_for(record["language"])
    writer = NodeWriter(record=record, pieces=pieces, strings=strings)
    name(record["start"])
    for node_id, node in record["nodes"].items():
        writer.write(node_id, node)
    return pieces.parts


def _head(record: DialerRecord) -> dict[str, object]:
    return {
        "apiVersion": API_VERSION,
        "description": description_of(record),
        "environments": "Default",
        "interviewLabel": f"{record['id']} {{!$Flow.CurrentDateTime}}",
        "label": record["title"],
        "processMetadataValues": [
            {"name": name, "value": {"stringValue": value}}
            for name, value in _BUILDER.items()
        ],
        "processType": "Flow",
        "status": "Draft",
    }


def _variable(name: str, field: str, record: DialerRecord) -> Element:
    """Return the variable of a field: it comes in, and goes out if it is written."""
    known: FieldRecord = record["fields"][field]
    return {
        "description": sentences_within(
            LONGEST_LABEL,
            f"{known['title']}.",
            "Personal data." if known["personal"] else "",
            f"For example {known['example']}.",
            f"From: {known['source']}.",
        ),
        "name": name,
        "dataType": "String",
        "isCollection": False,
        "isInput": True,
        "isOutput": field in written_fields(record),
    }


def _outputs(record: DialerRecord) -> Iterator[Element]:
    for name, description in outputs(record).items():
        yield {
            "description": description,
            "name": name,
            "dataType": "String",
            "isCollection": False,
            "isInput": False,
            "isOutput": True,
        }
