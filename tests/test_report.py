"""`sop report`: the comment of a pull request tells all that follows from a change."""

import json
import typing
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from builder.cli.main import run
from builder.commands.approve import approve
from builder.commands.report import report
from builder.outputs.changes import format as diff_format
from builder.outputs.changes import report_format
from builder.outputs.changes.report_markdown import (
    LONGEST,
    MARKER,
    report_markdown,
)
from builder.project import find_project
from tests.helpers import GitProject
from tests.tiny import TODAY, tiny_files

SOP = "sop/contact/first-call.yaml"
COMPLAINT = "sop/care/complaint.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
DISPOSITIONS = "sop/shared/dispositions.yaml"
SCHEMAS = Path(__file__).parents[1] / "schema"
EDITS = (
    ("do: Say who you are & why you call.", "do: Say your name & why you call."),
    ("goto: when}\n        default: nobody", "goto: when}\n        default: when"),
    ("version: 1.1.0\neffective", "version: 1.2.0\neffective"),
    (
        "what: Shorter greeting., why: Agents asked.}",
        "what: Shorter greeting., why: Agents asked.}\n"
        "  - {version: 1.2.0, date: 2026-02-25, role: team-lead, "
        "changes: [wording, script], what: Names first., why: Agents asked.}",
    ),
)


def changed(*edits: tuple[str, str]) -> str:
    text = tiny_files()[SOP]
    for old, new in edits or EDITS:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """The tiny library on main; on a branch a step and a path of a script changed."""
    project = GitProject(tmp_path)
    project.commit(tiny_files(), "Start")
    project.git("checkout", "--quiet", "-b", "change")
    project.git("config", "user.name", "Sam Author")
    project.commit({SOP: changed()}, "Name first")
    return project


def comment(
    project: GitProject, span: str = "main...HEAD", longest: int = LONGEST
) -> str:
    found = report(find_project(project.root, as_of=TODAY), span)
    return report_markdown(found, longest=longest)


def test_the_comment_tells_what_follows(project: GitProject) -> None:
    """What changed and its kinds, approvals, cards, exports, links, quiz, scores."""
    text = comment(project)

    for line in (
        "## SOPs: 4 changes in 1 SOP · 1 problem to mend first",
        "- **SOP538** team-lead has not approved version 1.2.0, though the instruction",
        "| **SOP-CON-001** First call | 1.1.0 → 1.2.0 | wording, script path, "
        "control (2) | ✗ **team-lead** is missing |",
        "- **Reprint 1 card:** SOP-CON-001",
        "- **Import 1 script again:** `first-call/call` (changed)",
        "quiz question “When do you say the notice?” (SOP-CON-001)",
        "scorecard row “Opening” (SOP-CON-001)",
        "checklist item “Test the headset.” (SOP-CON-001)",
        "- **script path**: The path “no answer” of First call can end in CALLBK or "
        "NOANS instead of NOANS.",
        "  > Say <del>who you are</del><ins>your name</ins> &amp; why you call.",
        "Written by Sam Author",
        "<details><summary>Before and after: SOP-CON-001 First call</summary>",
    ):
        assert line in text, line
    assert text.startswith(MARKER)


CARDS: dict[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "a step that the card shows": (EDITS[:1], "- **Reprint 1 card:** SOP-CON-001"),
    "a new version with the same words": (EDITS[2:], ""),
    "a question of the quiz": (
        (("question: When do you say", "question: At what time do you say"),),
        "",
    ),
    "no card any more": (
        (("status: approved\n", "status: retired\nsuccessor: complaint\n"),),
        "- **Take away 1 card:** SOP-CON-001",
    ),
}


@pytest.mark.parametrize(("edits", "told"), CARDS.values(), ids=CARDS)
def test_cards_are_reprinted_when_their_words_change(
    edits: tuple[tuple[str, str], ...], told: str, tmp_path: Path
) -> None:
    """As `sop cards stale` judges what hangs on the floor."""
    project = GitProject(tmp_path)
    project.commit(tiny_files())
    project.commit({SOP: changed(*edits)})

    lines = comment(project, "HEAD~1..HEAD").splitlines()

    cards = [line for line in lines if "card:**" in line or "cards:**" in line]
    assert cards == ([told] if told else [])


def test_the_step_is_shown_before_and_after(project: GitProject) -> None:
    """As agents read it, line by line."""
    fence = comment(project).split("```diff\n")[1].split("```")[0]

    assert [line for line in fence.splitlines() if line[:2] in ("- ", "+ ")] == [
        "- Say who you are & why you call. [MUST] (within 10 seconds)",
        "+ Say your name & why you call. [MUST] (within 10 seconds)",
    ]


def test_approvals_that_are_given(project: GitProject) -> None:
    """By role, name on record or author of the commit, and day."""
    found = find_project(project.root, as_of=TODAY)
    approve(found, "first-call", role="team-lead")
    project.git("config", "user.name", "Lee Lead")
    project.commit_all("Sign")

    text = comment(project)

    assert "· in order" in text
    assert f"✓ team-lead (Lee Lead, {TODAY})" in text


def test_who_links_here(project: GitProject) -> None:
    """The SOP that refers to one that changed is named, though its file did not."""
    text = tiny_files()[COMPLAINT].replace("Listen without", "Hear without")
    project.commit({COMPLAINT: text}, "Complaint")

    assert (
        "- **These SOPs refer to what changed:** SOP-CAR-002 Complaints by letter, "
        "SOP-CON-001 First call"
    ) in comment(project, "HEAD~1..HEAD")


def test_an_outcome_of_the_shared_data_is_imported_again(project: GitProject) -> None:
    """No SOP changed, but every dialer that knows the code has another title."""
    old = tiny_files()[DISPOSITIONS]
    new = old.replace("title: Callback", "title: Call back", 1)
    assert new != old
    project.commit({DISPOSITIONS: new}, "Outcome")

    text = comment(project, "HEAD~1..HEAD")

    assert "`first-call/call` (changed)" in text
    assert "### Shared data" in text


def test_nothing_changed(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["report", "-C", str(project.root), "HEAD..HEAD"]) == 0
    assert "Nothing changed for anybody" in capsys.readouterr().out


def test_the_exit_code_tells_of_problems(project: GitProject) -> None:
    """1 while something is to be mended, 2 for what cannot be asked."""
    assert run(["report", "-C", str(project.root), "main...HEAD"]) == 1
    assert run(["report", "-C", str(project.root), "mian...HEAD"]) == 2


@pytest.mark.parametrize("longest", [65_536, 4_000, 2_500])
def test_the_comment_is_bounded(project: GitProject, longest: int) -> None:
    """Never longer than a forge takes; what was left out is named; nothing is cut."""
    steps = "".join(
        f"      - {{id: step-{n}, do: Do the thing number {n} in a way of its own.}}\n"
        for n in range(40)
    )
    at = "      - {id: thank, do: Thank the customer., note: Use the name once.}\n"
    project.commit({SOP: changed(*EDITS, (at, at + steps))}, "Forty steps")

    text = comment(project, longest=longest)

    assert len(text) <= longest
    assert text.count("<details>") == text.count("</details>")
    assert text.count("```") % 2 == 0
    if longest < 5_000:
        assert "Left out, because a comment holds only so much: " in text
        assert "before and after of SOP-CON-001" in text
        assert "`sop diff " in text


def test_a_thousand_changed_sops_still_fit(project: GitProject) -> None:
    """However much changed, the table and the lists end, and say how much is left."""
    found = report(find_project(project.root, as_of=TODAY), "main...HEAD")
    many = type(found)(
        comparison=found.comparison,
        old=found.old,
        new=found.new,
        sops=found.sops * 1000,
        problems=found.problems * 1000,
        imports=found.imports * 1000,
    )

    text = report_markdown(many)

    assert len(text) <= LONGEST
    assert "… and 980 more problems" in text
    assert "950 more SOPs" in text
    assert "and 950 more" in text
    assert "Left out, because a comment holds only so much" in text


HOSTILE = "`````x <details> @team #1 <!-- sop report --> | [a](http://x.y)"


def test_words_of_an_sop_do_not_break_out(project: GitProject) -> None:
    """No fence, cell, fold or mention ends or begins by what an SOP says."""
    edits = (
        ("do: Say who you are & why you call.", f"do: '{HOSTILE}'"),
        ("title: First call\nsummary", f"title: '{HOSTILE}'\nsummary"),
    )
    project.commit({SOP: changed(*edits)}, "Hostile")

    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(comment(project))
    )
    outside = "".join(part.split("</pre>", 1)[-1] for part in html.split("<pre>"))

    assert outside.count("<details>") == outside.count("</details>") == 1
    assert "@<!-- -->team" in outside
    assert "@team" not in outside
    assert 'href="http://x.y"' not in outside
    assert html.count(MARKER) == 1
    assert html.count("<tr>") == 2


def test_a_shallow_clone_is_told_in_the_comment(
    project: GitProject, tmp_path: Path
) -> None:
    """What can be compared is; who wrote and who signed is not guessed."""
    clone = tmp_path / "shallow"
    project.git("clone", "--quiet", "--depth", "1", f"file://{tmp_path}", str(clone))
    (clone / SOP).write_text(
        changed(*EDITS, ("note: Use the", "note: Say the")), "utf-8"
    )

    text = report_markdown(report(find_project(clone, as_of=TODAY)))

    assert "> Who wrote and who signed could not be checked: shallow clone" in text
    assert "The note of step 1 of Close" in text


def schema_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (SCHEMAS / f"{name}.schema.json").read_text("utf-8")
    )
    return found


def test_json_fits_the_published_schema(
    project: GitProject, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["main...HEAD", "--format", "json"]
    assert run(["report", "-C", str(project.root), *arguments]) == 1

    found = json.loads(capsys.readouterr().out)
    validator = jsonschema_rs.validator_for(schema_of("report"))
    assert [str(error) for error in validator.iter_errors(found)] == []
    (one,) = found["sops"]
    assert (one["asksForVersion"], one["missingApprovals"]) == ("minor", ["team-lead"])
    assert one["authors"] == ["Sam Author"]
    assert [step["place"] for step in one["steps"]] == ["greet.say-who"]
    assert found["problems"][0]["code"] == "SOP538"


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("diff", diff_format.DiffRecord),
        ("report", report_format.ReportRecord),
    ],
)
def test_schemas_have_the_keys_that_are_written(name: str, record: type) -> None:
    """Every key of every record, and no other."""
    schema = schema_of(name)
    records = {
        one.__name__.removesuffix("Record").lower(): one
        for module in (diff_format, report_format)
        for one in vars(module).values()
        if typing.is_typeddict(one)
    }

    objects = {"": (schema, record)} | {
        key: (value, records[key]) for key, value in schema["$defs"].items()
    }
    for key, (value, kind) in objects.items():
        keys = list(typing.get_type_hints(kind))
        assert (key, value["required"]) == (key, keys)
        assert (key, list(value["properties"])) == (key, keys)
