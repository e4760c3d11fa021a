"""Which cards there are: kinds, sizes, and what each one shows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.card import CardContent, Source
from builder.outputs.cards.content import card_content, words_for
from builder.outputs.cards.job import CardResult
from builder.outputs.cards.kinds import KINDS, subjects
from builder.outputs.cards.subject import Subject
from builder.outputs.facts import Facts
from builder.project_cards import CardSettings

USUAL = ("sop", "emergency")
"""Kinds that are made in the usual sizes unless the settings say otherwise.

Others have no selection that gives way, so whoever wants them asks for them.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOrder:
    """Which cards are wanted, and how.

    Attributes:
        ids: Ids of cards or of their SOPs; None means all.
        sizes: The sizes of each kind of card; a kind that is missing is not made.
        bundles: What is put together from the cards: ``sets``, ``binder``, ``sheets``,
            or the name of one set.
        copies_on: The paper of sheets that are full of one card; empty means none.
        sides: How many sides a card may have at most.
        has_drafts: SOPs get cards although they are not approved.
        has_marks: Bleed, crop marks and a guide for cutting are printed.
    """

    sizes: Mapping[str, tuple[str, ...]]
    ids: Collection[str] | None = None
    bundles: Collection[str] = ()
    copies_on: str = ""
    sides: int = 2
    has_drafts: bool = False
    has_marks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCard:
    """A card on its way: results come by size, in any order.

    Attributes:
        source: The path of the file that its blocks stand in.
    """

    subject: Subject
    content: CardContent
    sizes: tuple[str, ...]
    source: str
    results: dict[str, CardResult] = field(default_factory=dict)

    @property
    def is_printed(self) -> bool:
        """Whether every size could be made."""
        return all(self.results[size].pdf for size in self.sizes)


def usual_order(facts: Facts) -> CardOrder:
    """Return the cards that the settings ask for."""
    chosen = facts.settings.cards
    return CardOrder(sizes=sizes_by_kind(chosen), bundles=chosen.bundles)


def sizes_by_kind(chosen: CardSettings) -> dict[str, tuple[str, ...]]:
    """Return the sizes of each kind of card that settings ask for."""
    usual = dict.fromkeys(USUAL, chosen.sizes)
    wanted = {kind: chosen.kinds.get(kind, usual.get(kind, ())) for kind in KINDS}
    return {kind: sizes for kind, sizes in wanted.items() if sizes}


def plan_cards(library: Library, facts: Facts, order: CardOrder) -> list[PlannedCard]:
    """Return the cards of an order, SOP by SOP, those of shared data last."""
    planned = []
    sops = published(library, facts, has_drafts=order.has_drafts)
    found = subjects(order.sizes, sops, library, lambda sop: words_for(sop, facts))
    for subject, view in found:
        if order.ids is not None and not _names(subject) & set(order.ids):
            continue
        sop = subject.sop
        source = subject.path or (library.path_of(sop) if sop else "")
        content = card_content(subject, view, facts)
        if facts.settings.cards.archive and sop:
            content = replace(content, source=_source(sop, library, facts))
        planned.append(
            PlannedCard(
                subject=subject,
                content=content,
                sizes=order.sizes[subject.kind],
                source=source,
            )
        )
    return planned


def _source(sop: Sop, library: Library, facts: Facts) -> Source:
    """Return the file of an SOP, for the archive."""
    provenance = facts.provenances.get(sop.id)
    return Source(
        name=f"{sop.id}.yaml",
        description=f"{sop.number} {sop.title}, {sop.version}",
        text=library.sources[library.path_of(sop)].text,
        date=(provenance.date if provenance else "") or sop.effective,
    )


def published(library: Library, facts: Facts, *, has_drafts: bool = False) -> list[Sop]:
    """Return the SOPs that get cards: those in force, and drafts if wanted."""
    is_wanted = has_drafts or facts.settings.publish_drafts
    drafts = {Status.DRAFT, Status.IN_REVIEW} if is_wanted else set()
    return [
        sop for sop in library.sops if library.is_in_force(sop) or sop.status in drafts
    ]


def _names(subject: Subject) -> set[str]:
    """Return the ids that ask for a card; a technique is not asked for by its SOP."""
    is_own = subject.sop is not None and not subject.path
    return {subject.id, subject.sop.id} if is_own and subject.sop else {subject.id}
