"""A report as JSON."""

import json

from builder.changes.touched import Neighbor
from builder.diagnostics import Diagnostic
from builder.outputs.changes.records import diff_record, sop_record
from builder.outputs.changes.report import Given, Import, Report, Reported
from builder.outputs.changes.report_format import (
    FORMAT,
    FORMAT_VERSION,
    ApprovalRecord,
    AskedRecord,
    FoundRecord,
    ImportRecord,
    NeighborRecord,
    ReportedRecord,
    ReportRecord,
    StepRecord,
)


def report_json(report: Report) -> str:
    """Return a report as JSON."""
    return json.dumps(report_record(report), indent=2, ensure_ascii=False) + "\n"


def report_record(report: Report) -> ReportRecord:
    """Return a report as a record."""
    told = diff_record(report.comparison, old=report.old, new=report.new)
    return ReportRecord(
        format=FORMAT,
        formatVersion=FORMAT_VERSION,
        old=report.old,
        new=report.new,
        sops=list(map(_sop, report.sops)),
        shared=told["shared"],
        imports=list(map(_import, report.imports)),
        dialers=list(report.formats),
        neighbors=list(map(_neighbor, report.neighbors)),
        problems=list(map(_problem, report.problems)),
        doubt=report.doubt,
    )


def _sop(one: Reported) -> ReportedRecord:
    return ReportedRecord(
        sop=sop_record(one.compared),
        asksForVersion=one.needed.bump.value,
        asksForApprovals=list(one.needed.roles),
        approvals=list(map(_approval, one.given)),
        missingApprovals=list(one.missing),
        authors=list(one.authors),
        steps=[
            StepRecord(place=place, before=before, after=after)
            for place, before, after in one.steps
        ],
        asked=[AskedRecord(what=what, words=words) for what, words in one.asked],
        isReprinted=bool(one.reprinted or one.withdrawn),
        isOnCard="sop" in one.reprinted,
    )


def _approval(given: Given) -> ApprovalRecord:
    return ApprovalRecord(role=given.role, date=given.date, who=given.who)


def _import(one: Import) -> ImportRecord:
    return ImportRecord(
        script=one.address,
        kind=one.kind,
        oldVersion=one.old_version,
        newVersion=one.new_version,
    )


def _neighbor(one: Neighbor) -> NeighborRecord:
    return NeighborRecord(
        id=one.id,
        number=one.number,
        title=one.title,
        path=one.path,
        refersTo=list(one.to),
    )


def _problem(found: Diagnostic) -> FoundRecord:
    return FoundRecord(
        path=found.path,
        line=found.line,
        column=found.column,
        code=found.code,
        severity=found.severity.value,
        message=found.message,
        hint=found.hint,
    )
