"""The outside shape of the feeds, version 1.0; the contract that readers rely on.

Minor versions only add keys. ``schema/feeds/<name>.schema.json`` says the same.
"""

from typing import NotRequired, TypedDict

FORMAT_VERSION = "1.0"

FEEDS = ("scorecards", "checklists", "metrics", "escalations", "quizzes")
"""The feeds; each is also the name of its files, its list and its schema."""


def format_of(feed: str) -> str:
    """Return the name of a feed's format, such as ``sop-metrics``."""
    return f"sop-{feed}"


def schema_name(feed: str) -> str:
    """Return the name of a feed's schema, as ``builder.schema`` knows it."""
    return f"feeds/{feed}"


class SopRecord(TypedDict):
    """The SOP that something stands in."""

    id: str
    number: str
    title: str
    version: str
    effective: str
    language: str
    page: str


class RoleRecord(TypedDict):
    """A role by its id and as people call it."""

    id: str
    title: str


class StepRecord(TypedDict):
    """A step of an SOP, and its place on the site."""

    sop: str
    step: str
    do: str
    page: str


class CriterionRecord(TypedDict):
    """One row of a scorecard."""

    id: str
    title: str
    lookFor: str
    weight: int
    autoFail: bool
    step: NotRequired[StepRecord]


class ScorecardRecord(TypedDict):
    """A scorecard with its criteria."""

    id: str
    title: str
    passMark: int
    sop: SopRecord
    page: str
    criteria: list[CriterionRecord]


class ItemRecord(TypedDict):
    """One thing to tick."""

    id: str
    do: str
    step: NotRequired[StepRecord]


class ChecklistRecord(TypedDict):
    """A checklist with its items."""

    id: str
    title: str
    when: str
    sop: SopRecord
    page: str
    items: list[ItemRecord]


class MetricRecord(TypedDict):
    """A number the floor is steered by."""

    id: str
    title: str
    term: NotRequired[str]
    definition: str
    formula: str
    source: str
    target: str
    frequency: str
    role: RoleRecord
    note: NotRequired[str]
    sop: SopRecord
    page: str


class EscalationRecord(TypedDict):
    """When a case goes up: to whom, how fast, and how it is handed over."""

    id: str
    severity: int
    severityName: str
    path: str
    when: str
    to: RoleRecord
    within: str
    handOver: str
    record: NotRequired[str]
    sop: SopRecord
    page: str


class AnswerRecord(TypedDict):
    """One possible answer."""

    text: str
    correct: bool
    feedback: NotRequired[str]


class QuestionRecord(TypedDict):
    """A question, its answers, and the step that holds the right one."""

    id: str
    question: str
    answers: list[AnswerRecord]
    step: NotRequired[StepRecord]


class QuizRecord(TypedDict):
    """All questions about one SOP."""

    id: str
    title: str
    category: str
    sop: SopRecord
    page: str
    questions: list[QuestionRecord]


FeedItem = ScorecardRecord | ChecklistRecord | MetricRecord | EscalationRecord
"""One entry of a feed that is also a table."""
