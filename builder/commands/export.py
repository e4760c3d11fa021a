"""Export: one script, or all of them, in one format."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from builder.commands.in_force import check_in_force, facts_in_force
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.library import Library
from builder.outputs.dialer.build import build_exports, published_scripts
from builder.outputs.dialer.export import Loss
from builder.outputs.facts import OutputFile
from builder.outputs.writer import write_asked
from builder.project import Project
from builder.suggestions import suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportResult:
    """What was exported, or what stands in the way.

    Attributes:
        losses: What could not be carried over, by format and address of the script.
    """

    files: tuple[OutputFile, ...] = ()
    losses: Mapping[tuple[str, str], tuple[Loss, ...]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_bad(self) -> bool:
        """Tell whether something that was asked for is not in ``files``."""
        return bool(self.diagnostics)


def export(
    project: Project,
    scripts: Sequence[str],
    *,
    to: Collection[str],
    allow_draft: bool = False,
) -> ExportResult:
    """Return scripts in some formats; nothing if the library has errors.

    Args:
        project: The SOP repository.
        scripts: Addresses such as ``sop-id/script_id``; none means all that are
            approved.
        to: Names of formats.
        allow_draft: Export the scripts although their SOPs are not approved.

    Raises:
        SopError: There is no such script, or its SOP is not approved.
    """
    asked = {address.partition("/")[0] for address in scripts} if allow_draft else ()
    holding = check_in_force(project, as_written=asked)
    checked, library = holding.checked, holding.in_force.library
    errors = [d for d in checked.diagnostics if d.severity is Severity.ERROR]
    if errors:
        return ExportResult(diagnostics=tuple(errors))
    drafts = tuple(scripts) if allow_draft else ()
    _require(scripts, library, drafts)
    settings = replace(project.settings, dialers=tuple(to))
    facts = facts_in_force(replace(project, settings=settings), holding, for_site=False)
    made = build_exports(library, facts, allow_draft=drafts, only=scripts)
    return ExportResult(
        files=made.files, losses=made.losses, diagnostics=made.diagnostics
    )


def write_export(result: ExportResult, folder: Path) -> list[Path]:
    """Write the files below a folder, each as ``<format>/<name>``; return the paths.

    Raises:
        SopError: They cannot be written there.
    """
    written = []
    for file in result.files:
        path = folder / Path(file.path).relative_to("dialer")
        write_asked(path, file.content)
        written.append(path)
    return written


def require_scripts(scripts: Sequence[str], known: Collection[str]) -> None:
    """Stop at an address that is not that of a script.

    Raises:
        SopError: It is not among the known ones.
    """
    for address in scripts:
        if address not in known:
            hint = suggest(address, known) or "name it as sop-id/script_id"
            raise SopError(f"there is no script '{address}'", hint=hint)


def _require(scripts: Sequence[str], library: Library, drafts: Sequence[str]) -> None:
    known = {f"{sop.id}/{script.id}" for sop in library.sops for script in sop.scripts}
    require_scripts(scripts, known)
    published = published_scripts(library, allow_draft=drafts)
    for address in scripts:
        if address not in published:
            raise SopError(
                f"the SOP of '{address}' is not approved, or not in force yet",
                hint="add --allow-draft to export it all the same, for a trial",
            )
