"""Approving adds one approval and touches nothing else in the file."""

import difflib
import re
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.commands.check import check
from builder.project import find_project
from tests.helpers import git_project
from tests.tiny import TODAY, copy_tiny, tiny_files

SOP = "sop/contact/first-call.yaml"
ROLE = ["--as", "team-lead"]


def approvals_of(folder: Path) -> list[tuple[str, str, str]]:
    library = check(find_project(folder, as_of=TODAY)).library
    sop = library.by_id["first-call"]
    return [(held.version, held.role, held.date) for held in sop.approvals]


def approve(folder: Path, *arguments: str) -> int:
    return run(["approve", "-C", str(folder), "--as-of", TODAY, *arguments])


def with_block(block: str) -> str:
    """Return the tiny SOP with another way to write its approvals."""
    text = tiny_files()[SOP]
    start, end = text.index("approvals:"), text.index("revision_history:")
    return text[:start] + block + text[end:]


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


OLD = """\
approvals:
  - version: 1.0.0
    role: team-lead
    date: 2026-01-11
    fingerprint: "0123456789ab"
"""

BLOCKS = {
    "absent": "",
    "empty": "approvals: []\n",
    "empty with a remark": "approvals: []  # nobody yet\n",
    "indented": OLD,
    "not indented": OLD.replace("\n  ", "\n"),
    "indented by four": OLD.replace("\n  ", "\n    "),
    "items in braces": (
        "approvals:\n  - {version: 1.0.0, role: team-lead, date: 2026-01-11,"
        ' fingerprint: "0123456789ab"}\n'
    ),
    "with remarks": OLD.replace("approvals:\n", "approvals:\n  # first\n").replace(
        "team-lead", "team-lead  # she knows"
    )
    + "\n# What changed:\n",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_one_approval_is_added_and_nothing_lost(
    block: str, newline: str, tmp_path: Path
) -> None:
    before = with_block(block).replace("\n", newline)
    folder = copy_tiny(tmp_path, {SOP: before})
    old = approvals_of(folder)

    assert approve(folder, "first-call", *ROLE) == 0

    after = (folder / SOP).read_bytes().decode()
    assert approvals_of(folder) == [*old, ("1.1.0", "team-lead", TODAY)]
    removed = [line for line in changed_lines(before, after) if line[0] == "-"]
    assert [line for line in removed if not line.startswith("- approvals:")] == []
    assert after.count(newline) == after.count("\n")
    assert run(["check", "-C", str(folder), "--as-of", TODAY, "--strict"]) == 0


def test_signing_twice_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path)
    before = (folder / SOP).read_bytes()

    assert approve(folder, "SOP-CON-001", "--as", "compliance-officer") == 0

    assert (folder / SOP).read_bytes() == before
    assert "already approved" in capsys.readouterr().out


def test_signing_again_replaces_the_roles_older_signature(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One version must not come to stand for two texts unless nobody knows it yet."""
    text = tiny_files()[SOP].replace("do: Thank the customer.", "do: Say thanks.")
    folder = copy_tiny(tmp_path, {SOP: text})

    assert run(["check", "-C", str(folder), "--as-of", TODAY]) == 1
    assert approve(folder, "first-call", "--as", "compliance-officer") == 2
    assert "raise the version" in capsys.readouterr().err
    assert approve(folder, "first-call", "--as", "compliance-officer", "--again") == 0

    assert approvals_of(folder) == [("1.1.0", "compliance-officer", TODAY)]
    assert "# The officer signs last." in (folder / SOP).read_text()
    assert run(["check", "-C", str(folder), "--as-of", TODAY]) == 0


def test_an_sop_in_review_becomes_approved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tiny_files()[SOP].replace("status: approved", "status: in_review  # soon")
    folder = copy_tiny(tmp_path, {SOP: text})

    assert approve(folder, "first-call", *ROLE, "--who", 'A "nick" \\ name') == 0

    assert "status: approved  # soon" in (folder / SOP).read_text()
    assert "status was in_review" in capsys.readouterr().out
    library = check(find_project(folder, as_of=TODAY)).library
    assert library.by_id["first-call"].approvals[-1].who == 'A "nick" \\ name'


STEP = ("do: Thank the customer.", "do: Say thanks.")
NOTICE = ("disclosures: [recording-notice]\n        tools", "tools")
RAISED = ("version: 1.1.0\neff", "version: 1.2.0\neff")
AGENT = ("owner: team-lead", "owner: agent")


@pytest.mark.parametrize(
    ("edits", "role", "missing"),
    [
        ([STEP, RAISED], "team-lead", ""),
        ([STEP, RAISED], "compliance-officer", "team-lead (owner)"),
        ([NOTICE, RAISED], "team-lead", "compliance-officer"),
        ([NOTICE, RAISED], "agent", "team-lead (owner), compliance-officer"),
        ([STEP, RAISED, AGENT], "team-lead", "agent (owner)"),
    ],
)
def test_whose_approval_is_missing_is_told(
    edits: list[tuple[str, str]],
    role: str,
    missing: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of the roles that what changed since the version before asks for."""
    folder = git_project(tmp_path / "p", [tiny_files()]).root
    text = tiny_files()[SOP]
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    history = "  - version: 1.2.0\n    date: 2026-03-01\n    role: team-lead\n"
    history += (
        "    changes: [procedure, disclosure]\n    what: Less.\n    why: Short.\n"
    )
    (folder / SOP).write_text(text.rstrip("\n") + "\n" + history, "utf-8")

    assert approve(folder, "first-call", "--as", role) == 0
    told = f"still missing: {missing}\n" if missing else ""
    assert capsys.readouterr().err == told


def test_an_sop_with_errors_is_not_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tiny_files()[SOP].replace("goto: when}", "goto: whenever}")
    folder = copy_tiny(tmp_path, {SOP: text})

    assert approve(folder, "first-call", *ROLE) == 1

    assert (folder / SOP).read_text() == text
    assert "SOP401" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["first-cal", *ROLE], "did you mean 'first-call'?"),
        (["first-call", "--as", "team-laed"], "did you mean 'team-lead'?"),
        (["old-complaint", *ROLE], "is retired"),
        (["first-call"], "--as"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path)

    assert approve(folder, *arguments) == 2
    assert words in capsys.readouterr().err


def test_a_layout_that_cannot_be_kept_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One list in brackets over several lines is refused, not rewritten."""
    block = (
        "approvals: [{version: 1.0.0, role: team-lead, date: 2026-01-11,\n"
        '  fingerprint: "0123456789ab"}]\n'
    )
    text = with_block(block)
    folder = copy_tiny(tmp_path, {SOP: text})

    assert approve(folder, "first-call", *ROLE) == 2

    assert (folder / SOP).read_text() == text
    assert re.search("without changing its layout", capsys.readouterr().err)


def test_a_draft_with_placeholders_is_not_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `sop new` wrote to be replaced must not reach an agent."""
    folder = copy_tiny(tmp_path)
    about = ["--title", "Call back", "--area", "contact", "--owner", "team-lead"]
    new = ["new", "call-back", "-C", str(folder), "--as-of", TODAY, *about]
    assert run([*new, "--direction", "outbound"]) == 0

    assert approve(folder, "call-back", *ROLE) == 1

    assert "SOP510" in capsys.readouterr().err
