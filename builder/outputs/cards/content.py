"""A card's blocks as HTML, before anybody knows where on the paper they stand."""

import re
from collections.abc import Iterable
from itertools import groupby

from builder.block_references import Block
from builder.fingerprint import digest, fingerprint_of
from builder.model.sop import Sop
from builder.model.text import Located
from builder.outputs.cards.card import CardContent, Entry, Group, Rest
from builder.outputs.cards.control import control_data
from builder.outputs.cards.selection import Selection, used_dispositions
from builder.outputs.cards.typography import breakable, typographic
from builder.outputs.facts import Facts
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import Strings, strings_for
from builder.outputs.templating import render
from builder.view import LibraryView

_LONG_WORD = re.compile(r"[^\s<>\"]{26,}")
"""Outside of tags; an address in a link may be taken for a word, which does no harm."""


def card_content(
    sop: Sop, selection: Selection, view: LibraryView, facts: Facts
) -> CardContent:
    """Return what the card of an SOP can show."""
    words = strings_for(sop.language or facts.settings.language)
    texts = text_context(view, facts)
    writer = _Writer(sop, selection, view, words, texts)
    entries = tuple(writer.entries())
    note = sop.card.note if sop.card and sop.card.note else sop.summary
    return CardContent(
        sop=sop.id,
        number=sop.number,
        title=(sop.card.title if sop.card else None) or sop.title,
        note=typographic(
            render("cards/note.html.j2", texts=texts, note=note), words.language
        ),
        area=view.area_of(sop).title,
        organization=facts.settings.organization,
        language=words.language,
        direction=words.direction,
        groups=writer.groups,
        entries=entries,
        further=selection.further,
        rest=_rest(sop),
        control=control_data(sop, view, facts, words),
    )


def card_fingerprint(content: CardContent, shown: Iterable[str]) -> str:
    """Return the 64 hex digits that stand for what a card shows.

    Control data is not part of it, nor is where on the paper a block stands.

    Args:
        content: What the card could show.
        shown: References of the entries that are on it.
    """
    wanted = set(shown)
    entries = [
        [entry.reference, entry.fingerprint]
        for entry in content.entries
        if entry.reference in wanted
    ]
    return digest({"title": content.title, "note": content.note, "blocks": entries})


def text_context(view: LibraryView, facts: Facts) -> TextContext:
    """Return how texts on a card resolve: links lead to the site, if there is one."""

    def link(target: str) -> str:
        identifier, _, anchor = target.removeprefix("sop:").partition("#")
        sop = view.sops.find(identifier)
        if sop is None or not facts.site.url:
            return ""
        root = facts.site.url.rstrip("/")
        page = f"{root}/{view.area_of(sop).id}/{sop.id}/"
        return f"{page}#{anchor}" if anchor else page

    def field(name: str) -> str:
        return f"[{name.replace('_', ' ').replace('.', ' ')}]"

    return TextContext(link=link, field=field)


class _Writer:
    """Turns the blocks of a selection into entries under groups."""

    def __init__(
        self,
        sop: Sop,
        selection: Selection,
        view: LibraryView,
        words: Strings,
        texts: TextContext,
    ) -> None:
        self.sop = sop
        self.selection = selection
        self.view = view
        self.words = words
        self.texts = texts
        self.groups: dict[str, Group] = {}
        self.numbers = step_numbers(sop)
        self.sections = {section.id: section for section in sop.procedure}
        self.told = frozenset(
            block.id
            for block in selection.blocks
            if block.kind == "disclosure" and block.reference in selection.required
        )

    def entries(self) -> Iterable[Entry]:
        """Yield entries, those of one group together, groups by first mention."""
        for block in self.selection.blocks:
            self._open_group(block)
        order = list(self.groups)
        blocks = sorted(
            self.selection.blocks, key=lambda block: order.index(self._group_id(block))
        )
        for group, members in groupby(blocks, key=self._group_id):
            if group == "dispositions":
                yield self._entry(group, list(members))
            else:
                yield from (self._entry(group, [member]) for member in members)

    def _entry(self, group: str, blocks: list[Block]) -> Entry:
        first = blocks[0]
        html = render(
            f"cards/{first.kind}.html.j2",
            texts=self.texts,
            words=self.words,
            view=self.view,
            sop=self.sop,
            part=first.part,
            parts=[block.part for block in blocks],
            number=self.numbers.get(first.reference, ""),
            told=self.told,
        )
        return Entry(
            reference=first.reference,
            references=tuple(block.reference for block in blocks),
            group=group,
            number=self.numbers.get(first.reference, ""),
            html=breakable(typographic(html, self.words.language)),
            has_long_words=_LONG_WORD.search(html) is not None,
            fingerprint=digest(
                [fingerprint_of(block.part, self.view) for block in blocks]
            ),
        )

    def _open_group(self, block: Block) -> None:
        identifier = self._group_id(block)
        if identifier not in self.groups:
            title = self._group_title(block)
            self.groups[identifier] = Group(id=identifier, kind=block.kind, title=title)

    def _group_id(self, block: Block) -> str:
        if block.kind == "step":
            return f"section.{block.id.partition('.')[0]}"
        if block.kind in ("checklist", "technique"):
            return f"{block.kind}.{block.id}"
        return f"{block.kind}s"

    def _group_title(self, block: Block) -> str:
        if block.kind == "step":
            section = self.sections[block.id.partition(".")[0]]
            return f"{self.numbers[f'section:{section.id}']} {section.title}"
        if block.kind in ("checklist", "technique"):
            return _title_of(block.part)
        return self.words(f"card.{block.kind}s")


def step_numbers(sop: Sop) -> dict[str, str]:
    """Return the numbers of sections and steps by their references."""
    numbers: dict[str, str] = {}
    for position, section in enumerate(sop.procedure, start=1):
        numbers[f"section:{section.id}"] = str(position)
        for place, step in enumerate(section.steps, start=1):
            numbers[f"step:{section.id}.{step.id}"] = f"{position}.{place}"
    return numbers


def _title_of(part: Located) -> str:
    return str(getattr(part, "title", ""))


def _rest(sop: Sop) -> Rest:
    numbers = step_numbers(sop)
    return Rest(
        steps=tuple(
            (number, reference)
            for reference, number in numbers.items()
            if reference.startswith("step:")
        ),
        others=(
            ("objections", tuple(f"objection:{part.id}" for part in sop.objections)),
            ("escalations", tuple(f"escalation:{part.id}" for part in sop.escalations)),
            ("checklists", tuple(f"checklist:{part.id}" for part in sop.checklists)),
            ("dispositions", tuple(f"disposition:{c}" for c in used_dispositions(sop))),
        ),
        scripts=len(sop.scripts),
    )
