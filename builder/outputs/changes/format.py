"""The outside shape of differences, version 1.0; the contract programs rely on.

Minor versions only add keys. ``schema/diff.schema.json`` says the same.
"""

from typing import TypedDict

FORMAT = "sop-diff"
FORMAT_VERSION = "1.0"


class SpanRecord(TypedDict):
    """Words that stand together: ``same``, ``removed`` or ``added``."""

    edit: str
    words: str


class ChangeRecord(TypedDict):
    """One difference.

    ``place`` is the anchor of the part, empty for the whole. ``shared`` names the
    shared thing that was changed, as ``kind.id``. ``isRecord`` is true where only
    versions, dates, approvals or proofs differ.
    """

    kind: str
    place: str
    sentence: str
    redline: list[SpanRecord]
    line: int | None
    shared: str
    isRecord: bool


class SopRecord(TypedDict):
    """One SOP with its differences; what it was not or is no longer is null."""

    id: str
    number: str
    title: str
    path: str
    oldPath: str | None
    newPath: str | None
    oldVersion: str | None
    newVersion: str | None
    oldFingerprint: str | None
    newFingerprint: str | None
    changes: list[ChangeRecord]


class ProblemRecord(TypedDict):
    """A mistake in a file, so that nobody can say what changed in it."""

    path: str
    line: int
    code: str
    message: str


class DiffRecord(TypedDict):
    """All differences between two trees."""

    format: str
    formatVersion: str
    old: str
    new: str
    sops: list[SopRecord]
    shared: list[ChangeRecord]
    unread: list[ProblemRecord]
    unreadBefore: list[str]
