"""What changed since a revision, held to what changes ask for."""

from builder.changes.comparison import compare_trees
from builder.changes.past import Record, read_record
from builder.checks.against import check_against
from builder.diagnostics import Diagnostic
from builder.errors import SopError
from builder.library import Library
from builder.model.change import OWNER, ChangeSettings
from builder.project import Project
from builder.repository import open_repository
from builder.suggestions import suggest
from builder.tree import CommitTree, WorkTree
from builder.tree_range import find_ancestor


def changes_against(project: Project, revision: str) -> list[Diagnostic]:
    """Return what the work tree lacks of what its changes ask for.

    It is compared with the commit where its line left that of the revision, so that
    what others changed there since does not count.

    Raises:
        SopError: There is no such revision, git lacks the history, or the settings
            name a role that is not in the library.
    """
    base = find_ancestor(project.root, revision, "HEAD")
    old, new = CommitTree(project.root, base), WorkTree(project.root)
    limits, settings = project.settings.limits, project.settings.changes
    comparison = compare_trees(old, new, limits=limits)
    require_roles(comparison.new, settings)
    repository = open_repository(project.root)
    head = repository.get_commit("HEAD")
    record = read_record(repository, comparison, old=base, new=head, limits=limits)
    require_history(record)
    return list(check_against(comparison, record, settings))


def require_history(record: Record) -> None:
    """Stop where git cannot tell who wrote and who signed: nothing is guessed."""
    if record.reason:
        raise SopError(
            f"git cannot tell who changed what: {record.reason}",
            hint="run `git fetch --unshallow`; in CI, check out with fetch-depth: 0",
        )


def require_roles(library: Library, settings: ChangeSettings) -> None:
    """Stop before a change waits for a role that nobody has."""
    named = {role for one in settings.demands.values() for role in one.approve}
    strange = sorted({settings.compliance, *named} - {OWNER, *library.roles})
    if strange and "roles" not in library.unread_shared:
        role = strange[0]
        where = "compliance" if role == settings.compliance else "approve"
        raise SopError(
            f"'{role}' is not in sop/shared/roles.yaml",
            hint=suggest(role, library.roles)
            or f"set '{where}' in [tool.sop.changes] to a role that is there",
        )
