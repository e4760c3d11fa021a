"""Two trees side by side: which files differ, and a look at only those."""

import hashlib
from collections.abc import Collection, Mapping

from builder.tree import CommitTree, Tree, TreeEntry

_SHA1_DIGITS = 40


def changed_paths(old: Tree, new: Tree, prefix: str) -> frozenset[str]:
    """Return the paths below a folder whose content differs, or that one tree lacks.

    Commits name the content of each file; in other trees it is worked out, so nothing
    of what git notes about the work tree is trusted.
    """
    digits = _SHA1_DIGITS
    for tree in (old, new):
        if isinstance(tree, CommitTree):
            digits = len(tree.commit)
    before, after = (_contents(tree, prefix, digits) for tree in (old, new))
    return frozenset(
        path for path in {*before, *after} if before.get(path) != after.get(path)
    )


class NarrowTree:
    """A tree of which only some files can be seen."""

    def __init__(self, tree: Tree, paths: Collection[str]) -> None:
        self._tree = tree
        self._paths = frozenset(paths)
        self.name = tree.name

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what can be seen in a folder and below, sorted by path."""
        found = self._tree.entries(prefix)
        return [entry for entry in found if entry.path in self._paths]

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones."""
        return self._tree.read(path, at_most=at_most)

    def exists(self, path: str) -> bool:
        """Return whether there is a plain file of that path that can be seen."""
        return path in self._paths and self._tree.exists(path)


def _contents(tree: Tree, prefix: str, digits: int) -> Mapping[str, str]:
    """Return the name that git has for the content of each file."""
    if isinstance(tree, CommitTree):
        return tree.blobs(prefix)
    return {
        entry.path: _blob(tree.read(entry.path), digits)
        if entry.kind == "file"
        else entry.kind
        for entry in tree.entries(prefix)
    }


def _blob(content: bytes, digits: int) -> str:
    """Return the name of a blob: git's own hash, no secret depends on it."""
    kind = hashlib.sha1 if digits == _SHA1_DIGITS else hashlib.sha256
    made = kind(b"blob %d\0" % len(content), usedforsecurity=False)
    made.update(content)
    return made.hexdigest()
