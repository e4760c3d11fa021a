"""The repository: the one place that starts git, and always in the same safe way."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, CompletedProcess, Popen, run
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
)
_GIT = (
    "git",
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
_INHERITED = frozenset(
    {
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_INDEX_FILE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_PREFIX",
        "GIT_WORK_TREE",
    }
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

    Commands run as plain processes: importing GitPython takes about as long as one
    log over two thousand commits. GitPython is loaded for reading objects, where it
    keeps one git process and ends it in time. Not for use by several threads.

    Attributes:
        root: The folder.
        prefix: The folder's path in the repository, with a slash at its end; empty
            if it is the top.
        is_shallow: True if the clone was cut off, so that old commits are missing.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects: Git.AutoInterrupt | None = None
        answer = self.run(
            "rev-parse",
            "--is-inside-work-tree",
            "--is-shallow-repository",
            "--show-prefix",
        )
        is_inside, is_shallow, prefix = answer.split(b"\n", maxsplit=2)
        if is_inside != b"true":
            raise _explain("not a git repository", root)
        self.is_shallow = is_shallow == b"true"
        self.prefix = os.fsdecode(prefix.removesuffix(b"\n"))

    def run(self, *arguments: str) -> bytes:
        """Return what a git command prints.

        Raises:
            SopError: The command failed; the message tells the reason.
        """
        finished = self._finish(*arguments)
        if finished.returncode:
            raise _explain(finished.stderr.decode(errors="replace"), self.root)
        return finished.stdout

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[Iterator[bytes]]:
        """Start a git command, and give what it prints in pieces.

        Raises:
            SopError: The command failed; the message tells the reason. Known only
                at the end of the context.
        """
        with self._start(*arguments) as process:
            output = process.stdout
            assert output is not None  # it is a pipe
            try:
                yield iter(lambda: output.read(_CHUNK), b"")
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            # What it complained about was not kept: nobody reads a second pipe.
            self.run(*arguments)
            raise _explain("", self.root)

    def read_object(self, name: str, *, at_most: int | None = None) -> bytes:
        """Return the content of an object, or only its first bytes.

        Raises:
            SopError: The repository does not have the object.
        """
        if not _OBJECT_NAME.fullmatch(name):
            raise ValueError(f"not the full name of a git object: {name!r}")
        if self._objects is None:
            self._objects = self._start_reader()
        reader = self._objects
        reader.stdin.write(f"{name}\n".encode())
        reader.stdin.flush()
        header = reader.stdout.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            self.close()
            raise SopError(
                f"the git repository lacks object {name[:12]}",
                hint="clone again without `--filter` and `--depth`",
            )
        size = int(header[2])
        wanted = size if at_most is None else min(size, at_most)
        content: bytes = reader.stdout.read(wanted)
        rest = size - len(content) + 1  # and the line break after it
        while rest:
            rest -= len(reader.stdout.read(min(rest, _CHUNK)))
        return content

    def find_commit(self, revision: str) -> str | None:
        """Return the full name of the commit that a revision means, or None."""
        if not revision or revision[0] in "-^" or not revision.isprintable():
            return None
        finished = self._finish(
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
        )
        name = finished.stdout.decode(errors="replace").strip()
        return name if _OBJECT_NAME.fullmatch(name) else None

    def get_commit(self, revision: str) -> str:
        """Return the full name of the commit that a revision means.

        Raises:
            SopError: There is no such revision; the hint names the nearest.
        """
        commit = self.find_commit(revision)
        if commit is not None:
            return commit
        if self.find_commit("HEAD") is None:
            raise SopError("no commits", hint="commit your files")
        references = self.run("for-each-ref", "--format=%(refname:short)")
        names = ["HEAD", *references.decode(errors="replace").splitlines()]
        hint = suggest(revision, names)
        if self.is_shallow and (not hint or "~" in revision or "^" in revision):
            hint = "the clone is shallow: run `git fetch --unshallow`"
        raise SopError(
            f"unknown revision '{revision}'",
            hint=hint or "name a commit, a branch or a tag; `git log` lists commits",
        )

    def find_merge_base(self, one: str, other: str) -> str | None:
        """Return the newest commit that two commits build on, or None."""
        finished = self._finish("merge-base", "--end-of-options", one, other)
        name = finished.stdout.decode(errors="replace").strip()
        return name if _OBJECT_NAME.fullmatch(name) else None

    def close(self) -> None:
        """End the process that reads objects, if there is one."""
        self._objects = None

    def _finish(self, *arguments: str) -> CompletedProcess[bytes]:
        with _telling_why(self.root):
            return run(
                [*_GIT, *arguments],
                cwd=self.root,
                env=_environment(),
                stdin=DEVNULL,
                capture_output=True,
                check=False,
            )

    def _start(self, *arguments: str) -> Popen[bytes]:
        with _telling_why(self.root):
            return Popen(
                [*_GIT, *arguments],
                cwd=self.root,
                env=_environment(),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=DEVNULL,
            )

    def _start_reader(self) -> "Git.AutoInterrupt":
        """Start the one process that reads all objects."""
        folder = self.run("rev-parse", "--absolute-git-dir").removesuffix(b"\n")
        # Without this, importing GitPython fails where it finds no git program.
        os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
        from git.cmd import Git

        git = Git(self.root.resolve())
        git.update_environment(GIT_DIR=os.fsdecode(folder), GIT_WORK_TREE=".")
        with _telling_why(self.root):
            return git.execute(
                [*_GIT, "cat-file", "--batch"],
                istream=PIPE,
                as_process=True,
                shell=False,
            )


def open_repository(root: Path) -> Repository:
    """Return the repository that holds a folder.

    Raises:
        SopError: There is none, git is not installed, or git refuses it.
    """
    if not root.is_dir():
        raise SopError(f"no folder '{root}'", hint="name a folder that exists")
    if os.name == "nt":
        # Else Windows would take a git.exe in the current folder for git.
        os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
    return Repository(root)


def _environment() -> dict[str, str]:
    """Return the variables for git: it speaks English and asks nothing."""
    own = {name: text for name, text in os.environ.items() if name not in _INHERITED}
    return own | {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0"}


@contextmanager
def _telling_why(root: Path) -> Iterator[None]:
    """Name the reason where git cannot be started."""
    try:
        yield
    except FileNotFoundError:
        raise SopError(
            "git is not installed", hint="install git, or put it on the PATH"
        ) from None
    except OSError as wrong:
        raise SopError(
            f"git cannot be started in '{root}': {wrong.strerror}",
            hint="try `git --version`",
        ) from None


def _explain(said: str, root: Path) -> SopError:
    """Return the error that tells what git's message means."""
    for sign, reason, hint in _REASONS:
        if sign in said:
            return SopError(reason, hint=hint.format(root=root))
    lines = [line for line in said.splitlines() if line.strip()]
    first = lines[0].removeprefix("fatal: ") if lines else "it says nothing"
    return SopError(f"git failed: {first}", hint="try `git status` there")
