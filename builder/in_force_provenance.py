"""Where the versions in force come from: what a build told while they were newest."""

from builder.history import History, read_history
from builder.in_force_library import LibraryInForce
from builder.project import Project
from builder.provenance import Provenance, trace


def next_key(identifier: str) -> str:
    """Return where the provenance of an SOP's next version is kept; no SOP's id."""
    return f"{identifier}/next"


def provenances_in_force(
    project: Project, in_force: LibraryInForce, history: History
) -> dict[str, Provenance]:
    """Return where each SOP in force comes from, by SOP id.

    Where an older version holds, that of the next one is there, too: ``next_key``.

    Args:
        project: The SOP repository.
        in_force: What holds.
        history: That of the files.
    """
    limits = project.settings.limits
    found = trace(in_force.newest, history, limits=limits)
    older: dict[str, History] = {}
    for identifier, held in in_force.held.items():
        found[next_key(identifier)] = found[identifier]
        state, commit = held.state, held.state.last.commit
        if commit not in older:
            older[commit] = read_history(project.root, at=commit)
        (found[identifier],) = trace(
            state.library, older[commit], limits=limits
        ).values()
    return found
