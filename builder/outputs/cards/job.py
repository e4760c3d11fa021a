"""One job for a worker: the card of one SOP in every size that is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fit import Fitted, Measures, fit
from builder.outputs.cards.packing import Excess
from builder.outputs.cards.sizes import PAPERS, TYPE_SIZES, TypeSize
from builder.outputs.cards.typesetter import Typesetter


@dataclass(frozen=True, slots=True, kw_only=True)
class CardJob:
    """What a worker is told; everything else it has with it."""

    content: CardContent
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardResult:
    """A card in one size, or why there is none.

    Attributes:
        pdf: The bytes; empty if the card does not fit or could not be made.
        shown: References of the entries on it.
        excess: Blocks that do not fit.
        strays: Text outside its place, with the millimeters.
        warnings: What the layout engine warned about.
        failure: Why the card could not be laid out at all.
    """

    paper: str
    pdf: bytes = b""
    pages: int = 0
    type_size: str = ""
    shown: tuple[str, ...] = ()
    excess: tuple[Excess, ...] = ()
    strays: tuple[tuple[str, float], ...] = ()
    warnings: tuple[str, ...] = ()
    failure: str = ""


def make_cards(job: CardJob, typesetter: Typesetter) -> Iterator[CardResult]:
    """Yield the card in each size; blocks are measured once for all of them."""
    content = job.content

    @cache
    def measured(type_size_id: str) -> Measures:
        sizes = {size.id: size for size in TYPE_SIZES}
        return typesetter.measure(content, sizes[type_size_id])

    def measure(type_size: TypeSize) -> Measures:
        return measured(type_size.id)

    for paper_id in job.papers:
        paper = PAPERS[paper_id]
        fitted = fit(measure, further=content.further, paper=paper)
        if not isinstance(fitted, Fitted):
            yield CardResult(paper=paper_id, excess=fitted.excess)
            continue
        printed = typesetter.print(content, fitted, paper)
        warnings = printed.warnings
        if printed.pages != fitted.sides:
            warnings += (f"it has {printed.pages} pages instead of {fitted.sides}",)
        shown = [e.reference for e in content.entries if e.reference in fitted.shown]
        yield CardResult(
            paper=paper_id,
            pdf=printed.content,
            pages=printed.pages,
            type_size=fitted.type_size.id,
            shown=tuple(shown),
            strays=printed.strays,
            warnings=warnings,
        )
