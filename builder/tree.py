"""Trees: the files of a project, in its folder or in any of its commits."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from builder.errors import SopError
from builder.repository import open_repository

_BACKUPS = ("~", ".bak", ".orig", ".rej", ".swo", ".swp", ".tmp")
_READ = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a named pipe must not make us wait
)

EntryKind = Literal["file", "symlink", "other"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TreeEntry:
    """One thing in a tree that is not a folder.

    Attributes:
        path: Relative to the tree, with forward slashes. A name that is not UTF-8
            is shown with its bytes in hex, and is never a ``file``.
        kind: A plain file; a symbolic link, which is never followed; or something
            else, such as a device or a repository inside the repository.
    """

    path: str
    kind: EntryKind = "file"


class Tree(Protocol):
    """The only way to the project's files: the same for a folder and a commit.

    Hidden files and the backups of editors are no part of a tree.
    """

    @property
    def name(self) -> str:
        """What a reader calls this tree."""
        ...

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what is in a folder and below, sorted by path; nothing if absent."""
        ...

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones.

        Raises:
            SopError: There is no plain file of that path, or it cannot be read.
        """
        ...

    def exists(self, path: str) -> bool:
        """Return whether there is a plain file of that path."""
        ...


class WorkTree:
    """The files as they are in the project's folder now.

    Symbolic links below the root are listed and never followed.
    """

    name = "work tree"

    def __init__(self, root: Path) -> None:
        self.root = root

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what is in a folder and below, sorted by path; nothing if absent."""
        for path, mode in self._steps(prefix):
            if mode is None:
                return []
            if not stat.S_ISDIR(mode):
                return [_entry(path, _kind_of(mode))]
        try:
            return sorted(self._walk(_tidy(prefix)))
        except OSError as wrong:
            raise _unreadable(wrong.filename or prefix, wrong) from None

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones."""
        if not self.exists(path):
            raise _no_file(path, self.name)
        try:
            with os.fdopen(os.open(self.root / path, _READ), "rb") as file:
                # The path may lead elsewhere since it was looked at.
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise _no_file(path, self.name)
                return file.read(-1 if at_most is None else at_most)
        except OSError as wrong:
            raise _unreadable(path, wrong) from None

    def exists(self, path: str) -> bool:
        """Return whether there is a plain file of that path."""
        mode: int | None = None
        for step, mode in self._steps(path):
            if mode is None or (step != path and not stat.S_ISDIR(mode)):
                return False
        return mode is not None and stat.S_ISREG(mode)

    def _steps(self, path: str) -> Iterator[tuple[str, int | None]]:
        """Yield each folder on the way and the goal, with its mode; None if absent."""
        native, parts = Path(path), PurePosixPath(path).parts
        if native.anchor or ".." in native.parts or "\0" in path:
            yield path, None
            return
        for count in range(1, len(parts) + 1):
            step = "/".join(parts[:count])
            try:
                yield step, (self.root / step).lstat().st_mode
            except (FileNotFoundError, NotADirectoryError):
                yield step, None
            except OSError as wrong:
                raise _unreadable(step, wrong) from None

    def _walk(self, folder: str) -> Iterator[TreeEntry]:
        with os.scandir(self.root / folder) as found:
            items = [item for item in found if not _is_ignored(item.name)]
        for item in items:
            path = f"{folder}/{item.name}" if folder else item.name
            mode = item.stat(follow_symlinks=False).st_mode
            if not stat.S_ISDIR(mode):
                yield _entry(path, _kind_of(mode))
            elif os.path.lexists(self.root / path / ".git"):
                yield _entry(path, "other")
            else:
                yield from self._walk(path)


class CommitTree:
    """The files as they are in a commit, read from git's objects without a checkout.

    The bytes are those that were committed: where a checkout would change line
    endings or run a filter, this tree does not.

    Attributes:
        name: The revision as it was asked for.
        commit: The full name of the commit.
    """

    def __init__(self, root: Path, revision: str) -> None:
        self.name = revision
        self._repository = open_repository(root)
        self.commit = self._repository.get_commit(revision)

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what is in a folder and below, sorted by path; nothing if absent."""
        folder = _tidy(prefix)
        return sorted(
            _entry(path, kind)
            for path, (kind, _) in self._objects.items()
            if _is_at(folder, path) or _is_at(path, folder)
        )

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones."""
        if not self.exists(path):
            raise _no_file(path, f"commit {self.commit[:12]}")
        return self._repository.read_object(self._objects[path][1], at_most=at_most)

    def exists(self, path: str) -> bool:
        """Return whether there is a plain file of that path."""
        return path in self._objects and self._objects[path][0] == "file"

    def blobs(self, prefix: str) -> dict[str, str]:
        """Return the name of the content of each entry in a folder and below."""
        return {
            entry.path: self._objects[entry.path][1]
            for entry in self.entries(prefix)
            if entry.path in self._objects
        }

    @cached_property
    def _objects(self) -> dict[str, tuple[EntryKind, str]]:
        """Kind and object of each path, listed once."""
        listing = self._repository.run("ls-tree", "-r", "-z", self.commit)
        found: dict[str, tuple[EntryKind, str]] = {}
        for line in listing.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, _, name = facts.decode("ascii").split()
            found[os.fsdecode(path)] = (_kind_of(int(mode, 8)), name)
        return found


def _tidy(folder: str) -> str:
    """Return a folder's path without a slash at its end and without dots."""
    return "/".join(PurePosixPath(folder).parts)


def _is_at(folder: str, path: str) -> bool:
    """Return whether a path is a folder, or a part of it that is not ignored."""
    if folder and folder != path and not path.startswith(f"{folder}/"):
        return False
    below = path[len(folder) :].strip("/")
    return not any(_is_ignored(name) for name in below.split("/"))


def _is_ignored(name: str) -> bool:
    """Return whether a name is that of a hidden file or of an editor's backup."""
    is_emacs_autosave = name.startswith("#") and name.endswith("#")
    return name.startswith(".") or name.endswith(_BACKUPS) or is_emacs_autosave


def _kind_of(mode: int) -> EntryKind:
    if stat.S_ISLNK(mode):
        return "symlink"
    return "file" if stat.S_ISREG(mode) else "other"


def _entry(path: str, kind: EntryKind) -> TreeEntry:
    try:
        path.encode()
    except UnicodeEncodeError:
        escaped = path.encode("utf-8", "surrogateescape")
        path = escaped.decode("utf-8", "backslashreplace")
        kind = "other" if kind == "file" else kind
    return TreeEntry(path=path, kind=kind)


def _no_file(path: str, where: str) -> SopError:
    return SopError(f"no file '{path}' in the {where}", hint="check the path")


def _unreadable(path: str, wrong: OSError) -> SopError:
    return SopError(
        f"'{path}' cannot be read: {wrong.strerror}",
        hint="check that the file exists and that you may read it",
    )
