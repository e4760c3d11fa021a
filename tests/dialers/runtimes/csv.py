"""The table of a script, read by Python's csv module and walked."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.dialers.interpret import interpret
from tests.dialers.protocol import Job, Outcome

MUTANTS = 2_000

_DEFUSED = re.compile(r"'+[=+\-@\t\r\n\0＝＋－＠]")  # noqa: RUF001  spreadsheets know them
_FIELD = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job."""
    outcomes = []
    for job in jobs:
        record = read_table(job.export.content, job)
        outcomes.append([interpret(record, path) for path in job.paths])
    return outcomes


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a table, apostrophes before formulas taken away again."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True)
    return [
        {name: cell[1:] if _DEFUSED.match(cell) else cell for name, cell in row.items()}
        for row in reader
    ]


def read_table(content: bytes, job: Job) -> dict[str, Any]:
    """Return what can be walked of a table; the fields' examples are the record's."""
    rows = rows_of(content)
    start = next((row["node"] for row in rows if row["start"] == "yes"), "")
    said: dict[str, str] = {}
    for row in rows:
        said.update({one["id"]: one["say"] for one in _group(row, "disclosure")})
    return {
        "start": start,
        "fields": job.record["fields"],
        "disclosures": [
            {"id": identifier, "sayParts": _parts(say)}
            for identifier, say in said.items()
        ],
        "nodes": {row["node"]: _node(row) for row in rows},
    }


def _node(row: Mapping[str, str]) -> dict[str, Any]:
    sop, _, script = row["go_to"].partition("/")
    node: dict[str, Any] = {
        "kind": row["kind"],
        "disclosures": [one["id"] for one in _group(row, "disclosure")],
        "choices": [dict(_choice(one)) for one in _group(row, "choice")],
        "cases": [dict(_case(one)) for one in _group(row, "case")],
        "into": row["field"],
        "on": row["field"],
        "next": row["next"],
        "default": row["default"],
        "to": {"sop": sop, "script": script},
        "disposition": row["disposition"],
    }
    return {**node, "sayParts": _parts(row["say"])} if row["say"] else node


def _group(row: Mapping[str, str], name: str) -> Iterator[dict[str, str]]:
    """Yield the numbered columns of a kind, those that say something."""
    found: dict[str, dict[str, str]] = {}
    for column, cell in row.items():
        if match := re.fullmatch(rf"{name}_(\d+)_(\w+)", column):
            found.setdefault(match[1], {})[match[2]] = cell
    yield from (one for one in found.values() if any(one.values()))


def _choice(one: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield from ((key, one[key]) for key in ("id", "label", "goto"))
    if one["records_field"]:
        field, value = one["records_field"], one["records_value"]
        yield "records", {"field": field, "value": value}


def _case(one: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    yield "goto", one["goto"]
    if one["equals"]:
        yield "equals", one["equals"]
    if one["one_of"]:
        yield "oneOf", json.loads(one["one_of"])
    if one["at_least"]:
        yield "atLeast", one["at_least"]
    if one["below"]:
        yield "below", one["below"]


def _parts(say: str) -> list[dict[str, str]]:
    return [
        {"field": piece} if place % 2 else {"text": piece}
        for place, piece in enumerate(_FIELD.split(say))
    ]
