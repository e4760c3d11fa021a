"""Nothing changed: a second build makes nothing again, and never misses a change."""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.commands.build_order import BuildOrder
from builder.commands.build_state import state_of
from builder.commands.last_build import RECORD
from builder.project import find_project
from tests.helpers import GitProject, build_tree
from tests.tiny import TODAY, copy_tiny, tiny_files

PATH = "sop/care/complaint.yaml"
NOT_AGAIN = "Nothing changed since the last build"
WARNED = {PATH: tiny_files()[PATH].replace("Take complaints", "Take complaaints")}
"""The tiny library with a word that no dictionary has: a warning in every build."""

Change = Callable[[GitProject], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """A committed library that was built."""
    project = GitProject(copy_tiny(tmp_path_factory.mktemp("whole"), WARNED))
    (project.root / ".gitignore").write_text("/build/\n/.cache/\n/.build-*\n")
    project.commit_all()
    assert build(project) == 0
    return project


@pytest.fixture
def project(whole: GitProject, tmp_path: Path) -> GitProject:
    """A copy of that library; the times of its files are those of the first."""
    copied = object.__new__(GitProject)
    copied.root, copied.commits = tmp_path / "library", whole.commits
    shutil.copytree(whole.root, copied.root)
    return copied


def build(project: GitProject, *arguments: str) -> int:
    shared = ["-C", str(project.root), "--as-of", TODAY]
    only = () if "--only" in arguments else ("--only", "dialer")
    return run(["build", *shared, *only, *arguments])


def edit(path: str, *words: str) -> Change:
    def change(project: GitProject) -> None:
        place = project.root / path
        text = place.read_text("utf-8") if place.exists() else ""
        assert not words or words[0] in text
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace(*words) if words else f"{text}\n# More.\n")

    return change


def remove(path: str) -> Change:
    def change(project: GitProject) -> None:
        place = project.root / path
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    return change


def git(*arguments: str) -> Change:
    return lambda project: project.git(*arguments)


def commit(project: GitProject) -> None:
    project.commit({}, "Nothing but a commit")


def same_size(path: str) -> Change:
    """Change a byte, as an editor does."""

    def change(project: GitProject) -> None:
        place = project.root / path
        content = place.read_bytes()
        place.write_bytes(content[:-2] + b" \n")

    return change


def spoil_record(text: str) -> Change:
    return lambda project: (project.root / RECORD).write_text(text)


CHANGES: dict[str, Change] = {
    "a word of an SOP": edit(PATH, "Listen without", "Hear without"),
    "a comment": edit(PATH),
    "shared data": edit("sop/shared/roles.yaml"),
    "the project's words": edit("sop/shared/words.txt"),
    "settings": edit("pyproject.toml"),
    "the site's settings": edit("mkdocs.yml"),
    "a new page": edit("docs/new.md"),
    "an SOP in a folder of any name": edit("sop/build/.x/y.yaml"),
    "a logo in a hidden folder": edit(".brand/logo.svg"),
    "a file gone": remove("sop/shared/words.txt"),
    "attributes of git": edit(".gitattributes"),
    "a commit": commit,
    "a tag": git("tag", "first-call-1.1.0"),
    "what git tracks": git("rm", "--cached", "--quiet", PATH),
    "git's settings": git("config", "core.ignoreCase", "true"),
    "no git any more": remove(".git"),
    "an output changed by hand": same_size("build/manifest.json"),
    "an output gone": remove("build/manifest.json"),
    "no output": remove("build"),
    "no record": remove(RECORD.as_posix()),
    "a torn record": spoil_record('{"state": "'),
    "a record of another shape": spoil_record('[{"state": 1}]'),
    "a record that lies": spoil_record('{"state": "", "output": ""}'),
}
PLAIN = {"sop/shared/words.txt": "sopwright\n", "docs/index.md": "# Here\n"}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_built(
    project: GitProject, change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before it, nothing is made again; after it, all is; then again nothing."""
    build_tree(project.root, PLAIN)
    assert build(project) == 0
    capsys.readouterr()
    assert build(project) == 0
    assert NOT_AGAIN in capsys.readouterr().out
    change(project)

    assert build(project) == 0
    assert "Built " in capsys.readouterr().out
    assert build(project) == 0
    assert NOT_AGAIN in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", "2026-06-16"),
        ("--only", "data"),
        ("--allow-draft", "first-call/call"),
        ("--again",),
    ],
)
def test_another_order_is_built(
    project: GitProject, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(project, *arguments) == 0
    assert "Built " in capsys.readouterr().out


def test_what_no_build_reads_may_change(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Times of files do not count, nor folders of tools, nor what others have built."""
    for path in project.root.glob("sop/**/*.yaml"):
        os.utime(path, (1, 1))
    build_tree(project.root, {".idea/x": "1", "node_modules/a.js": "", ".venv/b": ""})

    assert build(project) == 0
    assert NOT_AGAIN in capsys.readouterr().out


def test_both_builds_tell_the_same(
    whole: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings are told again, and what there is to open; files stay as they were."""
    told = []
    for again in (["--again"], []):
        assert build(whole, *again) == 0
        out, err = capsys.readouterr()
        problems = re.sub(r"^Checking …\n", "", err)
        told.append((out.splitlines()[1:], problems))

    assert told[0] == told[1]
    assert "complaaints" in told[1][1]
    assert "1 call script" in told[1][0][0]


def test_with_errors_nothing_is_remembered(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake is told as often as somebody builds; when it is undone, all is well."""
    words = ("owner: team-lead", "owner: nobody")
    edit(PATH, *words)(project)
    for _ in range(2):
        assert build(project) == 1
        assert "nobody" in capsys.readouterr().err
    edit(PATH, *reversed(words))(project)

    assert build(project) == 0
    assert NOT_AGAIN in capsys.readouterr().out


def test_a_strict_build_is_not_taken_for_a_lax_one(project: GitProject) -> None:
    assert build(project, "--strict") == 1


OPEN_SITES = {
    "a hook": ("mkdocs.yml", "hooks: [mine.py]\n"),
    "a variable": ("mkdocs.yml", "copyright: !ENV [OURS, none]\n"),
    "a plugin of others": ("mkdocs.yml", "plugins: [sop, theirs]\n"),
    "pages elsewhere": ("mkdocs.yml", "docs_dir: /srv/pages\n"),
    "a folder above": ("mkdocs.yml", "docs_dir: ../pages\n"),
    "a theme among what is kept": (
        "mkdocs.yml",
        "theme: {name: null, custom_dir: .cache}\n",
    ),
    "no settings": ("mkdocs.yml", None),
}


@pytest.mark.parametrize(("path", "text"), OPEN_SITES.values(), ids=OPEN_SITES)
def test_a_site_that_may_read_more_is_always_built(
    tmp_path: Path, path: str, text: str | None
) -> None:
    root = copy_tiny(tmp_path, {path: text})
    project = find_project(root, as_of=TODAY)

    assert state_of(project, BuildOrder()) == ""
    assert state_of(project, BuildOrder(only=("cards",))) != ""


@pytest.mark.parametrize(
    ("target", "is_known"), [("pages", False), ("/etc/hostname", False), ("a.md", True)]
)
def test_links_are_followed_by_nobody(
    tmp_path: Path, target: str, is_known: bool
) -> None:
    """A link to a file of the project is known by that file; others lead anywhere."""
    root = copy_tiny(tmp_path, {"a.md": "# A\n", "pages/b.md": "# B\n"})
    (root / "linked.md").symlink_to(target)

    state = state_of(find_project(root, as_of=TODAY), BuildOrder(only=("cards",)))
    assert bool(state) is is_known


def test_the_record_leads_nowhere_else(project: GitProject, tmp_path: Path) -> None:
    """Nothing is written or removed through a link in place of the folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / RECORD.name).write_text("theirs")
    shutil.rmtree(project.root / ".cache")
    (project.root / ".cache").symlink_to(elsewhere)

    assert build(project) == 0
    (project.root / "pages").symlink_to("/")  # now nothing can be remembered
    assert build(project) == 0
    assert [path.read_text() for path in elsewhere.iterdir()] == ["theirs"]


def test_the_record_holds_no_text_of_git(whole: GitProject) -> None:
    """Addresses with passwords in git's settings are hashed, not copied."""
    whole.git("config", "remote.origin.url", "https://me:secret@example.org/x")
    assert build(whole) == 0
    record = (whole.root / RECORD).read_text("utf-8")

    assert "secret" not in record
    assert json.loads(record)["made"]["scripts"] == 1
