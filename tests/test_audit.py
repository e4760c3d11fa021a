"""The library in force on a day, and the ledger of versions, against real git."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema_rs
import pytest

from builder.archive import open_archive
from builder.cli.main import run
from builder.commands.audit import audit
from builder.commands.verify import Verdict, verify
from builder.errors import SopError
from builder.fingerprint import canonical
from builder.outputs.audit.build import audit_csv, json_text
from builder.outputs.audit.ledger import hash_of, ledger_lines
from builder.project import Project, find_project
from builder.schema import load_schema
from tests.helpers import GitProject
from tests.past import CALL, edition, tiny_with

Lines = list[bytes]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """Three versions of the first call, of which the last waits for its day."""
    project = GitProject(tmp_path_factory.mktemp("audit"))
    hostile = edition("1.0.0", "2026-01-01")
    text = hostile[CALL]
    assert isinstance(text, str)
    hostile[CALL] = text.replace("title: First call\nsum", "title: =1+1\nsum")
    project.commit(tiny_with(hostile), "Start")
    project.commits = 9
    project.commit(edition("1.1.0", "2026-01-10"), "Say it anew")
    project.commit(edition("1.2.0", "2026-03-01", why="Law."), "Obey the law")
    return project


@pytest.fixture(scope="module")
def found(project: GitProject) -> Project:
    return find_project(project.root, as_of="2026-02-01")


def test_audit_is_what_was_in_force(project: GitProject, found: Project) -> None:
    """Each SOP in force stands there with its version, approvals, regulations, next."""
    record = audit(found, on="2026-02-01")
    rows = {sop["id"]: sop for sop in record["sops"]}

    assert record["commit"] == project.head
    assert sorted(rows) == ["first-call"]
    assert record["notInForce"] == ["complaint", "old-complaint"]
    call = rows["first-call"]
    assert (call["version"], call["effective"]) == ("1.1.0", "2026-01-10")
    assert call["commit"] == project.git("rev-parse", "HEAD~1")
    assert call["next"] == [{"version": "1.2.0", "effective": "2026-03-01"}]
    assert call["isApproved"] is True
    assert call["approvals"][0]["fingerprint"] == call["fingerprint"][:12]
    assert "recording" in call["regulations"]


def test_audit_of_another_day_and_area(found: Project) -> None:
    """The day decides the version; an area cuts the list, and must have been there."""
    first = audit(found, on="2026-01-09", area="contact")["sops"]
    last = audit(found, on="2026-03-01", area="contact")["sops"]

    assert [sop["version"] for sop in first] == ["1.0.0"]
    assert [sop["version"] for sop in last] == ["1.2.0"]
    with pytest.raises(SopError, match="no SOP in area 'elsewhere'"):
        audit(found, area="elsewhere")
    with pytest.raises(SopError, match="nothing was in force on 2025-01-01"):
        audit(found, on="2025-01-01")


def test_audit_forms(
    project: GitProject, found: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON fits its schema, no cell of the CSV is a formula, the table is whole."""
    record = audit(found, on="2026-01-05")
    jsonschema_rs.validator_for(load_schema("audit")).validate(
        json.loads(json_text(record))
    )
    rows = list(csv.DictReader(io.StringIO(audit_csv(record), newline="")))

    assert run(["audit", "-C", str(project.root), "--on", "2026-01-05"]) == 0
    table = capsys.readouterr().out

    assert [row["title"] for row in rows if row["id"] == "first-call"] == ["'=1+1"]
    assert {row["is_approved"] for row in rows} <= {"yes", "no"}
    assert table.splitlines()[0].split()[:3] == ["NUMBER", "ID", "VERSION"]
    assert "1 SOP in force on 2026-01-05, by commit" in table
    assert "there, but not in force: complaint, old-complaint" in table
    assert len([line for line in table.splitlines() if line.startswith("SOP-")]) == 1


def made(found: Project, revision: str = "HEAD") -> Lines:
    return list(ledger_lines(open_archive(found, revision)))


def write(path: Path, lines: Lines) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def test_ledger_is_a_chain_of_versions(found: Project) -> None:
    """A line per version, oldest first, each with the hash of the one before."""
    lines = made(found)
    validator = jsonschema_rs.validator_for(load_schema("ledger"))
    data = [json.loads(line) for line in lines]
    for each in data:
        validator.validate(each)

    assert [(one["sop"], one["version"]) for one in data] == [
        ("old-complaint", "2.0.0"),
        ("first-call", "1.0.0"),
        ("first-call", "1.1.0"),
        ("first-call", "1.2.0"),
    ]
    assert [one["line"] for one in data] == [1, 2, 3, 4]
    assert [one["previous"] for one in data[1:]] == [hash_of(x) for x in lines[:-1]]
    assert data[-1]["approvals"][0]["fingerprint"] == data[-1]["fingerprint"][:12]


def test_ledger_only_grows(found: Project) -> None:
    """What an older commit knew is the start of what a newer one knows."""
    older = made(found, "HEAD~1")

    assert made(found)[: len(older)] == older


def edited(lines: Lines, old: bytes, new: bytes, place: int = 1) -> Lines:
    assert old in lines[place]
    return [*lines[:place], lines[place].replace(old, new), *lines[place + 1 :]]


def chained(lines: Lines) -> Lines:
    """Return the lines with every hash made anew, as a careful forger would."""
    forged: Lines = []
    for line in lines:
        data = json.loads(line)
        data["previous"] = hash_of(forged[-1]) if forged else "0" * 64
        forged.append(canonical(data))
    return forged


PREVIOUS = b'"previous":"'
TAMPERED: dict[str, tuple[Callable[[Lines], Lines], int, str]] = {
    "a word": (
        lambda x: edited(x, b'n":"1.0.0', b'n":"1.0.9'),
        2,
        "first-call 1.0.0: version is 1.0.9, but 1.0.0 in git",
    ),
    "the layout": (
        lambda x: edited(x, b'":"', b'": "'),
        2,
        "it is not a line of a ledger",
    ),
    "the hash": (
        lambda x: edited(x, PREVIOUS, PREVIOUS + b"0"),
        2,
        "it does not hold the hash of the line before",
    ),
    "no JSON": (
        lambda x: [x[0], b"{", *x[1:]],
        2,
        "it is not a line of a ledger",
    ),
    "a line out": (lambda x: [x[0], *x[2:]], 2, "first-call 1.0.0 is missing here"),
    "two out": (lambda x: [x[0], *x[3:]], 2, "first-call 1.0.0 is missing here"),
    "the first out": (lambda x: x[1:], 1, "old-complaint 2.0.0 is missing here"),
    "two swapped": (
        lambda x: [x[0], x[2], x[1], *x[3:]],
        2,
        "first-call 1.1.0 stands before first-call 1.0.0",
    ),
    "cut off": (
        lambda x: x[:2],
        3,
        "it is missing: first-call 1.1.0; git has 2 more",
    ),
    "empty": (
        lambda x: x[:0],
        1,
        "it is missing: old-complaint 2.0.0; git has 4 more",
    ),
    "line ends of Windows": (
        lambda x: [line + b"\r" for line in x],
        1,
        "it fits, but for its line end (CRLF)",
    ),
    "one too many": (
        lambda x: [*x, x[-1]],
        5,
        "git has no such version: first-call 1.2.0",
    ),
    "forged whole": (
        lambda x: chained(edited(x, b'e":"2026-01-10', b'e":"2026-01-11', 2)),
        3,
        "first-call 1.1.0: date is 2026-01-11, but 2026-01-10 in git",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_first_line_that_does_not_fit(
    found: Project, tmp_path: Path, name: str
) -> None:
    """Whatever was done to a ledger, the first line that does not fit is named."""
    tamper, line, words = TAMPERED[name]
    verdict = verify(found, write(tmp_path / "ledger.jsonl", tamper(made(found))))

    assert (verdict.line, verdict.lines) == (line, line - 1)
    assert words in verdict.wrong
    is_chain = name == "forged whole"
    assert ("the chain is whole" in verdict.hint) is is_chain


def test_cut_in_the_middle_of_a_line(found: Project, tmp_path: Path) -> None:
    """A file that lost its end is not taken for a whole one."""
    path = write(tmp_path / "ledger.jsonl", made(found))
    whole = path.read_bytes()

    for cut in (1, 40):
        path.write_bytes(whole[:-cut])
        verdict = verify(found, path)
        assert (verdict.line, verdict.wrong) == (4, "it has no line end")


def test_ledger_that_fits(
    project: GitProject,
    found: Project,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A ledger of now fits; one of an older commit fits that commit."""
    lines = made(found)
    older = write(tmp_path / "older.jsonl", made(found, "HEAD~1"))

    assert verify(found, write(tmp_path / "now.jsonl", lines)) == Verdict(
        lines=4, last=hash_of(lines[-1])
    )
    assert verify(found, older, at="HEAD~1").wrong == ""
    asked = ["verify", str(older), "-C", str(project.root)]
    assert run(asked) == 1
    assert "line 4: it is missing: first-call 1.2.0" in capsys.readouterr().out
    assert run([*asked, "--at", "HEAD~1"]) == 0
    assert "3 lines fit git; last hash" in capsys.readouterr().out
    now = ["verify", str(tmp_path / "now.jsonl"), "-C", str(project.root)]
    assert run([*now, "--at", "HEAD~1"]) == 1
    told = capsys.readouterr().out
    assert "line 4: the ledger is newer than 'HEAD~1', which it fits so far" in told
    assert "rewritten" not in told
    assert run(["verify", str(tmp_path / "none"), "-C", str(project.root)]) == 2


def test_rewritten_history(tmp_path: Path) -> None:
    """A ledger from before a rewrite names the first version that git tells anew."""
    project = GitProject(tmp_path / "project")
    project.commit(tiny_with(edition("1.0.0", "2026-01-01")), "Start")
    project.commit(edition("1.1.0", "2026-01-02"), "Edition 1.1.0")
    found = find_project(project.root)
    path = write(tmp_path / "ledger.jsonl", made(found))
    project.git("reset", "--quiet", "--hard", "HEAD~1")
    project.commit(edition("1.1.0", "2026-01-02", why="Nobody knew."), "Rewrite")

    verdict = verify(found, path)

    assert verdict.line == 3
    assert verdict.wrong.startswith("first-call 1.1.0: approvals is")
    assert "the history in git was rewritten" in verdict.hint
