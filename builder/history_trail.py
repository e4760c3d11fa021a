"""Trails: which commits made each file what it is, followed back through renames."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.history_log import Change, LoggedCommit, Revision

Sought = dict[str, tuple[str, ...]]
"""Paths in one commit, each with the files of today that are followed there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRevision:
    """A state of one file: the commit that made it, its path then, its content."""

    revision: Revision
    path: str
    blob: str


def follow(
    commits: Iterable[LoggedCommit], paths: Iterable[str]
) -> dict[str, tuple[FileRevision, ...]]:
    """Return the states of each file, newest first.

    A file is followed from commit to parent. A merge is a state of the file only if
    the file differs from all parents; otherwise the trail goes on to the parent that
    the file came from. So a file has the commits that changed it, whether they came
    by rebase, by squash or by merge, and a merge in the wrong direction (an ordinary
    ``git pull``) does not claim the work of others. The cost is that of the
    changes: no step looks at a file that a commit left alone.

    Args:
        commits: Each before its parents; the first one is where the paths are.
        paths: The files to follow.
    """
    trails: dict[str, list[FileRevision]] = {path: [] for path in paths}
    sought: dict[str, Sought] = {}
    start: Sought | None = {path: (path,) for path in trails}
    for commit in commits:
        here = sought.pop(commit.revision.commit, {}) if start is None else start
        start = None
        if len(commit.parents) > 1:
            shares = _split(commit, here, trails)
        else:
            shares = {commit.parents[0]: here} if commit.parents else {}
            _step_back(commit, here, trails)
        for parent, share in shares.items():
            known = sought.get(parent)
            sought[parent] = _join(known, share) if known else share
    return {path: tuple(trail) for path, trail in trails.items()}


def _step_back(
    commit: LoggedCommit, here: Sought, trails: dict[str, list[FileRevision]]
) -> None:
    """Turn the paths of a commit into those of its only parent."""
    changes = commit.against("").values()
    moved = [
        (change, here.pop(change.path)) for change in changes if change.path in here
    ]
    for change in changes:
        if change.old_path != change.path:
            # Another file had this path once; it is followed under its new one.
            here.pop(change.old_path, None)
    for change, files in moved:
        _record(commit, change, files, trails)
        _seek(here, change.old_path, files)


def _split(
    commit: LoggedCommit, here: Sought, trails: dict[str, list[FileRevision]]
) -> dict[str, Sought]:
    """Return for each parent of a merge the paths to follow there."""
    first, *others = commit.parents
    shares: dict[str, Sought] = {first: here} | {parent: {} for parent in others}
    moved = [(path, here.pop(path)) for path in commit.against(first) if path in here]
    for path, files in moved:
        same = next((p for p in others if path not in commit.against(p)), None)
        if same is not None:
            _seek(shares[same], path, files)
            continue
        _record(commit, commit.against(first)[path], files, trails)
        for parent, share in shares.items():
            _seek(share, commit.against(parent)[path].old_path, files)
    return shares


def _record(
    commit: LoggedCommit,
    change: Change,
    files: tuple[str, ...],
    trails: dict[str, list[FileRevision]],
) -> None:
    if change.blob:
        state = FileRevision(
            revision=commit.revision, path=change.path, blob=change.blob
        )
        for file in files:
            trails[file].append(state)


def _seek(sought: Sought, path: str, files: tuple[str, ...]) -> None:
    known = sought.get(path)
    sought[path] = tuple(dict.fromkeys((*known, *files))) if known else files


def _join(one: Sought, other: Sought) -> Sought:
    """Return both; the larger one takes the smaller in."""
    large, small = (one, other) if len(one) >= len(other) else (other, one)
    for path, files in small.items():
        _seek(large, path, files)
    return large
