"""The page of one SOP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.addresses import KIT, parse_step, step_numbers
from builder.fingerprint import fingerprint_of, short
from builder.model.control import Status
from builder.model.procedure import Section
from builder.model.script import EndNode, Script, describe_case
from builder.model.shared import Disclosure, Regulation, Technique
from builder.model.sop import Sop
from builder.outputs.drawing.content import humanized
from builder.outputs.facts import OutputFile
from builder.outputs.site.assets import CHANGES_SCRIPT, CHANGES_STYLE
from builder.outputs.site.changes import change_words, what_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.editions import MARK_LENGTH
from builder.outputs.site.flows import flow_of, flow_path, room_of
from builder.outputs.site.forge import filled
from builder.outputs.site.kit import KitBlock, KitSource, kit_of
from builder.outputs.site.links import card_path
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page, TocEntry
from builder.outputs.site.upcoming import upcoming_of, versions_path
from builder.outputs.templating import render
from builder.schedule import next_review

BLOCKS = (
    "scripts",
    "escalations",
    "related",
)
"""The blocks after the procedure, in the order of the page; others are in the kit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The control data of an SOP as its page shows them.

    Attributes:
        report: Where a reader tells that they have read it; empty without a tracker.
    """

    fingerprint: str
    next_review: str
    edit: str
    suggest: str
    report: str
    commit: str
    commit_url: str
    is_dirty: bool
    reason: str


def sop_page(sop: Sop, site: SiteContext) -> Page:
    """Return the page of an SOP that is shown in full."""
    return Page(
        path=site.paths[sop.id],
        title=sop.title,
        description=sop.summary,
        html=sop_html(sop, site),
        toc=tuple(_toc(sop, site)),
        tags=sop.tags,
        source=site.library.path_of(sop),
        updated=sop.effective,
        sop=sop.id,
        metadata={"fingerprint": short(fingerprint_of(sop, site.view()))},
    )


def sop_html(sop: Sop, site: SiteContext, *, is_alone: bool = False) -> str:
    """Return the body of an SOP's page.

    Args:
        sop: What it shows.
        site: What all pages share.
        is_alone: Leave out what only the version in force offers, and all that needs
            a script.
    """
    view = site.view()
    path = site.paths[sop.id]
    links = site.links(view, path=path, home=sop, folder=None if is_alone else "")
    names = Names(view)
    string = site.strings(sop)
    numbers = step_numbers(sop)
    area = view.area_of(sop)
    fingerprint = short(fingerprint_of(sop, view))
    has_versions = sop.id in site.facts.past and not is_alone
    html = render(
        "site/sop.html.j2",
        texts=links.texts,
        sop=sop,
        area=area,
        names=names,
        links=links,
        string=string,
        numbers=numbers,
        label=lambda address, _home=None: step_label(address, sop, numbers, names),
        control=_control(sop, site, fingerprint=fingerprint),
        mark=marks_of(sop, site),
        step_marks=lambda section: _step_marks(section, sop, site),
        before_version=_version_before(sop),
        changes_style=CHANGES_STYLE,
        changes_script=CHANGES_SCRIPT,
        cards=site.cards.get(sop.id, ()),
        exports={file.variant: file for file in site.exports.get(sop.id, ())},
        check=card_path(sop.id),
        kit=kit_blocks(sop, site, names),
        kit_page="" if is_alone else KIT,
        used_techniques=techniques_of(sop, names),
        fingerprint=fingerprint,
        more_cards=more_cards(sop, site),
        used_regulations=regulations_of(sop, names),
        change_words=change_words,
        what_words=what_words,
        date=lambda day: shown_date(day, string.language),
        humanize=humanized,
        draw=lambda script: flow_of(sop, script, site),
        room=lambda script: room_of(flow_of(sop, script, site)),
        flow_file=flow_path,
        exact_in=lambda script: _exact_in(script, names),
        ends_of=_ends_of,
        describe_case=describe_case,
        go_way=links.script,
        is_approved=sop.status is Status.APPROVED,
        organization=site.facts.settings.organization,
        is_alone=is_alone,
        upcoming=None if is_alone else upcoming_of(sop, site),
        versions=links.to(versions_path(path)) if has_versions else "",
    )
    return plain_apostrophes(html)


def plain_apostrophes(html: str) -> str:
    """Return HTML without a form that only attributes in single quotes need.

    Templates put every attribute into double ones, and people say "I'm" a lot.
    """
    return html.replace("&#39;", "'")


def _toc(sop: Sop, site: SiteContext) -> Iterator[TocEntry]:
    string, kit = site.strings(sop), kit_blocks(sop, site, Names(site.view()))
    yield TocEntry(anchor="_purpose", title=string("page.purpose"))
    for place, section in enumerate(sop.procedure, start=1):
        yield TocEntry(anchor=section.id, title=f"{place}. {section.title}")
    # The scripts of the page lead on to the kit itself.
    told = [block for block in BLOCKS if getattr(sop, block)]
    for name in (*(block.name for block in kit), *told):
        yield TocEntry(anchor=f"_{name}", title=string(f"page.{name}"))
    yield TocEntry(anchor="_control", title=string("page.control"))


def kit_blocks(sop: Sop, site: SiteContext, names: Names) -> tuple[KitBlock, ...]:
    """Return what the kit of an SOP holds."""
    source = KitSource(
        sop=sop,
        techniques=[technique for technique, _ in techniques_of(sop, names)],
        regulations=regulations_of(sop, names),
        cards=more_cards(sop, site),
    )
    return kit_of(source, site.fingerprints[sop.id], site.strings(sop))


def more_cards(sop: Sop, site: SiteContext) -> list[OutputFile]:
    """Return the cards of an SOP but that of the SOP itself, which its head offers."""
    return [card for card in site.cards.get(sop.id, ()) if card.kind != "sop"]


def _control(sop: Sop, site: SiteContext, *, fingerprint: str) -> Control:
    provenance = site.provenance(sop)
    commit = provenance.source_commit if provenance else ""
    title = f"{sop.number} {sop.title}"
    body = f"{sop.number}, version {sop.version} ({fingerprint})\n\n"
    told = filled(site.facts.settings.issue_url, title)
    return Control(
        fingerprint=fingerprint,
        next_review=next_review(sop.review),
        edit=site.forge.edit(site.library.path_of(sop)),
        suggest=told or site.forge.issue(title=title, body=body),
        report=_report(sop, site, fingerprint=fingerprint),
        commit=commit,
        commit_url=site.forge.commit(commit),
        is_dirty=provenance.is_dirty if provenance else False,
        reason=provenance.reason if provenance else "",
    )


def _report(sop: Sop, site: SiteContext, *, fingerprint: str) -> str:
    """Return the address of a new issue in which a reader says that they read it."""
    string = site.strings(sop)
    words = {"number": sop.number, "title": sop.title, "version": sop.version}
    title = string("reading.report_title", **words)
    body = string("reading.report_body", **words, fingerprint=fingerprint)
    told = filled(site.facts.settings.issue_url, title)
    return told or site.forge.issue(title=title, body=body)


def marks_of(sop: Sop, site: SiteContext) -> Callable[[str], str]:
    """Return what gives a part the mark by which a browser sees that it changed.

    Sections have none, for their steps do.
    """
    sections = {section.id for section in sop.procedure}
    marks = {
        anchor: Markup(' data-f="{}"').format(fingerprint[:MARK_LENGTH])
        for anchor, fingerprint in site.fingerprints[sop.id].items()
        if anchor not in sections
    }
    return lambda anchor: marks.get(anchor, "")


def _step_marks(section: Section, sop: Sop, site: SiteContext) -> Markup:
    """Return the marks of a section's steps in one attribute of their list."""
    known = site.fingerprints[sop.id]
    found = [known.get(f"{section.id}.{step.id}", "") for step in section.steps]
    if not all(found):
        return Markup()
    return Markup(' data-f="{}"').format("".join(one[:MARK_LENGTH] for one in found))


def _version_before(sop: Sop) -> str:
    """Return the version that holds until this one is in force; empty for the first."""
    return sop.revision_history[-2].version if len(sop.revision_history) > 1 else ""


def step_label(address: str, sop: Sop, numbers: dict[str, str], names: Names) -> str:
    """Return what a link to a step is called: its number here, its SOP elsewhere."""
    link = parse_step(address, home=sop.id)
    if link.sop == sop.id:
        return numbers.get(link.anchor, link.anchor)
    return names.sop(link.sop)


def techniques_of(sop: Sop, names: Names) -> list[tuple[Technique, object]]:
    """Return the techniques the SOP explains or names, explained ones first."""
    uses: dict[str, object] = {use.technique: use for use in sop.techniques}
    for section in sop.procedure:
        for step in section.steps:
            for identifier in step.techniques:
                uses.setdefault(identifier, None)
    for objection in sop.objections:
        if objection.technique:
            uses.setdefault(objection.technique, None)
    found = ((names.technique(identifier), use) for identifier, use in uses.items())
    return [(technique, use) for technique, use in found if technique]


def regulations_of(sop: Sop, names: Names) -> list[Regulation]:
    """Return every regulation that the SOP's steps and disclosures serve."""
    identifiers: dict[str, None] = {}
    for section in sop.procedure:
        for step in section.steps:
            identifiers.update(dict.fromkeys(step.regulations))
            identifiers.update(dict.fromkeys(_of_disclosures(step.disclosures, names)))
    for script in sop.scripts:
        for node in script.nodes:
            used = getattr(node, "disclosures", ())
            identifiers.update(dict.fromkeys(_of_disclosures(used, names)))
    found = (names.regulation(identifier) for identifier in identifiers)
    return [regulation for regulation in found if regulation]


def _of_disclosures(identifiers: tuple[str, ...], names: Names) -> list[str]:
    found = (names.disclosure(identifier) for identifier in identifiers)
    return [disclosure.regulation for disclosure in found if disclosure]


def _exact_in(script: Script, names: Names) -> list[Disclosure]:
    """Return what a script has to say exactly, each once, in the script's order."""
    used: dict[str, None] = {}
    for node in script.nodes:
        used.update(dict.fromkeys(getattr(node, "disclosures", ())))
    found = (names.disclosure(identifier) for identifier in used)
    return [disclosure for disclosure in found if disclosure]


def _ends_of(script: Script) -> list[EndNode]:
    return [node for node in script.nodes if isinstance(node, EndNode)]
