"""What many tests build: folders of files, and real git repositories."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOBODY = 65534
"""The user without rights, by convention."""

FIRST_COMMIT = datetime(2026, 1, 1, 12, tzinfo=UTC)
"""When the first commit of every test project is made; each next one a day later."""


def build_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write each file below a folder and return the folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        target.write_bytes(data)
    return root


@contextmanager
def powerless_folder(fill: Callable[[Path], object]) -> Iterator[Path]:
    """Give a filled folder, and rights that end where permissions end, for root too.

    Args:
        fill: Is called with the folder, before the rights are given up: what it reads
            may stand in places that only root can see.
    """
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    fill(folder)
    is_root = os.geteuid() == 0
    if is_root:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)


class GitProject:
    """A real repository whose commits have fixed authors and dates.

    Args:
        root: The repository's folder; made if it is not there.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commits = 0
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """Run git in the project and return what it printed."""
        moment = f"{(FIRST_COMMIT + timedelta(days=self.commits)).isoformat()}"
        finished = subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={
                **os.environ,
                "GIT_AUTHOR_DATE": moment,
                "GIT_COMMITTER_DATE": moment,
            },
            capture_output=True,
            check=False,
        )
        if finished.returncode:
            raise RuntimeError(finished.stderr.decode())
        return finished.stdout.decode().strip()

    def commit(self, files: Mapping[str, str | bytes | None], message: str = "") -> str:
        """Write files (None deletes one), commit everything, return the commit."""
        build_tree(self.root, {k: v for k, v in files.items() if v is not None})
        for path in (path for path, content in files.items() if content is None):
            (self.root / path).unlink()
        return self.commit_all(message)

    def move(self, old: str, new: str, message: str = "") -> str:
        """Rename a file, commit it, return the commit."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        self.git("mv", old, new)
        return self.commit_all(message)

    def commit_all(self, message: str = "") -> str:
        """Commit what is in the folder, return the commit."""
        self.git("add", "--all")
        text = message or f"Commit {self.commits + 1}"
        self.git("commit", "--quiet", "--allow-empty", "-m", text)
        self.commits += 1
        return self.head

    def merge(self, branch: str, *options: str) -> str:
        """Merge a branch with a merge commit, return the commit."""
        self.git(
            "merge", "--quiet", "--no-ff", "-m", f"Merge {branch}", *options, branch
        )
        self.commits += 1
        return self.head

    @property
    def head(self) -> str:
        """The current commit."""
        return self.git("rev-parse", "HEAD")


def git_project(
    root: Path, commits: Sequence[Mapping[str, str | bytes | None]]
) -> GitProject:
    """Return a repository with one commit for each mapping of paths to text."""
    project = GitProject(root)
    for files in commits:
        project.commit(files)
    return project
