"""One job for a worker: the card of one SOP in every size that is still missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from builder.outputs.cards.assets import Asset
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.fit import Fitted, Measures, Misfit, fit
from builder.outputs.cards.packing import Excess
from builder.outputs.cards.sizes import PAPERS, SIDES, Paper, Shape, TypeSize
from builder.outputs.cards.typesetter import Typesetter


@dataclass(frozen=True, slots=True, kw_only=True)
class CardJob:
    """What a worker is told; everything else it has with it.

    Attributes:
        sides: How many sides a card may have.
        has_marks: Bleed, crop marks and a guide for cutting are printed.
    """

    content: CardContent
    papers: tuple[str, ...]
    sides: int = SIDES
    has_marks: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentJob:
    """Many cards in one document, as HTML that is only to be laid out.

    Attributes:
        papers: Its name, for it has but one size.
        page: The sheets, as CSS.
        brand: The CSS of the user's repository.
        weight: How many cards there are, as it may take as much longer.
    """

    papers: tuple[str, ...]
    html: str
    page: str
    brand: str
    assets: Mapping[str, Asset]
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CardResult:
    """A card in one size, or why there is none.

    Attributes:
        pdf: The bytes; empty if the card does not fit or could not be made.
        shown: References of the entries on it.
        sides: Its sides as HTML, for sheets and sets that show it again.
        excess: Blocks that do not fit.
        holder: The next larger paper that would hold them; empty if there is none.
        strays: Text outside its place, with the millimeters.
        warnings: What the layout engine warned about.
        failure: Why the card could not be laid out at all.
    """

    paper: str
    pdf: bytes = b""
    pages: int = 0
    type_size: str = ""
    shown: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    excess: tuple[Excess, ...] = ()
    holder: str = ""
    strays: tuple[tuple[str, float], ...] = ()
    warnings: tuple[str, ...] = ()
    failure: str = ""


Job = CardJob | DocumentJob


def do_job(job: Job, typesetter: Typesetter) -> Iterator[CardResult]:
    """Yield what a job makes."""
    if isinstance(job, CardJob):
        yield from _make_cards(job, typesetter)
        return
    document = typesetter.lay_out(job.html, job.page, job.brand, job.assets)
    yield CardResult(
        paper=job.papers[0],
        pdf=typesetter.written(document, job.papers[0]),
        pages=len(document.pages),
        warnings=typesetter.warnings(),
    )


def _make_cards(job: CardJob, typesetter: Typesetter) -> Iterator[CardResult]:
    """Yield the card in each size; blocks are measured once for papers of one shape."""
    content = job.content

    @cache
    def measured(shape: Shape, type_size: TypeSize) -> Measures:
        return typesetter.measure(content, shape, type_size)

    def fitted_to(paper: Paper) -> Fitted | Misfit:
        def measure(type_size: TypeSize) -> Measures:
            return measured(paper.shape, type_size)

        return fit(measure, further=content.further, paper=paper, sides=job.sides)

    for paper_id in job.papers:
        paper = PAPERS[paper_id]
        fitted = fitted_to(paper)
        if isinstance(fitted, Misfit):
            holds = (p.id for p in _larger(paper) if isinstance(fitted_to(p), Fitted))
            yield CardResult(
                paper=paper_id, excess=fitted.excess, holder=next(holds, "")
            )
            continue
        printed = typesetter.print(content, fitted, paper, has_marks=job.has_marks)
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
            sides=printed.sides,
            strays=printed.strays,
            warnings=warnings,
        )


def _larger(paper: Paper) -> list[Paper]:
    """Return the papers that have more room, the smallest first."""
    area = paper.width * paper.height
    larger = [one for one in PAPERS.values() if one.width * one.height > area]
    return sorted(larger, key=lambda one: one.width * one.height)
