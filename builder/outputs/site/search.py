"""What search can find in an SOP, written from the model instead of from HTML."""

from collections.abc import Callable, Iterable, Iterator

from builder.model.blocks import Escalation, Objection
from builder.model.procedure import Section, Step
from builder.model.script import AskNode, Script
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.outputs.site.links import Links
from builder.outputs.site.page import SearchSection
from builder.outputs.strings import Strings
from builder.view import LibraryView

Words = Callable[[str], str]


def search_sections(
    sop: Sop, *, view: LibraryView, links: Links, string: Strings
) -> Iterator[SearchSection]:
    """Return the SOP itself, then each part that a person may look for."""

    def words(text: str) -> str:
        return plain_words(text, links.texts)

    yield SearchSection(anchor="", title=sop.title, text=_join(_of_sop(sop, words)))
    for section in sop.procedure:
        text = _join(_of_section(section, view, words))
        yield SearchSection(anchor=section.id, title=section.title, text=text)
    for objection in sop.objections:
        yield SearchSection(
            anchor=f"objection.{objection.id}",
            title=objection.title,
            text=_join(_of_objection(objection, words)),
        )
    for script in sop.scripts:
        yield SearchSection(
            anchor=f"script.{script.id}",
            title=script.title,
            text=_join(_of_script(script, view, words)),
        )
    yield from _of_blocks(sop, words, string)


def _of_sop(sop: Sop, words: Words) -> Iterator[str]:
    yield from (sop.number, sop.summary, words(sop.purpose))
    yield from sop.keywords
    yield from (f"{word.term}: {words(word.meaning)}" for word in sop.definitions)


def _of_section(section: Section, view: LibraryView, words: Words) -> Iterator[str]:
    if section.summary:
        yield words(section.summary)
    for step in section.steps:
        yield from map(words, _texts_of(step, view))


def _texts_of(step: Step, view: LibraryView) -> Iterator[str]:
    yield step.do
    yield from filter(None, (step.why, step.note, step.warning, step.caution))
    yield from step.say
    yield from _disclosed(step.disclosures, view)
    for decision in step.decisions:
        yield f"{decision.when}: {decision.then}"
    yield from (link.label for link in step.links)


def _of_objection(objection: Objection, words: Words) -> Iterator[str]:
    yield from objection.customer_says
    said = (objection.reply, objection.ask)
    told = (objection.meaning, objection.then, objection.avoid)
    yield from map(words, filter(None, (*said, *told)))


def _of_script(script: Script, view: LibraryView, words: Words) -> Iterator[str]:
    yield words(script.summary)
    for node in script.nodes:
        yield from map(words, _disclosed(getattr(node, "disclosures", ()), view))
        yield from map(words, filter(None, (getattr(node, "say", None), node.note)))
        if isinstance(node, AskNode):
            yield from (choice.label for choice in node.choices)


def _of_blocks(sop: Sop, words: Words, string: Strings) -> Iterator[SearchSection]:
    for checklist in sop.checklists:
        items = [words(item.do) for item in checklist.items]
        yield SearchSection(
            anchor=f"checklist.{checklist.id}",
            title=checklist.title,
            text=_join([checklist.when, *items]),
        )
    for template in sop.templates:
        parts = [template.send or "", template.subject or "", template.body]
        yield SearchSection(
            anchor=f"template.{template.id}",
            title=template.title,
            text=_join(words(part) for part in parts),
        )
    for block, parts in _of_tables(sop, words).items():
        text = _join(parts)
        if text:
            title = f"{sop.title}: {string(f'page.{block}')}"
            yield SearchSection(anchor=f"_{block}", title=title, text=text)


def _of_tables(sop: Sop, words: Words) -> dict[str, list[str]]:
    """Return the words of blocks that are found as one, by the block's name."""
    return {
        "phrases": [f"{words(one.say)} {one.instead_of}" for one in sop.phrases],
        "escalations": [
            part for row in sop.escalations for part in _of_escalation(row, words)
        ],
        "metrics": [f"{one.title}: {words(one.definition)}" for one in sop.metrics],
        "quiz": [one.question for one in sop.quiz],
    }


def _of_escalation(row: Escalation, words: Words) -> Iterator[str]:
    yield from map(words, filter(None, (row.when, row.hand_over, row.record)))


def _disclosed(identifiers: tuple[str, ...], view: LibraryView) -> Iterator[str]:
    found = (view.disclosures.find(identifier) for identifier in identifiers)
    yield from (disclosure.say for disclosure in found if disclosure)


def _join(parts: Iterable[str]) -> str:
    """Return parts as one text; a part without an end mark gets one."""
    return " ".join(
        part if part.endswith((".", "!", "?", ":")) else f"{part}."
        for part in (part.strip() for part in parts)
        if part
    )
