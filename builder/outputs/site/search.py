"""What search can find in an SOP, written from the model instead of from HTML.

Search engines weigh titles far above text. So the words that people come with, a
customer's or a keyword's, are titles of entries of their own, and nowhere else: in a
long text they would be lost among the words that only begin alike.
"""

from collections.abc import Callable, Iterable, Iterator

from builder.model.blocks import Escalation, Objection, TechniqueUse
from builder.model.procedure import Section, Step
from builder.model.script import AskNode, Script
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.outputs.site.links import Links
from builder.outputs.site.page import SearchSection
from builder.outputs.strings import Strings
from builder.view import LibraryView

Words = Callable[[str], str]

PHRASE_WEIGHT = 3
"""Enough for a phrase of which all words are typed to come before a whole page whose
title has one of them: Material counts a page up to two and a half times a part."""


def search_sections(
    sop: Sop, *, view: LibraryView, links: Links, string: Strings
) -> Iterator[SearchSection]:
    """Return the SOP itself, then each part that a person may look for."""

    def words(text: str) -> str:
        return plain_words(text, links.texts)

    yield SearchSection(
        anchor="", title=sop.title, text=_join(_of_sop(sop, view, words))
    )
    for place, keyword in _keyword_phrases(sop):
        yield SearchSection(
            anchor=keyword_anchor(place),
            title=keyword,
            text=_join((sop.title, sop.summary)),
            weight=PHRASE_WEIGHT,
        )
    for section in sop.procedure:
        text = _join(_of_section(section, view, words))
        yield SearchSection(anchor=section.id, title=section.title, text=text)
    for objection in sop.objections:
        yield SearchSection(
            anchor=f"objection.{objection.id}",
            title=objection.title,
            text=_join(_of_objection(objection, words)),
        )
        for place, said in enumerate(objection.customer_says, 1):
            yield SearchSection(
                anchor=saying_anchor(objection.id, place),
                title=said,
                text=_join((words(objection.reply),)),
                weight=PHRASE_WEIGHT,
            )
    for script in sop.scripts:
        yield SearchSection(
            anchor=f"script.{script.id}",
            title=script.title,
            text=_join(_of_script(script, view, words)),
        )
    yield from _of_blocks(sop, view, words, string)


def keyword_anchor(place: int) -> str:
    """Return the id of the keyword at a place, counted from 1, on the SOP's page."""
    return f"_keyword.{place}"


def saying_anchor(objection: str, place: int) -> str:
    """Return the id of the customer's words at a place, counted from 1."""
    return f"objection.{objection}.says.{place}"


def _keyword_phrases(sop: Sop) -> Iterator[tuple[int, str]]:
    """Return keywords of many words with their places; no customer's words twice."""
    said = {words.casefold() for one in sop.objections for words in one.customer_says}
    for place, keyword in enumerate(sop.keywords, 1):
        if _is_phrase(keyword) and keyword.casefold() not in said:
            yield place, keyword


def _is_phrase(keyword: str) -> bool:
    return len(keyword.split()) > 1


def _of_sop(sop: Sop, view: LibraryView, words: Words) -> Iterator[str]:
    yield from (sop.number, sop.summary, words(sop.purpose))
    yield from (keyword for keyword in sop.keywords if not _is_phrase(keyword))
    yield from map(words, (*sop.scope.covers, *sop.scope.does_not_cover))
    yield from (f"{word.term}: {words(word.meaning)}" for word in sop.definitions)
    for duty in sop.roles:
        role = view.roles.find(duty.role)
        yield f"{role.title if role else duty.role}: {' '.join(map(words, duty.does))}"
    for use in sop.tools:
        tool = view.tools.find(use.tool)
        yield f"{tool.title if tool else use.tool}: {words(use.use)}"


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


def _of_blocks(
    sop: Sop, view: LibraryView, words: Words, string: Strings
) -> Iterator[SearchSection]:
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
    for block, parts in _of_tables(sop, view, words).items():
        text = _join(parts)
        if text:
            title = f"{sop.title}: {string(f'page.{block}')}"
            yield SearchSection(anchor=f"_{block}", title=title, text=text)


def _of_tables(sop: Sop, view: LibraryView, words: Words) -> dict[str, list[str]]:
    """Return the words of blocks that are found as one, by the block's name."""
    card = sop.scorecard
    return {
        "techniques": [
            part for use in sop.techniques for part in _of_technique(use, view, words)
        ],
        "phrases": [f"{words(one.say)} {one.instead_of}" for one in sop.phrases],
        "escalations": [
            part for row in sop.escalations for part in _of_escalation(row, words)
        ],
        "metrics": [f"{one.title}: {words(one.definition)}" for one in sop.metrics],
        "scorecard": [
            f"{row.title}: {words(row.look_for)}"
            for row in (card.criteria if card else ())
        ],
        "quiz": [one.question for one in sop.quiz],
        "related": [
            f"{other.title}: {words(one.why)}"
            for one in sop.related
            if (other := view.sops.find(one.sop))
        ],
    }


def _of_technique(use: TechniqueUse, view: LibraryView, words: Words) -> Iterator[str]:
    technique = view.techniques.find(use.technique)
    if technique:
        yield technique.title
        yield words(use.use or technique.summary)
        yield from (f"{part.title}: {words(part.do)}" for part in technique.parts)
    yield from map(words, use.lines)


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
