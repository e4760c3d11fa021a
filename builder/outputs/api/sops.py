"""Model to records: an SOP with all that it says."""

from builder.fingerprint import fingerprint_of, short
from builder.model.control import Approval, HistoryEntry
from builder.model.procedure import Decision, Link, Section, Step
from builder.model.sop import Sop
from builder.outputs.api.blocks import Blocks
from builder.outputs.api.format import (
    ApprovalRecord,
    DecisionRecord,
    DefinitionRecord,
    DutyRecord,
    LinkRecord,
    SectionRecord,
    SopRecord,
    StepRecord,
    UseRecord,
    VersionRecord,
)
from builder.outputs.api.format_blocks import NamedRecord
from builder.outputs.api.parts import Names, add, maybe, text, texts
from builder.outputs.api.scripts import script_record
from builder.outputs.site.context import SiteContext
from builder.outputs.site.embeds import embed_path
from builder.schedule import next_review


def sop_record(sop: Sop, site: SiteContext, names: Names) -> SopRecord:
    """Return the record of an SOP that is published in full."""
    page = site.paths[sop.id]
    prints = {key: short(full) for key, full in site.fingerprints[sop.id].items()}
    record = SopRecord(
        id=sop.id,
        number=sop.number,
        title=sop.title,
        summary=sop.summary,
        area=names.area(sop),
        status=sop.status.value,
        version=sop.version,
        effective=sop.effective,
        nextReview=next_review(sop.review),
        fingerprint=short(fingerprint_of(sop, site.view())),
        owner=names.role(sop.owner),
        language=sop.language or site.facts.settings.language,
        page=page,
        channels=[channel.value for channel in sop.channels],
        direction=sop.direction.value,
        purpose=text(sop.purpose),
        scope={"covers": texts(sop.scope.covers)},
        sections=[
            _section(section, sop, page, prints, names) for section in sop.procedure
        ],
        approvals=[_approval(approval, names) for approval in sop.approvals],
        history=[version_record(entry, names) for entry in sop.revision_history],
    )
    add(record["scope"], doesNotCover=texts(sop.scope.does_not_cover))
    _add_background(record, sop, names)
    _add_blocks(record, Blocks(sop, page, prints, names))
    add(
        record,
        scripts=[
            script_record(
                script,
                sop,
                page,
                prints,
                names,
                player=site.players.get(f"{sop.id}/{script.id}", ""),
            )
            for script in sop.scripts
        ],
    )
    return record


def version_record(entry: HistoryEntry, names: Names) -> VersionRecord:
    """Return one version of an SOP."""
    return VersionRecord(
        version=entry.version,
        date=entry.date,
        role=names.role(entry.role),
        change=entry.change.value,
        changes=[kind.value for kind in entry.changes],
        what=text(entry.what),
        why=text(entry.why),
    )


def _add_background(record: SopRecord, sop: Sop, names: Names) -> None:
    add(
        record,
        stages=[NamedRecord(id=one.id, title=one.title) for one in sop.stages],
        callTypes=list(sop.call_types),
        tags=list(sop.tags),
        keywords=list(sop.keywords),
        definitions=[
            DefinitionRecord(term=one.term, meaning=text(one.meaning))
            for one in sop.definitions
        ],
        roles=[
            DutyRecord(role=names.role(one.role), does=texts(one.does))
            for one in sop.roles
        ],
        tools=[
            UseRecord(tool=names.tools([one.tool])[0], use=text(one.use))
            for one in sop.tools
        ],
    )


def _add_blocks(record: SopRecord, blocks: Blocks) -> None:
    add(
        record,
        techniques=list(blocks.techniques()),
        objections=list(blocks.objections()),
        phrases=list(blocks.phrases()),
        checklists=list(blocks.checklists()),
        messages=list(blocks.messages()),
        escalations=list(blocks.escalations()),
        metrics=list(blocks.metrics()),
        scorecard=blocks.scorecard(),
        quiz=list(blocks.quiz()),
        related=list(blocks.related()),
    )


def _section(
    section: Section, sop: Sop, page: str, prints: dict[str, str], names: Names
) -> SectionRecord:
    record = SectionRecord(
        id=section.id,
        title=section.title,
        page=f"{page}#{section.id}",
        embed=embed_path(sop.id, section.id),
        fingerprint=prints[section.id],
        steps=[],
    )
    stages = {stage.id: stage.title for stage in sop.stages}
    if section.stage:
        title = stages.get(section.stage, section.stage)
        record["stage"] = NamedRecord(id=section.stage, title=title)
    add(record, summary=maybe(section.summary))
    for step in section.steps:
        anchor = f"{section.id}.{step.id}"
        made = _step(step, sop, f"{page}#{anchor}", prints[anchor], names)
        record["steps"].append(made)
    return record


def _step(step: Step, sop: Sop, page: str, mark: str, names: Names) -> StepRecord:
    record = StepRecord(
        id=step.id, page=page, fingerprint=mark, do=text(step.do), must=step.must
    )
    add(
        record,
        why=maybe(step.why),
        say=texts(step.say),
        note=maybe(step.note),
        warning=maybe(step.warning),
        caution=maybe(step.caution),
        within=step.within,
        regulations=names.regulations(step.regulations),
        disclosures=names.disclosures(step.disclosures),
        tools=names.tools(step.tools),
        techniques=names.techniques(step.techniques),
        links=[_link(link, names) for link in step.links],
        decisions=[_decision(decision, sop, names) for decision in step.decisions],
    )
    if step.script:
        is_whole = "/" in step.script
        record["script"] = step.script if is_whole else f"{sop.id}/{step.script}"
    return record


def _link(link: Link, names: Names) -> LinkRecord:
    record = LinkRecord(label=link.label, to=link.to)
    add(record, page=names.link_page(link.to))
    return record


def _decision(decision: Decision, sop: Sop, names: Names) -> DecisionRecord:
    record = DecisionRecord(when=text(decision.when), then=text(decision.then))
    add(record, page=names.step_page(decision.go, sop))
    return record


def _approval(approval: Approval, names: Names) -> ApprovalRecord:
    record = ApprovalRecord(
        version=approval.version,
        role=names.role(approval.role),
        date=approval.date,
        fingerprint=approval.fingerprint,
    )
    add(record, who=approval.who)
    return record
