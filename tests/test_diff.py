"""`sop diff` on real repositories: what people are told of branches and files."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from builder.changes.comparison import compare_trees
from builder.cli.main import run
from builder.commands.diff import DiffResult, diff
from builder.errors import SopError
from builder.limits import Limits
from builder.project import find_project
from builder.tree import CommitTree, WorkTree
from builder.tree_pair import changed_paths
from tests.helpers import GitProject
from tests.tiny import TODAY, tiny_files

SOP = "sop/contact/first-call.yaml"
COMPLAINT = "sop/care/complaint.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
SCHEMAS = Path(__file__).parents[1] / "schema"

WORDS = ("do: Ask if it is a good time.", "do: Ask whether it is a good time.")
WORDED = (
    "The instruction of step 2 of Greet is “Ask whether it is a good time” "
    "instead of “Ask if it is a good time”."
)
STEP = (
    "within: 10 seconds\n        regulations",
    "within: 20 seconds\n        regulations",
)
STEPPED = "The time limit of step 1 of Greet is 20 seconds instead of 10 seconds."
NOTICE = ("say: This call is recorded.", "say: This call may be recorded.")


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """The tiny library, committed on main."""
    project = GitProject(tmp_path)
    project.commit(tiny_files(), "Start")
    return project


def edited(path: str, *edits: tuple[str, str]) -> dict[str, str]:
    text = tiny_files()[path]
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return {path: text}


def write(project: GitProject, files: dict[str, str]) -> None:
    for path, text in files.items():
        (project.root / path).write_text(text, "utf-8")


def result(project: GitProject, *words: str) -> DiffResult:
    return diff(find_project(project.root, as_of=TODAY), words)


def told(project: GitProject, *words: str) -> list[str]:
    return [one.sentence for one in result(project, *words).comparison.changes]


def test_nothing(project: GitProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(project) == []
    assert run(["diff", "-C", str(project.root)]) == 0
    assert capsys.readouterr().out == "HEAD → work tree: no changes\n"


def test_layout_is_nothing(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {SOP: f"# a remark\n{tiny_files()[SOP]}"})

    assert told(project) == []
    assert run(["diff", "-C", str(project.root)]) == 0
    assert "nothing but layout" in capsys.readouterr().out


def test_files_that_are_not_committed(project: GitProject) -> None:
    """Changed, staged, new or deleted: the files are compared as they are."""
    new = tiny_files()[COMPLAINT].replace("id: complaint", "id: praise")
    new = new.replace("SOP-CAR-001", "SOP-CAR-009").replace("Complaints", "Thanks")
    new = new.replace("Take complaints", "Take thanks").replace("Listen", "Smile")
    new = new.replace("How to take a complaint & keep the customer", "Why we smile")
    write(project, {"sop/care/praise.yaml": new, **edited(SOP, WORDS)})
    project.git("add", SOP)
    (project.root / COMPLAINT).unlink()

    assert told(project) == [
        "SOP-CAR-001 Complaints <on the phone> is gone, with 1 step.",
        "SOP-CAR-009 Thanks <on the phone> is new, with 1 step.",
        WORDED,
    ]


def test_ranges(project: GitProject) -> None:
    """Two dots compare two states, three what the second changed since it left."""
    project.git("checkout", "--quiet", "-b", "change")
    project.commit(edited(SOP, WORDS))
    project.git("checkout", "--quiet", "main")
    project.commit(edited(SOP, STEP))
    back = "The instruction of step 2 of Greet is “Ask if it is a good time”"

    assert told(project, "HEAD~1..HEAD") == [STEPPED]
    assert told(project, "HEAD~1") == [STEPPED]
    assert told(project, "main...change") == [WORDED]
    assert [one[:60] for one in told(project, "change..main")] == [
        STEPPED[:60],
        back[:60],
    ]
    assert told(project, "..change")[-1] == WORDED


def test_ids_and_numbers_leave_out_others(project: GitProject) -> None:
    complaint = edited(COMPLAINT, ("Listen without a word.", "Listen first."))
    project.commit({**edited(SOP, WORDS), **complaint})

    assert len(told(project, "HEAD~1..HEAD")) == 2
    for name in ("first-call", "SOP-CON-001"):
        assert told(project, name, "HEAD~1..HEAD") == [WORDED]
        assert told(project, name, "HEAD~1") == [WORDED]
    assert told(project, "first-call", "complaint") == []


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["first-cal"], "there is no SOP or revision 'first-cal'", "'first-call'"),
        (["first-cal", "a..b"], "unknown revision 'a'", "git log"),
        (["first-cal", "HEAD..HEAD"], "there is no SOP 'first-cal'", "'first-call'"),
        (["main..nowhere"], "unknown revision 'nowhere'", "git log"),
        (["mian..main"], "unknown revision 'mian'", "did you mean 'main'?"),
        (["a..b", "c..d"], "'a..b' and 'c..d' are two ranges", "one range"),
        (["HEAD", "main"], "'HEAD' and 'main' are two revisions", "HEAD..main"),
        (["--", "-x"], "there is no SOP or revision '-x'", "sop list"),
    ],
)
def test_wrong_words(
    words: list[str],
    message: str,
    hint: str,
    project: GitProject,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, what is wrong, and the nearest that is right."""
    assert run(["diff", "-C", str(project.root), *words]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert hint in said


def test_no_commits_and_no_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = GitProject(tmp_path / "empty")
    for path, text in tiny_files().items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text, "utf-8")

    assert run(["diff", "-C", str(project.root)]) == 2
    assert "no commits" in capsys.readouterr().err


def test_a_rename_of_the_area_is_nothing_for_agents(project: GitProject) -> None:
    """The file moved; the SOP says the same."""
    project.git("mv", "sop/contact", "sop/calls")
    project.commit_all("Move")

    assert told(project, "HEAD~1..HEAD") == []


def test_a_rename_with_a_change(project: GitProject) -> None:
    """An SOP is known by its id wherever its file stands, and else by its words."""
    project.git("mv", "sop/contact", "sop/calls")
    write(project, {"sop/calls/first-call.yaml": edited(SOP, WORDS)[SOP]})
    project.commit_all("Move and change")
    assert told(project, "HEAD~1..HEAD") == [WORDED]

    renamed = edited(SOP, WORDS)[SOP].replace("id: first-call", "id: first-talk")
    files = {"sop/calls/first-talk.yaml": renamed, "sop/calls/first-call.yaml": None}
    project.commit(files, "Rename")
    (change,) = told(project, "HEAD~1..HEAD")
    assert change.startswith("The SOP has the id “first-talk” instead of “first-call”")


def test_merge_squash_and_rebase_tell_the_same(project: GitProject) -> None:
    """How a change came to main does not matter to those who read it."""
    start = project.head
    project.git("checkout", "--quiet", "-b", "change")
    project.commit(edited(SOP, WORDS))
    project.commit(edited(SOP, WORDS, STEP))
    seen = []
    for way in ("merge", "squash", "rebase"):
        project.git("checkout", "--quiet", "-B", way, start)
        project.commit({"README.md": way})
        if way == "merge":
            project.merge("change")
        elif way == "squash":
            project.git("merge", "--quiet", "--squash", "change")
            project.commit_all("Squash")
        else:
            project.git("rebase", "--quiet", way, "change")
        seen.append(told(project, f"{start}..HEAD"))

    assert seen == [[STEPPED, WORDED]] * 3


def test_a_revert_is_a_change_and_both_together_none(project: GitProject) -> None:
    project.commit(edited(SOP, STEP))
    project.git("revert", "--no-edit", "HEAD")

    assert told(project, "HEAD~1..HEAD") == [
        "The time limit of step 1 of Greet is 10 seconds instead of 20 seconds."
    ]
    assert told(project, "HEAD~2..HEAD") == []


def test_rewritten_history(project: GitProject) -> None:
    """After an amend the old commit can still be compared, by its name."""
    project.commit(edited(SOP, STEP))
    old = project.head
    write(project, edited(SOP, STEP, WORDS))
    project.git("commit", "--quiet", "--all", "--amend", "-m", "Again")

    assert told(project, f"{old}..HEAD") == [WORDED]
    assert told(project, f"{old}...HEAD") == [STEPPED, WORDED]


def test_a_detached_head(project: GitProject) -> None:
    project.commit(edited(SOP, STEP))
    project.git("checkout", "--quiet", "--detach", "HEAD~1")

    assert told(project, "HEAD..main") == [STEPPED]
    assert told(project) == []


def test_a_shallow_clone(project: GitProject, tmp_path: Path) -> None:
    """What is there is compared; where the line is cut, the way out is told."""
    project.commit(edited(SOP, STEP))
    clone = tmp_path / "shallow"
    project.git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}", str(clone))
    write_path = clone / SOP
    write_path.write_text(edited(SOP, STEP, WORDS)[SOP], "utf-8")
    found = find_project(clone, as_of=TODAY)

    assert [one.sentence for one in diff(found).comparison.changes] == [WORDED]
    for words in ("HEAD~1..HEAD", "HEAD~1", "HEAD^"):
        with pytest.raises(SopError, match="unknown revision 'HEAD") as caught:
            diff(found, [words])
        assert "unshallow" in caught.value.hint


def test_histories_that_never_met(project: GitProject) -> None:
    project.git("checkout", "--quiet", "--orphan", "other")
    project.commit(edited(SOP, STEP), "Another start")

    assert told(project, "main..other") == [STEPPED]
    with pytest.raises(SopError, match="no common commit"):
        told(project, "main...other")


def test_shared_words_change_every_sop_that_shows_them(project: GitProject) -> None:
    """The file of the SOP did not change; what agents say did."""
    project.commit(edited(DISCLOSURES, NOTICE))
    found = result(project, "HEAD~1..HEAD").comparison

    assert [(one.sop.id, one.changes[0].shared) for one in found.sops] == [
        ("first-call", "disclosures.recording-notice")
    ]
    assert [one.sentence for one in found.shared] == [
        "The disclosure “Recording notice” has other words."
    ]


def test_a_file_with_mistakes_is_told_and_others_are_compared(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = edited(COMPLAINT, ("title: Complaints", "titel: Complaints"))
    write(project, {**edited(SOP, WORDS), **broken})

    assert run(["diff", "-C", str(project.root)]) == 0
    said = capsys.readouterr().out
    assert f"{COMPLAINT}:4: cannot be compared" in said
    assert "did you mean 'title'?" in said
    assert "1 change in 1 SOP" in said


def test_a_shared_file_with_mistakes_is_no_change_of_what_shows_it(
    project: GitProject,
) -> None:
    """Nobody can say what it says: the mistake is told, and no disclosure is gone."""
    broken = edited(DISCLOSURES, ("title: Recording", "titel: Recording"))
    write(project, broken)
    found = result(project).comparison

    assert (found.sops, found.shared) == ((), ())
    assert [problem.path for problem in found.unread] == [DISCLOSURES]


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_a_file_that_was_broken_before_is_told(
    form: str, project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not new; what changed in it nobody can say."""
    project.commit(edited(COMPLAINT, ("title: Complaints", "titel: Complaints")))
    project.commit({COMPLAINT: tiny_files()[COMPLAINT]})
    arguments = ["HEAD~1..HEAD", "--format", form]
    assert run(["diff", "-C", str(project.root), *arguments]) == 0

    said = capsys.readouterr().out
    assert "complaint" in said
    assert ("unreadBefore" if form == "json" else "could not be read before") in said
    assert "is new" not in said


def test_git_and_the_files_agree_on_what_changed(project: GitProject) -> None:
    """The contents of the work tree have the names that git gives them."""
    tree, work = CommitTree(project.root, "HEAD"), WorkTree(project.root)
    assert changed_paths(tree, work, "sop") == frozenset()

    write(project, edited(SOP, WORDS))
    (project.root / COMPLAINT).unlink()
    assert changed_paths(tree, work, "sop") == {SOP, COMPLAINT}


def test_only_what_differs_is_read(
    project: GitProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost does not grow with the library: other SOPs are not parsed."""
    project.commit(edited(SOP, WORDS))
    read: list[str] = []
    before = CommitTree.read

    def seen(tree: CommitTree, path: str, *, at_most: int | None = None) -> bytes:
        read.append(path)
        return before(tree, path, at_most=at_most)

    monkeypatch.setattr(CommitTree, "read", seen)
    trees = [CommitTree(project.root, name) for name in ("HEAD~1", "HEAD")]
    compare_trees(*trees, limits=Limits())

    sops = [path for path in read if not path.startswith("sop/shared/")]
    assert sops == [SOP, SOP]


def test_json_fits_the_published_schema(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {**edited(SOP, WORDS), **edited(DISCLOSURES, NOTICE)})
    assert run(["diff", "-C", str(project.root), "--format", "json"]) == 0

    found = json.loads(capsys.readouterr().out)
    schema = json.loads((SCHEMAS / "diff.schema.json").read_text("utf-8"))
    assert [
        str(e) for e in jsonschema_rs.validator_for(schema).iter_errors(found)
    ] == []
    change = found["sops"][0]["changes"][0]
    line = (project.root / SOP).read_text("utf-8").split("\n")[change["line"] - 1]
    assert (change["kind"], line) == ("wording", "      - id: ask-time")
    assert [span["edit"] for span in change["redline"]] == [
        "same",
        "removed",
        "added",
        "same",
    ]


def test_text_has_color_only_where_it_is_seen(
    project: GitProject,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without color, brackets stand around what went and came."""
    write(project, edited(SOP, WORDS))
    run(["diff", "-C", str(project.root)])
    plain = capsys.readouterr().out
    assert "│ Ask [-if-]{+whether+} it is a good time." in plain
    assert all(len(line) <= 88 for line in plain.splitlines())

    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["diff", "-C", str(project.root)])
    assert "\x1b[31mif\x1b[0m\x1b[32mwhether\x1b[0m" in capsys.readouterr().out


HOSTILE = "<script>alert(1)</script> **@team** #1 `x` |"


def test_words_of_an_sop_are_no_markup(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever stands in an SOP: the page runs nothing, the comment calls nobody."""
    quoted = HOSTILE.replace('"', "'")
    write(project, edited(SOP, (WORDS[0], f'do: "Ask if {quoted}"')))

    for form in ("html", "markdown"):
        assert run(["diff", "-C", str(project.root), "--format", form]) == 0
        said = capsys.readouterr().out
        assert "<script" not in said
        if form == "markdown":
            assert "@team" not in said
            assert "#1" not in said


def test_the_page_needs_nothing_else(
    project: GitProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file with its style in it: no script, no picture, no address."""
    write(project, edited(SOP, WORDS))
    out = tmp_path / "changes.html"
    run(["diff", "-C", str(project.root), "--format", "html", "-o", str(out)])

    page = out.read_text("utf-8")
    assert "<del>if</del><ins>whether</ins>" in page
    for outside in ("<script", "http", "<img", "<link", "@import", "url("):
        assert outside not in page
    assert capsys.readouterr().err == f"wrote {out}\n"


def test_a_redline_of_a_shared_thing_shows_texts_or_nothing(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a flag differs and no text, there is no line of dots."""
    path = "sop/shared/fields.yaml"
    write(
        project, edited(path, (", personal: false, asked: true", ", personal: false"))
    )
    assert run(["diff", "-C", str(project.root)]) == 0

    said = capsys.readouterr().out
    assert "The field “Callback date” differs in its time of asking." in said
    assert "│" not in said


def test_a_field_stays_on_one_line(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "Hello {{ customer.first_name }}, " + "this is a very long line and " * 3
    text = f'say: ["{line} {{{{ agent.first_name }}}}."]'
    old = 'say: ["Hello {{ customer.first_name }}, this is {{ agent.first_name }}."]'
    write(project, edited(SOP, (old, text)))
    run(["diff", "-C", str(project.root)])

    said = capsys.readouterr().out
    assert "{{ agent.first_name }}" in said
    assert "\u2060" not in said
