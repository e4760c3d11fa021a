"""Build: check everything, render everything, publish it together."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder import __version__
from builder.commands.check import CheckResult, check
from builder.diagnostics import Diagnostic, Severity, arrange
from builder.errors import SopError
from builder.library import Library
from builder.outputs import manifest
from builder.outputs.dialer.build import DialerResult, build_exports, manifest_of
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.writer import (
    carry_over,
    publication,
    write_bytes,
    write_files,
    write_json,
)
from builder.project import Project
from builder.provenance import read_provenances
from builder.schema import schema_text
from builder.suggestions import suggest

OnProgress = Callable[[str, int, int], None]

OUTPUTS = ("site", "cards", "dialer")
"""What can be built; the choices of ``--only``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOrder:
    """What to build, and how.

    Attributes:
        only: Parts to build; the others are kept from the last build.
        jobs: Worker processes for cards; 0 means one per processor.
        strict: Publish nothing if there are warnings.
        allow_draft: Scripts of unapproved SOPs to export, as ``sop-id/script_id``.
    """

    only: Collection[str] = OUTPUTS
    jobs: int = 0
    strict: bool = False
    engine: str = "mkdocs"
    allow_draft: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made; with errors it published nothing.

    Attributes:
        pages: Pages of the site, hand-written ones included.
        folder: The folder that now holds the output; None if nothing was published.
        history_missing: Why git could not tell source commits; empty if it could.
    """

    checked: CheckResult
    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    cards: tuple[OutputFile, ...] = ()
    exports: tuple[OutputFile, ...] = ()
    folder: Path | None = None
    history_missing: str = ""


def build(
    project: Project, order: BuildOrder, *, on_progress: OnProgress
) -> BuildResult:
    """Build and publish what the order names; with errors, publish nothing."""
    on_progress("Checking", 0, 0)
    checked = check(project)
    _require_scripts(order.allow_draft, checked.library)
    result = BuildResult(checked=checked, diagnostics=checked.diagnostics)
    if checked.is_bad(strict=order.strict):
        return result
    facts = gather_facts(project, checked.library)
    last = manifest.read_outputs(project.root / "build")
    cards, found = _cards(project, checked.library, facts, order, last, on_progress)
    dialer = _exports(checked.library, facts, order, last)
    found = (*checked.diagnostics, *found, *dialer.diagnostics)
    result = replace(
        result,
        diagnostics=tuple(arrange(found, severities=project.settings.severity)),
        cards=cards,
        exports=dialer.files,
        history_missing=_history_missing(facts),
    )
    if _is_bad(result.diagnostics, strict=order.strict):
        return result
    return _published(project, order, facts, result, on_progress)


def gather_facts(project: Project, library: Library) -> Facts:
    """Return the facts of a build: its day, the settings, and what git knows."""
    return Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances=read_provenances(project, library),
    )


def _cards(
    project: Project,
    library: Library,
    facts: Facts,
    order: BuildOrder,
    last: Sequence[OutputFile],
    on_progress: OnProgress,
) -> tuple[tuple[OutputFile, ...], tuple[Diagnostic, ...]]:
    """Return the cards, made now or kept from the last build."""
    if "cards" not in order.only:
        return _kept("cards", last, library), ()
    from builder.outputs.cards.build import build_cards

    made = build_cards(
        project, library, facts, jobs=order.jobs, on_progress=on_progress
    )
    return made.files, made.diagnostics


def _exports(
    library: Library, facts: Facts, order: BuildOrder, last: Sequence[OutputFile]
) -> DialerResult:
    if "dialer" not in order.only:
        return DialerResult(files=_kept("dialer", last, library))
    return build_exports(library, facts, allow_draft=order.allow_draft)


def _kept(
    part: str, last: Sequence[OutputFile], library: Library
) -> tuple[OutputFile, ...]:
    """Return the files of the last build whose SOP is still there, same version."""
    return tuple(
        file
        for file in last
        if file.path.startswith(f"{part}/")
        and (sop := library.by_id.get(file.sop))
        and file.details.get("version") == sop.version
    )


def _published(
    project: Project,
    order: BuildOrder,
    facts: Facts,
    result: BuildResult,
    on_progress: OnProgress,
) -> BuildResult:
    library = result.checked.library
    files = (*result.cards, *result.exports)
    with publication(project.root) as staging:
        if "site" not in order.only:
            carry_over(staging, project.root, parts=("site",))
        write_files(staging, files)
        write_bytes(staging / "dialer" / manifest.NAME, manifest_of(result.exports))
        write_bytes(
            staging / "schema" / "dialer.schema.json", schema_text("dialer").encode()
        )
        record = manifest.build_manifest(
            library, facts, files, tool_version=__version__
        )
        write_json(staging / manifest.NAME, record)
        pages = _site(project, order, facts, result, staging, on_progress)
    return replace(result, pages=pages, folder=project.root / "build")


def _site(
    project: Project,
    order: BuildOrder,
    facts: Facts,
    result: BuildResult,
    staging: Path,
    on_progress: OnProgress,
) -> int:
    """Build the site into the staging folder; return its number of pages."""
    if "site" not in order.only:
        return 0
    from builder.outputs.site.build import build_site

    site = build_site(
        project,
        result.checked.library,
        facts,
        cards=result.cards,
        exports=result.exports,
        site_dir=staging / "site",
        engine=order.engine,
        on_progress=on_progress,
    )
    return site.pages


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
