"""Reprint: one PDF file with the cards that take the places of stale ones."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from builder.commands.stale_cards import StaleCards, cards_to_print
from builder.errors import SopError
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardResult
from builder.outputs.cards.plan import CardOrder, plan_cards
from builder.outputs.cards.print_run import PrintRun
from builder.outputs.cards.workers import run_jobs
from builder.outputs.strings import strings_for
from builder.outputs.writer import write_bytes

OnProgress = Callable[[str, int, int], None]


def reprint(found: StaleCards, target: Path, *, on_progress: OnProgress) -> int:
    """Write the cards into one file and return how many there are.

    With none to print nothing is written.

    Raises:
        SopError: A card does not fit, or a system library is missing.
    """
    run = _run(found)
    on_progress("Printing", 0, len(run.cards))
    if not run.cards:
        return 0
    results: list[CardResult] = []
    with tempfile.TemporaryDirectory(prefix="sop-fonts-") as folder:
        run_jobs(
            [run],
            processes=1,
            seconds=found.facts.settings.limits.card_seconds * len(run.cards),
            fonts=prepare_fonts(Path(folder)),
            on_result=lambda _, result: results.append(result),
        )
    if results[0].failure:
        raise SopError(f"nothing was printed: {results[0].failure}", hint="`sop build`")
    write_bytes(target, results[0].pdf)
    return len(run.cards)


def _run(found: StaleCards) -> PrintRun:
    """Return the cards of today that are wanted, each once, in their order."""
    wanted = cards_to_print(found)
    sizes: dict[str, set[str]] = {}
    for _, kind, size in wanted:
        sizes.setdefault(kind, set()).add(size)
    order = CardOrder(
        ids={identifier for identifier, _, _ in wanted},
        sizes={kind: tuple(sorted(named)) for kind, named in sizes.items()},
    )
    planned = {
        (card.content.id, card.content.kind): card.content
        for card in plan_cards(found.library, found.facts, order)
    }
    cards = tuple(
        (planned[identifier, kind], size) for identifier, kind, size in wanted
    )
    words = strings_for(found.facts.settings.language)
    return PrintRun(title=words("edition.print_run"), cards=cards)
