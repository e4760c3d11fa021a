"""Check: read everything, find every problem, change nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.checks import check_library
from builder.commands.check_changes import changes_against
from builder.diagnostics import Diagnostic, Severity, arrange
from builder.errors import SopError
from builder.formats import is_older
from builder.library import Library, read_library
from builder.project import Project
from builder.tree import WorkTree


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was checked, and what was found, in the order of the files."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """Return how many diagnostics have a severity."""
        return sum(found.severity is severity for found in self.diagnostics)

    @property
    def older_files(self) -> int:
        """How many SOP files are of a format that `sop migrate` would raise."""
        return sum(is_older("sop", s.data) for _, s in self.library.with_paths())

    def is_bad(self, *, strict: bool) -> bool:
        """Tell whether the content must not be published."""
        errors = self.count(Severity.ERROR)
        return bool(errors or (strict and self.count(Severity.WARNING)))


def check(
    project: Project, *, paths: Sequence[Path] = (), against: str = ""
) -> CheckResult:
    """Return every problem in the library, or only those in some files.

    The whole library is read in any case, because references cross files.

    Args:
        project: The SOP repository.
        paths: Files or folders below ``sop/`` to report on; none means all.
        against: A revision: what changed since is held to what changes ask for.
    """
    library, found = read_library(
        WorkTree(project.root), limits=project.settings.limits
    )
    found += check_library(library, today=project.today, settings=project.settings)
    if against:
        found += changes_against(project, against)
    arranged = arrange(found, severities=project.settings.severity)
    result = CheckResult(library=library, diagnostics=tuple(arranged))
    return only_in(result, project, paths)


def only_in(
    result: CheckResult, project: Project, paths: Sequence[Path]
) -> CheckResult:
    """Return a result with only the problems of some files; none means all."""
    wanted = [_relative(path, project.root) for path in paths]
    shown = [
        problem
        for problem in result.diagnostics
        if not wanted or _is_in(problem.path, wanted)
    ]
    return CheckResult(library=result.library, diagnostics=tuple(shown))


def _relative(path: Path, root: Path) -> str:
    """Return a path as diagnostics name it."""
    # Not resolve(): a symlink must be reported under its own name.
    whole = path if path.is_absolute() else Path.cwd() / path
    try:
        relative = Path(_normal(whole)).relative_to(root)
    except ValueError:
        raise SopError(
            f"'{path}' is not in the project '{root}'",
            hint="name files below the folder that holds sop/",
        ) from None
    if relative.parts and relative.parts[0] != "sop":
        raise SopError(
            f"'{path}' is not in sop/, so there is nothing to check",
            hint="run `sop check` without a path to check the whole library",
        )
    return relative.as_posix()


def _normal(path: Path) -> str:
    from os.path import normpath

    return normpath(path)


def _is_in(path: str, wanted: Sequence[str]) -> bool:
    return any(one in (".", path) or path.startswith(f"{one}/") for one in wanted)
