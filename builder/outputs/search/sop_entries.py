"""What can be found in an SOP."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from builder.addresses import folder_of
from builder.model.blocks import Escalation, Metric, Objection, TechniqueUse
from builder.model.procedure import Section, Step
from builder.model.script import AskNode, EndNode, Node, Script
from builder.model.sop import Sop
from builder.outputs.inline_text import TextContext, plain_words
from builder.outputs.search.entries import Entry, Origin
from builder.outputs.strings import Strings
from builder.view import LibraryView

_NOWHERE = TextContext(
    link=lambda _target: "", field=lambda name: name.replace(".", " ").replace("_", " ")
)


def words(text: str | None) -> str:
    """Return inline or spoken text as a person reads it; nothing for nothing."""
    return " ".join(plain_words(text, _NOWHERE).split()) if text else ""


def joined(parts: Iterable[str | None]) -> str:
    """Return parts as one text; a part without an end mark gets one."""
    return " ".join(
        part if part.endswith((".", "!", "?", ":", "…")) else f"{part}."
        for part in map(words, parts)
        if part
    )


def sop_origin(
    sop: Sop,
    *,
    path: str,
    view: LibraryView,
    string: Strings,
    players: Mapping[str, str],
) -> Origin:
    """Return an SOP with everything in it that can be found.

    Args:
        sop: The SOP.
        path: Its page below the site's root.
        view: Records what is looked up.
        string: The tool's own words.
        players: The page that plays a script, by the script's address.
    """
    roles = dict.fromkeys((sop.owner, *(duty.role for duty in sop.roles)))
    return Origin(
        sop=sop.id,
        number=sop.number,
        title=sop.title,
        path=path,
        channels=tuple(channel.value for channel in sop.channels),
        direction=sop.direction.value,
        roles=tuple(roles),
        entries=tuple(
            _placed(entry, sop, path) for entry in _entries(sop, view, string, players)
        ),
    )


def _placed(entry: Entry, sop: Sop, path: str) -> Entry:
    """Return an entry with its own page, if it stands below the page of the SOP."""
    folder = folder_of(sop, entry.anchor)
    return replace(entry, path=path + folder) if folder else entry


def _entries(
    sop: Sop, view: LibraryView, string: Strings, players: Mapping[str, str]
) -> Iterator[Entry]:
    yield _of_sop(sop)
    for section in sop.procedure:
        yield from _of_section(section, view)
    yield from _of_talk(sop, view, string)
    for script in sop.scripts:
        player = players.get(f"{sop.id}/{script.id}", "")
        for entry in _of_script(script, view):
            yield replace(entry, path=player)
    yield from _of_things(sop, view, string)


def _of_sop(sop: Sop) -> Entry:
    return Entry(
        kind="sop",
        anchor="",
        title=sop.title,
        text=sop.summary,
        heard=(sop.number, *sop.keywords, *sop.tags),
        hints=joined((
            sop.id, sop.purpose, *sop.scope.covers,
            *(f"{word.term}: {word.meaning}" for word in sop.definitions),
        )),
        is_head=True,
    )  # fmt: skip


def _of_section(section: Section, view: LibraryView) -> Iterator[Entry]:
    first = [words(step.do) for step in section.steps]
    text = words(section.summary) or joined(first[:3])
    yield Entry(
        kind="section",
        anchor=section.id,
        title=section.title,
        text=text,
        hints=_spaced(section.id),
        is_head=True,
    )
    for step in section.steps:
        yield _of_step(section, step, view)


def _of_step(section: Section, step: Step, view: LibraryView) -> Entry:
    told = [step.warning, step.caution, step.note]
    told += [f"{one.when}: {one.then}" for one in step.decisions]
    return Entry(
        kind="step",
        anchor=f"{section.id}.{step.id}",
        title=words(step.do),
        text=joined((*_disclosed(step.disclosures, view), *step.say, *told)),
        hints=joined((_spaced(step.id), step.why, step.within, *_labels(step))),
    )


def _labels(step: Step) -> Iterator[str]:
    yield from (link.label for link in step.links)


def _of_talk(sop: Sop, view: LibraryView, string: Strings) -> Iterator[Entry]:
    if sop.objections:
        yield _head(sop, "objections", string)
        yield from (_of_objection(one, view) for one in sop.objections)
    if sop.phrases:
        yield _head(sop, "phrases", string)
        for phrase in sop.phrases:
            yield Entry(
                kind="phrase",
                anchor="_phrases",
                title=words(phrase.say),
                text=joined((phrase.why,)),
                hints=phrase.instead_of,
            )
    if sop.techniques:
        yield _head(sop, "techniques", string)
        yield from filter(None, map(partial(_of_technique, view), sop.techniques))


def _of_objection(objection: Objection, view: LibraryView) -> Entry:
    technique = view.techniques.find(objection.technique or "")
    return Entry(
        kind="objection",
        anchor=f"objection.{objection.id}",
        title=objection.title,
        text=joined((objection.reply, objection.ask)),
        heard=objection.customer_says,
        hints=joined((
            _spaced(objection.id), objection.meaning, objection.avoid,
            objection.then, technique.title if technique else "", "objection",
        )),
    )  # fmt: skip


def _of_technique(view: LibraryView, use: TechniqueUse) -> Entry | None:
    technique = view.techniques.find(use.technique)
    if technique is None:
        return None
    parts = [f"{part.title}: {part.do}" for part in technique.parts]
    return Entry(
        kind="technique",
        anchor=f"_technique.{use.technique}",
        title=technique.title,
        text=joined((use.use or technique.summary, *parts)),
        hints=joined(use.lines),
    )


def _of_script(script: Script, view: LibraryView) -> Iterator[Entry]:
    yield Entry(
        kind="script",
        anchor=f"script.{script.id}",
        title=script.title,
        text=words(script.summary),
        heard=(f"{script.title} script",),
        hints=joined((_spaced(script.id), script.call_type)),
        is_head=True,
    )
    for node in script.nodes:
        if entry := _of_node(script, node, view):
            yield entry


def _of_node(script: Script, node: Node, view: LibraryView) -> Entry | None:
    """Return what is said at a node, or None where nothing is."""
    said = words(getattr(node, "say", None))
    exact = " ".join(_disclosed(getattr(node, "disclosures", ()), view))
    if not said and not exact:
        return None
    choices = node.choices if isinstance(node, AskNode) else ()
    code = f"({node.disposition})" if isinstance(node, EndNode) else ""
    return Entry(
        kind="line",
        anchor=f"script.{script.id}.{node.id}",
        title=said or exact,
        text=joined((exact if said else "", node.note)),
        hints=joined((_spaced(node.id), *(one.label for one in choices), code)),
    )


def _of_things(sop: Sop, view: LibraryView, string: Strings) -> Iterator[Entry]:
    for checklist in sop.checklists:
        yield Entry(
            kind="checklist",
            anchor=f"checklist.{checklist.id}",
            title=checklist.title,
            text=joined((checklist.when, *(item.do for item in checklist.items))),
            hints=f"checklist {_spaced(checklist.id)}",
            is_head=True,
        )
    for template in sop.templates:
        yield Entry(
            kind="template",
            anchor=f"template.{template.id}",
            title=template.title,
            text=joined((template.subject, template.body)),
            hints=joined(("message template", _spaced(template.id), template.send)),
            is_head=True,
        )
    if sop.escalations:
        yield _head(sop, "escalations", string)
        yield from (_of_escalation(row, view, string) for row in sop.escalations)
    if sop.metrics:
        yield _head(sop, "metrics", string)
        yield from (_of_metric(metric, view) for metric in sop.metrics)
    if sop.scorecard:
        rows = [f"{row.title}: {row.look_for}" for row in sop.scorecard.criteria]
        yield Entry(
            kind="scorecard",
            anchor=f"scorecard.{sop.scorecard.id}",
            title=sop.scorecard.title,
            text=joined(rows),
            hints=string("page.scorecard"),
            is_head=True,
        )


def _of_escalation(row: Escalation, view: LibraryView, string: Strings) -> Entry:
    role = view.roles.find(row.to)
    whom = f"{role.title if role else row.to}, {row.within}"
    return Entry(
        kind="escalation",
        anchor=f"escalation.{row.id}",
        title=words(row.when),
        text=joined((whom, row.hand_over)),
        hints=joined((
            "escalate", _spaced(row.id), string(f"severity.{row.severity}"),
            string(f"path.{row.path}"), row.record,
        )),
    )  # fmt: skip


def _of_metric(metric: Metric, view: LibraryView) -> Entry:
    term = view.terms.find(metric.term or "")
    names = (term.term, term.abbreviation or "", *term.aliases) if term else ()
    return Entry(
        kind="metric",
        anchor=f"metric.{metric.id}",
        title=metric.title,
        text=joined((metric.definition, metric.formula, metric.target)),
        heard=tuple(name for name in names if name and name != metric.title),
        hints=joined(
            (_spaced(metric.id), metric.source, metric.frequency, metric.note)
        ),
    )


def _head(sop: Sop, block: str, string: Strings) -> Entry:
    title = string(f"page.{block}")
    return Entry(
        kind="block",
        anchor=f"_{block}",
        title=f"{sop.title}: {title}",
        hints=block,
        is_head=True,
    )


def _disclosed(identifiers: tuple[str, ...], view: LibraryView) -> list[str]:
    found = (view.disclosures.find(identifier) for identifier in identifiers)
    return [words(disclosure.say) for disclosure in found if disclosure]


def _spaced(identifier: str) -> str:
    return identifier.replace("_", " ").replace(".", " ").replace("-", " ")
