"""Many cards in one document: desk sets, the binder, and sheets to cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from builder.library import Library
from builder.model.shared import Regulation, Role
from builder.outputs.cards.assets import Asset
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.content import text_context
from builder.outputs.cards.imposition import impose
from builder.outputs.cards.job import CardResult, DocumentJob
from builder.outputs.cards.markup import assets_of, page_css
from builder.outputs.cards.sizes import PAPERS, Paper
from builder.outputs.facts import Facts
from builder.outputs.strings import strings_for
from builder.outputs.templating import render
from builder.view import LibraryView

TABS = 10
"""Index tabs that stand below each other before they start at the top again."""

TAB_HEIGHT = 25.0
"""Distance from one index tab to the next in mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundCard:
    """A card as it was printed, to be shown again beside others."""

    content: CardContent
    result: CardResult

    @property
    def sides(self) -> list[Markup]:
        """The sides, ready for a template."""
        return [Markup(side) for side in self.result.sides]

    @property
    def facts(self) -> dict[str, str]:
        """The control data by its label."""
        return dict(self.content.control.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A regulation, and the places of cards in the binder whose SOPs serve it."""

    regulation: Regulation
    places: tuple[int, ...]


class Bindery:
    """Puts cards together that were printed before."""

    def __init__(self, library: Library, facts: Facts) -> None:
        self._view = LibraryView(library)
        self._facts = facts
        self._words = strings_for(facts.settings.language)

    def desk_set(self, role: Role, cards: Sequence[BoundCard]) -> DocumentJob:
        """Return all cards that a role needs, with a list of them and index tabs."""
        html = self._render(
            "set",
            cards,
            title=self._words("card.set_title", role=role.title),
            summary=role.summary,
        )
        pages = "".join(_tabbed_page(n, card) for n, card in enumerate(cards, start=1))
        return self._job(f"set-{role.id}", html, self._front(cards) + pages, cards)

    def binder(self, cards: Sequence[BoundCard]) -> DocumentJob:
        """Return the library to be filed: cards, glossary, regulations, control."""
        title = self._words("card.binder_title")
        places = list(enumerate(cards, start=1))
        html = self._render(
            "binder",
            cards,
            title=title,
            areas=[
                (area, list(members)) for area, members in groupby(places, key=_area_of)
            ],
            terms=sorted(self._view.terms.all(), key=lambda one: one.term.casefold()),
            citations=self._citations(cards),
        )
        pages = "".join(self._bound_page(n, card) for n, card in places)
        return self._job("binder", html, self._front(cards) + pages, cards)

    def sheet(self, name: str, cards: Sequence[BoundCard], paper: Paper) -> DocumentJob:
        """Return cards of one size on larger sheets, to be printed duplex and cut."""
        small = PAPERS[cards[0].result.paper]
        title = self._words("card.sheet_title", size=small.title, paper=paper.title)
        html = self._render(
            "sheet",
            cards,
            title=title,
            sheets=impose([card.result.sides for card in cards], small, paper),
            small=small,
            safe=Markup,
        )
        size = f"@page {{ size: {paper.width}mm {paper.height}mm; margin: 0 }}\n"
        return self._job(name, html, size, cards)

    def stack(self, name: str, title: str, cards: Sequence[BoundCard]) -> DocumentJob:
        """Return cards of any sizes and nothing else, in the order of the stack."""
        places = list(enumerate(cards, start=1))
        pages = "".join(
            page_css(PAPERS[card.result.paper], name=f"card-{n}")
            + f"#card-{n} {{ page: card-{n} }}\n"
            for n, card in places
        )
        return self._job(name, self._render("stack", cards, title=title), pages, cards)

    def _render(self, kind: str, cards: Sequence[BoundCard], **values: object) -> str:
        settings = self._facts.settings
        return render(
            f"cards/{kind}.html.j2",
            texts=text_context(self._view, self._facts),
            words=self._words,
            organization=settings.organization,
            notice=settings.cards.uncontrolled or self._words("card.uncontrolled"),
            cards=cards,
            **values,
        )

    def _job(
        self, name: str, html: str, page: str, cards: Sequence[BoundCard]
    ) -> DocumentJob:
        assets: dict[str, Asset] = {}
        for card in cards:
            assets |= assets_of(card.content, PAPERS[card.result.paper].shape)
        return DocumentJob(
            papers=(name,),
            html=html,
            page=page,
            brand=cards[0].content.brand.css,
            assets=assets,
            weight=len(cards) + 1,
        )

    def _front(self, cards: Sequence[BoundCard]) -> str:
        """Return the pages before and after the cards: their paper, wider margins."""
        paper = PAPERS[cards[0].result.paper]
        page = _css_text(self._words("card.page") + " ")
        return (
            f"@page {{ size: {paper.width}mm {paper.height}mm; margin: 18mm 16mm;"
            f" @bottom-right {{ content: {page} counter(page); {_SMALL} }} }}\n"
        )

    def _bound_page(self, place: int, card: BoundCard) -> str:
        """Return the page of a card with a running header and its number."""
        content, name = card.content, f"card-{place}"
        dot = "\N{MIDDLE DOT}"
        header = _css_text(f"{content.area} {dot} {content.number} {content.title}")
        page = _css_text(self._words("card.page") + " ")
        return (
            page_css(PAPERS[card.result.paper], name=name)
            + f"@page {name} {{ @top-left {{ content: {header}; {_SMALL} }}\n"
            + f"@bottom-right {{ content: {page} counter(page); {_SMALL} }} }}\n"
            + f"#{name} {{ page: {name} }}\n"
        )

    def _citations(self, cards: Sequence[BoundCard]) -> list[Citation]:
        """Return the regulations that SOPs of the binder name, by their short names."""
        found = []
        for regulation in self._view.regulations.all():
            places = tuple(
                place
                for place, card in enumerate(cards, start=1)
                if self._serves(card.content.sop, regulation)
            )
            if places:
                found.append(Citation(regulation=regulation, places=places))
        return sorted(found, key=lambda one: one.regulation.title.casefold())

    def _serves(self, identifier: str, regulation: Regulation) -> bool:
        """Tell whether an SOP names a regulation, itself or by its exact words."""
        sop = self._view.sops.find(identifier)
        sections = sop.procedure if sop else ()
        steps = [step for section in sections for step in section.steps]
        named = {one for step in steps for one in step.regulations}
        told = {one for step in steps for one in step.disclosures}
        for script in sop.scripts if sop else ():
            for node in script.nodes:
                told |= set(getattr(node, "disclosures", ()))
        for disclosure in told:
            known = self._view.disclosures.find(disclosure)
            named |= {known.regulation} if known else set()
        return regulation.id in named


def _area_of(placed: tuple[int, BoundCard]) -> str:
    return placed[1].content.area


_SMALL = "font-size: 7.5pt; color: #404040; font-family: inherit"


def _tabbed_page(place: int, card: BoundCard) -> str:
    """Return the page of a card with its tab, which is outside on front and back."""
    name = f"card-{place}"
    top = (place - 1) % TABS * TAB_HEIGHT
    tab = (
        f'content: "{place}"; width: 5.5mm; height: 15mm; margin-top: {top}mm;'
        " background: #1a1a1a; color: #fff; font-size: 9pt; font-weight: 700;"
        " text-align: center; vertical-align: middle; border-radius: 0.8mm;"
    )
    return (
        page_css(PAPERS[card.result.paper], name=name)
        + f"@page {name}:right {{ @right-top {{ {tab} margin-left: 3mm }} }}\n"
        + f"@page {name}:left {{ @left-top {{ {tab} margin-right: 3mm }} }}\n"
        + f"#{name} {{ page: {name} }}\n"
    )


def _css_text(text: str) -> str:
    """Return a text as a CSS string, whatever is in it."""
    escaped = re.sub(r"[^\w .,:;()-]", lambda found: f"\\{ord(found[0]):06x}", text)
    return f'"{escaped}"'
