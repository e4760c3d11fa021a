"""Which cards go together: those of a role, all of them, and small ones on sheets."""

from collections.abc import Collection, Iterator, Sequence

from builder.errors import SopError
from builder.library import Library
from builder.outputs.cards.bundles import Bindery, BoundCard
from builder.outputs.cards.imposition import Grid
from builder.outputs.cards.job import DocumentJob
from builder.outputs.cards.plan import PlannedCard
from builder.outputs.cards.press import Press
from builder.outputs.cards.sizes import PAPERS, Paper
from builder.outputs.facts import Facts, OutputFile

MINIMUM = 2
"""A sheet that holds fewer cards is no sheet to cut."""

LARGE = ("a4", "letter")
"""Papers that a desktop printer takes; other sizes are printed on them and cut."""


def print_bundles(
    press: Press,
    cards: Sequence[PlannedCard],
    library: Library,
    facts: Facts,
    wanted: Collection[str],
) -> list[OutputFile]:
    """Return sets, binder and sheets, as far as they are wanted.

    Raises:
        SopError: One of them could not be made.
    """
    return _printed(press, list(_jobs(cards, library, facts, wanted)), facts)


def print_copies(
    press: Press,
    cards: Sequence[PlannedCard],
    library: Library,
    facts: Facts,
    paper: str,
) -> list[OutputFile]:
    """Return sheets that are full of one card each.

    Args:
        press: What prints them.
        cards: Cards in sizes that are smaller than the sheet.
        library: All SOPs with the shared data.
        facts: The facts of this build.
        paper: The id of the sheet.

    Raises:
        SopError: A card is as large as the sheet.
    """
    bindery = Bindery(library, facts)
    jobs = []
    for card in cards:
        for size in card.sizes:
            bound = BoundCard(content=card.content, result=card.results[size])
            count = Grid.of(PAPERS[size], PAPERS[paper]).count
            if count < MINIMUM:
                raise SopError(
                    f"a sheet of {PAPERS[paper].title} holds one {PAPERS[size].title} "
                    "card",
                    hint="leave out --sheet, or choose a smaller --size",
                )
            name = f"sheet-{card.content.id}.{card.content.kind}.{size}"
            jobs.append(bindery.sheet(name, [bound] * count, PAPERS[paper]))
    return _printed(press, jobs, facts)


def _printed(press: Press, jobs: list[DocumentJob], facts: Facts) -> list[OutputFile]:
    files = []
    for job, results in zip(jobs, press.run("Sets", jobs), strict=True):
        (result,) = results.values()
        if result.failure or result.warnings:
            why = result.failure or result.warnings[0]
            raise SopError(
                f"'{result.paper}.pdf' could not be made: {why}",
                hint="raise 'card_seconds' in [tool.sop.limits]",
            )
        files.append(
            OutputFile(
                path=f"cards/{result.paper}.pdf",
                sop="",
                kind=result.paper.partition("-")[0],
                variant=_first(facts).id,
                title=result.paper,
                content=result.pdf,
                details={"pages": result.pages, "cards": job.weight - 1},
            )
        )
    return files


def _jobs(
    cards: Sequence[PlannedCard],
    library: Library,
    facts: Facts,
    wanted: Collection[str],
) -> Iterator[DocumentJob]:
    bindery = Bindery(library, facts)
    paper = _first(facts)
    bound = _bound(cards, paper.id)
    for role in library.roles.values():
        if {"sets", f"set-{role.id}"} & set(wanted):
            chosen = [
                BoundCard(content=card.content, result=card.results[paper.id])
                for card in cards
                if paper.id in card.results and _is_for(role.id, card, library)
            ]
            if chosen:
                yield bindery.desk_set(role, chosen)
    if "binder" in wanted and bound:
        yield bindery.binder(bound)
    if "sheets" in wanted:
        for size in PAPERS:
            small = _bound(cards, size)
            if size not in LARGE and small:
                yield bindery.sheet(f"sheet-{size}", small, _sheet(facts))


def _bound(cards: Sequence[PlannedCard], size: str) -> list[BoundCard]:
    return [
        BoundCard(content=card.content, result=card.results[size])
        for card in cards
        if size in card.results
    ]


def _is_for(role: str, card: PlannedCard, library: Library) -> bool:
    """Tell whether a role needs a card: of its SOPs, and of what they share."""
    sops = [
        sop
        for sop in library.sops
        if sop.owner == role or role in {duty.role for duty in sop.roles}
    ]
    if card.subject.kind == "technique":
        used = {use.technique for sop in sops for use in sop.techniques}
        return card.subject.id in used
    if card.subject.kind == "disposition":
        return any(sop.scripts for sop in sops)
    return card.content.sop in {sop.id for sop in sops}


def _first(facts: Facts) -> Paper:
    """Return the paper of sets and the binder: the first of the settings."""
    return PAPERS[facts.settings.cards.sizes[0]]


def _sheet(facts: Facts) -> Paper:
    """Return the paper that small cards are printed on."""
    usual = (size for size in facts.settings.cards.sizes if size in LARGE)
    return PAPERS[next(usual, "a4")]
