"""Reprint: one PDF file with the cards that take the places of stale ones."""

from pathlib import Path

from builder.commands.stale_cards import StaleCards, cards_to_print
from builder.errors import SopError
from builder.outputs.cards.bundles import Bindery, BoundCard
from builder.outputs.cards.job import CardJob
from builder.outputs.cards.plan import CardOrder, PlannedCard, plan_cards
from builder.outputs.cards.press import OnProgress, Press
from builder.outputs.strings import strings_for
from builder.outputs.writer import write_asked
from builder.project import Project


def reprint(
    project: Project, found: StaleCards, target: Path, *, on_progress: OnProgress
) -> int:
    """Write the cards into one file and return how many there are.

    With none to print nothing is written.

    Raises:
        SopError: A card does not fit, a system library is missing, or the file cannot
            be written there.
    """
    wanted = cards_to_print(found)
    if not wanted:
        return 0
    press = Press(
        project.root,
        processes=0,
        seconds=project.settings.limits.card_seconds,
        on_progress=on_progress,
    )
    planned = _planned(found, [(name, kind) for name, kind, _ in wanted])
    cards = [planned[name, kind] for name, kind, _ in wanted]
    jobs = [
        CardJob(content=card.content, papers=(size,), sides=card.content.sides)
        for card, (_, _, size) in zip(cards, wanted, strict=True)
    ]
    bound = []
    for job, results in zip(jobs, press.run("Cards", jobs), strict=True):
        (result,) = results.values()
        if not result.pdf or result.strays or result.warnings:
            what = f"'{job.content.id}' cannot be printed on {result.paper}"
            raise SopError(what, hint="`sop build --only cards` says why")
        bound.append(BoundCard(content=job.content, result=result))
    title = strings_for(project.settings.language)("edition.print_run")
    stack = Bindery(found.library, found.facts).stack("stack", title, bound)
    (made,) = press.run("Printing", [stack])
    if not made["stack"].pdf:
        raise SopError(f"nothing was printed: {made['stack'].failure}")
    write_asked(target, made["stack"].pdf)
    return len(bound)


def _planned(
    found: StaleCards, wanted: list[tuple[str, str]]
) -> dict[tuple[str, str], PlannedCard]:
    """Return the cards of today by id and kind."""
    kinds = dict.fromkeys((kind for _, kind in wanted), ("a4",))
    order = CardOrder(ids={name for name, _ in wanted}, sizes=kinds)
    return {
        (card.content.id, card.content.kind): card
        for card in plan_cards(found.library, found.facts, order)
    }
