"""The outside shape of texts, names, and the blocks beside the procedure."""

from typing import NotRequired, TypedDict


class TextRecord(TypedDict):
    """A text without marks, fields in brackets; ``markup`` only where it says more."""

    text: str
    markup: NotRequired[str]


class NamedRecord(TypedDict):
    """A shared thing by its id and as people call it."""

    id: str
    title: str


class DisclosureRecord(TypedDict):
    """Words that must be said exactly."""

    id: str
    title: str
    say: TextRecord


class TechniqueRecord(TypedDict):
    """How an SOP applies a shared technique."""

    id: str
    title: str
    use: NotRequired[TextRecord]
    lines: NotRequired[list[TextRecord]]


class ObjectionRecord(TypedDict):
    """What customers say against, and a reply that respects them."""

    id: str
    title: str
    page: str
    fingerprint: str
    customerSays: list[str]
    meaning: NotRequired[TextRecord]
    technique: NotRequired[NamedRecord]
    reply: TextRecord
    ask: NotRequired[TextRecord]
    then: NotRequired[TextRecord]
    avoid: NotRequired[TextRecord]


class PhraseRecord(TypedDict):
    """Say this, not that."""

    say: TextRecord
    insteadOf: str
    why: NotRequired[TextRecord]


class ItemRecord(TypedDict):
    """One thing to tick."""

    id: str
    do: TextRecord
    step: NotRequired[str]


class ChecklistRecord(TypedDict):
    """Things to tick at a certain time."""

    id: str
    title: str
    page: str
    when: str
    items: list[ItemRecord]


class MessageRecord(TypedDict):
    """A message to adapt and send."""

    id: str
    title: str
    page: str
    channel: str
    send: NotRequired[str]
    subject: NotRequired[TextRecord]
    body: TextRecord


class EscalationRecord(TypedDict):
    """When a case goes up: to whom, how fast, and how it is handed over."""

    id: str
    page: str
    severity: int
    path: str
    when: TextRecord
    to: NamedRecord
    within: str
    handOver: TextRecord
    record: NotRequired[TextRecord]


class MetricRecord(TypedDict):
    """A number the floor is steered by."""

    id: str
    title: str
    page: str
    term: NotRequired[str]
    definition: TextRecord
    formula: str
    source: str
    target: str
    frequency: str
    role: NamedRecord
    note: NotRequired[TextRecord]


class CriterionRecord(TypedDict):
    """One row of a scorecard."""

    id: str
    title: str
    lookFor: TextRecord
    weight: int
    autoFail: bool
    step: NotRequired[str]


class ScorecardRecord(TypedDict):
    """How a contact is scored."""

    id: str
    title: str
    page: str
    passMark: int
    criteria: list[CriterionRecord]


class AnswerRecord(TypedDict):
    """One possible answer."""

    answer: str
    correct: bool
    feedback: NotRequired[TextRecord]


class QuestionRecord(TypedDict):
    """A quiz question, and the step that holds the answer."""

    id: str
    page: str
    question: str
    answers: list[AnswerRecord]
    step: str


class RelatedRecord(TypedDict):
    """Another SOP that an agent may need next, and why."""

    sop: str
    why: TextRecord
