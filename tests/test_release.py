"""`make release` refuses what is not ready, and names everything that is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import GitProject, build_tree

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "release"
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-21\n\n- A change.\n"


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """A committed project of version 1.2.0 that is ready to be released."""
    ready = GitProject(tmp_path / "project")
    ready.commit(
        {"builder/__init__.py": '__version__ = "1.2.0"\n', "CHANGELOG.md": CHANGELOG},
        "Be ready",
    )
    return ready


def release(project: GitProject) -> tuple[int, str]:
    """Return the exit code of a release in a project, and what it complained of."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        cwd=project.root,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


def test_dirty_tree_is_refused(project: GitProject) -> None:
    """What is not committed would be packed and could not be found again."""
    build_tree(project.root, {"left-over.txt": "x"})

    assert release(project) == (
        2,
        "error: the work tree has changes; commit or remove them first\n",
    )


def test_existing_tag_is_refused(project: GitProject) -> None:
    """A version is released once."""
    project.git("tag", "v1.2.0")

    assert release(project) == (
        2,
        "error: the tag v1.2.0 is there already; raise __version__\n",
    )


@pytest.mark.parametrize(
    "changelog",
    [
        pytest.param(
            "# Changelog\n\n## [Unreleased]\n\n- A change.\n", id="no section"
        ),
        pytest.param("## [1.2.0]\n\n### Added\n\n## [1.1.0]\n\n- Old.\n", id="empty"),
    ],
)
def test_silent_changelog_is_refused(project: GitProject, changelog: str) -> None:
    """Who updates is told what changed; a heading alone tells nothing."""
    project.commit({"CHANGELOG.md": changelog}, "Say less")

    code, complaint = release(project)

    assert code == 2
    assert complaint.startswith("error: CHANGELOG.md has nothing under '## [1.2.0]'")


def test_every_obstacle_is_named(project: GitProject) -> None:
    """All obstacles are told at once, and no tag is set."""
    project.git("tag", "v1.2.0")
    build_tree(project.root, {"CHANGELOG.md": "# Changelog\n"})

    code, complaint = release(project)

    assert (code, len(complaint.splitlines())) == (2, 3)
