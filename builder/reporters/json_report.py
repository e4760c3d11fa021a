"""Diagnostics for programs: one JSON document."""

import json
from collections.abc import Iterable
from typing import TypedDict

from builder.diagnostics import Diagnostic
from builder.reporters.style import Style


class DiagnosticRecord(TypedDict):
    """The outside shape of a diagnostic; keys are only ever added."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str


def render_json(diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
    """Return a JSON list of records, in the order of the diagnostics."""
    del style
    records = [_record(found) for found in diagnostics]
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def _record(found: Diagnostic) -> DiagnosticRecord:
    return DiagnosticRecord(
        path=found.path,
        line=found.line,
        column=found.column,
        code=found.code,
        severity=found.severity.value,
        message=found.message,
        hint=found.hint,
    )
