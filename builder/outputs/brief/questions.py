"""The quiz questions of a brief: on what changed, with answers that still hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.changes.change import Change, Side
from builder.changes.comparison import Compared
from builder.model.blocks import Question
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.outputs.terminal.sop import render_part

MOST_QUESTIONS = 3
"""So few that they are answered in the minute before a shift."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefQuestion:
    """A quiz question on a step that changed.

    Attributes:
        answers: Each answer, whether it is right, and what to say to it.
    """

    sop: str
    step: str
    question: str
    answers: tuple[tuple[str, bool, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An SOP that is told, and the changes in it that are heard."""

    compared: Compared
    heard: Sequence[Change]


def questions_of(told: Sequence[Told]) -> tuple[BriefQuestion, ...]:
    """Return up to three questions on changed steps, first one of each SOP."""
    each = [list(_questions(one)) for one in told]
    rounds = max(map(len, each), default=0)
    taken = [found[n] for n in range(rounds) for found in each if n < len(found)]
    return tuple(taken[:MOST_QUESTIONS])


def doubtful_of(told: Sequence[Told]) -> tuple[str, ...]:
    """Return the questions that are not asked, because their answer may be old."""
    return tuple(
        question.question
        for one in told
        for question in _on_changes(one)
        if _may_be_old(question, one.compared)
    )


def _questions(one: Told) -> Iterator[BriefQuestion]:
    for question in _on_changes(one):
        if not _may_be_old(question, one.compared):
            yield _question(question, one.compared.sop)


def _on_changes(one: Told) -> Iterator[Question]:
    """Return the questions whose answer stands at a place that changed."""
    if one.compared.new is None:
        return
    changed = {change.place for change in one.heard}
    for question in one.compared.new.sop.quiz:
        section = question.step.partition(".")[0]
        if question.step in changed or section in changed:
            yield question


def _may_be_old(question: Question, compared: Compared) -> bool:
    """Tell whether a right answer holds a number that has gone from its step.

    Whoever changed the question, too, has looked at its answers.
    """
    old, new = compared.old, compared.new
    if old is None or new is None:
        return False
    before = next((one for one in old.sop.quiz if one.id == question.id), None)
    if before is None or _words(before) != _words(question):
        return False
    right = " ".join(one.text for one in question.answers if one.correct)
    gone = _numbers_at(before.step, old) - _numbers_at(question.step, new)
    return bool(gone & _numbers(right))


def _words(question: Question) -> tuple[str, ...]:
    return (question.question, *(one.text for one in question.answers))


def _numbers_at(step: str, side: Side) -> set[str]:
    return _numbers(render_part(side.sop, step, side.library) or "")


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _question(question: Question, sop: Sop) -> BriefQuestion:
    return BriefQuestion(
        sop=sop.title,
        step=question.step,
        question=question.question,
        answers=tuple(
            (answer.text, answer.correct, plain_words(answer.feedback or ""))
            for answer in question.answers
        ),
    )
