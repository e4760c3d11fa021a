"""The outside shape of a dialer script, version 1.0; the contract that importers read.

Minor versions only add keys. ``schema/dialer.schema.json`` says the same.
"""

from typing import Literal, NotRequired, TypedDict, final

from builder.dialers import NEUTRAL

FORMAT = NEUTRAL
FORMAT_VERSION = "1.0"
MANIFEST_FORMAT = "sop-dialer-manifest"
MANIFEST_VERSION = "1.1"
LOSSES_FORMAT = "sop-dialer-losses"
LOSSES_VERSION = "1.0"


@final
class FieldPart(TypedDict):
    """A field inside words to be spoken."""

    field: str


@final
class TextPart(TypedDict):
    """Words to be spoken as they stand."""

    text: str


SayPart = TextPart | FieldPart


class RecordRecord(TypedDict):
    """A value that a choice writes into a field."""

    field: str
    value: str


class ChoiceRecord(TypedDict):
    """One answer, and the node it leads to."""

    id: str
    label: str
    key: NotRequired[str]
    goto: str
    records: NotRequired[RecordRecord]


class CaseRecord(TypedDict):
    """One way on from a branch; exactly one of the tests is there."""

    equals: NotRequired[str]
    oneOf: NotRequired[list[str]]
    atLeast: NotRequired[float]
    below: NotRequired[float]
    goto: str


class TargetRecord(TypedDict):
    """Another script of the same library."""

    sop: str
    script: str


class NodeRecord(TypedDict):
    """A node; which keys it has depends on its kind."""

    kind: Literal["say", "ask", "collect", "branch", "go", "end"]
    disclosures: NotRequired[list[str]]
    say: NotRequired[str]
    sayParts: NotRequired[list[SayPart]]
    note: NotRequired[str]
    choices: NotRequired[list[ChoiceRecord]]
    into: NotRequired[str]
    on: NotRequired[str]
    cases: NotRequired[list[CaseRecord]]
    next: NotRequired[str]
    default: NotRequired[str]
    to: NotRequired[TargetRecord]
    disposition: NotRequired[str]


class FieldRecord(TypedDict):
    """A field that the script shows, reads or writes."""

    title: str
    type: str
    example: str
    source: str
    personal: bool
    values: NotRequired[list[str]]


class DispositionRecord(TypedDict):
    """An outcome that the script can reach."""

    code: str
    label: str
    category: str
    contact: bool
    sale: bool
    doNotCall: bool
    callback: bool
    completed: bool


class DisclosureRecord(TypedDict):
    """Words that must be said exactly, before the words of the node."""

    id: str
    title: str
    say: str
    sayParts: list[SayPart]
    regulation: str
    record: NotRequired[str]


class SopRecord(TypedDict):
    """The SOP that the script belongs to."""

    id: str
    number: str
    title: str
    version: str
    effective: str
    status: str


class ProvenanceRecord(TypedDict):
    """Where the script came from; not part of the content hash."""

    path: str
    commit: str | None
    dirty: bool


DialerRecord = TypedDict(
    "DialerRecord",
    {
        "$schema": str,
        "format": str,
        "formatVersion": str,
        "id": str,
        "title": str,
        "summary": str,
        "language": str,
        "callType": NotRequired[str],
        "sop": SopRecord,
        "start": str,
        "nodes": dict[str, NodeRecord],
        "fields": dict[str, FieldRecord],
        "dispositions": list[DispositionRecord],
        "disclosures": list[DisclosureRecord],
        "contentHash": str,
        "provenance": ProvenanceRecord,
    },
)
"""A whole script, as one file holds it."""


class ExportEntry(TypedDict):
    """One script in one format: its files, and how much was lost on the way."""

    format: str
    path: str
    others: list[str]
    losses: int
    lossReport: str


class ManifestEntry(TypedDict):
    """One script in the manifest; ``path`` is its neutral JSON, if that was built."""

    script: str
    path: NotRequired[str]
    title: str
    sop: str
    version: str
    status: str
    contentHash: str
    exports: list[ExportEntry]


class LossRecord(TypedDict):
    """Something that a format cannot carry; ``node`` is empty for the whole script."""

    node: str
    what: str
    instead: str


LossReport = TypedDict(
    "LossReport",
    {
        "$schema": str,
        "format": str,
        "formatVersion": str,
        "script": str,
        "dialer": str,
        "version": str,
        "contentHash": str,
        "losses": list[LossRecord],
    },
)
"""What ``<sop>.<script>.losses.json`` holds."""


ManifestRecord = TypedDict(
    "ManifestRecord",
    {
        "$schema": str,
        "format": str,
        "formatVersion": str,
        "scripts": list[ManifestEntry],
    },
)
"""What ``build/dialer/manifest.json`` holds."""
