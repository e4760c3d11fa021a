"""Every card of a library as PDF files, and what keeps cards from being printed."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.outputs.cards.cache import CardCache
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardJob, CardResult
from builder.outputs.cards.plan import (
    CardOrder,
    PlannedCard,
    plan_cards,
    published,
    usual_order,
)
from builder.outputs.cards.problems import (
    no_address,
    problems_of_result,
    problems_of_selection,
)
from builder.outputs.facts import Facts, OutputFile
from builder.project import Project

__all__ = ["CardsResult", "build_cards", "published"]

OnProgress = Callable[[str, int, int], None]


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
    cache = CardCache(project.root)
    planned = plan_cards(library, facts, order)
    drawn = [card for card in planned if card.content.entries]
    for card in drawn:
        for size in card.sizes:
            found = cache.find(_job(card, order, (size,)))
            if found is not None:
                card.results[found.paper] = found
    _lay_out(drawn, order, facts, cache, jobs=jobs, on_progress=on_progress)
    diagnostics = [problem for card in planned for problem in _problems(card, library)]
    if planned and not facts.site.url:
        diagnostics.append(no_address())
    files = tuple(
        _file(card, card.results[size])
        for card in drawn
        for size in card.sizes
        if card.results[size].pdf
    )
    return CardsResult(files=files, diagnostics=tuple(diagnostics))


def _job(card: PlannedCard, order: CardOrder, sizes: tuple[str, ...]) -> CardJob:
    return CardJob(
        content=card.content,
        papers=sizes,
        sides=min(order.sides, card.content.sides),
        has_marks=order.has_marks,
    )


def _lay_out(
    cards: list[PlannedCard],
    order: CardOrder,
    facts: Facts,
    cache: CardCache,
    *,
    jobs: int,
    on_progress: OnProgress,
) -> None:
    """Fill in the results that the cache did not have."""
    missing = [card for card in cards if len(card.results) < len(card.sizes)]
    total = sum(len(card.sizes) for card in cards)
    done = sum(len(card.results) for card in cards)
    on_progress("Cards", done, total)
    if not missing:
        return
    from builder.outputs.cards.workers import run_jobs

    def take(position: int, result: CardResult) -> None:
        nonlocal done
        card = missing[position]
        card.results[result.paper] = result
        if result.pdf and not result.strays and not result.warnings:
            cache.keep(_job(card, order, (result.paper,)), result)
        done += 1
        on_progress("Cards", done, total)

    work = [
        _job(card, order, tuple(s for s in card.sizes if s not in card.results))
        for card in missing
    ]
    with tempfile.TemporaryDirectory(prefix="sop-fonts-") as folder:
        run_jobs(
            work,
            processes=jobs or os.cpu_count() or 1,
            seconds=facts.settings.limits.card_seconds,
            fonts=prepare_fonts(Path(folder)),
            on_result=take,
        )
    cache.prune()


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
