"""Model to records: scorecards, checklists, metrics, escalations, quizzes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from builder.addresses import folder_of, parse_step
from builder.library import Library
from builder.model.blocks import Answer, ChecklistItem, Criterion, Question
from builder.model.sop import Sop
from builder.outputs.facts import Facts
from builder.outputs.feeds.format import (
    AnswerRecord,
    ChecklistRecord,
    CriterionRecord,
    EscalationRecord,
    ItemRecord,
    MetricRecord,
    QuestionRecord,
    QuizRecord,
    RoleRecord,
    ScorecardRecord,
    SopRecord,
    StepRecord,
)
from builder.outputs.inline_text import plain_words
from builder.outputs.strings import strings_for
from builder.view import LibraryView


class Records:
    """The records of every feed; only approved SOPs are in them, drafts never.

    Marks such as bold are left out of the words, for tables and quizzes show none.
    """

    def __init__(self, library: Library, facts: Facts) -> None:
        self._library = library
        self._view = LibraryView(library)
        self._language = facts.settings.language
        self._string = strings_for(self._language)
        self.sops = tuple(sop for sop in library.sops if library.is_in_force(sop))
        self._steps = {sop.id: _steps_of(sop) for sop in self.sops}

    def scorecards(self) -> Iterator[ScorecardRecord]:
        """Return every scorecard, in the order of the SOPs' numbers."""
        for sop in self.sops:
            if (card := sop.scorecard) is None:
                continue
            yield ScorecardRecord(
                id=f"{sop.id}/{card.id}",
                title=card.title,
                passMark=card.pass_mark,
                sop=self._sop(sop),
                page=self._page(sop, "_scorecard"),
                criteria=[self._criterion(row, sop) for row in card.criteria],
            )

    def checklists(self) -> Iterator[ChecklistRecord]:
        """Return every checklist, in the order of the SOPs' numbers."""
        for sop in self.sops:
            for checklist in sop.checklists:
                yield ChecklistRecord(
                    id=f"{sop.id}/{checklist.id}",
                    title=checklist.title,
                    when=checklist.when,
                    sop=self._sop(sop),
                    page=self._page(sop, f"checklist.{checklist.id}"),
                    items=[self._item(item, sop) for item in checklist.items],
                )

    def metrics(self) -> Iterator[MetricRecord]:
        """Return every metric, in the order of the SOPs' numbers."""
        for sop in self.sops:
            for metric in sop.metrics:
                record = MetricRecord(
                    id=f"{sop.id}/{metric.id}",
                    title=metric.title,
                    definition=plain_words(metric.definition),
                    formula=metric.formula,
                    source=metric.source,
                    target=metric.target,
                    frequency=metric.frequency,
                    role=self._role(metric.role),
                    sop=self._sop(sop),
                    page=self._page(sop, f"metric.{metric.id}"),
                )
                if metric.term:
                    record["term"] = metric.term
                if metric.note:
                    record["note"] = plain_words(metric.note)
                yield record

    def escalations(self) -> Iterator[EscalationRecord]:
        """Return every row of the matrix, the gravest first, then by SOP."""
        rows = [(row, sop) for sop in self.sops for row in sop.escalations]
        for row, sop in sorted(rows, key=lambda pair: pair[0].severity):
            record = EscalationRecord(
                id=f"{sop.id}/{row.id}",
                severity=row.severity,
                severityName=self._string(f"severity.{row.severity}"),
                path=row.path,
                when=plain_words(row.when),
                to=self._role(row.to),
                within=row.within,
                handOver=plain_words(row.hand_over),
                sop=self._sop(sop),
                page=self._page(sop, f"escalation.{row.id}"),
            )
            if row.record:
                record["record"] = plain_words(row.record)
            yield record

    def quizzes(self) -> Iterator[QuizRecord]:
        """Return the questions of each SOP that has some, with a category of its own.

        A slash parts the levels of a category; doubled, it is only a slash.
        """
        for sop in self.sops:
            if not sop.quiz:
                continue
            area = self._view.area_of(sop).title.replace("/", "//")
            title = f"{sop.number} {sop.title}".replace("/", "//")
            yield QuizRecord(
                id=sop.id,
                title=sop.title,
                category=f"SOPs/{area}/{title}",
                sop=self._sop(sop),
                page=self._page(sop, "_quiz"),
                questions=[self._question(question, sop) for question in sop.quiz],
            )

    def _criterion(self, row: Criterion, sop: Sop) -> CriterionRecord:
        record = CriterionRecord(
            id=row.id,
            title=row.title,
            lookFor=plain_words(row.look_for),
            weight=row.weight,
            autoFail=row.auto_fail,
        )
        if step := self._step(row.step, sop):
            record["step"] = step
        return record

    def _item(self, item: ChecklistItem, sop: Sop) -> ItemRecord:
        record = ItemRecord(id=item.id, do=plain_words(item.do))
        if step := self._step(item.step, sop):
            record["step"] = step
        return record

    def _question(self, question: Question, sop: Sop) -> QuestionRecord:
        record = QuestionRecord(
            id=question.id,
            question=question.question,
            answers=[_answer(answer) for answer in question.answers],
        )
        if step := self._step(question.step, sop):
            record["step"] = step
        return record

    def _sop(self, sop: Sop) -> SopRecord:
        return SopRecord(
            id=sop.id,
            number=sop.number,
            title=sop.title,
            version=sop.version,
            effective=sop.effective,
            language=sop.language or self._language,
            page=self._page(sop),
        )

    def _role(self, identifier: str) -> RoleRecord:
        return RoleRecord(id=identifier, title=self._view.roles.get(identifier).title)

    def _step(self, address: str | None, sop: Sop) -> StepRecord | None:
        """Return the step that is named; None where it is not published."""
        if not address:
            return None
        link = parse_step(address, home=sop.id)
        words = self._steps.get(link.sop, {}).get(link.anchor)
        if words is None:
            return None
        page = self._page(self._view.sops.get(link.sop), link.anchor)
        return StepRecord(sop=link.sop, step=link.anchor, do=words, page=page)

    def _page(self, sop: Sop, anchor: str = "") -> str:
        """Return the permanent path below the site's root, with a place on the page."""
        path = f"{self._view.area_of(sop).id}/{sop.id}/"
        return f"{path}{folder_of(sop, anchor)}#{anchor}" if anchor else path


RECORDS: Mapping[str, Callable[[Records], Iterator[Any]]] = {
    "scorecards": Records.scorecards,
    "checklists": Records.checklists,
    "metrics": Records.metrics,
    "escalations": Records.escalations,
    "quizzes": Records.quizzes,
}
"""What fills each feed."""


def _steps_of(sop: Sop) -> dict[str, str]:
    """Return the words of every step of an SOP by its address inside it."""
    return {
        f"{section.id}.{step.id}": plain_words(step.do)
        for section in sop.procedure
        for step in section.steps
    }


def _answer(answer: Answer) -> AnswerRecord:
    record = AnswerRecord(text=answer.text, correct=answer.correct)
    if answer.feedback:
        record["feedback"] = plain_words(answer.feedback)
    return record
