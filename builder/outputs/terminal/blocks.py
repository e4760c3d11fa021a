"""Checklists, messages, escalations, numbers and questions of a printed SOP."""

from collections.abc import Iterator

from builder.model.blocks import (
    Checklist,
    Escalation,
    Metric,
    Question,
    Scorecard,
    Template,
)
from builder.model.sop import Sop
from builder.outputs.terminal.head import role_title
from builder.outputs.terminal.lines import headed, told, wrapped
from builder.view import LibraryView


def checklists(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every checklist."""
    for one in sop.checklists:
        yield from checklist(one, view)


def checklist(part: Checklist, _view: LibraryView) -> Iterator[str]:
    """Yield when to go through a checklist, and what to tick."""
    yield from headed(f"Checklist: {part.title}")
    yield from told("When", part.when)
    for item in part.items:
        yield from wrapped(f"[ ] {item.do}{_at(item.step)}", after="    ")


def templates(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every message."""
    for one in sop.templates:
        yield from template(one, view)


def template(part: Template, _view: LibraryView) -> Iterator[str]:
    """Yield a message to adapt and send, in its own lines."""
    yield from headed(f"Message: {part.title}")
    yield from told("Channel", part.channel)
    yield from told("Send", part.send)
    yield from told("Subject", part.subject)
    yield ""
    yield from wrapped(part.body, before="    ", after="    ")


def escalations(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every escalation."""
    for one in sop.escalations:
        yield from escalation(one, view)


def escalation(part: Escalation, view: LibraryView) -> Iterator[str]:
    """Yield when a case goes up, to whom, how fast and how."""
    yield from headed(f"Escalation: {part.id.replace('-', ' ')}")
    yield from told("When", part.when)
    yield from told("To", f"{role_title(part.to, view)}, within {part.within}")
    yield from told("Path", f"{part.path}, severity {part.severity}")
    yield from told("Hand over", part.hand_over)
    yield from told("Record", part.record)


def metrics(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every metric."""
    for one in sop.metrics:
        yield from metric(one, view)


def metric(part: Metric, view: LibraryView) -> Iterator[str]:
    """Yield what a number means, how it comes about, its target and who acts on it."""
    yield from headed(f"Metric: {part.title}")
    term = view.terms.find(part.term) if part.term else None
    yield from told("Term", term.term if term else part.term)
    yield from told("Definition", part.definition)
    yield from told("Formula", part.formula)
    yield from told("Source", part.source)
    yield from told("Target", f"{part.target} ({part.frequency})")
    yield from told("Role", role_title(part.role, view))
    yield from told("Note", part.note)


def scorecards(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield the scorecard, if there is one."""
    if sop.scorecard:
        yield from scorecard(sop.scorecard, view)


def scorecard(part: Scorecard, _view: LibraryView) -> Iterator[str]:
    """Yield what a contact is scored by."""
    yield from headed(f"Scorecard: {part.title}")
    yield from told("Pass mark", str(part.pass_mark))
    for row in part.criteria:
        weight = "fails by itself" if row.auto_fail else str(row.weight)
        yield from told(f"- {row.title} ({weight})", f"{row.look_for}{_at(row.step)}")


def quiz(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every question."""
    for one in sop.quiz:
        yield from question(one, view)


def question(part: Question, _view: LibraryView) -> Iterator[str]:
    """Yield a question and its answers, the right ones marked."""
    yield from headed(f"Question: {part.question}")
    for answer in part.answers:
        yield from told("right" if answer.correct else "wrong", answer.text)
        yield from told("feedback", answer.feedback, indent=4)
    yield from told("Answered by step", part.step)


def _at(step: str | None) -> str:
    return f" (step {step})" if step else ""
