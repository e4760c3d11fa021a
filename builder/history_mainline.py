"""The main line: what each merge brought to the branch, which is what people worked by.

Commits of a branch that was merged later were in force for nobody when they were made.
So what was in force is asked of the first parents alone: the states that the branch
itself went through, each from the day on which it came there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.errors import SopError
from builder.history import DEEPEN
from builder.history_log import LOG, Change, LoggedCommit, Revision, read_log
from builder.history_trail import FileRevision
from builder.repository import Repository

_EVERY_LINE = {"--full-history", "--parents", "--date-order"}
_LOG = (*(word for word in LOG if word not in _EVERY_LINE), "--first-parent")

Trail = tuple[FileRevision, ...]
"""The states of one file, newest first; a state without a blob is its deletion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mainline:
    """The commits of a branch that changed a folder, and every file they ever held.

    Attributes:
        commits: Newest first; the place of each is its position.
        trails: Each file across its renames, those that are gone included.
    """

    commits: tuple[Revision, ...]
    trails: tuple[Trail, ...]

    def place_on(self, day: str) -> int | None:
        """Return the place of the newest commit that was there on a day, or None."""
        places = (each.place for each in self.commits if each.date <= day)
        return next(places, None)

    def files_at(self, place: int) -> Mapping[str, Trail]:
        """Return the files of a commit by path, each with its states until then."""
        trails = (until(trail, place) for trail in self.trails)
        return {trail[0].path: trail for trail in trails if trail and trail[0].blob}

    def following(self, path: str) -> Trail:
        """Return the whole trail of the file that had a path last; empty if none."""
        found = [
            (state.revision.place, place, trail)
            for place, trail in enumerate(self.trails)
            for state in trail
            if state.path == path
        ]
        return min(found)[2] if found else ()


def until(trail: Trail, place: int) -> Trail:
    """Return the states that a file had gone through by a commit."""
    return tuple(state for state in trail if state.revision.place >= place)


def read_mainline(repository: Repository, commit: str, *, prefix: str) -> Mainline:
    """Return the main line that ends in a commit, from one walk over the log.

    Raises:
        SopError: The clone is shallow, so that nothing about the past can be told.
    """
    if repository.is_shallow:
        raise SopError("the clone is shallow, so its past is not known", hint=DEEPEN)
    with repository.stream(*_LOG, commit, "--", prefix) as log:
        commits = tuple(read_log(log))
    return Mainline(
        commits=tuple(each.revision for each in commits), trails=_trails(commits)
    )


def _trails(commits: Sequence[LoggedCommit]) -> tuple[Trail, ...]:
    """Return the trail of every file, from the first commit to the last."""
    here: dict[str, list[FileRevision]] = {}
    every: list[list[FileRevision]] = []
    for commit in reversed(commits):
        changes = _changes(commit)
        moved = {
            change.path: here.pop(change.old_path)
            for change in changes
            if change.old_path != change.path and change.old_path in here
        }
        for change in changes:
            trail = moved.get(change.path) or here.get(change.path)
            if trail is None:
                trail = []
                every.append(trail)
            here[change.path] = trail
            trail.append(
                FileRevision(
                    revision=commit.revision, path=change.path, blob=change.blob
                )
            )
    return tuple(tuple(reversed(trail)) for trail in every)


def _changes(commit: LoggedCommit) -> list[Change]:
    """Return what a commit changed against its first parent, sorted by path."""
    found: Iterable[Mapping[str, Change]] = commit.changes.values()
    return [change for block in found for _, change in sorted(block.items())]
