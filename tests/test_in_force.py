"""What was in force: on any day, at any commit, in any version, from git alone."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.archive import open_archive
from builder.cli.main import run
from builder.errors import SopError
from builder.in_force import standing_on, versions_of
from builder.project import find_project
from tests.helpers import GitProject, build_tree
from tests.past import CALL, DISCLOSURES, edition, tiny_with

Step = Callable[[GitProject], object]
ID = "first-call"


def begin(
    root: Path, version: str = "1.0.0", effective: str = "2026-01-01"
) -> GitProject:
    """Return the tiny project with one version, committed on January 1."""
    project = GitProject(root)
    project.commit(tiny_with(edition(version, effective)), "Start")
    return project


def on_day(project: GitProject, day: int) -> None:
    """Let the next commit be made on a day of January."""
    project.commits = day - 1


def lands(day: int, version: str, effective: str, **how: str) -> Step:
    """Return a step that commits an edition on a day of January."""

    def step(project: GitProject) -> None:
        on_day(project, day)
        project.commit(edition(version, effective, **how), f"Edition {version}")  # type: ignore[arg-type]

    return step


def goes(day: int) -> Step:
    """Return a step that deletes the SOP on a day of January."""

    def step(project: GitProject) -> None:
        on_day(project, day)
        project.commit({CALL: None}, "Delete")

    return step


def reverts(day: int) -> Step:
    """Return a step that reverts the newest commit on a day of January."""

    def step(project: GitProject) -> None:
        on_day(project, day)
        project.git("revert", "--no-edit", "HEAD")
        project.commits += 1

    return step


def merges(day: int, *steps: Step, how: str = "merge") -> Step:
    """Return a step that makes commits on a branch and merges it on a day."""

    def step(project: GitProject) -> None:
        project.git("switch", "--quiet", "--create", "topic")
        for each in steps:
            each(project)
        project.git("switch", "--quiet", "main")
        on_day(project, day)
        if how == "squash":
            project.git("merge", "--quiet", "--squash", "topic")
            project.commit_all("Squashed")
        elif how == "rebase":
            project.git("rebase", "--quiet", "--force-rebase", "main", "topic")
            project.git("switch", "--quiet", "main")
            project.git("merge", "--quiet", "--ff-only", "topic")
        else:
            project.merge("topic")

    return step


def moves(day: int, path: str) -> Step:
    """Return a step that renames the SOP, or its folder, on a day of January."""

    def step(project: GitProject) -> None:
        on_day(project, day)
        identifier = Path(path).stem
        text = (project.root / CALL).read_text("utf-8")
        (project.root / CALL).write_text(
            text.replace(f"id: {ID}\n", f"id: {identifier}\n")
        )
        project.move(CALL, path, "Rename")

    return step


NONE = "-"
CASES: dict[str, tuple[tuple[Step, ...], str]] = {
    "one version": ((), "1:1.0.0"),
    "a version of today": ((lands(5, "1.1.0", "2026-01-05"),), "4:1.0.0 5:1.1.0"),
    "a version that landed late": (
        (lands(9, "1.1.0", "2026-01-03"),),
        "3:1.0.0 8:1.0.0 9:1.1.0",
    ),
    "a version of a later day": (
        (lands(5, "1.1.0", "2026-01-20"),),
        "5:1.0.0 19:1.0.0 20:1.1.0",
    ),
    "two that wait": (
        (lands(5, "1.1.0", "2026-01-10"), lands(6, "1.2.0", "2026-01-20")),
        "9:1.0.0 10:1.1.0 19:1.1.0 20:1.2.0",
    ),
    "put off before its day": (
        (lands(5, "1.1.0", "2026-01-10"), lands(8, "1.1.0", "2026-01-20")),
        "9:1.0.0 12:1.0.0 20:1.1.0",
    ),
    "put off after its day": (
        (lands(5, "1.1.0", "2026-01-08"), lands(12, "1.1.0", "2026-01-20")),
        "7:1.0.0 8:1.1.0 12:1.1.0 20:1.1.0",
    ),
    "a draft of the next": (
        (lands(5, "1.1.0", "2026-01-05", status="draft"),),
        "5:1.0.0 9:1.0.0",
    ),
    "a review, then approved": (
        (
            lands(5, "1.1.0", "2026-01-06", status="in_review"),
            lands(8, "1.1.0", "2026-01-06"),
        ),
        "7:1.0.0 8:1.1.0",
    ),
    "retired": ((lands(5, "1.1.0", "2026-01-05", status="retired"),), "4:1.0.0 5:-"),
    "retired some day": (
        (lands(5, "1.1.0", "2026-01-09", status="retired"),),
        "8:1.0.0 9:-",
    ),
    "deleted": ((goes(5),), "4:1.0.0 5:-"),
    "deleted and restored": ((goes(5), reverts(8)), "4:1.0.0 5:- 7:- 8:1.0.0"),
    "deleted, then a draft": (
        (goes(5), lands(8, "1.1.0", "2026-01-08", status="draft")),
        "4:1.0.0 9:-",
    ),
    "reverted": (
        (lands(5, "1.1.0", "2026-01-05"), reverts(9)),
        "8:1.1.0 9:1.0.0",
    ),
    "reverted while it waits": (
        (lands(5, "1.1.0", "2026-01-20"), reverts(9)),
        "8:1.0.0 20:1.0.0",
    ),
    "merged": ((merges(9, lands(5, "1.1.0", "2026-01-05")),), "8:1.0.0 9:1.1.0"),
    "only the last of a branch": (
        (
            merges(
                9, lands(5, "1.1.0", "2026-01-05"), lands(6, "1.2.0", "2026-01-06")
            ),
        ),
        "8:1.0.0 9:1.2.0",
    ),
    "squashed": (
        (merges(9, lands(5, "1.1.0", "2026-01-05"), how="squash"),),
        "8:1.0.0 9:1.1.0",
    ),
    "rebased": (
        (merges(9, lands(5, "1.1.0", "2026-01-05"), how="rebase"),),
        "8:1.0.0 9:1.1.0",
    ),
    "moved to another area": (
        (moves(5, f"sop/care/{ID}.yaml"),),
        "4:1.0.0 5:1.0.0",
    ),
    "renamed": ((moves(5, "sop/contact/opening-call.yaml"),), "4:1.0.0 5:1.0.0"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_in_force_on_a_day(tmp_path: Path, name: str) -> None:
    """On each day, exactly the version that had landed and whose day had come."""
    steps, expected = CASES[name]
    project = begin(tmp_path)
    for step in steps:
        step(project)
    archive = open_archive(find_project(tmp_path))

    found = []
    for wanted in expected.split():
        day = f"2026-01-{int(wanted.partition(':')[0]):02}"
        place = archive.place_on(day)
        standing = standing_on(archive.states(archive.find(ID), place=place), day)
        sop = standing.state.sop if standing.state and standing.is_in_force else None
        found.append(f"{int(day[-2:])}:{sop.version if sop else NONE}")

    assert " ".join(found) == expected


def test_days_of_versions(tmp_path: Path) -> None:
    """Each version knows the days on which it was in force."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-10")(project)
    lands(6, "1.2.0", "2026-01-08", status="draft")(project)
    lands(15, "1.2.0", "2026-02-20")(project)
    archive = open_archive(find_project(tmp_path))

    found = versions_of(archive.states(archive.find(ID)))

    assert [(one.number, one.since, one.until) for one in found] == [
        ("1.2.0", "2026-02-20", ""),
        ("1.1.0", "2026-01-10", "2026-02-20"),
        ("1.0.0", "2026-01-01", "2026-01-10"),
    ]
    assert all(one.state.is_signed_for for one in found)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """A project whose second version waits for its day, with new words to say.

    1.0.0 on January 1; 1.1.0 lands on the 10th for the 20th, with a new disclosure;
    2.0.0 landed on the 25th, and its approval is of other words.
    """
    project = begin(tmp_path_factory.mktemp("past"))
    project.git("tag", "first")
    on_day(project, 10)
    words = edition("1.1.0", "2026-01-20", why="They ask.", notice="We record calls.")
    project.commit(words, "Say it anew")
    on_day(project, 25)
    words = edition(
        "2.0.0", "2026-01-25", why="Law.", notice="We record calls.", fits=False
    )
    project.commit(words, "Obey the law")
    build_tree(project.root, {CALL: "not: committed\n"})
    return project


def said(
    project: GitProject, capsys: pytest.CaptureFixture[str], *arguments: str
) -> str:
    verb, *rest = arguments
    assert run([verb, "-C", str(project.root), *rest]) == 0
    return capsys.readouterr().out


def refused(
    project: GitProject, capsys: pytest.CaptureFixture[str], *arguments: str
) -> str:
    verb, *rest = arguments
    assert run([verb, "-C", str(project.root), *rest]) == 2
    return capsys.readouterr().err


SHOWN = [
    (("--on", "2026-01-09"), "version 1.0.0", "This call is recorded.", "Waits"),
    (("--on", "2026-01-19"), "version 1.0.0", "This call is recorded.", ""),
    (("--on", "2026-01-20"), "version 1.1.0", "We record calls.", "Caution"),
    (("--on", "2026-01-26"), "version 2.0.0", "We record calls.", ""),
    (("--at", "first"), "version 1.0.0", "This call is recorded.", "Waits"),
    (("--at", "HEAD~1"), "version 1.0.0", "This call is recorded.", "Caution"),
    (("--version", "1.1.0"), "Version 1.1.0", "We record calls.", "Caution"),
]


@pytest.mark.parametrize("shown", SHOWN)
def test_show_the_past(
    past: GitProject,
    capsys: pytest.CaptureFixture[str],
    shown: tuple[tuple[str, str], str, str, str],
) -> None:
    """What was in force is printed, with the shared words of that time."""
    question, version, notice, absent = shown

    text = said(past, capsys, "show", ID, *question)

    assert version in text.splitlines()[0]
    assert f"say exactly: “{notice}”" in text
    assert not absent or absent not in text


def test_show_says_what_waits_and_what_is_doubtful(
    past: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A version that is to come, and an approval that does not fit, are told."""
    waiting = said(past, capsys, "show", ID, "--on", "2026-01-19")
    doubtful = said(past, capsys, "show", ID, "--on", "2026-01-25")

    assert "Waits for its day: version 1.1.0, from 2026-01-20" in waiting
    assert "Caution: an approval of this version is of other words" in doubtful


def test_show_a_part_and_data_of_the_past(
    past: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """A part of the past, and its data, are shown as those of the present are."""
    part = said(past, capsys, "show", f"{ID}#greet.say-who", "--on", "2026-01-20")
    data = said(past, capsys, "show", "SOP-CON-001", "--on", "2026-01-20", "--json")

    assert "why: They ask." in part
    assert json.loads(data)["version"] == "1.1.0"


REFUSED = [
    (
        ("show", ID, "--on", "2025-12-31"),
        "nothing was in force on 2025-12-31: the first commit is of 2026-01-01",
    ),
    (("show", ID, "--on", "yesterday"), "'yesterday' is not a date"),
    (("show", ID, "--at", "first-"), "unknown revision 'first-'"),
    (("show", ID, "--at", "first-"), "did you mean 'first'?"),
    (("show", "firstcall", "--on", "2026-01-09"), "no commit has an SOP 'firstcall'"),
    (("show", "firstcall", "--on", "2026-01-09"), "did you mean 'first-call'?"),
    (("show", ID, "--version", "1.1.1"), "no commit has version 1.1.1 of 'first-call'"),
    (("show", ID, "--version", "9.9.9"), "versions are 2.0.0, 1.1.0, 1.0.0"),
    (("show", ID, "--at", "HEAD", "--version", "1.0.0"), "one moment at a time"),
    (("show", f"{ID}#greeet", "--on", "2026-01-09"), "'greeet' is not there in"),
    (("history", "firstcall"), "did you mean 'first-call'?"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_cannot_be_answered_is_told(
    past: GitProject,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    """A clear message each, with the way out."""
    assert words in refused(past, capsys, *arguments)


def test_not_there_yet_and_not_there_any_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An SOP is not made up for days on which it did not exist or was retired."""
    project = GitProject(tmp_path)
    files = tiny_with(edition("1.0.0", "2026-01-06"))
    project.commit({path: text for path, text in files.items() if path != CALL})
    on_day(project, 4)
    project.commit({CALL: files[CALL]})
    lands(10, "1.1.0", "2026-01-10", status="retired")(project)
    goes(20)(project)

    def asked(day: str) -> str:
        return refused(project, capsys, "show", ID, "--on", day)

    assert "'first-call' did not exist on 2026-01-02" in asked("2026-01-02")
    assert "its first commit is of 2026-01-04" in asked("2026-01-02")
    assert "no version of 'first-call' was in force on 2026-01-05" in asked(
        "2026-01-05"
    )
    assert "version 1.0.0 is in force from 2026-01-06" in asked("2026-01-05")
    assert "'first-call' was retired on 2026-01-11" in asked("2026-01-11")
    assert f"commit {project.head[:12]} deleted it on 2026-01-20" in asked("2026-01-21")


def test_by_old_name_and_by_new_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before and after a rename, both names lead to the SOP."""
    project = begin(tmp_path)
    moves(5, "sop/contact/opening-call.yaml")(project)

    for name in (ID, "opening-call", "SOP-CON-001"):
        for day in ("2026-01-02", "2026-01-06"):
            assert "version 1.0.0" in said(project, capsys, "show", name, "--on", day)


def test_history_across_a_rename(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Versions and commits, what and why, who approved, paths of old, tags."""
    project = begin(tmp_path)
    project.git("tag", "-a", "-m", "x", "v1")
    merges(9, lands(5, "1.1.0", "2026-01-05"))(project)
    moves(12, "sop/contact/opening-call.yaml")(project)

    text = said(project, capsys, "history", "opening-call")
    record = json.loads(said(project, capsys, "history", ID, "--json"))

    assert text.splitlines()[0] == "SOP-CON-001  First call  (opening-call)"
    assert "1.1.0  approved, in force since 2026-01-09" in text
    assert "1.0.0  approved, in force from 2026-01-01 until 2026-01-09" in text
    assert "  procedure, by team-lead: Edition 1.1.0.\n  why: To test.\n" in text
    assert "  approved by compliance-officer on 2025-12-01\n" in text
    assert "Sam Author: Start [tag v1] (sop/contact/first-call.yaml)" in text
    newest, oldest = record["versions"]
    assert [one["subject"] for one in newest["commits"]] == ["Rename", "Edition 1.1.0"]
    assert [one["subject"] for one in oldest["commits"]] == ["Start"]
    assert oldest["approvals"][0]["fits"] is True
    assert oldest["commits"][0]["tags"] == ["v1"]


def test_history_tells_who_came_back_and_who_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A version that a revert brought back, and an SOP that was deleted, are told."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-05")(project)
    reverts(9)(project)
    goes(12)(project)

    text = said(project, capsys, "history", ID)
    record = json.loads(said(project, capsys, "history", ID, "--json"))

    assert f"deleted on 2026-01-12 by commit {project.head[:12]}" in text
    spans = [
        (one["version"], one["inForceFrom"], one["inForceUntil"])
        for one in record["versions"]
    ]
    assert spans == [
        ("1.0.0", "2026-01-09", "2026-01-12"),
        ("1.1.0", "2026-01-05", "2026-01-09"),
        ("1.0.0", "2026-01-01", "2026-01-05"),
    ]


def test_signature_of_a_commit_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That a commit carries a signature is told; nobody claims that it is good."""
    project = begin(tmp_path / "repository")
    key = tmp_path / "key"
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
    )
    for setting in (("gpg.format", "ssh"), ("user.signingKey", str(key))):
        project.git("config", *setting)
    project.git("config", "commit.gpgSign", "true")
    lands(5, "1.1.0", "2026-01-05")(project)
    project.git("tag", "-s", "-m", "x", "v1.1")

    text = said(project, capsys, "history", ID)

    assert "Edition 1.1.0 [signed, ssh] [tag v1.1 (signed)]" in text
    assert text.count("[signed") == 1


def test_detached_head_and_work_tree_do_not_matter(
    past: GitProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The past is that of the commit that is checked out."""
    copy = tmp_path / "copy"
    past.git("clone", "--quiet", str(past.root), str(copy))
    clone = GitProject(copy)
    clone.git("switch", "--quiet", "--detach", "HEAD~1")

    text = said(clone, capsys, "show", ID, "--on", "2026-03-01")

    assert "version 1.1.0" in text.splitlines()[0]


def test_rewritten_history_is_what_git_tells(tmp_path: Path) -> None:
    """After a rewrite the days are those of the new commits: git knows no others."""
    project = begin(tmp_path)
    on_day(project, 8)
    project.git("commit", "--quiet", "--amend", "--no-edit", "--reset-author")
    archive = open_archive(find_project(tmp_path))

    with pytest.raises(SopError, match="the first commit is of 2026-01-08"):
        archive.place_on("2026-01-02")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("shallow", "shallow"),
        ("none", "no git repository"),
        ("empty", "no commits"),
    ],
)
def test_git_that_cannot_tell(
    past: GitProject,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    kind: str,
    words: str,
) -> None:
    """Where git does not have the past, the reason is told and nothing is guessed."""
    root = tmp_path / "project"
    if kind == "shallow":
        past.git("clone", "--quiet", "--depth=1", past.root.as_uri(), str(root))
    else:
        build_tree(root, {k: v for k, v in tiny_with({}).items() if v is not None})
    if kind == "empty":
        GitProject(root)
    project = GitProject.__new__(GitProject)
    project.root = root

    for arguments in (("history", ID), ("show", ID, "--on", "2026-01-09")):
        assert words in refused(project, capsys, *arguments)


def test_disclosures_live_where_they_were(past: GitProject) -> None:
    """The commit of the disclosure, not that of the SOP, has the words."""
    assert past.git("log", "--format=%s", "--", DISCLOSURES) == "Say it anew\nStart"
