"""A script as the JSON that Genesys Cloud exports and imports, structure-checked only.

Nothing outside of Genesys Cloud runs such a file, and no import was tried.
"""

from collections.abc import Iterator

from builder.outputs.dialer.export import (
    Export,
    Loss,
    Refusal,
    json_bytes,
    utterances,
    words,
)
from builder.outputs.dialer.format import DialerRecord, NodeRecord
from builder.outputs.dialer.genesys_pages import NOBODY, PageWriter
from builder.outputs.dialer.genesys_parts import (
    Part,
    describe_field,
    features,
    variable,
)
from builder.outputs.dialer.names import name_map
from builder.outputs.dialer.screens import (
    DISPOSITION,
    answer_losses,
    case_values,
    case_words,
    outputs,
    script_address,
    written_fields,
)
from builder.outputs.strings import strings_for

MOST_TESTS = 50
"""How many values one branch may look for: each test stands inside the one before."""

_LONGEST_NAME = 100
_OPEN = "{{"
_FIELD = "\0"


def export(record: DialerRecord) -> Export:
    """Return a script with a page for each node."""
    if refusals := tuple(_refusals(record)):
        return Export(refusals=refusals)
    writer = PageWriter(record=record, strings=strings_for(record["language"]))
    pages = [writer.page(name, node) for name, node in record["nodes"].items()]
    script = {
        "id": writer.identify("script"),
        "name": f"{record['sop']['number']} {record['title']}",
        "organizationId": NOBODY,
        "versionId": writer.identify("version", record["contentHash"]),
        "startPageId": writer.identify("page", record["start"]),
        "pages": pages,
        "features": features(),
        "variables": list(_variables(writer)),
        "customActions": writer.actions,
        "dataVersion": 0,
    }
    return Export(content=json_bytes(script), losses=tuple(_losses(record)))


def _variables(writer: PageWriter) -> Iterator[Part]:
    """Yield a variable for each field, each outcome, and each answer to be taken."""
    record = writer.record
    written = written_fields(record)
    names = name_map(
        record["fields"],
        clean=lambda field: field.replace(".", "_"),
        longest=_LONGEST_NAME,
        taken=outputs(record),
    )
    for field, known in record["fields"].items():
        yield variable(
            writer.identify("variable", field),
            names[field],
            describe_field(known),
            comes_in=True,
            goes_out=field in written,
        )
    for name, description in outputs(record).items():
        variable_id = writer.identify("variable", name)
        yield variable(variable_id, name, description, comes_in=False, goes_out=True)
    for node_id, draft in writer.drafts.items():
        words = "The answer, until it is taken."
        yield variable(draft, f"draft {node_id}", words, comes_in=False, goes_out=False)


def _refusals(record: DialerRecord) -> Iterator[Refusal]:
    for node_id, shown in _texts(record):
        if _reads_otherwise(shown):
            yield Refusal(
                node=node_id,
                message=f"'{_OPEN}' begins a variable of Genesys Cloud in "
                f"'{shown.replace(_FIELD, '…')}'",
                hint="put a blank between the braces",
            )
    for node_id, node in record["nodes"].items():
        tests = sum(len(case_values(case)) for case in node.get("cases", ()))
        if tests > MOST_TESTS:
            yield Refusal(
                node=node_id,
                message=f"the branch looks for {tests} values; "
                f"at most {MOST_TESTS} can stand inside each other",
                hint="cut the branch in two",
            )


def _reads_otherwise(shown: str) -> bool:
    """Tell whether braces of the text would be taken for those of a variable."""
    return any(one in shown for one in (_OPEN, f"{{{_FIELD}", f"{_FIELD}}}"))


def _texts(record: DialerRecord) -> Iterator[tuple[str, str]]:
    """Yield every text in which variables are filled in, with its node."""
    for known in record["fields"].values():
        for shown in (known["title"], known["example"], *known.get("values", ())):
            yield "", shown
    for outcome in record["dispositions"]:
        yield "", outcome["label"]
    for exact in record["disclosures"]:
        yield "", exact["regulation"]
        yield "", exact.get("record", "")
    for node_id, node in record["nodes"].items():
        yield from ((node_id, shown) for shown in _node_texts(node, record))


def _node_texts(node: NodeRecord, record: DialerRecord) -> Iterator[str]:
    for utterance in utterances(node, record):
        yield words(utterance.parts, lambda _: _FIELD)
    yield node.get("note", "")
    for choice in node.get("choices", ()):
        yield choice["label"]
        yield choice.get("records", {}).get("value", "")
    for case in node.get("cases", ()):
        yield from case_values(case)


def _losses(record: DialerRecord) -> Iterator[Loss]:
    yield Loss(
        what="the values of the fields when the call begins",
        instead="input variables, to be filled in by the flow or the contact list",
    )
    if record["dispositions"]:
        yield Loss(
            what="recording the outcome, and what it means",
            instead="the last page names the wrap-up code, and the variable "
            f"'{DISPOSITION}' holds it",
        )
    yield from answer_losses(record)
    for node_id, node in record["nodes"].items():
        yield from _way_losses(node_id, node)


def _way_losses(node_id: str, node: NodeRecord) -> Iterator[Loss]:
    """Yield which ways the agent has to go by hand, and what goes by too fast."""
    is_asked = any(not case_values(case) for case in node.get("cases", ()))
    if node["kind"] == "branch" and "note" in node and not is_asked:
        yield Loss(
            node=node_id,
            what="time to read the note, as the page moves on by itself",
            instead="the note on that page",
        )
    if is_asked:
        tests = "; ".join(map(case_words, node["cases"]))
        yield Loss(
            node=node_id,
            what=f"the branch on '{node['on']}' ({tests}) going its way by itself",
            instead="the value, and a button for each case",
        )
    if "to" in node:
        yield Loss(
            node=node_id,
            what=f"the way into '{script_address(node)}'",
            instead="a page that names it; the agent opens that script",
        )
