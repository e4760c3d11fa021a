"""Records as CSV tables in UTF-8."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from builder.outputs.csv_text import csv_text

Row = dict[str, str | int | bool]


def csv_bytes(feed: str, records: Iterable[Any]) -> bytes:
    """Return the table of a feed: a line of names, then a line per row."""
    rows = [row for record in records for row in ROWS[feed](record)]
    cells = ([_cell(row[name]) for name in COLUMNS[feed]] for row in rows)
    return csv_text(COLUMNS[feed], cells).encode()


def _cell(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _scorecard(record: Any) -> Iterator[Row]:
    for row in record["criteria"]:
        yield {
            **_of_sop(record),
            "scorecard": record["id"],
            "scorecard_title": record["title"],
            "pass_mark": record["passMark"],
            "criterion": row["id"],
            "title": row["title"],
            "look_for": row["lookFor"],
            "weight": row["weight"],
            "auto_fail": row["autoFail"],
            "step": _of_step(row),
        }


def _checklist(record: Any) -> Iterator[Row]:
    for item in record["items"]:
        yield {
            **_of_sop(record),
            "checklist": record["id"],
            "checklist_title": record["title"],
            "when": record["when"],
            "item": item["id"],
            "do": item["do"],
            "step": _of_step(item),
        }


def _metric(record: Any) -> Iterator[Row]:
    keys = ("title", "definition", "formula", "source", "target", "frequency")
    yield {
        **_of_sop(record),
        "metric": record["id"],
        **{key: record[key] for key in keys},
        "role": record["role"]["id"],
        "role_title": record["role"]["title"],
        "term": record.get("term", ""),
        "note": record.get("note", ""),
        "page": record["page"],
    }


def _escalation(record: Any) -> Iterator[Row]:
    yield {
        **_of_sop(record),
        "escalation": record["id"],
        "severity": record["severity"],
        "severity_name": record["severityName"],
        "path": record["path"],
        "when": record["when"],
        "to": record["to"]["id"],
        "to_title": record["to"]["title"],
        "within": record["within"],
        "hand_over": record["handOver"],
        "record": record.get("record", ""),
        "page": record["page"],
    }


def _of_sop(record: Any) -> Row:
    sop = record["sop"]
    return {
        "sop": sop["id"],
        "sop_number": sop["number"],
        "sop_title": sop["title"],
        "sop_version": sop["version"],
    }


def _of_step(record: Any) -> str:
    step = record.get("step")
    return f"{step['sop']}#{step['step']}" if step else ""


_SOP = ("sop", "sop_number", "sop_title", "sop_version")

ROWS: Mapping[str, Callable[[Any], Iterator[Row]]] = {
    "scorecards": _scorecard,
    "checklists": _checklist,
    "metrics": _metric,
    "escalations": _escalation,
}
"""How a record becomes rows, for each feed that is also a table."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "scorecards": (
        *_SOP, "scorecard", "scorecard_title", "pass_mark", "criterion", "title",
        "look_for", "weight", "auto_fail", "step",
    ),
    "checklists": (
        *_SOP, "checklist", "checklist_title", "when", "item", "do", "step",
    ),
    "metrics": (
        *_SOP, "metric", "title", "definition", "formula", "source", "target",
        "frequency", "role", "role_title", "term", "note", "page",
    ),
    "escalations": (
        *_SOP, "escalation", "severity", "severity_name", "path", "when", "to",
        "to_title", "within", "hand_over", "record", "page",
    ),
}  # fmt: skip
"""The columns of each table; new ones are only added at the end."""
