"""Signatures: which roles have still to approve a version of an SOP."""

from builder.archive import Archive, State, find_archive
from builder.changes.change import Side
from builder.changes.compare import compare
from builder.changes.demands import fitting_approvals, needed
from builder.errors import SopError
from builder.in_force import is_valid
from builder.library import Library
from builder.model.sop import Sop
from builder.project import Project


def missing_signatures(project: Project, library: Library, sop: Sop) -> tuple[str, ...]:
    """Return the roles that have not approved what an SOP says now, the owner first.

    What differs from the approved version before decides, as in a pull request. Where
    git cannot tell that version, the owner is all that is asked for.

    Args:
        project: The SOP repository.
        library: What is in its folder.
        sop: One of the library.
    """
    given = {one.role for one in fitting_approvals(sop, library)}
    roles = _asked_for(project, library, sop)
    return tuple(role for role in roles if role not in given)


def _asked_for(project: Project, library: Library, sop: Sop) -> tuple[str, ...]:
    archive = find_archive(project)
    if archive is None:
        return (sop.owner,)
    before = _version_before(archive, sop)
    old = None
    if before is not None and before.sop is not None:
        old = Side(sop=before.sop, library=before.library)
    changes = compare(old, Side(sop=sop, library=library))
    return needed(sop, changes, project.settings.changes).roles


def _version_before(archive: Archive, sop: Sop) -> State | None:
    """Return the newest approved state of another version; None for a new SOP."""
    try:
        trail = archive.find(sop.id)
    except SopError:  # no commit has it
        return None
    for state in archive.states(trail):
        if is_valid(state) and state.sop and state.sop.version != sop.version:
            return state
    return None
