"""What several verbs read first: the library as it stands, and nothing checked."""

from builder.commands.check import CheckResult
from builder.graph.scripts import Scripts
from builder.library import Library, read_library
from builder.project import Project
from builder.tree import WorkTree


def read_files(project: Project) -> CheckResult:
    """Return the SOPs that can be read, and why others cannot; no rule is asked."""
    library, found = read_library(
        WorkTree(project.root), limits=project.settings.limits
    )
    return CheckResult(library=library, diagnostics=tuple(found))


def read_sops(project: Project) -> Library:
    """Return the SOPs that can be read."""
    return read_files(project).library


def read_scripts(project: Project) -> Scripts:
    """Return the scripts of all SOPs that can be read."""
    return Scripts(read_sops(project))
