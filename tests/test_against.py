"""`sop check --against`: no change without a version, a history and four eyes."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.commands.approve import approve
from builder.commands.check import check
from builder.project import find_project
from tests.helpers import GitProject
from tests.tiny import TODAY, tiny_files

SOP = "sop/contact/first-call.yaml"
COMPLAINT = "sop/care/complaint.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
SETTINGS = '[tool.sop.changes]\ncompliance = "compliance-officer"\n'

VERSION = ("version: 1.1.0\neffective", "version: {}\neffective")
ENTRY = (
    "what: Shorter greeting., why: Agents asked.}}\n"
    "  - {{version: {}, date: 2026-02-25, role: team-lead, changes: [{}], "
    "what: As asked., why: Agents asked.}}"
)
LAST = "what: Shorter greeting., why: Agents asked.}"
STEP = (
    "within: 10 seconds\n        regulations",
    "within: 20 seconds\n        regulations",
)
WORDS = ("do: Ask if it is a good time.", "do: Ask whether it is a good time.")
NOTICE = ("say: This call is recorded.", "say: This call may be recorded.")

Edit = tuple[str, str]


def raised(version: str, kinds: str) -> tuple[Edit, Edit]:
    """Return the edits that give a new version and tell what it changed."""
    return (VERSION[0], VERSION[1].format(version)), (
        LAST,
        ENTRY.format(version, kinds),
    )


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """The tiny library on main, and a branch to change it on."""
    project = GitProject(tmp_path)
    project.commit({**tiny_files(), "pyproject.toml": "[tool.sop]\n"}, "Start")
    project.git("checkout", "--quiet", "-b", "change")
    return project


def edit(project: GitProject, path: str, *edits: Edit) -> None:
    file = project.root / path
    text = file.read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def commit_as(project: GitProject, author: str) -> None:
    project.git("config", "user.name", author)
    project.commit_all(f"By {author}")


def sign(project: GitProject, *roles: str, who: str | None = None) -> None:
    found = find_project(project.root, as_of=TODAY)
    for role in roles:
        assert approve(found, "first-call", role=role, who=who).problems == ()


def codes(project: GitProject, revision: str = "main") -> list[str]:
    """Return the codes from 530 up, which only --against finds, with their files."""
    found = check(find_project(project.root, as_of=TODAY), against=revision)
    return sorted(
        f"{Path(one.path).stem} {one.code}"
        for one in found.diagnostics
        if "SOP530" <= one.code <= "SOP549"
    )


def test_nothing_changed(project: GitProject) -> None:
    """A branch without changes, and one with another layout, ask for nothing."""
    assert codes(project) == []
    edit(project, SOP, ("channels: [voice]", "channels:\n  - voice"))
    assert codes(project) == []


CASES: dict[str, tuple[Mapping[str, tuple[Edit, ...]], list[str]]] = {
    "kept its version": ({SOP: (WORDS,)}, ["first-call SOP530"]),
    "status set back first": (
        {SOP: (WORDS, ("status: approved", "status: in_review"))},
        ["first-call SOP530"],
    ),
    "shared words": ({DISCLOSURES: (NOTICE,)}, ["first-call SOP530"]),
    "patch for a step": (
        {SOP: (STEP, *raised("1.1.1", "procedure"))},
        ["first-call SOP531", "first-call SOP538"],
    ),
    "patch for words": (
        {SOP: (WORDS, *raised("1.1.1", "wording"))},
        ["first-call SOP538"],
    ),
    "minor for a step": (
        {SOP: (STEP, *raised("1.2.0", "procedure"))},
        ["first-call SOP538"],
    ),
    "history names another kind": (
        {SOP: (STEP, *raised("1.2.0", "wording"))},
        ["first-call SOP532", "first-call SOP538"],
    ),
    "history names one of two kinds": (
        {SOP: (STEP, *raised("1.2.0", "procedure")), DISCLOSURES: (NOTICE,)},
        ["first-call SOP532", "first-call SOP538", "first-call SOP538"],
    ),
    "history of the past": (
        {SOP: (("what: Shorter greeting.", "what: Longer greeting."),)},
        ["first-call SOP533"],
    ),
    "history of the past gone": (
        {SOP: ((re.findall(r"  - \{version: 1.0.0.*\n", tiny_files()[SOP])[0], ""),)},
        ["first-call SOP533"],
    ),
    "version goes down": (
        {SOP: (WORDS, (VERSION[0], VERSION[1].format("1.0.0")))},
        ["first-call SOP534"],
    ),
    "in review asks for no approval yet": (
        {
            SOP: (
                WORDS,
                ("status: approved", "status: in_review"),
                *raised("1.1.1", "wording"),
            )
        },
        [],
    ),
    "a draft may change": ({COMPLAINT: (("do: Listen", "do: First listen"),)}, []),
    "what became of a draft": (
        {
            COMPLAINT: (
                ("do: Listen", "do: First listen"),
                ("version: 0.1.0\neff", "version: 1.0.0\neff"),
                ("status: draft", "status: in_review"),
                (
                    "{version: 0.1.0, date: 2026-05-01, role: team-lead, "
                    "changes: [first_version], what: Draft.",
                    "{version: 1.0.0, date: 2026-06-01, role: team-lead, "
                    "changes: [first_version], what: First.",
                ),
            )
        },
        [],
    ),
    "a draft that is approved": (
        {
            COMPLAINT: (
                ("do: Listen", "do: First listen"),
                ("version: 0.1.0\neff", "version: 1.0.0\neff"),
                ("status: draft", "status: approved"),
                (
                    "what: Draft., why: Needed.}",
                    "what: Draft., why: Needed.}\n  - {version: 1.0.0, "
                    "date: 2026-06-01, role: team-lead, changes: [first_version], "
                    "what: First., why: Needed.}",
                ),
            )
        },
        ["complaint SOP538"],
    ),
    "an approval moved": (
        {SOP: (WORDS, ("7e34901908a1", "0123456789ab"))},
        ["first-call SOP530", "first-call SOP540"],
    ),
    "a number changed": (
        {SOP: (("number: SOP-CON-001", "number: SOP-CON-009"),)},
        ["first-call SOP536"],
    ),
}


@pytest.mark.parametrize(("edits", "expected"), CASES.values(), ids=CASES)
def test_what_a_change_lacks(
    edits: Mapping[str, tuple[Edit, ...]], expected: list[str], project: GitProject
) -> None:
    for path, changes in edits.items():
        edit(project, path, *changes)

    assert codes(project) == expected
    commit_as(project, "Sam Author")
    # Committed or not, the same is asked for; only a commit tells who signed.
    assert [one for one in codes(project) if "SOP539" not in one] == expected


def test_a_whole_change_is_content(project: GitProject) -> None:
    """Version, history and the approvals of others: nothing is left to ask for."""
    edit(project, SOP, STEP, *raised("1.2.0", "procedure"))
    commit_as(project, "Sam Author")
    sign(project, "team-lead")
    commit_as(project, "Lee Lead")

    assert codes(project) == []
    assert (
        run(["check", "-C", str(project.root), "--as-of", TODAY, "--against", "main"])
        == 0
    )


def test_a_disclosure_always_asks_for_compliance(project: GitProject) -> None:
    """Whatever the table says: SOP538 until the compliance officer has signed."""
    table = "[tool.sop.changes.disclosure]\napprove = []\n"
    (project.root / "pyproject.toml").write_text(f"[tool.sop]\n{table}", "utf-8")
    edit(project, DISCLOSURES, NOTICE)
    edit(project, SOP, *raised("1.2.0", "disclosure"))
    commit_as(project, "Sam Author")
    sign(project, "team-lead")
    commit_as(project, "Lee Lead")
    assert codes(project) == ["first-call SOP538"]

    sign(project, "compliance-officer")
    commit_as(project, "Cam Officer")

    assert codes(project) == []


def test_an_author_does_not_sign(project: GitProject) -> None:
    """SOP539: the same person committed the words and the approval."""
    edit(project, SOP, WORDS, *raised("1.1.1", "wording"))
    commit_as(project, "Sam Author")
    sign(project, "team-lead")
    commit_as(project, "sam author")

    assert codes(project) == ["first-call SOP539"]


def test_whoever_changed_shared_words_does_not_sign(project: GitProject) -> None:
    """SOP539: the words stand in another file; they are the author's all the same."""
    edit(project, DISCLOSURES, NOTICE)
    commit_as(project, "Sam Author")
    edit(project, SOP, *raised("1.2.0", "disclosure"))
    commit_as(project, "Lee Lead")
    sign(project, "team-lead", "compliance-officer")
    commit_as(project, "Sam Author")
    assert codes(project) == ["first-call SOP539", "first-call SOP539"]


def test_whoever_changed_other_shared_words_may_sign(project: GitProject) -> None:
    """Only the author of the words that this SOP shows is left out."""
    edit(project, DISCLOSURES, NOTICE)
    commit_as(project, "Sam Author")
    other = (
        "  - {id: other, title: Other, say: Something else., regulation: recording, "
        "when: At the end.}\n"
    )
    path = project.root / DISCLOSURES
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    commit_as(project, "Lee Lead")
    edit(project, SOP, *raised("1.2.0", "disclosure"))
    commit_as(project, "Sam Author")
    sign(project, "team-lead", "compliance-officer")
    commit_as(project, "Lee Lead")

    assert codes(project) == []


def test_a_new_sop_is_signed_by_others_too(project: GitProject) -> None:
    """SOP538 and SOP539 for a first version that was born approved."""
    new = tiny_files()[SOP].replace("id: first-call", "id: second-call")
    new = new.replace("SOP-CON-001", "SOP-CON-002").replace("First call", "Follow-up")
    path = "sop/contact/second-call.yaml"
    (project.root / path).write_text(new.replace("status: approved", "status: draft"))
    found = find_project(project.root, as_of=TODAY)
    assert approve(found, "second-call", role="team-lead", again=True).problems == ()
    commit_as(project, "Sam Author")

    # The approval that was copied with the file is Sam's, too.
    signed = ["second-call SOP539"] * 2
    assert codes(project) == ["second-call SOP538", *signed]


def test_a_version_that_could_not_be_read_is_told(project: GitProject) -> None:
    """SOP541, a warning: whoever mends a file is not kept from it."""
    text = tiny_files()[SOP]
    project.commit({SOP: text.replace("title: First call\nsum", "titel: x\nsum")})
    broken = project.head
    project.commit({SOP: text.replace(*WORDS)})

    assert codes(project, broken) == ["first-call SOP541"]


def test_words_and_approval_in_one_commit(project: GitProject) -> None:
    """SOP539: one commit has one author, whatever name stands in 'who'."""
    edit(project, SOP, WORDS, *raised("1.1.1", "wording"))
    sign(project, "team-lead", who="Lee Lead")
    commit_as(project, "Sam Author")

    assert codes(project) == ["first-call SOP539"]


def test_who_names_the_author(project: GitProject) -> None:
    """SOP539: a colleague commits what the author signed in their own name."""
    edit(project, SOP, WORDS, *raised("1.1.1", "wording"))
    commit_as(project, "Sam Author")
    sign(project, "team-lead", who="Sam Author")
    commit_as(project, "Lee Lead")

    assert codes(project) == ["first-call SOP539"]


def test_a_version_that_was_approved_once_stays_taken(project: GitProject) -> None:
    """Approvals removed in one pull request do not free the version for the next."""
    start, end = (
        tiny_files()[SOP].index(k) for k in ("approvals:", "revision_history:")
    )
    edit(
        project,
        SOP,
        (tiny_files()[SOP][start:end], ""),
        ("status: approved", "status: in_review"),
    )
    commit_as(project, "Sam Author")
    between = project.head
    edit(project, SOP, WORDS)
    commit_as(project, "Sam Author")

    assert codes(project, between) == ["first-call SOP530"]


def test_a_version_that_grows_is_measured_by_what_was_approved(
    project: GitProject,
) -> None:
    """A patch in one pull request does not carry a step of the next one."""
    review = ("status: approved", "status: in_review")
    edit(project, SOP, WORDS, review, *raised("1.1.1", "wording"))
    commit_as(project, "Sam Author")
    between = project.head
    edit(project, SOP, STEP)
    commit_as(project, "Sam Author")

    assert codes(project, between) == ["first-call SOP531", "first-call SOP532"]


def test_an_id_is_never_used_again(project: GitProject) -> None:
    """SOP535: a file that was deleted once comes back with other words."""
    old = tiny_files()[COMPLAINT]
    project.commit({COMPLAINT: None, SOP: tiny_files()[SOP]}, "Delete a draft")
    gone = project.head
    project.commit({COMPLAINT: old.replace("Take complaints.", "Sell.")}, "Again")

    assert codes(project, gone) == ["complaint SOP535"]


def test_an_sop_in_force_is_retired_and_not_deleted(project: GitProject) -> None:
    """SOP537 for what was in force; a draft may go."""
    project.commit({SOP: None, COMPLAINT: None}, "Clean up")

    assert codes(project) == ["first-call SOP537"]


def test_a_new_id_is_told(project: GitProject) -> None:
    """SOP536: the words are the same, so it is the same SOP under another id."""
    new = "sop/contact/first-talk.yaml"
    text = tiny_files()[SOP].replace("id: first-call", "id: first-talk")
    project.commit({SOP: None, new: text}, "Rename")

    assert codes(project) == ["first-talk SOP536"]


def test_what_others_merged_does_not_count(project: GitProject) -> None:
    """The branch is held to its own changes, not to what main did meanwhile."""
    project.git("checkout", "--quiet", "main")
    edit(project, SOP, WORDS)
    commit_as(project, "Lee Lead")
    project.git("checkout", "--quiet", "change")
    project.commit({"README.md": "x"})

    assert codes(project) == []


def test_a_merge_of_main_does_not_count(project: GitProject) -> None:
    """Nor does it after main was merged into the branch."""
    project.git("checkout", "--quiet", "main")
    edit(project, SOP, WORDS)
    commit_as(project, "Lee Lead")
    project.git("checkout", "--quiet", "change")
    project.commit({"README.md": "x"})
    project.merge("main")

    assert codes(project) == []


def test_a_revert_needs_a_version_too(project: GitProject) -> None:
    """SOP534: what was in force in between had the higher version."""
    edit(project, SOP, WORDS, *raised("1.1.1", "wording"))
    commit_as(project, "Sam Author")
    changed = project.head
    project.git("revert", "--no-edit", "HEAD")

    assert codes(project, changed) == ["first-call SOP533", "first-call SOP534"]


def test_a_shallow_clone_is_told(
    project: GitProject,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without history nobody can say who signed: that is no pass."""
    edit(project, SOP, WORDS)
    commit_as(project, "Sam Author")
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    project.git(
        "clone", "--quiet", "--depth", "1", f"file://{project.root}", str(clone)
    )

    assert run(["check", "-C", str(clone), "--as-of", TODAY, "--against", "HEAD"]) == 2
    told = capsys.readouterr().err
    assert "shallow clone" in told
    assert "fetch-depth: 0" in told


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('compliance = "compliance-oficer"', "did you mean 'compliance-officer'?"),
        ('wording = {approve = ["qa"]}', "'qa' is not in sop/shared/roles.yaml"),
    ],
)
def test_a_role_that_nobody_has(
    settings: str, said: str, project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"[tool.sop.changes]\n{settings}\n"
    (project.root / "pyproject.toml").write_text(text, "utf-8")

    assert run(["check", "-C", str(project.root), "--against", "main"]) == 2
    told = capsys.readouterr().err
    assert said in told


def test_an_unknown_revision_is_told(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "-C", str(project.root), "--against", "mian"]) == 2
    assert "did you mean 'main'?" in capsys.readouterr().err


def test_conflict_markers_are_told_in_sop_terms(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """SOP139: two branches changed one step; the message names it and both."""
    edit(project, SOP, WORDS)
    commit_as(project, "Sam Author")
    project.git("checkout", "--quiet", "main")
    edit(project, SOP, ("do: Ask if it is a good time.", "do: Ask for two minutes."))
    commit_as(project, "Lee Lead")
    with pytest.raises(RuntimeError):
        project.git("merge", "--quiet", "change")

    assert run(["check", "-C", str(project.root), "--as-of", TODAY]) == 1
    told = capsys.readouterr().out
    assert "SOP139 'HEAD' and 'change' both changed 'ask-time' in 'procedure'" in told
    assert told.count("error") == 2  # the conflict, and the total
    assert run(["diff", "-C", str(project.root)]) == 0
    assert "cannot be compared" in capsys.readouterr().out
