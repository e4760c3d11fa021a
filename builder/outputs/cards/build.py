"""Every card of a library as PDF files, and what keeps cards from being printed."""

from dataclasses import dataclass

from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.outputs.cards.gathering import print_bundles, print_copies
from builder.outputs.cards.job import CardJob, CardResult
from builder.outputs.cards.plan import (
    CardOrder,
    PlannedCard,
    plan_cards,
    published,
    usual_order,
)
from builder.outputs.cards.press import OnProgress, Press
from builder.outputs.cards.problems import (
    no_address,
    problems_of_result,
    problems_of_selection,
)
from builder.outputs.facts import Facts, OutputFile
from builder.project import Project

__all__ = ["CardsResult", "build_cards", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsResult:
    """The cards, and what keeps them from being published."""

    files: tuple[OutputFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def build_cards(
    project: Project,
    library: Library,
    facts: Facts,
    *,
    jobs: int,
    on_progress: OnProgress,
    order: CardOrder | None = None,
) -> CardsResult:
    """Return every card of an order in every size of its kind.

    Cards that were made before from the same are taken from the cache.

    Args:
        project: Where the cache is.
        library: Checked, without errors.
        facts: The facts of this build.
        jobs: Worker processes; 0 means one per processor.
        on_progress: Told what is done, how many of how many.
        order: Which cards; None means those of the settings.

    Raises:
        SopError: A system library is missing.
    """
    order = order or usual_order(facts)
    press = Press(
        project.root,
        processes=jobs,
        seconds=facts.settings.limits.card_seconds,
        on_progress=on_progress,
    )
    planned = plan_cards(library, facts, order)
    drawn = [card for card in planned if card.content.entries]
    printed = press.run("Cards", [_job(card, order) for card in drawn])
    for card, results in zip(drawn, printed, strict=True):
        card.results.update(results)
    diagnostics = [problem for card in planned for problem in _problems(card, library)]
    diagnostics += facts.brand.problems
    if planned and not facts.site.url:
        diagnostics.append(no_address())
    files = [
        _file(card, card.results[size])
        for card in drawn
        for size in card.sizes
        if card.results[size].pdf
    ]
    if all(card.is_printed for card in drawn):
        if order.copies_on:
            files += print_copies(press, drawn, library, facts, order.copies_on)
        files += print_bundles(press, drawn, library, facts, order.bundles)
    return CardsResult(files=tuple(files), diagnostics=tuple(diagnostics))


def _job(card: PlannedCard, order: CardOrder) -> CardJob:
    return CardJob(
        content=card.content,
        papers=card.sizes,
        sides=min(order.sides, card.content.sides),
        has_marks=order.has_marks,
    )


def _problems(card: PlannedCard, library: Library) -> list[Diagnostic]:
    source = library.sources[card.source]
    found = list(problems_of_selection(card.subject, source))
    for size in sorted(card.results):
        result = card.results[size]
        found += problems_of_result(card.subject, card.content, result, source)
    # A character that cannot be shown is one problem, whatever the number of sizes.
    return list(dict.fromkeys(found))


def _file(card: PlannedCard, result: CardResult) -> OutputFile:
    content, sop = card.content, card.subject.sop
    version = {"version": sop.version} if sop else {}
    return OutputFile(
        path=f"cards/{content.id}.{content.kind}.{result.paper}.pdf",
        sop=content.sop,
        kind=content.kind,
        variant=result.paper,
        title=content.title,
        content=result.pdf,
        details={
            "id": content.id,
            "number": content.number,
            **version,
            "fingerprint": content.control.fingerprint,
            "size": result.paper,
            "typeSize": result.type_size,
            "pages": result.pages,
            "validUntil": content.control.valid_until,
            "blocks": list(result.shown),
            "leftOut": [
                entry.reference
                for entry in content.entries
                if entry.reference not in result.shown
            ],
        },
    )
