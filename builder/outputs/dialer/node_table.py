"""CSV: a script as a table, one row per node, for spreadsheets and for other programs.

A cell that a spreadsheet would run has an apostrophe before it. Taking one away from a
cell that begins with apostrophes and such a sign gives back the original.
"""

import csv
import io
import json
from collections.abc import Collection, Iterator, Sequence
from typing import Literal

from builder.outputs.csv_text import neutralize
from builder.outputs.dialer.decimals import decimal_text
from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import CaseRecord, DialerRecord, NodeRecord

Row = dict[str, str]
_List = Literal["disclosures", "choices", "cases"]


def export(record: DialerRecord) -> Export:
    """Return the table of a script: a line of names, then a line per node."""
    columns = _columns(record)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for node_id in record["nodes"]:
        row = _row(node_id, record)
        writer.writerow(neutralize(row.get(name, "")) for name in columns)
    return Export(content=text.getvalue().encode(), losses=tuple(_losses(record)))


def _columns(record: DialerRecord) -> list[str]:
    """Return the names of the columns, as many as the script needs."""
    nodes = record["nodes"].values()
    return [
        *("script", "sop", "version", "start", "node", "kind"),
        *_numbered("disclosure", ["id", "say"], _most(nodes, "disclosures")),
        *("say", "note", "field", "next", "default"),
        *_numbered(
            "choice",
            ["id", "label", "key", "records_field", "records_value", "goto"],
            _most(nodes, "choices"),
        ),
        *_numbered(
            "case",
            ["equals", "one_of", "at_least", "below", "goto"],
            _most(nodes, "cases"),
        ),
        *("go_to", "disposition", "disposition_label"),
    ]


def _most(nodes: Collection[NodeRecord], key: _List) -> int:
    return max((len(node.get(key, ())) for node in nodes), default=0)


def _numbered(name: str, parts: Sequence[str], most: int) -> Iterator[str]:
    for number in range(1, most + 1):
        yield from (f"{name}_{number}_{part}" for part in parts)


def _row(node_id: str, record: DialerRecord) -> Row:
    node, sop = record["nodes"][node_id], record["sop"]
    to = node.get("to")
    code = node.get("disposition", "")
    labels = {found["code"]: found["label"] for found in record["dispositions"]}
    return {
        "script": record["id"],
        "sop": sop["number"],
        "version": sop["version"],
        "start": "yes" if node_id == record["start"] else "no",
        "node": node_id,
        "kind": node["kind"],
        "say": node.get("say", ""),
        "note": node.get("note", ""),
        "field": node.get("into", node.get("on", "")),
        "next": node.get("next", ""),
        "default": node.get("default", ""),
        "go_to": f"{to['sop']}/{to['script']}" if to else "",
        "disposition": code,
        "disposition_label": labels.get(code, ""),
        **dict(_disclosures(node, record)),
        **dict(_choices(node)),
        **dict(_cases(node)),
    }


def _disclosures(node: NodeRecord, record: DialerRecord) -> Iterator[tuple[str, str]]:
    words = {found["id"]: found["say"] for found in record["disclosures"]}
    for number, identifier in enumerate(node.get("disclosures", ()), start=1):
        yield f"disclosure_{number}_id", identifier
        yield f"disclosure_{number}_say", words[identifier]


def _choices(node: NodeRecord) -> Iterator[tuple[str, str]]:
    for number, choice in enumerate(node.get("choices", ()), start=1):
        yield f"choice_{number}_id", choice["id"]
        yield f"choice_{number}_label", choice["label"]
        yield f"choice_{number}_key", choice.get("key", "")
        yield f"choice_{number}_goto", choice["goto"]
        if records := choice.get("records"):
            yield f"choice_{number}_records_field", records["field"]
            yield f"choice_{number}_records_value", records["value"]


def _cases(node: NodeRecord) -> Iterator[tuple[str, str]]:
    for number, case in enumerate(node.get("cases", ()), start=1):
        for name, value in _tests(case):
            yield f"case_{number}_{name}", value
        yield f"case_{number}_goto", case["goto"]


def _tests(case: CaseRecord) -> Iterator[tuple[str, str]]:
    if "equals" in case:
        yield "equals", case["equals"]
    if "oneOf" in case:
        yield "one_of", json.dumps(case["oneOf"], ensure_ascii=False)
    if "atLeast" in case:
        yield "at_least", decimal_text(case["atLeast"])
    if "below" in case:
        yield "below", decimal_text(case["below"])


def _losses(record: DialerRecord) -> Iterator[Loss]:
    yield Loss(
        what="title, summary and language of the script",
        instead="its address, and the number and version of its SOP",
    )
    if record["fields"]:
        yield Loss(
            what="titles, types, examples and sources of the fields",
            instead="their names",
        )
    if record["dispositions"]:
        yield Loss(
            what="flags and categories of the outcomes",
            instead="their codes and names",
        )
    if record["disclosures"]:
        yield Loss(
            what="titles and regulations of the disclosures, and what to record",
            instead="their ids and words",
        )
