"""The blocks beside the procedure: objections, checklists, escalations and others."""

from dataclasses import dataclass

from builder.model.text import Inline, Located, Plain, Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Located):
    """A word this SOP uses in a sense of its own; shared words are terms."""

    term: Plain
    meaning: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDuty(Located):
    """What a role does in this SOP."""

    role: str
    does: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolUse(Located):
    """What a tool is used for in this SOP."""

    tool: str
    use: Inline


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueUse(Located):
    """How this SOP applies a shared technique: one line per part, in its order."""

    technique: str
    use: Inline | None = None
    lines: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(Located):
    """What customers say against, and a reply that respects them.

    Attributes:
        customer_says: The customer's own words, most usual first.
        meaning: What often stands behind the words.
        reply: What the agent can say.
        ask: A question that keeps the talk going.
        then: What to do after the answer.
        avoid: What would pressure or annoy the customer.
    """

    id: str
    title: Plain
    customer_says: tuple[Plain, ...]
    meaning: Inline | None = None
    technique: str | None = None
    reply: Spoken
    ask: Spoken | None = None
    then: Inline | None = None
    avoid: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Located):
    """Say this, not that."""

    say: Spoken
    instead_of: Plain
    why: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem(Located):
    """One thing to tick."""

    id: str
    do: Inline
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(Located):
    """Things to tick at a certain time, such as before the first call."""

    id: str
    title: Plain
    when: Plain
    items: tuple[ChecklistItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template(Located):
    """A message to adapt and send; subject and body may hold fields."""

    id: str
    title: Plain
    channel: str
    send: Plain | None = None
    subject: Spoken | None = None
    body: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Located):
    """When a case goes up: to whom, how fast, and how it is handed over.

    Attributes:
        path: Where it belongs: service, technical, billing, legal, abuse, safety.
        severity: 1 is the gravest, 4 the least.
        within: How soon the role responds.
    """

    id: str
    when: Inline
    path: str
    severity: int
    to: str
    within: Plain
    hand_over: Inline
    record: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Located):
    """A number the floor is steered by.

    Attributes:
        term: The shared term it measures, where there is one.
        target: A band in words, such as ``70 to 85 %``; teams adjust it.
        role: Who acts on it.
    """

    id: str
    title: Plain
    term: str | None = None
    definition: Inline
    formula: Plain
    source: Plain
    target: Plain
    frequency: Plain
    role: str
    note: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Located):
    """One row of a scorecard; ``auto_fail`` rows fail the contact by themselves."""

    id: str
    title: Plain
    look_for: Inline
    weight: int = 0
    auto_fail: bool = False
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard(Located):
    """How a contact is scored; the weights sum to 100."""

    id: str
    title: Plain
    pass_mark: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Located):
    """One possible answer to a question, with feedback."""

    text: Plain
    correct: bool = False
    feedback: Inline | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Located):
    """A quiz question; ``step`` is where the answer stands (``section.step``)."""

    id: str
    question: Plain
    answers: tuple[Answer, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedSop(Located):
    """Another SOP that an agent may need next, and why."""

    sop: str
    why: Inline
