"""Histories: every flow of work gives each file the commits that changed it."""

import os
import random
import shutil
from pathlib import Path

import pytest

from builder.errors import SopError
from builder.history import History, read_history
from tests.helpers import GitProject, build_tree, git_project

LINES = "".join(f"line {number}\n" for number in range(40))
A, B = "sop/revenue/a.yaml", "sop/revenue/b.yaml"


def commits(history: History, path: str) -> list[str]:
    return [state.revision.commit for state in history.revisions(path)]


def subjects(history: History, path: str) -> list[str]:
    return [state.revision.subject for state in history.revisions(path)]


def paths(history: History, path: str) -> list[str]:
    return [state.path for state in history.revisions(path)]


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """A repository of two files, made in one commit."""
    project = GitProject(tmp_path)
    project.commit({A: LINES, B: LINES + "b\n"}, "Start")
    return project


def test_newest_first(project: GitProject) -> None:
    """A file has its own commits only, newest first, with the facts of each."""
    second = project.commit({A: LINES + "more\n"}, "Say more\n\nBecause it was less.")
    project.commit({"README.md": "x"}, "Not about SOPs")

    history = read_history(project.root)

    assert (history.available, history.reason, history.hint) == (True, "", "")
    assert subjects(history, A) == ["Say more", "Start"]
    assert subjects(history, B) == ["Start"]
    assert subjects(history, "sop/revenue/none.yaml") == []
    newest = history.revisions(A)[0]
    assert newest.revision.commit == second
    assert newest.revision.date == "2026-01-02"
    assert newest.revision.author == "Sam Author"
    assert newest.blob == project.git("rev-parse", f"HEAD:{A}")
    assert newest.blob == history.committed[A]
    assert history.head == project.head


def test_only_the_folder(project: GitProject) -> None:
    """Files outside of the folder have no history here."""
    project.commit({"docs/x.md": "x", "sopx/y.yaml": "y"})

    assert {A, B} == set(read_history(project.root).files)
    assert {"docs/x.md"} == set(read_history(project.root, prefix="docs").files)


def test_renames(project: GitProject) -> None:
    """A file is followed through renames, also of its folder and with changes."""
    project.move(A, "sop/revenue/c.yaml", "Rename")
    project.commit({"sop/revenue/c.yaml": LINES + "new\n"}, "Change")
    project.git("mv", "sop/revenue", "sop/sales")
    (project.root / "sop/sales/c.yaml").write_text(LINES + "newer\n")
    project.commit_all("Move the area")

    history = read_history(project.root)

    path = "sop/sales/c.yaml"
    assert subjects(history, path) == ["Move the area", "Change", "Rename", "Start"]
    assert [path, "sop/revenue/c.yaml", "sop/revenue/c.yaml", A] == paths(history, path)
    assert subjects(history, "sop/sales/b.yaml") == ["Move the area", "Start"]


def test_rename_chain_and_reuse(project: GitProject) -> None:
    """A path that was reused belongs to the file that has it now, from its start."""
    project.move(B, "sop/revenue/c.yaml")
    project.move(A, B)
    project.commit({A: "quite another text\n"}, "A new one")

    history = read_history(project.root)

    assert subjects(history, A) == ["A new one"]
    assert paths(history, B) == [B, A]
    assert paths(history, "sop/revenue/c.yaml") == ["sop/revenue/c.yaml", B]


def test_deleted_and_restored(project: GitProject) -> None:
    """A file that was deleted by mistake keeps its history."""
    project.commit({A: None}, "Delete")
    project.git("revert", "--no-edit", "HEAD")

    history = read_history(project.root)

    assert subjects(history, A) == ['Revert "Delete"', "Start"]


def test_revert(project: GitProject) -> None:
    """A reverted change is a state, and so is the revert."""
    project.commit({A: LINES + "wrong\n"}, "Wrong")
    project.git("revert", "--no-edit", "HEAD")

    states = read_history(project.root).revisions(A)

    assert [s.revision.subject for s in states] == ['Revert "Wrong"', "Wrong", "Start"]
    assert states[0].blob == states[2].blob != states[1].blob


def work_on_topic(project: GitProject) -> None:
    """Two commits on a branch change A; then one on main changes B."""
    project.git("switch", "--quiet", "--create", "topic")
    project.commit({A: LINES + "one\n"}, "Topic one")
    project.commit({A: LINES + "two\n"}, "Topic two")
    project.git("switch", "--quiet", "main")
    project.commit({B: LINES + "main\n"}, "On main")


def test_merge_commit(project: GitProject) -> None:
    """A merge gives each file the commits of the side that changed it."""
    work_on_topic(project)
    project.merge("topic")

    history = read_history(project.root)

    assert subjects(history, A) == ["Topic two", "Topic one", "Start"]
    assert subjects(history, B) == ["On main", "Start"]


def test_merge_in_the_wrong_direction(project: GitProject) -> None:
    """A pull that merges main into local work does not claim main's changes."""
    work_on_topic(project)
    project.git("switch", "--quiet", "topic")
    project.merge("main")

    history = read_history(project.root)

    assert subjects(history, A) == ["Topic two", "Topic one", "Start"]
    assert subjects(history, B) == ["On main", "Start"]


def test_squash(project: GitProject) -> None:
    """A squashed branch is one commit."""
    work_on_topic(project)
    project.git("merge", "--quiet", "--squash", "topic")
    project.commit_all("Squashed")

    history = read_history(project.root)

    assert subjects(history, A) == ["Squashed", "Start"]
    assert subjects(history, B) == ["On main", "Start"]


def test_rebase(project: GitProject) -> None:
    """A rebased branch is its commits, on top of main."""
    work_on_topic(project)
    project.git("rebase", "--quiet", "main", "topic")

    history = read_history(project.root)

    assert subjects(history, A) == ["Topic two", "Topic one", "Start"]
    assert subjects(history, B) == ["On main", "Start"]


def test_merge_that_joins_both_sides(project: GitProject) -> None:
    """Where both sides changed a file, the merge is a state of its own."""
    project.git("switch", "--quiet", "--create", "topic")
    project.commit({A: "topic\n" + LINES}, "Topic")
    project.git("switch", "--quiet", "main")
    project.commit({A: LINES + "main\n"}, "Main")
    project.merge("topic")

    history = read_history(project.root)

    assert subjects(history, A) == ["Merge topic", "Main", "Topic", "Start"]
    assert subjects(history, B) == ["Start"]


def test_rename_on_one_side_change_on_the_other(project: GitProject) -> None:
    """A rename on one branch and a change on another both belong to the file."""
    project.git("switch", "--quiet", "--create", "topic")
    project.move(A, "sop/care/a.yaml", "Rename")
    project.git("switch", "--quiet", "main")
    project.commit({A: LINES + "main\n"}, "Main")
    project.merge("topic")

    history = read_history(project.root)

    assert subjects(history, "sop/care/a.yaml") == [
        "Merge topic",
        "Main",
        "Rename",
        "Start",
    ]
    assert paths(history, "sop/care/a.yaml") == [
        "sop/care/a.yaml",
        A,
        "sop/care/a.yaml",
        A,
    ]


def test_octopus(project: GitProject) -> None:
    """A merge of several branches at once gives each file its own commits."""
    for name, path in (("one", A), ("two", B), ("three", "sop/new.yaml")):
        project.git("switch", "--quiet", "--create", name, "main")
        project.commit({path: f"{name}\n"}, name)
    project.git("switch", "--quiet", "main")
    project.git("merge", "--quiet", "--no-ff", "-m", "All", "one", "two", "three")

    history = read_history(project.root)

    assert subjects(history, A) == ["one", "Start"]
    assert subjects(history, B) == ["two", "Start"]
    assert subjects(history, "sop/new.yaml") == ["three"]


def test_unrelated_histories(project: GitProject) -> None:
    """A repository that was merged in brings its own beginning."""
    project.git("switch", "--quiet", "--orphan", "other")
    project.commit({"sop/other/x.yaml": "x\n"}, "Another start")
    project.git("switch", "--quiet", "main")
    project.merge("other", "--allow-unrelated-histories")

    history = read_history(project.root)

    assert subjects(history, "sop/other/x.yaml") == ["Another start"]
    assert subjects(history, A) == ["Start"]


FEW, MANY = range(3), range(3, 60)


@pytest.mark.parametrize(
    "seed", [*FEW, *(pytest.param(seed, marks=pytest.mark.long) for seed in MANY)]
)
def test_same_commits_as_git_log(tmp_path: Path, seed: int) -> None:
    """On any tangle of branches, one pass finds what `git log` finds file by file."""
    tangle = random.Random(seed)
    names = [f"sop/{name}.yaml" for name in "abcd"]
    project = git_project(tmp_path, [dict.fromkeys(names, "0\n")])
    branches = ["main"]
    for step in range(24):
        project.git("switch", "--quiet", tangle.choice(branches))
        action = tangle.random()
        if action < 0.2:
            branches.append(f"branch-{step}")
            project.git("switch", "--quiet", "--create", branches[-1])
        elif action < 0.5 and len(branches) > 1:
            side = tangle.choice(["ours", "theirs"])
            project.merge(tangle.choice(branches), "-X", side)
        else:
            name = tangle.choice([*names, "README.md"])
            project.commit({name: f"{tangle.randrange(3)}\n"}, f"Change {step}")

    history = read_history(project.root)

    for name in names:
        log = project.git("log", "--date-order", "--format=%H", "--", name)
        assert log.split() == commits(history, name)


def test_awkward_names(tmp_path: Path) -> None:
    """Names with spaces, signs, line breaks and other scripts are names like any."""
    names = [
        "sop/a b.yaml",
        "sop/é日本.yaml",
        "sop/new\nline\ttab.yaml",
        'sop/"quoted"\\.yaml',
        "sop/commit 0123.yaml",
        "sop/:100644 x.yaml",
        "sop/--output=x.yaml",
        "sop/*.yaml",
    ]
    project = git_project(tmp_path, [dict.fromkeys(names, LINES)])
    project.commit({name: LINES + name for name in names}, "Change")
    project.move(names[2], "sop/re\nnamed.yaml", "Rename")

    history = read_history(project.root)

    assert set(history.files) == {*names, "sop/re\nnamed.yaml"} - {names[2]}
    for name in {*names} - {names[2]}:
        assert subjects(history, name) == ["Change", "Commit 1"]
    assert [names[2]] == paths(history, "sop/re\nnamed.yaml")[2:]


@pytest.mark.parametrize(
    "message",
    [
        ":100644 100644 0 0 M",
        "commit 0123456789\n\ncommit 0123",
        "é\n:x\n\n    indented\n",
        "two\nlines\n\nbody",
        "tab\tand  spaces",
    ],
)
def test_awkward_messages(tmp_path: Path, message: str) -> None:
    """A message never passes for something else; its first paragraph is the subject."""
    project = git_project(tmp_path, [{A: "1"}])
    project.commit({A: "2"}, message)

    history = read_history(project.root)

    expected = " ".join(message.split("\n\n", maxsplit=1)[0].split())
    assert [expected, "Commit 1"] == subjects(history, A)


def test_odd_authors_and_dates(tmp_path: Path) -> None:
    """A date that is far off, or a name with signs, is no reason to fail."""
    project = git_project(tmp_path, [{A: "1"}])
    tree = project.git("rev-parse", "HEAD^{tree}")
    build_tree(
        tmp_path,
        {
            "odd": f"tree {tree}\nauthor <x@example.org> 0 +0000\n"
            "committer C <> 99999999999999 +0000\n\nOdd\n"
        },
    )
    odd = project.git("hash-object", "-t", "commit", "-w", "--literally", "odd")
    project.git("reset", "--quiet", "--hard", odd)

    state = read_history(project.root).revisions(A)[0].revision

    assert (state.commit, state.author, state.date) == (odd, "", "")


def test_personal_settings(
    project: GitProject, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Nobody's git settings change the history, and none of them starts a program."""
    work_on_topic(project)
    project.merge("topic")
    project.move(A, "sop/c.yaml")
    expected = read_history(project.root)
    folder = tmp_path_factory.mktemp("settings")
    trap = folder / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {folder}/sprung\n")
    trap.chmod(0o700)
    settings = {
        "log.decorate": "full", "log.abbrevCommit": "true", "log.showRoot": "false",
        "log.follow": "true", "log.diffMerges": "off", "log.showSignature": "true",
        "color.ui": "always", "diff.renames": "false", "diff.relative": "false",
        "core.quotePath": "true", "status.short": "true", "status.branch": "true",
        "status.showUntrackedFiles": "no", "core.fsmonitor": str(trap),
        "core.pager": str(trap), "pager.log": str(trap), "diff.external": str(trap),
        "core.hooksPath": str(folder), "format.pretty": "oneline",
        "format.notes": "true", "gpg.program": str(trap), "core.abbrev": "4",
    }  # fmt: skip
    for key, value in settings.items():
        project.git("config", key, value)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_PAGER", str(trap))

    history = read_history(project.root)

    assert expected == history
    assert not (folder / "sprung").exists()


def test_dirty(project: GitProject) -> None:
    """What differs from the last commit is told by file."""
    project.commit({"sop/c d.yaml": "c", "sop/é.yaml": "e", "README.md": "x"})
    assert read_history(project.root).dirty == frozenset()

    build_tree(
        project.root,
        {A: "changed", "sop/new/x\ny.yaml": "", "README.md": "y", "sop/é.yaml": "e"},
    )
    project.git("add", "sop/new")
    (project.root / B).unlink()
    project.git("mv", "sop/c d.yaml", "sop/d.yaml")

    dirty = read_history(project.root).dirty
    assert dirty == {A, B, "sop/new/x\ny.yaml", "sop/c d.yaml", "sop/d.yaml"}


def test_read_blob(project: GitProject) -> None:
    """Old content can be read, as often as wanted, or a first part of it."""
    project.commit({A: "x" * 300_000 + "\n", B: ""})
    history = read_history(project.root)
    new, old = history.revisions(A)

    for _ in range(2):
        assert history.read_blob(old.blob) == LINES.encode()
        assert history.read_blob(new.blob, at_most=5) == b"xxxxx"
        assert history.read_blob(history.revisions(B)[0].blob) == b""
        assert len(history.read_blob(new.blob)) == 300_001
    with pytest.raises(SopError, match="lacks object 0000"):
        history.read_blob("0" * 40)
    with pytest.raises(ValueError, match="not the full name"):
        history.read_blob("HEAD")
    assert history.read_blob(old.blob) == LINES.encode()


def test_project_in_a_subfolder(tmp_path: Path) -> None:
    """Paths are relative to the project, wherever it is in the repository."""
    folder = "teams/contact center"
    project = git_project(
        tmp_path, [{f"{folder}/{A}": LINES, A: "not ours"}, {A: "changed"}]
    )
    project.move(f"{folder}/{A}", f"{folder}/{B}", "Rename")
    build_tree(tmp_path, {f"{folder}/sop/new.yaml": "", A: "dirty"})

    history = read_history(tmp_path / folder)

    assert {B} == set(history.files)
    assert subjects(history, B) == ["Rename", "Commit 1"]
    assert paths(history, B) == [B, A]
    assert history.dirty == {"sop/new.yaml"}


def test_detached_head(project: GitProject) -> None:
    """A detached HEAD, as in most CI, has a history like any other."""
    project.commit({A: "2"}, "Second")
    project.git("checkout", "--quiet", "HEAD~1")

    history = read_history(project.root)

    assert history.available
    assert subjects(history, A) == ["Start"]


def test_linked_worktree(project: GitProject, tmp_path: Path) -> None:
    """A second work tree of a repository has a history, too."""
    second = tmp_path.parent / f"{tmp_path.name}-second"
    project.git("worktree", "add", "--quiet", "-b", "second", str(second))

    assert subjects(read_history(second), A) == ["Start"]


def unavailable(history: History) -> tuple[bool, str, int]:
    return history.available, history.reason, len(history.files)


def test_shallow_clone(project: GitProject, tmp_path: Path) -> None:
    """A shallow clone has no history: its dates would all be those of one commit."""
    project.commit({A: "2"})
    clone = tmp_path / "clone"
    project.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", str(clone))
    build_tree(clone, {B: "dirty"})

    history = read_history(clone)

    assert unavailable(history) == (False, "shallow clone", 0)
    assert "fetch-depth: 0" in history.hint
    assert history.dirty == {B}
    assert history.read_blob(history.committed[A]) == b"2"


def test_partial_clone(project: GitProject, tmp_path: Path) -> None:
    """A clone without contents gets none from the network, and says what it lacks."""
    project.git("config", "uploadpack.allowFilter", "true")
    project.commit({A: LINES + "x", B: LINES + "y"})
    project.git("mv", A, "sop/c.yaml")
    project.commit({"sop/c.yaml": LINES + "z"})
    clone = tmp_path / "clone"
    project.git(
        "clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}", str(clone)
    )

    history = read_history(clone)

    assert unavailable(history) == (
        False,
        "the clone has no file contents (partial clone)",
        0,
    )
    assert "--filter" in history.hint


def test_no_commits(tmp_path: Path) -> None:
    """A repository without commits has no history."""
    project = GitProject(tmp_path)
    build_tree(project.root, {A: "1"})

    history = read_history(tmp_path)

    assert unavailable(history) == (False, "no commits", 0)
    assert history.hint
    assert history.revisions(A) == ()


def test_never_committed(project: GitProject) -> None:
    """A file that is not committed has no revisions, and is dirty."""
    build_tree(project.root, {"sop/new.yaml": ""})

    history = read_history(project.root)

    assert history.available
    assert history.revisions("sop/new.yaml") == ()
    assert history.dirty == {"sop/new.yaml"}


def test_no_repository(tmp_path: Path) -> None:
    """A folder without a repository has no history, and nothing can be read."""
    build_tree(tmp_path, {A: "1"})

    history = read_history(tmp_path)

    assert unavailable(history) == (False, "no git repository", 0)
    assert "git init" in history.hint
    with pytest.raises(SopError, match="no git repository"):
        history.read_blob("0" * 40)


def test_broken_repository(project: GitProject) -> None:
    """A damaged repository is a reason, not a traceback."""
    shutil.rmtree(project.root / ".git" / "objects")
    (project.root / ".git" / "objects").mkdir()

    history = read_history(project.root)

    assert not history.available
    assert history.reason
    assert history.hint


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there has no history."""
    history = read_history(tmp_path / "none")

    assert not history.available
    assert "no folder" in history.reason


def test_no_git_program(project: GitProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a git program there is no history, and the reason says so."""
    monkeypatch.setenv("PATH", str(project.root))

    history = read_history(project.root)

    assert unavailable(history) == (False, "git is not installed", 0)
    assert "PATH" in history.hint


def test_repository_of_another_user(
    project: GitProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository that git does not trust is not read, and the hint tells how."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")

    history = read_history(project.root)

    assert unavailable(history) == (False, "the repository belongs to another user", 0)
    assert f"safe.directory '{project.root}'" in history.hint


def test_folder_named_like_a_variable(tmp_path: Path) -> None:
    """A dollar sign or a tilde in a folder's name is just a sign."""
    project = git_project(tmp_path / "~x $HOME", [{A: "1"}])

    assert subjects(read_history(project.root), A) == ["Commit 1"]


def test_hook_variables(project: GitProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from a git hook, the history is that of the project."""
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(project.root / "no-such-index"))

    history = read_history(project.root)

    assert subjects(history, A) == ["Start"]
    assert history.dirty == frozenset()
    assert os.environ["GIT_DIR"] == ".git"
