"""The outside shape of a report, version 1.0; the contract programs rely on.

Minor versions only add keys. ``schema/report.schema.json`` says the same.
"""

from typing import TypedDict

from builder.outputs.changes.format import ChangeRecord, SopRecord

FORMAT = "sop-report"
FORMAT_VERSION = "1.0"


class ApprovalRecord(TypedDict):
    """An approval of exactly what the SOP says now; ``who`` may be empty."""

    role: str
    date: str
    who: str


class StepRecord(TypedDict):
    """A changed step as agents read it before and after."""

    place: str
    before: str
    after: str


class AskedRecord(TypedDict):
    """What trains or scores a changed step: ``what`` it is, and its words."""

    what: str
    words: str


class ReportedRecord(TypedDict):
    """One SOP: what changed, what that asks for, and what follows from it."""

    sop: SopRecord
    asksForVersion: str
    asksForApprovals: list[str]
    approvals: list[ApprovalRecord]
    missingApprovals: list[str]
    authors: list[str]
    steps: list[StepRecord]
    asked: list[AskedRecord]
    isReprinted: bool
    isOnCard: bool


class ImportRecord(TypedDict):
    """A script that dialers import again: ``added``, ``changed`` or ``removed``."""

    script: str
    kind: str
    oldVersion: str
    newVersion: str


class NeighborRecord(TypedDict):
    """An SOP that refers to others that changed."""

    id: str
    number: str
    title: str
    path: str
    refersTo: list[str]


class FoundRecord(TypedDict):
    """Something that a change lacks."""

    path: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    hint: str


class ReportRecord(TypedDict):
    """All that follows from a change; ``doubt`` says what git could not tell."""

    format: str
    formatVersion: str
    old: str
    new: str
    sops: list[ReportedRecord]
    shared: list[ChangeRecord]
    imports: list[ImportRecord]
    dialers: list[str]
    neighbors: list[NeighborRecord]
    problems: list[FoundRecord]
    doubt: str
