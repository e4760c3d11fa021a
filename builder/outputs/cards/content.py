"""A card's blocks as HTML, before anybody knows where on the paper they stand."""

import re
from collections.abc import Iterable
from itertools import groupby

from builder.block_references import Block
from builder.model.sop import Sop
from builder.outputs.cards.card import CardContent, Entry, Group
from builder.outputs.cards.control import control_data
from builder.outputs.cards.fingerprints import card_fingerprint, card_parts
from builder.outputs.cards.subject import Subject
from builder.outputs.cards.typography import breakable, typographic
from builder.outputs.facts import Facts
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import Strings, strings_for
from builder.outputs.templating import render
from builder.view import LibraryView

_LONG_WORD = re.compile(r"[^\s<>\"]{26,}")
_TAG = re.compile(r"<[^>]*>")


def card_content(subject: Subject, view: LibraryView, facts: Facts) -> CardContent:
    """Return what the card of a subject can show."""
    sop = subject.sop
    words = words_for(sop, facts)
    texts = text_context(view, facts)
    writer = _Writer(subject, view, words, texts)
    entries = tuple(writer.entries())
    fingerprint = card_fingerprint(card_parts(subject, view))
    is_plain = subject.kind == "sop"
    return CardContent(
        id=subject.id,
        kind=subject.kind,
        kind_title="" if is_plain else words(f"card.kind_{subject.kind}"),
        sop=sop.id if sop else "",
        number=sop.number if sop else "",
        title=subject.title,
        note=typographic(
            render("cards/note.html.j2", texts=texts, note=subject.note), words.language
        ),
        area=view.area_of(sop).title if sop and not subject.path else "",
        organization=facts.settings.organization,
        language=words.language,
        direction=words.direction,
        groups=writer.groups,
        entries=entries,
        further=subject.selection.further,
        rest=subject.rest,
        control=control_data(subject, view, facts, words, fingerprint=fingerprint),
        sides=subject.sides,
        brand=facts.brand.brand,
    )


def words_for(sop: Sop | None, facts: Facts) -> Strings:
    """Return the tool's words in the language of an SOP, or in that of the project."""
    own = sop.language if sop else None
    return strings_for(own or facts.settings.language)


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
    """Turns the blocks of a subject into entries under groups."""

    def __init__(
        self, subject: Subject, view: LibraryView, words: Strings, texts: TextContext
    ) -> None:
        self.subject = subject
        self.view = view
        self.words = words
        self.texts = texts
        self.groups: dict[str, Group] = {}
        self.told = frozenset(
            block.id
            for block in subject.selection.blocks
            if block.kind == "disclosure"
            and block.reference in subject.selection.required
        )

    def entries(self) -> Iterable[Entry]:
        """Yield entries, those of one group together, groups by first mention."""
        blocks = self.subject.selection.blocks
        for block in blocks:
            heading = self.subject.group_of(block)
            self.groups.setdefault(heading.id, heading)
        order = list(self.groups)
        blocks = tuple(sorted(blocks, key=lambda one: order.index(self._group(one))))
        for group, members in groupby(blocks, key=self._group):
            if group == "dispositions":
                yield self._entry(group, list(members))
            else:
                yield from (self._entry(group, [member]) for member in members)

    def _group(self, block: Block) -> str:
        return self.subject.group_of(block).id

    def _entry(self, group: str, blocks: list[Block]) -> Entry:
        first = blocks[0]
        number = self.subject.numbers.get(first.reference, "")
        html = render(
            f"cards/{first.kind}.html.j2",
            texts=self.texts,
            words=self.words,
            view=self.view,
            sop=self.subject.sop,
            part=first.part,
            parts=[block.part for block in blocks],
            number=number,
            extra=self.subject.extras.get(first.reference),
            told=self.told,
        )
        return Entry(
            reference=first.reference,
            references=tuple(block.reference for block in blocks),
            group=group,
            number=number,
            html=breakable(typographic(html, self.words.language)),
            has_long_words=_LONG_WORD.search(_TAG.sub(" ", html)) is not None,
        )
