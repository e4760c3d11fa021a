"""Every card of a library as PDF files, and what keeps cards from being printed."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from builder.diagnostics import Diagnostic
from builder.fingerprint import short
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.cache import CardCache
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.content import card_content, card_fingerprint
from builder.outputs.cards.fonts import prepare_fonts
from builder.outputs.cards.job import CardJob, CardResult
from builder.outputs.cards.problems import (
    no_address,
    problems_of_result,
    problems_of_selection,
)
from builder.outputs.cards.selection import Selection, select_blocks
from builder.outputs.facts import Facts, OutputFile
from builder.project import Project
from builder.view import LibraryView

OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsResult:
    """The cards, and what keeps them from being published."""

    files: tuple[OutputFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A card on its way: results come by size, in any order."""

    sop: Sop
    selection: Selection
    content: CardContent
    results: dict[str, CardResult] = field(default_factory=dict)


def build_cards(
    project: Project,
    library: Library,
    facts: Facts,
    *,
    jobs: int,
    on_progress: OnProgress,
) -> CardsResult:
    """Return the card of every published SOP in every size of the settings.

    Cards that were made before from the same are taken from the cache.

    Args:
        project: Where the cache is.
        library: Checked, without errors.
        facts: The facts of this build.
        jobs: Worker processes; 0 means one per processor.
        on_progress: Told what is done, how many of how many.

    Raises:
        SopError: A system library is missing.
    """
    cache = CardCache(project.root)
    sizes = facts.settings.cards.sizes
    drafts = [_draft(sop, library, facts) for sop in published(library, facts)]
    drawn = [draft for draft in drafts if draft.content.entries]
    for draft in drawn:
        for size in sizes:
            found = cache.find(draft.content, size)
            if found is not None:
                draft.results[size] = found
    _lay_out(drawn, facts, cache, jobs, on_progress)
    diagnostics = [problem for draft in drafts for problem in _problems(draft, library)]
    if drafts and not facts.site.url:
        diagnostics.append(no_address())
    files = tuple(
        _file(draft, draft.results[size])
        for draft in drawn
        for size in sizes
        if draft.results[size].pdf
    )
    return CardsResult(files=files, diagnostics=tuple(diagnostics))


def published(library: Library, facts: Facts) -> list[Sop]:
    """Return the SOPs that get a card: approved ones, and drafts if they are wanted."""
    wanted = {Status.APPROVED}
    if facts.settings.publish_drafts:
        wanted |= {Status.DRAFT, Status.IN_REVIEW}
    return [sop for sop in library.sops if sop.status in wanted]


def _draft(sop: Sop, library: Library, facts: Facts) -> _Draft:
    view = LibraryView(library)
    selection = select_blocks(sop, view)
    content = card_content(sop, selection, view, facts)
    return _Draft(sop=sop, selection=selection, content=content)


def _lay_out(
    drafts: list[_Draft],
    facts: Facts,
    cache: CardCache,
    processes: int,
    on_progress: OnProgress,
) -> None:
    """Fill in the results that the cache did not have."""
    sizes = facts.settings.cards.sizes
    missing = [draft for draft in drafts if len(draft.results) < len(sizes)]
    total = len(drafts) * len(sizes)
    done = sum(len(draft.results) for draft in drafts)
    on_progress("Cards", done, total)
    if not missing:
        return
    from builder.outputs.cards.workers import run_jobs

    def take(position: int, result: CardResult) -> None:
        nonlocal done
        draft = missing[position]
        draft.results[result.paper] = result
        if result.pdf and not result.strays and not result.warnings:
            cache.keep(draft.content, result)
        done += 1
        on_progress("Cards", done, total)

    work = [
        CardJob(
            content=draft.content,
            papers=tuple(size for size in sizes if size not in draft.results),
        )
        for draft in missing
    ]
    with tempfile.TemporaryDirectory(prefix="sop-fonts-") as folder:
        run_jobs(
            work,
            processes=processes or os.cpu_count() or 1,
            seconds=facts.settings.limits.card_seconds,
            fonts=prepare_fonts(Path(folder)),
            on_result=take,
        )
    cache.prune()


def _problems(draft: _Draft, library: Library) -> list[Diagnostic]:
    source = library.sources[library.path_of(draft.sop)]
    found = list(problems_of_selection(draft.sop, draft.selection, source))
    for size in sorted(draft.results):
        result = draft.results[size]
        found += problems_of_result(
            draft.sop, draft.selection, draft.content, result, source
        )
    # A character that cannot be shown is one problem, whatever the number of sizes.
    return list(dict.fromkeys(found))


def _file(draft: _Draft, result: CardResult) -> OutputFile:
    content = draft.content
    return OutputFile(
        path=f"cards/{content.sop}.sop.{result.paper}.pdf",
        sop=content.sop,
        kind="sop",
        variant=result.paper,
        title=content.title,
        content=result.pdf,
        details={
            "number": content.number,
            "version": draft.sop.version,
            "fingerprint": short(card_fingerprint(content, result.shown)),
            "sopFingerprint": content.control.fingerprint,
            "size": result.paper,
            "typeSize": result.type_size,
            "pages": result.pages,
            "validUntil": content.control.valid_until,
            "blocks": list(result.shown),
        },
    )
