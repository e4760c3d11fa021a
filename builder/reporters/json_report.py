"""Diagnostics for programs: one JSON document."""

import json
from collections.abc import Iterable
from typing import NotRequired, TypedDict

from builder.diagnostics import Diagnostic
from builder.reporters.style import Style


class TraceRecord(TypedDict):
    """One step on the way to a problem."""

    path: str
    line: int
    name: str
    words: str


class DiagnosticRecord(TypedDict):
    """The outside shape of a diagnostic; keys are only ever added."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str
    trace: NotRequired[list[TraceRecord]]


def render_json(diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
    """Return a JSON list of records, in the order of the diagnostics."""
    del style
    records = [_record(found) for found in diagnostics]
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def _record(found: Diagnostic) -> DiagnosticRecord:
    record = DiagnosticRecord(
        path=found.path,
        line=found.line,
        column=found.column,
        code=found.code,
        severity=found.severity.value,
        message=found.message,
        hint=found.hint,
    )
    if found.trace:
        record["trace"] = [
            TraceRecord(path=one.path, line=one.line, name=one.name, words=one.words)
            for one in found.trace
        ]
    return record
