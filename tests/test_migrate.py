"""Files of an older format, rewritten: what an author finds in the file afterwards."""

import subprocess
from pathlib import Path

import pytest

from builder.cli.main import run
from builder.formats import NEWEST
from builder.migrations import MIGRATIONS
from builder.schema import schema_text
from tests.tiny import TODAY, copy_tiny, tiny_files

CALL = "sop/contact/first-call.yaml"
NEW = tiny_files()[CALL]


def older(text: str) -> str:
    """Return a file of the tiny project as it was in format 1."""
    lines = text.replace("schema: 2", "schema: 1", 1).split("\n")
    return "\n".join(
        line.replace("changes: [", "change: ").replace("],", ",", 1).rstrip("]")
        if "changes: [" in line
        else line
        for line in lines
    )


OLD = older(NEW)
HISTORY = OLD[OLD.index("revision_history:") :]
HEAD = OLD.removesuffix(HISTORY)


def sop(folder: Path, *arguments: str) -> int:
    verb, *rest = arguments
    return run([verb, "-C", str(folder), "--as-of", TODAY, *rest])


def project(folder: Path, text: str | bytes = OLD) -> Path:
    return copy_tiny(folder / "p", {CALL: text})


def entry(line: str) -> str:
    """Return a revision history in format 1 with a line of the author's."""
    return (
        "revision_history:\n"
        "  - version: 1.1.0\n    date: 2026-03-01\n    role: team-lead\n"
        f"{line}\n    what: First.\n    why: Needed.\n"
    )


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("    change: first_version", "    changes: [first_version]"),
        ("    change:   first_version", "    changes:   [first_version]"),
        ("    change: 'first_version'", "    changes: ['first_version']"),
        ('    "change": "first_version"', '    changes: ["first_version"]'),
        ("    change: script  # both calls", "    changes: [script]  # both calls"),
        ("    change:\n      script", "    changes:\n      [script]"),
        (
            "    # The change: a script\n    change: script",
            "    # The change: a script\n    changes: [script]",
        ),
    ],
)
def test_only_what_must_change_changes(line: str, becomes: str, tmp_path: Path) -> None:
    """Comments, quotes, blanks and the order of keys are the author's."""
    root = project(tmp_path, HEAD + entry(line))
    assert sop(root, "migrate") == 0

    wanted = (HEAD + entry(becomes)).replace("schema: 1\n", "schema: 2\n", 1)
    assert (root / CALL).read_text("utf-8") == wanted


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    root = project(tmp_path, OLD.replace("\n", "\r\n").encode())
    assert sop(root, "migrate") == 0

    assert (root / CALL).read_bytes() == NEW.replace("\n", "\r\n").encode()


def test_flow_style_is_kept_and_approvals_stay_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The meaning is the same, so the fingerprint is, and nothing is to be signed."""
    root = project(tmp_path)
    assert sop(root, "migrate") == 0
    assert f"{CALL}: format 1 → 2" in capsys.readouterr().out
    assert (root / CALL).read_text("utf-8") == NEW

    assert sop(root, "check", "--strict") == 0


def test_dry_run_shows_a_diff_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    assert sop(root, "migrate", "--dry-run") == 0
    told = capsys.readouterr().out

    assert "\n-schema: 1\n+schema: 2\n" in told
    assert "1 file would be rewritten" in told
    assert (root / CALL).read_text("utf-8") == OLD
    patched = subprocess.run(
        ["git", "apply", "--unsafe-paths", f"--directory={root}", "-"],
        input=told[: told.index("1 file would")],
        text=True,
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (patched.returncode, (root / CALL).read_text("utf-8")) == (0, NEW)


def test_a_file_with_errors_is_told_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Others are rewritten; nothing is lost."""
    broken = OLD.replace("owner: team-lead", "ownr: team-lead", 1)
    care = "sop/care/complaint.yaml"
    root = project(tmp_path, broken)
    (root / care).write_text(older(tiny_files()[care]), "utf-8")

    assert sop(root, "migrate") == 1
    told = capsys.readouterr()
    assert (root / CALL).read_text("utf-8") == broken
    assert (root / care).read_text("utf-8") == tiny_files()[care]
    assert f"{CALL}:" in told.err
    assert "1 file rewritten" in told.out


@pytest.mark.parametrize("said", ["3", "x", "0", ""])
def test_a_format_that_is_not_known_is_no_newest_one(
    said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = NEW.replace("schema: 2", f"schema: {said}".rstrip(), 1)
    root = project(tmp_path, unknown)
    files = len(list((root / "sop").glob("*/*.yaml")))

    assert sop(root, "migrate") == 1
    told = capsys.readouterr()
    assert (root / CALL).read_text("utf-8") == unknown
    assert f"{CALL}:2:" in told.err
    assert f"0 files rewritten, {files - 1} already in the newest format" in told.out


def test_a_second_run_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project(tmp_path)
    sop(root, "migrate")
    capsys.readouterr()

    assert sop(root, "migrate") == 0
    assert capsys.readouterr().out.startswith("0 files rewritten, ")


def test_the_schemas_that_editors_read_are_renewed(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "schema").mkdir()
    copy = root / "schema" / "sop.schema.json"
    copy.write_text(schema_text("v1/sop"), "utf-8")
    assert sop(root, "migrate") == 0

    assert copy.read_text("utf-8") == schema_text("sop")


def test_a_commit_in_an_old_format_stays_readable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Between format 1 and format 2 of the same words nothing changed."""
    root = project(tmp_path)
    git = [
        "git",
        "-C",
        str(root),
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
    ]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "old"]):
        subprocess.run([*git, *command], check=True)
    sop(root, "migrate")
    capsys.readouterr()

    assert sop(root, "export", "--diff", "HEAD", "--json") == 0
    assert capsys.readouterr().out.strip() == "[]"


def test_every_step_between_two_formats_is_known() -> None:
    """No format is left behind: each leads to the next one, and has its schema."""
    steps = {(kind, n) for kind, newest in NEWEST.items() for n in range(1, newest)}

    assert set(MIGRATIONS) == steps
    assert all(schema_text(f"v{version}/{kind}") for kind, version in steps)
