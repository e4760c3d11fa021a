"""What a Salesforce flow cannot carry, and what keeps a script from being one."""

import re
from collections.abc import Iterator

from builder.outputs.dialer.export import Loss, Refusal, utterances
from builder.outputs.dialer.format import DialerRecord, NodeRecord
from builder.outputs.dialer.salesforce_xml import (
    LONGEST_LABEL,
    flow_name,
    sentences_within,
)
from builder.outputs.dialer.screens import (
    DISPOSITION,
    answer_losses,
    script_address,
)

_TAG = re.compile(r"<[A-Za-z/!?]|&[A-Za-z#][A-Za-z0-9]*;")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refusals_of(record: DialerRecord) -> Iterator[Refusal]:
    """Yield why a script is refused: text that would not show as it stands."""
    for node_id, text in _texts(record):
        if _NOT_XML.search(text):
            yield Refusal(
                node=node_id,
                message=f"a character that XML cannot hold in '{text}'",
                hint="take the invisible character out",
            )
    for node_id, label in _labels(record):
        if _TAG.search(label):
            yield Refusal(
                node=node_id,
                message=f"Salesforce may read the label '{label}' as markup",
                hint="write the signs as words",
            )


def _texts(record: DialerRecord) -> Iterator[tuple[str, str]]:
    """Yield every text that is written down, with its node."""
    for text in (record["title"], record["summary"]):
        yield "", text
    for field in record["fields"].values():
        for text in (field["example"], field["source"], *field.get("values", ())):
            yield "", text
    for outcome in record["dispositions"]:
        yield "", outcome["label"]
    for exact in record["disclosures"]:
        for text in (exact["regulation"], exact.get("record", "")):
            yield "", text
    for node_id, node in record["nodes"].items():
        yield from ((node_id, text) for text in _node_texts(node, record))
    yield from _labels(record)


def _node_texts(node: NodeRecord, record: DialerRecord) -> Iterator[str]:
    for utterance in utterances(node, record):
        yield from (part["text"] for part in utterance.parts if "text" in part)
    yield node.get("note", "")
    for choice in node.get("choices", ()):
        yield choice.get("records", {}).get("value", "")
    for case in node.get("cases", ()):
        yield from (case.get("equals", ""), *case.get("oneOf", ()))


def _labels(record: DialerRecord) -> Iterator[tuple[str, str]]:
    """Yield what stands beside something to pick or to fill in, with its node."""
    for node_id, node in record["nodes"].items():
        yield from ((node_id, choice["label"]) for choice in node.get("choices", ()))
        if "into" in node:
            yield node_id, record["fields"][node["into"]]["title"]


def description_of(record: DialerRecord) -> str:
    """Return what the flow says of itself, as far as it fits."""
    sop = record["sop"]
    return sentences_within(
        LONGEST_LABEL,
        f"{record['id']} of {sop['number']}, version {sop['version']}.",
        f"Content {record['contentHash'][:12]}.",
        record["summary"],
    )


def losses_of(record: DialerRecord) -> Iterator[Loss]:
    """Yield what a flow cannot carry, and where."""
    yield Loss(
        what="the values of the fields when the call begins",
        instead="input variables, to be set where the flow is started",
    )
    if record["summary"] not in description_of(record):
        yield Loss(what="the summary, as it is too long", instead="the title alone")
    if record["dispositions"]:
        yield Loss(
            what="what an outcome means: contact, sale, do not call, callback",
            instead=f"the output variable '{DISPOSITION}' holds the code",
        )
    yield from answer_losses(record)
    for node_id, node in record["nodes"].items():
        if node["kind"] == "branch" and "note" in node:
            yield Loss(
                node=node_id,
                what="the note, as nothing is shown here",
                instead="the description of the decision, which agents do not see",
            )
        if "to" in node:
            address = script_address(node)
            yield Loss(
                node=node_id,
                what=f"the values of the fields on the way into '{address}'",
                instead=f"the flow '{flow_name(address)}', which must be in the org, "
                "starts with empty fields",
            )
