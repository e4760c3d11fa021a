"""Model to records: the blocks beside the procedure."""

from collections.abc import Iterator, Mapping

from builder.addresses import folder_of
from builder.model.sop import Sop
from builder.outputs.api.format_blocks import (
    AnswerRecord,
    ChecklistRecord,
    CriterionRecord,
    EscalationRecord,
    ItemRecord,
    MessageRecord,
    MetricRecord,
    ObjectionRecord,
    PhraseRecord,
    QuestionRecord,
    RelatedRecord,
    ScorecardRecord,
    TechniqueRecord,
)
from builder.outputs.api.parts import Names, add, maybe, text, texts


class Blocks:
    """The records of one SOP's blocks, each in the author's order.

    Args:
        page: The path of the SOP's page.
        prints: The short fingerprints of its parts, by anchor.
    """

    def __init__(
        self, sop: Sop, page: str, prints: Mapping[str, str], names: Names
    ) -> None:
        self._sop = sop
        self._page = page
        self._prints = prints
        self._names = names

    def techniques(self) -> Iterator[TechniqueRecord]:
        """Return how the SOP applies shared techniques."""
        for use in self._sop.techniques:
            (named,) = self._names.techniques([use.technique])
            record = TechniqueRecord(id=named["id"], title=named["title"])
            add(record, use=maybe(use.use), lines=texts(use.lines))
            yield record

    def objections(self) -> Iterator[ObjectionRecord]:
        """Return what customers say against, and the replies."""
        for one in self._sop.objections:
            anchor = f"objection.{one.id}"
            record = ObjectionRecord(
                id=one.id,
                title=one.title,
                page=self._at(anchor),
                fingerprint=self._prints[anchor],
                customerSays=list(one.customer_says),
                reply=text(one.reply),
            )
            used = [one.technique] if one.technique else []
            named = self._names.techniques(used)
            add(
                record,
                meaning=maybe(one.meaning),
                technique=named[0] if named else None,
                ask=maybe(one.ask),
                then=maybe(one.then),
                avoid=maybe(one.avoid),
            )
            yield record

    def phrases(self) -> Iterator[PhraseRecord]:
        """Return what to say, and instead of what."""
        for one in self._sop.phrases:
            record = PhraseRecord(say=text(one.say), insteadOf=one.instead_of)
            add(record, why=maybe(one.why))
            yield record

    def checklists(self) -> Iterator[ChecklistRecord]:
        """Return the checklists with their items."""
        for one in self._sop.checklists:
            yield ChecklistRecord(
                id=one.id,
                title=one.title,
                page=self._at(f"checklist.{one.id}"),
                when=one.when,
                items=[self._item(item.id, item.do, item.step) for item in one.items],
            )

    def messages(self) -> Iterator[MessageRecord]:
        """Return the messages to adapt and send."""
        for one in self._sop.templates:
            record = MessageRecord(
                id=one.id,
                title=one.title,
                page=self._at(f"template.{one.id}"),
                channel=one.channel,
                body=text(one.body),
            )
            add(record, send=one.send, subject=maybe(one.subject))
            yield record

    def escalations(self) -> Iterator[EscalationRecord]:
        """Return when a case goes up."""
        for one in self._sop.escalations:
            record = EscalationRecord(
                id=one.id,
                page=self._at(f"escalation.{one.id}"),
                severity=one.severity,
                path=one.path,
                when=text(one.when),
                to=self._names.role(one.to),
                within=one.within,
                handOver=text(one.hand_over),
            )
            add(record, record=maybe(one.record))
            yield record

    def metrics(self) -> Iterator[MetricRecord]:
        """Return the numbers the floor is steered by."""
        for one in self._sop.metrics:
            record = MetricRecord(
                id=one.id,
                title=one.title,
                page=self._at(f"metric.{one.id}"),
                definition=text(one.definition),
                formula=one.formula,
                source=one.source,
                target=one.target,
                frequency=one.frequency,
                role=self._names.role(one.role),
            )
            add(record, term=one.term, note=maybe(one.note))
            yield record

    def scorecard(self) -> ScorecardRecord | None:
        """Return how a contact is scored, if the SOP says so."""
        if (card := self._sop.scorecard) is None:
            return None
        record = ScorecardRecord(
            id=card.id,
            title=card.title,
            page=self._at("_scorecard"),
            passMark=card.pass_mark,
            criteria=[],
        )
        for row in card.criteria:
            made = CriterionRecord(
                id=row.id,
                title=row.title,
                lookFor=text(row.look_for),
                weight=row.weight,
                autoFail=row.auto_fail,
            )
            add(made, step=self._names.step_page(row.step, self._sop))
            record["criteria"].append(made)
        return record

    def quiz(self) -> Iterator[QuestionRecord]:
        """Return the questions, with the page of the step that answers each."""
        for one in self._sop.quiz:
            record = QuestionRecord(
                id=one.id,
                page=self._at(f"quiz.{one.id}"),
                question=one.question,
                answers=[],
                step=self._names.step_page(one.step, self._sop) or self._page,
            )
            for answer in one.answers:
                made = AnswerRecord(answer=answer.text, correct=answer.correct)
                add(made, feedback=maybe(answer.feedback))
                record["answers"].append(made)
            yield record

    def related(self) -> Iterator[RelatedRecord]:
        """Return the SOPs that an agent may need next."""
        for one in self._sop.related:
            yield RelatedRecord(sop=one.sop, why=text(one.why))

    def _item(self, identifier: str, do: str, step: str | None) -> ItemRecord:
        record = ItemRecord(id=identifier, do=text(do))
        add(record, step=self._names.step_page(step, self._sop))
        return record

    def _at(self, anchor: str) -> str:
        return f"{self._page}{folder_of(self._sop, anchor)}#{anchor}"
