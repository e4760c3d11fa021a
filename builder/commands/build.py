"""Build: check everything, render everything, publish it together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder import __version__
from builder.archive import find_archive
from builder.commands.build_order import OUTPUTS, BuildOrder, Made
from builder.commands.build_state import output_of, state_of
from builder.commands.check import CheckResult
from builder.commands.in_force import Holding, check_in_force, facts_in_force
from builder.commands.last_build import LastBuild, keep_last_build
from builder.diagnostics import Diagnostic, Severity, arrange
from builder.errors import SopError
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs import manifest
from builder.outputs.audit import ledger
from builder.outputs.cards.register import register_files
from builder.outputs.dialer.build import DialerResult, build_exports, manifest_of
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.feeds.build import build_feeds, edition_of
from builder.outputs.schemas import schema_files
from builder.outputs.strings import strings_for
from builder.outputs.writer import (
    carry_over,
    publication,
    write_bytes,
    write_files,
    write_json,
)
from builder.project import Project
from builder.suggestions import suggest

OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made; with errors it published nothing.

    Attributes:
        pages: Pages of the site, hand-written ones included.
        copied: Pages of the copy for a file share.
        removed: How many files of the last build could not be kept, by part: they are
            of another version or day, or of what is not published any more.
        folder: The folder that now holds the output; None if nothing was published.
        history_missing: Why git could not tell source commits; empty if it could.
    """

    checked: CheckResult
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    copied: int = 0
    cards: tuple[OutputFile, ...] = ()
    exports: tuple[OutputFile, ...] = ()
    feeds: tuple[OutputFile, ...] = ()
    removed: Mapping[str, int] = field(default_factory=dict)
    folder: Path | None = None
    history_missing: str = ""

    @property
    def made(self) -> Made:
        """How much was made."""
        return Made(
            sops=len(self.checked.library.sops),
            pages=self.pages,
            copied=self.copied,
            cards=len(self.cards),
            scripts=len({(file.sop, file.variant) for file in self.exports}),
            formats=len({file.kind for file in self.exports}),
            feeds=len(self.feeds),
            history_missing=self.history_missing,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One build: what it is made from, and how."""

    project: Project
    order: BuildOrder
    state: str
    library: Library
    facts: Facts
    last: tuple[OutputFile, ...]
    ledger: bytes
    on_progress: OnProgress


def build(
    project: Project, order: BuildOrder, *, on_progress: OnProgress
) -> BuildResult:
    """Build and publish what the order names; with errors, publish nothing."""
    on_progress("Checking", 0, 0)
    state = state_of(project, order)  # before anything is read: it may change meanwhile
    drafts = {address.partition("/")[0] for address in order.allow_draft}
    holding = check_in_force(project, as_written=drafts)
    checked = holding.checked
    _require_scripts(order.allow_draft, checked.library)
    result = BuildResult(checked=checked, diagnostics=checked.diagnostics)
    if checked.is_bad(strict=order.strict):
        return result
    archive = find_archive(project, holding.at)
    run = _Run(
        project=project,
        order=order,
        state=state,
        library=holding.in_force.library,
        facts=facts_in_force(project, holding, archive, for_site="site" in order.only),
        ledger=ledger.ledger_bytes(archive) if "data" in order.only else b"",
        last=manifest.read_outputs(project.root / "build"),
        on_progress=on_progress,
    )
    result = _rendered(run, result)
    if _is_bad(result.diagnostics, strict=order.strict):
        return result
    return _published(run, result)


def gather_facts(project: Project, library: Library) -> Facts:
    """Return the facts of files as they are written: day, settings, what git knows."""
    return facts_in_force(project, Holding.as_written(library))


def _rendered(run: _Run, result: BuildResult) -> BuildResult:
    """Return the result with all files but the site, and what they brought to light."""
    exports = _exports(run)
    cards, found = _cards(run)
    feeds = _feeds(run)
    found = (*result.diagnostics, *found, *exports.diagnostics)
    severities = run.project.settings.severity
    return replace(
        result,
        diagnostics=tuple(arrange(found, severities=severities)),
        cards=cards,
        exports=exports.files,
        feeds=feeds,
        removed=dict(_removed(run, (*cards, *exports.files, *feeds))),
        history_missing=_history_missing(run.facts),
    )


def _cards(run: _Run) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Return the cards, made now or kept from the last build."""
    if "cards" not in run.order.only:
        return _kept("cards", run), ()
    from builder.outputs.cards.build import build_cards

    made = build_cards(
        run.project,
        run.library,
        run.facts,
        jobs=run.order.jobs,
        on_progress=run.on_progress,
    )
    return made.files, made.diagnostics


def _exports(run: _Run) -> DialerResult:
    if "dialer" not in run.order.only:
        return DialerResult(files=_kept("dialer", run))
    return build_exports(run.library, run.facts, allow_draft=run.order.allow_draft)


def _feeds(run: _Run) -> tuple[OutputFile, ...]:
    """Return the feeds; those of the last build only if they tell the same versions."""
    if "data" in run.order.only:
        return build_feeds(run.library, run.facts)
    edition = edition_of(run.library)
    last = (file for file in run.last if file.path.startswith("data/"))
    return tuple(file for file in last if file.details.get("edition") == edition)


def _kept(part: str, run: _Run) -> tuple[OutputFile, ...]:
    """Return the files of the last build that may still be published."""
    last = [file for file in run.last if file.path.startswith(f"{part}/")]
    kept = [file for file in last if file.sop and _is_current(file, part, run)]
    if len(kept) < len([file for file in last if file.sop]):
        return tuple(kept)
    # What many SOPs are in, such as a set of cards, holds as long as all of them do.
    return tuple(file for file in last if file.sop or part == "cards")


def _removed(run: _Run, files: Sequence[OutputFile]) -> Iterator[tuple[str, int]]:
    """Yield each part that is not built, and how many files of it are not kept."""
    kept = {file.path for file in files}
    for part in OUTPUTS:
        last = {file.path for file in run.last if file.path.startswith(f"{part}/")}
        if part not in run.order.only and not last <= kept:
            yield part, len(last - kept)


def _is_current(file: OutputFile, part: str, run: _Run) -> bool:
    """Tell whether a file of the last build tells of an SOP as it is now."""
    sop = run.library.by_id.get(file.sop)
    if sop is None or file.details.get("version") != sop.version:
        return False
    return _is_published(sop, part, run)


def _is_published(sop: Sop, part: str, run: _Run) -> bool:
    """Tell whether outputs of an SOP may go out, by its status now."""
    if run.library.is_in_force(sop):
        return True
    is_wanted = part == "cards" and run.project.settings.publish_drafts
    return is_wanted and sop.status in (Status.DRAFT, Status.IN_REVIEW)


def _published(run: _Run, result: BuildResult) -> BuildResult:
    files = (*result.cards, *result.exports, *result.feeds)
    root = run.project.root
    with publication(root) as staging:
        if "site" not in run.order.only:
            parts = ("site",) if run.order.offline else ("site", "offline")
            carry_over(staging, root, parts=parts)
        write_files(staging, files)
        write_bytes(staging / "dialer" / manifest.NAME, manifest_of(result.exports))
        if run.ledger:
            write_bytes(staging / ledger.NAME, run.ledger)
        elif "data" not in run.order.only:
            carry_over(staging, root, parts=(ledger.NAME,))
        for path, content in (*register_files(result.cards).items(), *schema_files()):
            write_bytes(staging / path, content)
        record = manifest.build_manifest(
            run.library, run.facts, files, tool_version=__version__
        )
        write_json(staging / manifest.NAME, record)
        pages = _site(run, result, staging) if "site" in run.order.only else 0
        copied = _copy(run, staging) if run.order.offline else 0
        output = output_of(staging)
    result = replace(result, pages=pages, copied=copied, folder=root / "build")
    # What could not be kept is told only once, so such a build does not stand for more.
    state = "" if result.removed else run.state
    last = LastBuild(diagnostics=result.diagnostics, made=result.made)
    keep_last_build(root, state, output, last)
    return result


def _site(run: _Run, result: BuildResult, staging: Path) -> int:
    """Build the site into the staging folder; return its number of pages."""
    from builder.outputs.site.build import build_site

    site = build_site(
        run.project,
        run.library,
        run.facts,
        cards=result.cards,
        exports=result.exports,
        feeds=result.feeds,
        site_dir=staging / "site",
        engine=run.order.engine,
        on_progress=run.on_progress,
    )
    return site.pages


def _copy(run: _Run, staging: Path) -> int:
    """Make the copy for a file share; return its number of pages."""
    from builder.outputs.site.offline import Copy, copy_for_files

    if not (staging / "site").is_dir():
        raise SopError(
            "there is no site to make an offline copy of",
            hint="leave out --only, or add `--only site`",
        )
    run.on_progress("Copying the site", 0, 0)
    copy = Copy(
        day=run.project.today,
        site=run.project.site.url,
        string=strings_for(run.project.settings.language),
    )
    return copy_for_files(staging / "site", staging / "offline", copy)


def _require_scripts(addresses: Collection[str], library: Library) -> None:
    """Stop when ``--allow-draft`` names a script that is not there."""
    known = {f"{sop.id}/{script.id}" for sop in library.sops for script in sop.scripts}
    for address in addresses:
        if (
            address not in known
            and address.partition("/")[0] not in library.unread_sops
        ):
            raise SopError(
                f"there is no script '{address}'",
                hint=suggest(address, known) or "name it as sop-id/script_id",
            )


def _history_missing(facts: Facts) -> str:
    reasons = {known.reason for known in facts.provenances.values() if known.reason}
    return min(reasons, default="")


def _is_bad(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(problem.severity in bad for problem in diagnostics)
