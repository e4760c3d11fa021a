"""Ranges: which two trees words such as ``main..HEAD`` mean."""

import re
from pathlib import Path

from builder.errors import SopError
from builder.repository import open_repository
from builder.tree import CommitTree, Tree, WorkTree

_RANGE = re.compile(r"(?P<old>.*?)(?P<dots>\.\.\.?)(?P<new>.*)")


def is_range(text: str) -> bool:
    """Tell whether a word names two revisions."""
    return ".." in text


def trees_of(root: Path, text: str = "") -> tuple[Tree, Tree]:
    """Return the older and the newer tree that a word means.

    Args:
        root: The project.
        text: ``A..B`` for two revisions, ``A...B`` for what B changed since it left A,
            where an empty side is HEAD; ``A`` for a revision and the work tree;
            nothing for HEAD and the work tree.

    Raises:
        SopError: There is no such revision, or the two have no common ancestor.
    """
    found = _RANGE.fullmatch(text)
    if found is None:
        return CommitTree(root, text or "HEAD"), WorkTree(root)
    old, new = found["old"] or "HEAD", found["new"] or "HEAD"
    if found["dots"] == "...":
        old = find_ancestor(root, old, new)
    return CommitTree(root, old), CommitTree(root, new)


def is_revision(root: Path, text: str) -> bool:
    """Tell whether git knows a commit by this name."""
    return open_repository(root).find_commit(text) is not None


def find_ancestor(root: Path, old: str, new: str) -> str:
    """Return the commit at which two lines of history parted.

    Raises:
        SopError: There is no such revision, or none that both build on.
    """
    repository = open_repository(root)
    commits = [repository.get_commit(name) for name in (old, new)]
    found = repository.find_merge_base(*commits)
    if found is not None:
        return found
    hint = f"compare them as they are: {old}..{new}"
    if repository.is_shallow:
        hint = "run `git fetch --unshallow`; in CI, check out with fetch-depth: 0"
    raise SopError(f"'{old}' and '{new}' have no common commit", hint=hint)
