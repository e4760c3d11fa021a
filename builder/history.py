"""History: which commits made each file, what is not committed, and what git lacks."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.errors import SopError
from builder.history_log import LOG, Revision, read_log
from builder.history_trail import FileRevision, follow
from builder.repository import Repository, open_repository

__all__ = ["FileRevision", "History", "Revision", "read_history"]

_STATUS = (
    "status",
    "--porcelain=v1",
    "-z",
    "--untracked-files=all",
    "--no-renames",
    "--ignore-submodules=all",
    "--",
)
DEEPEN = "run `git fetch --unshallow`; in CI, check out with fetch-depth: 0"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The commits behind a folder of a project.

    Where git cannot tell, nothing is guessed: there are no revisions, and a reason.

    Attributes:
        available: True if ``revisions`` can be trusted.
        reason: Why not, in a few words.
        hint: How to get a history.
        head: The full name of the current commit; empty if there is none.
        committed: The content of each file in that commit, as the name of a blob.
        dirty: Paths of files that differ from that commit, or are not in it.
        files: The states of each committed file, newest first.
    """

    available: bool = False
    reason: str = ""
    hint: str = ""
    head: str = ""
    committed: Mapping[str, str] = field(default_factory=dict, repr=False)
    dirty: frozenset[str] = frozenset()
    files: Mapping[str, tuple[FileRevision, ...]] = field(
        default_factory=dict, repr=False
    )
    repository: Repository | None = field(default=None, repr=False, compare=False)

    def revisions(self, path: str) -> tuple[FileRevision, ...]:
        """Return the states of a file, newest first, across renames."""
        return self.files.get(path, ())

    def read_blob(self, blob: str, *, at_most: int | None = None) -> bytes:
        """Return the content of a file at some revision, or only its first bytes."""
        if self.repository is None:
            raise SopError(self.reason, hint=self.hint)
        return self.repository.read_object(blob, at_most=at_most)


def read_history(root: Path, *, prefix: str = "sop", at: str = "") -> History:
    """Return the history of a folder of a project, from one walk over the commits.

    Args:
        root: The project's folder, which may be any folder of a repository.
        prefix: The folder below it; paths in the result start with it.
        at: The commit in which the history ends; by default the current one, and the
            files that differ from it.
    """
    try:
        repository = open_repository(root)
        if at:
            return _read(repository, prefix, repository.get_commit(at), iter(()))
        head = repository.find_commit("HEAD")
        if head is None:
            return History(reason="no commits", hint="commit your files")
        # The two that take longest work side by side.
        with repository.stream(*_STATUS, prefix) as status:
            return _read(repository, prefix, head, status)
    except SopError as wrong:
        return History(reason=wrong.message, hint=wrong.hint)


def _read(
    repository: Repository, prefix: str, head: str, status: Iterable[bytes]
) -> History:
    committed = _read_committed(repository, head, prefix)
    files = _read_files(repository, head, prefix, committed)
    return History(
        available=files is not None,
        # Every file would look as if the oldest commit of the clone had made it.
        reason="shallow clone" if files is None else "",
        hint=DEEPEN if files is None else "",
        head=head,
        committed=committed,
        dirty=_read_dirty(status, repository.prefix),
        files=files or {},
        repository=repository,
    )


def _read_committed(repository: Repository, head: str, prefix: str) -> dict[str, str]:
    """Return the blob of each file below the folder, in a commit."""
    listing = repository.run("ls-tree", "-r", "-z", head, "--", prefix)
    entries = (line.partition(b"\t") for line in listing.split(b"\0") if line)
    return {
        os.fsdecode(path): facts.split()[2].decode("ascii")
        for facts, _, path in entries
        if facts.split()[1] == b"blob"
    }


def _read_files(
    repository: Repository, head: str, prefix: str, paths: Iterable[str]
) -> dict[str, tuple[FileRevision, ...]] | None:
    """Return the states of each file; None if the clone does not have them all."""
    if repository.is_shallow:
        return None
    with repository.stream(*LOG, head, "--", prefix) as log:
        return follow(read_log(log), paths)


def _read_dirty(status: Iterable[bytes], above: str) -> frozenset[str]:
    """Return the files that differ from the current commit."""
    lines = b"".join(status).split(b"\0")
    return frozenset(
        os.fsdecode(line[3:]).removeprefix(above) for line in lines if line
    )
