"""The only room that writes outputs: into a staging folder, published by rename."""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from builder.errors import SopError
from builder.outputs import manifest
from builder.outputs.audit import ledger
from builder.outputs.facts import OutputFile
from builder.rules import environment as rules

PARTS = ("site", "offline", "cards", "dialer", "data", "schema")
"""The folders of a build; ``sop build`` replaces them and nothing else."""

FILES = (manifest.NAME, ledger.NAME)
"""The files beside them, likewise."""

_MADE_BY_FILE_MANAGERS = (".DS_Store", "Thumbs.db", "desktop.ini")
_STAGING = ".build-staging"
_OLD = ".build-old"
_LOCK = ".build-lock"
_RENAME_EXCHANGE = 2


@contextmanager
def publication(root: Path) -> Iterator[Path]:
    """Give a staging folder, and publish it as ``build/`` if the block succeeds.

    Only one build runs at a time. Until the last moment ``build/`` holds the last
    good output, whole; a build that was killed leaves nothing but a staging folder,
    which the next one removes.

    Raises:
        SopError: Another build runs, ``build/`` holds something that is not ours,
            or the disk is full or not writable.
    """
    staging = root / _STAGING
    with _writable(root), _lock(root):
        _heal(root)
        _refuse_strangers(root / "build")
        staging.mkdir()
        try:
            yield staging
            _publish(staging, root / "build", root / _OLD)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def carry_over(staging: Path, root: Path, *, parts: Iterable[str]) -> None:
    """Copy parts of the last build, so that a partial build publishes a whole one."""
    for part in parts:
        last = root / "build" / part
        if last.is_dir():
            shutil.copytree(last, staging / part)
        elif last.is_file():
            shutil.copyfile(last, staging / part)


def write_files(folder: Path, files: Iterable[OutputFile]) -> None:
    """Write cards or exports below a folder, each under its path."""
    for file in files:
        write_bytes(folder / file.path, file.content)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def write_asked(path: Path, content: bytes) -> None:
    """Write a file where somebody asked for it, and the folders above it.

    Raises:
        SopError: It cannot be written there.
    """
    try:
        write_bytes(path, content)
    except OSError as wrong:
        raise SopError(
            f"cannot write '{path}': {wrong.strerror}",
            hint="name a file or folder where you may write",
        ) from wrong


def write_json(path: Path, value: object) -> None:
    """Write readable JSON with LF and one newline at its end."""
    write_bytes(path, (json.dumps(value, indent=2) + "\n").encode())


def _heal(root: Path) -> None:
    """Put right what a killed build left behind."""
    old, build = root / _OLD, root / "build"
    if old.exists() and not build.exists():
        old.rename(build)
    for leftover in (old, root / _STAGING):
        if leftover.is_symlink() or leftover.is_file():
            leftover.unlink()  # never what a link leads to
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _refuse_strangers(build: Path) -> None:
    """Stop before replacing a folder that somebody else filled."""
    if build.is_symlink() or (build.exists() and not build.is_dir()):
        raise SopError(
            "'build' is not a folder",
            hint="move it away; sop build writes its output there",
            code=rules.FOREIGN_BUILD_FOLDER.code,
        )
    known = {*PARTS, *FILES, *_MADE_BY_FILE_MANAGERS}
    if build.is_dir():
        strange = sorted(entry.name for entry in build.iterdir())
        strange = [name for name in strange if name not in known]
        if strange:
            raise SopError(
                f"build/ holds files that sop did not make: {', '.join(strange[:5])}",
                hint="move them away; sop build replaces the whole folder",
                code=rules.FOREIGN_BUILD_FOLDER.code,
            )


def _publish(staging: Path, build: Path, old: Path) -> None:
    """Swap the new output for the old one, in one step where the system can."""
    if not build.exists():
        staging.rename(build)
    elif _exchange(staging, build):
        # Now the staging folder holds the old output; the caller removes it.
        return
    else:
        build.rename(old)
        staging.rename(build)
        shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Swap two folders in one step with renameat2; False where it is missing."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    rename = getattr(library, "renameat2", None)
    here = -100  # AT_FDCWD
    arguments = (here, os.fsencode(first), here, os.fsencode(second), _RENAME_EXCHANGE)
    return rename is not None and rename(*arguments) == 0


@contextmanager
def _writable(root: Path) -> Iterator[None]:
    """Turn what a disk can refuse into a message with a way out."""
    try:
        yield
    except OSError as wrong:
        reasons = {
            errno.ENOSPC: ("the disk is full", "free some space and build again"),
            errno.EDQUOT: ("the disk quota is used up", "free some space"),
            errno.EFBIG: ("a file is larger than allowed", "raise the limit"),
            errno.EACCES: ("it is not writable", "change its owner or permissions"),
            errno.EPERM: ("it is not writable", "change its owner or permissions"),
            errno.EROFS: ("the disk is read-only", "copy the project elsewhere"),
        }
        if wrong.errno not in reasons:
            raise
        reason, hint = reasons[wrong.errno]
        raise SopError(
            f"cannot write the output in '{root}': {reason}",
            hint=hint,
            code=rules.OUTPUT_NOT_WRITABLE.code,
        ) from wrong


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Hold the project's build lock; the system frees it even if we are killed."""
    with _open_lock(root / _LOCK) as handle:
        if not _try_lock(handle.fileno()):
            handle.seek(0)
            raise SopError(
                f"another build is running here (process {handle.read().strip()})",
                hint="wait until it is done",
                code=rules.BUILD_RUNS.code,
            )
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield


def _open_lock(path: Path) -> IO[str]:
    """Open the lock file itself; a link in its place could lead anywhere."""
    try:
        no_follow = getattr(os, "O_NOFOLLOW", 0)
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | no_follow, 0o644), "r+")
    except OSError as wrong:
        if wrong.errno not in (errno.ELOOP, errno.EISDIR):
            raise
        raise SopError(
            f"'{path.name}' is not a plain file",
            hint="remove it; sop build keeps its lock there",
            code=rules.FOREIGN_BUILD_FOLDER.code,
        ) from None


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
