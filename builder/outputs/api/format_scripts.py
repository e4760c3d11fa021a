"""The outside shape of call scripts."""

from typing import NotRequired, TypedDict

from builder.outputs.api.format_blocks import DisclosureRecord, TextRecord


class ChoiceRecord(TypedDict):
    """One answer of the customer, and the node it leads to."""

    id: str
    label: str
    goto: str
    key: NotRequired[str]
    writes: NotRequired[dict[str, str]]


class CaseRecord(TypedDict):
    """One way on from a branch."""

    goto: str
    equals: NotRequired[str]
    oneOf: NotRequired[list[str]]
    atLeast: NotRequired[float]
    below: NotRequired[float]


class NodeRecord(TypedDict):
    """A node of a script; which keys it has depends on its kind."""

    id: str
    kind: str
    page: str
    disclosures: NotRequired[list[DisclosureRecord]]
    say: NotRequired[TextRecord]
    note: NotRequired[TextRecord]
    next: NotRequired[str]
    choices: NotRequired[list[ChoiceRecord]]
    default: NotRequired[str]
    into: NotRequired[str]
    on: NotRequired[str]
    cases: NotRequired[list[CaseRecord]]
    to: NotRequired[str]
    disposition: NotRequired[str]


class ScriptRecord(TypedDict):
    """A call script, its nodes in the author's order."""

    id: str
    title: str
    page: str
    fingerprint: str
    summary: TextRecord
    start: str
    nodes: list[NodeRecord]
    callType: NotRequired[str]
    fields: NotRequired[list[str]]
