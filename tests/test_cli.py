"""The command line as its users meet it: text, exit codes, files."""

import json
import re
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.cli.verbs import VERBS
from tests.tiny import TODAY, copy_tiny, tiny_files

SOP = "sop/contact/first-call.yaml"
CARE = "sop/care/complaint.yaml"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "tiny")


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text, "the tiny library no longer holds that text"
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def sop(folder: Path, *arguments: str) -> int:
    verb, *rest = arguments
    return run([verb, "-C", str(folder), "--as-of", TODAY, *rest])


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    for verb in VERBS:
        assert re.search(rf"^  {verb} ", text, re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([verb, "--help"]) == 0
    assert f"Usage: sop {verb}" in capsys.readouterr().out


def test_a_mistyped_verb_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["biuld"]) == 2
    assert "did you mean 'build'?" in capsys.readouterr().err


def test_no_project_is_told_with_a_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tmp_path, "check") == 2
    error = capsys.readouterr().err
    assert "no SOP project" in error
    assert "sop init" in error


def test_check_is_content_with_good_content(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "check", "--strict") == 0
    assert "3 SOPs, 1 call script: no problems" in capsys.readouterr().out


def test_check_shows_place_line_caret_and_hint(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(tiny, SOP, "owner: team-lead", "owner: team-lad")

    assert sop(tiny, "check", str(tiny / SOP)) == 1

    assert capsys.readouterr().out.splitlines()[:4] == [
        f"{SOP}:10:8: error SOP308 'team-lad' is not in sop/shared/roles.yaml",
        "   10 | owner: team-lad",
        "      |        ^",
        "      hint: did you mean 'team-lead'?",
    ]


def test_check_reads_every_file_in_one_run(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken file hides no other, and its id is no dangling reference."""
    (tiny / CARE).write_bytes(b"\xff\xfe\x00")
    edit(tiny, SOP, "owner: team-lead", "owner: team-lad")

    assert sop(tiny, "check", "--format", "json") == 1

    found = {(d["path"], d["code"]) for d in json.loads(capsys.readouterr().out)}
    assert (SOP, "SOP308") in found
    assert {path for path, code in found if code.startswith("SOP1")} == {CARE}
    assert (SOP, "SOP309") not in found


def test_check_of_one_path_reports_on_it_alone(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(tiny, SOP, "owner: team-lead", "owner: team-lad")

    assert sop(tiny, "check", str(tiny / "sop" / "care")) == 0
    assert "SOP308" not in capsys.readouterr().out


def test_check_outside_sop_is_wrong_use(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "check", str(tiny / "mkdocs.yml")) == 2
    assert "is not in sop/" in capsys.readouterr().err


def test_strict_counts_warnings(tiny: Path) -> None:
    edit(
        tiny,
        CARE,
        "cadence: yearly, last: 2026-05-01",
        "cadence: monthly, last: 2026-05-01",
    )

    assert sop(tiny, "check") == 0
    assert sop(tiny, "check", "--strict") == 1


def test_severity_is_the_projects_choice(tiny: Path) -> None:
    edit(
        tiny,
        CARE,
        "cadence: yearly, last: 2026-05-01",
        "cadence: monthly, last: 2026-05-01",
    )
    edit(
        tiny,
        "pyproject.toml",
        "[tool.sop]",
        '[tool.sop]\nseverity = {SOP506 = "error"}',
    )

    assert sop(tiny, "check") == 1


def test_annotations_are_workflow_commands(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(tiny, SOP, "owner: team-lead", 'owner: "50%,:x"')

    assert sop(tiny, "check", "--format", "github") == 1

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"::error file={SOP},line=10,col=8,title=SOP")


def test_list_shows_what_is_there(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "list", "--json", "--status", "approved") == 0

    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["next_review"]) == ("SOP-CON-001", "2027-03-01")


def test_list_of_an_unknown_area(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "list", "--area", "contacts") == 2
    assert "did you mean 'contact'?" in capsys.readouterr().err


def test_show_prints_the_words_an_agent_says(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "show", "SOP-CON-001") == 0

    text = capsys.readouterr().out
    assert "1.1 Say who you are & why you call. [MUST] (within 10 seconds)" in text
    assert "say exactly: “This call is recorded.”" in text
    assert "“Yes, go on” (key 1) → thanks" in text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("first-call#close", "Thank the customer."),
        ("first-call#greet.ask-time", "Ask if it is a good time."),
        ("first-call#script.call", "[good_time]"),
        ("first-call#script.call.when", "write into: callback.date"),
        ("first-call#objection.price", "Avoid: Do not ask twice."),
        ("first-call#scorecard.quality", "- Opening (100): Name within 10 seconds."),
        ("first-call#_technique.learn", "say: “Tell me more.”"),
        ("first-call#_phrases", "instead of: “I don't know.”"),
    ],
)
def test_show_prints_a_part(
    tiny: Path, address: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "show", address) == 0

    text = capsys.readouterr().out
    assert words in text
    assert "Revision history" not in text


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("first-cal", "first-call"),
        ("first-call#greets", "greet"),
        ("first-call#objection.prize", "objection.price"),
    ],
)
def test_show_guesses_what_was_meant(
    tiny: Path, address: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "show", address) == 2
    assert f"did you mean '{hint}'?" in capsys.readouterr().err


NEW = ["--title", "Call back: soon", "--area", "contact", "--owner", "team-lead"]


def test_new_writes_a_valid_draft_with_the_next_number(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sop(tiny, "new", "call-back", *NEW, "--direction", "outbound") == 0

    assert "number: SOP-CON-002" in (tiny / "sop/contact/call-back.yaml").read_text()
    assert sop(tiny, "check", "--strict") == 0
    assert "4 SOPs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "title", ['A "quote"', "Was: #1 {{ x }}", "- dash", "back\\slash", "ünï → ✓"]
)
def test_new_takes_any_title(tiny: Path, title: str) -> None:
    arguments = ["--title", title, *NEW[2:], "--direction", "inbound"]

    assert sop(tiny, "new", "any", *arguments) == 0
    assert sop(tiny, "check", str(tiny / "sop/contact/any.yaml")) == 0


def test_new_never_replaces_a_file(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (tiny / SOP).read_bytes()

    assert sop(tiny, "new", "first-call", *NEW, "--direction", "outbound") == 2
    assert (tiny / SOP).read_bytes() == before
    assert "first-call" in capsys.readouterr().err


@pytest.mark.parametrize("identifier", ["../evil", "Upper", "a b", "con/x", "-x"])
def test_new_refuses_ids_that_are_no_ids(tiny: Path, identifier: str) -> None:
    files = sorted(tiny.rglob("*"))
    arguments = [*NEW, "--direction", "outbound", "--", identifier]

    assert sop(tiny, "new", *arguments) == 2
    assert sorted(tiny.rglob("*")) == files


@pytest.mark.parametrize(
    ("identifier", "title", "words"),
    [
        ("any", "", "'title'"),
        ("any", "  ", "'title'"),
        ("any", "A\x07bell", "an escape makes an invisible control character"),
        ("any", "A\u202eturn", ""),
        ("any", "\ud800", ""),
        ("con", "Con calls", "'con' is a name that Windows keeps"),
    ],
)
def test_new_writes_nothing_that_the_check_refuses(
    identifier: str,
    title: str,
    words: str,
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = sorted(tiny.rglob("*"))
    arguments = [identifier, *NEW[2:], "--title", title, "--direction", "outbound"]

    assert sop(tiny, "new", *arguments) == 2
    assert sorted(tiny.rglob("*")) == files
    assert f"the draft would have an error: {words}" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["ownr: x\n", "title: [\n", "<<<<<<< HEAD\n"])
def test_new_gives_no_number_of_a_file_that_cannot_be_read(
    broken: str, tiny: Path
) -> None:
    text = tiny_files()[SOP].replace("SOP-CON-001", "SOP-CON-041")
    (tiny / "sop/contact/broken.yaml").write_text(text + broken, "utf-8")

    assert sop(tiny, "new", "any", *NEW, "--direction", "outbound") == 0
    assert "SOP-CON-042" in (tiny / "sop/contact/any.yaml").read_text("utf-8")
    assert sop(tiny, "new", "broken", *NEW, "--direction", "outbound") == 2


def test_init_writes_what_its_check_accepts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "ours"

    assert run(["init", str(folder)]) == 0
    assert run(["check", "--strict", "-C", str(folder)]) == 0
    for name in ("mkdocs.yml", "README.md", "schema/sop.schema.json"):
        assert (folder / name).is_file()
    assert "sop check" in capsys.readouterr().out


def test_init_never_replaces_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text("mine")

    assert run(["init", str(tmp_path)]) == 2
    assert (tmp_path / "README.md").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert "already holds README.md" in capsys.readouterr().err


def test_the_tiny_project_is_whole() -> None:
    """Other tests change single texts of it; this one says that it is all there."""
    assert sum(path.startswith("sop/shared/") for path in tiny_files()) == 11
