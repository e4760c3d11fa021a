"""The outside shape of an audit, version 1.0; ``schema/audit.schema.json`` agrees.

Minor versions only add keys.
"""

from typing import TypedDict

FORMAT = "sop-audit"
FORMAT_VERSION = "1.0"


class ApprovalRecord(TypedDict):
    """One approval, and whether it is of exactly the words that were in force."""

    role: str
    date: str
    fingerprint: str
    fits: bool
    who: str | None


class NextRecord(TypedDict):
    """An approved version whose day had not come."""

    version: str
    effective: str


class AuditedRecord(TypedDict):
    """One SOP as it was in force."""

    id: str
    number: str
    title: str
    area: str
    owner: str
    version: str
    effective: str
    fingerprint: str
    commit: str
    date: str
    signature: str | None
    path: str
    isApproved: bool
    approvals: list[ApprovalRecord]
    regulations: list[str]
    next: list[NextRecord]


class AuditRecord(TypedDict):
    """The library in force on a day."""

    format: str
    formatVersion: str
    on: str
    commit: str
    sops: list[AuditedRecord]
    notInForce: list[str]
