"""The SOP itself."""

from dataclasses import dataclass
from enum import StrEnum

from builder.model.blocks import (
    Checklist,
    Definition,
    Escalation,
    Metric,
    Objection,
    Phrase,
    Question,
    RelatedSop,
    RoleDuty,
    Scorecard,
    TechniqueUse,
    Template,
    ToolUse,
)
from builder.model.control import Approval, CardChoice, HistoryEntry, Review, Status
from builder.model.procedure import Section
from builder.model.script import Script
from builder.model.text import Inline, Located, Plain


class Channel(StrEnum):
    """How the customer and the agent talk."""

    VOICE = "voice"
    CHAT = "chat"
    EMAIL = "email"
    SMS = "sms"
    SOCIAL = "social"
    IN_PERSON = "in_person"


class Direction(StrEnum):
    """Who starts the contact."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    BOTH = "both"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Located):
    """What the SOP covers, and what it leaves to others."""

    covers: tuple[Inline, ...]
    does_not_cover: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage(Located):
    """A stage of the contact; sections say which stage they belong to."""

    id: str
    title: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sop(Located):
    """One SOP, read from one file and frozen.

    Attributes:
        id: Kebab case, equal to the file name, never reused.
        number: ``SOP-<AREA>-NNN``, unique in the library.
        version: Three numbers, always quoted text.
        effective: The ISO date from which this version is in force.
        keywords: What a customer would say or an agent would type.
        successor: The SOP that replaces this one once it is retired.
    """

    schema: int
    id: str
    number: str
    title: Plain
    summary: Plain
    language: str | None = None
    status: Status
    version: str
    effective: str
    owner: str
    review: Review
    successor: str | None = None
    channels: tuple[Channel, ...]
    direction: Direction
    stages: tuple[Stage, ...] = ()
    call_types: tuple[Plain, ...] = ()
    tags: tuple[Plain, ...] = ()
    keywords: tuple[Plain, ...] = ()
    purpose: Inline
    scope: Scope
    definitions: tuple[Definition, ...] = ()
    roles: tuple[RoleDuty, ...] = ()
    tools: tuple[ToolUse, ...] = ()
    procedure: tuple[Section, ...]
    techniques: tuple[TechniqueUse, ...] = ()
    objections: tuple[Objection, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    scripts: tuple[Script, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    templates: tuple[Template, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    metrics: tuple[Metric, ...] = ()
    scorecard: Scorecard | None = None
    quiz: tuple[Question, ...] = ()
    related: tuple[RelatedSop, ...] = ()
    card: CardChoice | None = None
    approvals: tuple[Approval, ...] = ()
    revision_history: tuple[HistoryEntry, ...]
