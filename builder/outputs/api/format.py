"""The outside shape of the API's files, version 1.0; the contract readers rely on.

Minor versions only add keys. ``schema/api/<name>.schema.json`` says the same. Pages are
paths below the site's root, with the anchor of a part. Roles, tools and other shared
things are named by id and title.
"""

from typing import NotRequired, TypedDict

from builder.outputs.api.format_blocks import (
    ChecklistRecord,
    DisclosureRecord,
    EscalationRecord,
    MessageRecord,
    MetricRecord,
    NamedRecord,
    ObjectionRecord,
    PhraseRecord,
    QuestionRecord,
    RelatedRecord,
    ScorecardRecord,
    TechniqueRecord,
    TextRecord,
)
from builder.outputs.api.format_scripts import ScriptRecord

FORMAT_VERSION = "1.0"

FOLDER = "api/v1/"
"""The major version is part of every address; a second one would stand beside it."""

KINDS = ("sops", "sop", "context", "changes")
"""The kinds of files; each is also the name of its schema."""


def format_of(kind: str) -> str:
    """Return the name of a file's format, such as ``sop-api-context``."""
    return f"sop-api-{kind}"


def schema_name(kind: str) -> str:
    """Return the name of a schema, as ``builder.schema`` knows it."""
    return f"api/{kind}"


class LinkRecord(TypedDict):
    """A way to more; ``page`` only where it leads to an SOP of this site."""

    label: str
    to: str
    page: NotRequired[str]


class DecisionRecord(TypedDict):
    """When this is so, then do that, and go on there."""

    when: TextRecord
    then: TextRecord
    page: NotRequired[str]


class StepRecord(TypedDict):
    """One action of the agent."""

    id: str
    page: str
    fingerprint: str
    do: TextRecord
    must: bool
    why: NotRequired[TextRecord]
    say: NotRequired[list[TextRecord]]
    note: NotRequired[TextRecord]
    warning: NotRequired[TextRecord]
    caution: NotRequired[TextRecord]
    within: NotRequired[str]
    regulations: NotRequired[list[NamedRecord]]
    disclosures: NotRequired[list[DisclosureRecord]]
    tools: NotRequired[list[NamedRecord]]
    techniques: NotRequired[list[NamedRecord]]
    links: NotRequired[list[LinkRecord]]
    decisions: NotRequired[list[DecisionRecord]]
    script: NotRequired[str]


class SectionRecord(TypedDict):
    """A part of the procedure."""

    id: str
    title: str
    page: str
    embed: str
    fingerprint: str
    summary: NotRequired[TextRecord]
    stage: NotRequired[NamedRecord]
    steps: list[StepRecord]


class ScopeRecord(TypedDict):
    """What an SOP covers, and what it leaves to others."""

    covers: list[TextRecord]
    doesNotCover: NotRequired[list[TextRecord]]


class DefinitionRecord(TypedDict):
    """A word that an SOP uses in a sense of its own."""

    term: str
    meaning: TextRecord


class DutyRecord(TypedDict):
    """What a role does in an SOP."""

    role: NamedRecord
    does: list[TextRecord]


class UseRecord(TypedDict):
    """What a tool is used for in an SOP."""

    tool: NamedRecord
    use: TextRecord


class ApprovalRecord(TypedDict):
    """A role's yes to one fingerprint."""

    version: str
    role: NamedRecord
    date: str
    fingerprint: str
    who: NotRequired[str]


class VersionRecord(TypedDict):
    """One version in the author's words."""

    version: str
    date: str
    role: NamedRecord
    change: str
    changes: list[str]
    what: TextRecord
    why: TextRecord


class EntryRecord(TypedDict):
    """An SOP in the index; a retired one has no file, and may name its successor."""

    id: str
    number: str
    title: str
    summary: str
    area: NamedRecord
    status: str
    version: str
    effective: str
    page: str
    fingerprint: NotRequired[str]
    nextReview: NotRequired[str]
    owner: NotRequired[NamedRecord]
    language: NotRequired[str]
    channels: NotRequired[list[str]]
    direction: NotRequired[str]
    file: NotRequired[str]
    successor: NotRequired[str]


class SopRecord(TypedDict):
    """An SOP with all that it says."""

    id: str
    number: str
    title: str
    summary: str
    area: NamedRecord
    status: str
    version: str
    effective: str
    nextReview: str
    fingerprint: str
    owner: NamedRecord
    language: str
    page: str
    channels: list[str]
    direction: str
    stages: NotRequired[list[NamedRecord]]
    callTypes: NotRequired[list[str]]
    tags: NotRequired[list[str]]
    keywords: NotRequired[list[str]]
    purpose: TextRecord
    scope: ScopeRecord
    definitions: NotRequired[list[DefinitionRecord]]
    roles: NotRequired[list[DutyRecord]]
    tools: NotRequired[list[UseRecord]]
    sections: list[SectionRecord]
    techniques: NotRequired[list[TechniqueRecord]]
    objections: NotRequired[list[ObjectionRecord]]
    phrases: NotRequired[list[PhraseRecord]]
    scripts: NotRequired[list[ScriptRecord]]
    checklists: NotRequired[list[ChecklistRecord]]
    messages: NotRequired[list[MessageRecord]]
    escalations: NotRequired[list[EscalationRecord]]
    metrics: NotRequired[list[MetricRecord]]
    scorecard: NotRequired[ScorecardRecord]
    quiz: NotRequired[list[QuestionRecord]]
    related: NotRequired[list[RelatedRecord]]
    approvals: list[ApprovalRecord]
    history: list[VersionRecord]


class WarningRecord(TypedDict):
    """What to beware of in a step."""

    kind: str
    text: TextRecord


class MomentRecord(TypedDict):
    """A step as an agent needs it in the middle of a contact."""

    sop: str
    page: str
    do: TextRecord
    must: bool
    lines: NotRequired[list[TextRecord]]
    warnings: NotRequired[list[WarningRecord]]
    disclosures: NotRequired[list[DisclosureRecord]]


class ContextRecord(TypedDict):
    """The steps that fit a channel, a direction and a stage, by their addresses."""

    channel: str
    direction: str
    stage: NotRequired[str]
    steps: list[str]


class ChangeRecord(TypedDict):
    """One version of an SOP."""

    id: str
    sop: str
    number: str
    title: str
    area: NamedRecord
    page: str
    version: str
    date: str
    change: str
    changes: list[str]
    role: NamedRecord
    what: TextRecord
    why: TextRecord
