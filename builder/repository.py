"""The repository: the one place that starts git, and always in the same safe way."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from builder.errors import SopError
from builder.suggestions import suggest

if TYPE_CHECKING:
    from git.cmd import Git

_SETTINGS = (
    # Nothing that a repository's configuration names is started or contacted.
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "protocol.allow=never",
    "log.showSignature=false",
    # Personal settings must not change what is read.
    "log.diffMerges=separate",
    "log.showRoot=true",
    "log.follow=false",
    "core.quotePath=false",
)
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
_INHERITED = (
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INDEX_FILE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_PREFIX",
    "GIT_WORK_TREE",
)
"""Variables that git sets for its hooks; they would point at another repository."""

_CHUNK = 1 << 16
_OBJECT_NAME = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

_REASONS = (
    (
        "not a git repository",
        "no git repository",
        "run `git init` and commit, or use a clone",
    ),
    (
        "dubious ownership",
        "the repository belongs to another user",
        "run `git config --global --add safe.directory '{root}'` if you trust it",
    ),
    (
        "promisor",
        "the clone has no file contents (partial clone)",
        "clone again without `--filter`",
    ),
)
"""What git says, what it means, and the way out."""


class Repository:
    """The git repository around a folder; paths are relative to that folder.

    Not for use by several threads at once: they would share one conversation.

    Attributes:
        prefix: The folder's path in the repository, with a slash at its end; empty
            if it is the top.
    """

    def __init__(self, root: Path, git: "Git") -> None:
        self.root = root
        self.prefix = ""
        self._git = git
        self._objects: Git.AutoInterrupt | None = None

    def run(self, *arguments: str) -> bytes:
        """Return what a git command prints.

        Raises:
            SopError: The command failed; the message tells the reason.
        """
        status, output, errors = self._execute(*arguments)
        if status:
            raise _explain(errors, self.root)
        return output

    def succeeds(self, *arguments: str) -> bool:
        """Return whether a git command ends well."""
        return self._execute(*arguments)[0] == 0

    def stream(self, *arguments: str) -> Iterator[bytes]:
        """Yield what a git command prints, as it prints it.

        Raises:
            SopError: The command failed; the message tells the reason.
        """
        from git.exc import GitCommandError

        process = self._start(*arguments)
        output, errors = process.stdout, process.stderr
        said: list[bytes] = []
        # A full pipe of warnings that nobody reads would stop git for ever.
        listener = Thread(target=lambda: said.append(errors.read()), daemon=True)
        listener.start()
        while chunk := output.read(_CHUNK):
            yield chunk
        listener.join()
        try:
            process.wait()
        except GitCommandError:
            raise _explain(b"".join(said).decode(errors="replace"), self.root) from None

    def read_object(self, name: str, *, at_most: int | None = None) -> bytes:
        """Return the content of an object, or only its first bytes.

        One git process answers all questions of this kind.

        Raises:
            SopError: The repository does not have the object.
        """
        if not _OBJECT_NAME.fullmatch(name):
            raise ValueError(f"not the full name of a git object: {name!r}")
        if self._objects is None:
            self._objects = self._start("cat-file", "--batch")
        talk = self._objects
        talk.stdin.write(f"{name}\n".encode())
        talk.stdin.flush()
        header = talk.stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            self.close()
            raise SopError(
                f"the git repository lacks object {name[:12]}",
                hint="clone again without `--filter` and `--depth`",
            )
        size = int(header[2])
        content: bytes = talk.stdout.read(
            size if at_most is None else min(size, at_most)
        )
        self._skip(size - len(content) + 1)
        return content

    def find_commit(self, revision: str) -> str:
        """Return the full name of the commit that a revision means.

        Raises:
            SopError: There is no such revision; the hint names the nearest.
        """
        if not revision or revision[0] in "-^" or not revision.isprintable():
            raise SopError(
                f"'{revision}' is not a revision",
                hint="name a commit, a branch or a tag",
            )
        wanted = f"{revision}^{{commit}}"
        status, output, _ = self._execute(
            "rev-parse", "--verify", "--quiet", "--end-of-options", wanted
        )
        name = output.decode(errors="replace").strip()
        if status or not _OBJECT_NAME.fullmatch(name):
            raise self._explain_revision(revision)
        return name

    @property
    def has_commits(self) -> bool:
        """True once there is something to read."""
        return self.succeeds("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    @property
    def is_shallow(self) -> bool:
        """True if the clone was cut off, so that old commits are missing."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def close(self) -> None:
        """End the process that answers questions about objects, if there is one."""
        self._objects = None

    def _explain_revision(self, revision: str) -> SopError:
        if not self.has_commits:
            return SopError("no commits", hint="commit your files first")
        names = self.run("for-each-ref", "--format=%(refname:short)").decode(
            errors="replace"
        )
        hint = suggest(revision, ["HEAD", *names.splitlines()])
        if self.is_shallow:
            hint = hint or "the clone is shallow: run `git fetch --unshallow`"
        return SopError(
            f"unknown revision '{revision}'",
            hint=hint or "name a commit, a branch or a tag; `git log` lists commits",
        )

    def _skip(self, count: int) -> None:
        """Pass over the rest of an object, so that the next answer can be read."""
        if self._objects is not None:
            while count:
                count -= len(self._objects.stdout.read(min(count, _CHUNK)))

    def _execute(self, *arguments: str) -> tuple[int, bytes, str]:
        with _own_surroundings(self.root):
            return self._git.execute(
                [*self._command, *arguments],
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                shell=False,
            )

    def _start(self, *arguments: str) -> "Git.AutoInterrupt":
        from subprocess import PIPE

        with _own_surroundings(self.root):
            return self._git.execute(
                [*self._command, *arguments], istream=PIPE, as_process=True, shell=False
            )

    @property
    def _command(self) -> list[str]:
        return [str(self._git.GIT_PYTHON_GIT_EXECUTABLE), *_OPTIONS]


def open_repository(root: Path) -> Repository:
    """Return the repository that holds a folder.

    Raises:
        SopError: There is none, git is not installed, or git refuses it.
    """
    if not root.is_dir():
        raise SopError(f"no folder '{root}'", hint="name a folder that exists")
    # Without this, importing GitPython fails where there is no git program.
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    try:
        from git.cmd import Git
    except ImportError as wrong:
        raise SopError(
            f"git cannot be started: {wrong}", hint="try `git --version`"
        ) from None
    repository = Repository(root, Git(root.resolve()))
    answer = repository.run("rev-parse", "--is-inside-work-tree", "--show-prefix")
    is_inside, _, prefix = answer.partition(b"\n")
    if is_inside != b"true":
        raise _explain("not a git repository", root)
    repository.prefix = os.fsdecode(prefix.removesuffix(b"\n"))
    return repository


@contextmanager
def _own_surroundings(root: Path) -> Iterator[None]:
    """Start git as if from a fresh shell, and name the reason where it cannot start.

    GitPython adds variables to the environment but cannot leave any out, so the
    few that a hook sets are put aside for the moment of the start.
    """
    from git.exc import GitCommandNotFound

    aside = {name: os.environ.pop(name) for name in _INHERITED if name in os.environ}
    try:
        yield
    except GitCommandNotFound:
        raise SopError(
            "git is not installed", hint="install git, or put it on the PATH"
        ) from None
    except OSError as wrong:
        raise SopError(
            f"git cannot be started in '{root}': {wrong.strerror}",
            hint="try `git --version`",
        ) from None
    finally:
        os.environ.update(aside)


def _explain(said: str, root: Path) -> SopError:
    """Return the error that tells what git's message means."""
    for sign, reason, hint in _REASONS:
        if sign in said:
            return SopError(reason, hint=hint.format(root=root))
    first = next((line for line in said.splitlines() if line.strip()), "no message")
    return SopError(
        f"git failed: {first.removeprefix('fatal: ')}", hint="try `git status` there"
    )
