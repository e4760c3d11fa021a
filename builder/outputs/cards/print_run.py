"""A print run: cards of several SOPs in one PDF file, in the order of the stack."""

from dataclasses import dataclass, replace
from functools import partial

from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fit import Fitted, fit
from builder.outputs.cards.job import CardResult
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.cards.typesetter import Typesetter

WHOLE = "run"
"""What stands for the paper in the result of a run, which may be of several sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRun:
    """What a worker is told.

    Attributes:
        cards: Each card with the id of its paper.
    """

    title: str
    cards: tuple[tuple[CardContent, str], ...]

    @property
    def papers(self) -> tuple[str, ...]:
        """What results there will be: one."""
        return (WHOLE,)


def make_run(run: PrintRun, typesetter: Typesetter) -> CardResult:
    """Return the one file, or what does not fit or stands outside its place."""
    laid = []
    for content, size in run.cards:
        paper = PAPERS[size]
        measure = partial(typesetter.measure, content, paper.shape)
        sides = content.sides
        fitted = fit(measure, further=content.further, paper=paper, sides=sides)
        if not isinstance(fitted, Fitted):
            why = (
                f"'{content.sop}' does not fit on {paper.title}; `sop build` says more"
            )
            return CardResult(paper=WHOLE, excess=fitted.excess, failure=why)
        document = typesetter.lay_out(content, fitted, paper, has_marks=False)
        laid.append((document, paper))
    printed = typesetter.bind(laid, identifier=WHOLE, title=run.title)
    result = CardResult(
        paper=WHOLE,
        pdf=printed.content,
        pages=printed.pages,
        strays=printed.strays,
        warnings=printed.warnings,
    )
    if printed.strays or printed.warnings:
        why = "; ".join([*printed.warnings, *(text for text, _ in printed.strays)])
        return replace(result, failure=why)
    return result
