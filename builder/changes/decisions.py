"""Decisions: what a step says to do in which case, and where it leads from there."""

from collections.abc import Iterator

from builder.addresses import anchors_of
from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.fields import Prose, prose
from builder.changes.matching import match
from builder.changes.naming import quoted, the
from builder.model.change import Kind
from builder.model.procedure import Decision, Step
from builder.model.sop import Sop

_WHEN = Prose(name="when", label="case", kind=Kind.DECISION)
_THEN = Prose(name="then", label="answer", kind=Kind.DECISION)


def decision_changes(
    subject: Subject, old: Step, new: Step, pair: Pair
) -> Iterator[Change]:
    """Return what differs in the decisions of a step that stands in both versions."""
    matched = match(
        old.decisions,
        new.decisions,
        key=lambda one: one.when,
        words=lambda one: f"{one.when} {one.then}",
    )
    for decision in matched.removed:
        words = f"{subject.name} no longer says what to do if {_case(decision)}"
        yield _about(subject, f"{words}; it was {quoted(decision.then)}")
    for decision in matched.added:
        words = f"{subject.name} now says what to do if {_case(decision)}"
        yield _about(subject, f"{words}: {quoted(decision.then)}")
    for before, after in matched.pairs:
        yield from _decision(subject, before, after, pair)
    if matched.moved:
        yield _about(subject, f"the decisions of {subject.name} stand in another order")


def _decision(
    step: Subject, before: Decision, after: Decision, pair: Pair
) -> Iterator[Change]:
    subject = Subject(name=step.name, place=step.place, old=before, new=after)
    yield from prose(subject, _WHEN, before.when, after.when, pair)
    name = f"{step.name} if {_case(after)}"
    inner = Subject(name=name, place=step.place, old=before, new=after)
    yield from prose(inner, _THEN, before.then, after.then, pair)
    if before.go != after.go:
        was, now = goal(before.go, pair.old.sop), goal(after.go, pair.new.sop)
        words = f"if {_case(after)}, {step.name} now leads to {now} instead of {was}"
        yield _about(inner, words)


def goal(address: str | None, sop: Sop) -> str:
    """Return what a reference to a step points at, as a sentence names it."""
    if address is None:
        return "the next step"
    anchors = [*anchors_of(sop)]
    section = next(
        (one for one in sop.procedure if address.startswith(f"{one.id}.")), None
    )
    if section is None or address not in anchors:
        return address
    position = anchors.index(address) - anchors.index(section.id)
    return f"step {position} of {section.title}"


def _case(decision: Decision) -> str:
    """Return the case as it stands inside a sentence."""
    return the(decision.when).removeprefix("the ").rstrip(".")


def _about(subject: Subject, sentence: str) -> Change:
    return tell(
        Kind.DECISION,
        sentence,
        place=subject.place,
        old=subject.old,
        new=subject.new,
    )
