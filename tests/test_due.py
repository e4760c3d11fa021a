"""Reviews that are due, as an owner, a calendar and a forge meet them."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
import vobject

from builder.cli.main import run
from tests.tiny import copy_tiny, tiny_files

CALL = "sop/contact/first-call.yaml"
CARE = "sop/care/complaint.yaml"


def changed(path: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """Return a file of the tiny project with words in it replaced."""
    text = tiny_files()[path]
    for old, new in pairs:
        assert old in text, "the tiny library no longer holds that text"
        text = text.replace(old, new, 1)
    return {path: text}


def told(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
    files: Mapping[str, str] = {},
    as_of: str = "2026-06-15",
) -> str:
    """Return what `sop due` prints about the tiny project on a day."""
    root = folder if (folder / "sop").exists() else copy_tiny(folder / "p", files)
    assert run(["due", "-C", str(root), "--as-of", as_of, *arguments]) == 0
    return capsys.readouterr().out


def test_table_names_owner_day_and_what_is_overdue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grouped by owner, the first day first; retired SOPs are not reviewed."""
    text = told(tmp_path, capsys, "--within", "3660", as_of="2027-05-01")
    lines = text.splitlines()

    assert lines[0] == "Team lead"
    assert [line.split()[0] for line in lines[1:3]] == sorted(
        line.split()[0] for line in lines[1:3]
    )
    assert "overdue" in lines[1]
    assert "Old" not in text
    assert lines[-1].startswith("2 of 2 SOPs due within 3660 days,")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2027-03-31", "in 1 day "),
        ("2027-04-01", "today"),
        ("2027-04-02", "1 day overdue"),
        ("2027-04-03", "2 days overdue"),
    ],
)
def test_days_are_told_in_words(
    day: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = changed(CALL, ("last: 2026-03-01", "last: 2026-04-01"))
    text = told(tmp_path, capsys, files=files, as_of=day)

    assert words in next(line for line in text.splitlines() if "2027-04-01" in line)


def test_without_a_cadence_it_is_quarterly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`review.last` is enough; the next review comes three months later."""
    files = changed(CALL, ("{cadence: yearly, last: 2026-03-01}", "{last: 2026-04-20}"))
    found = json.loads(told(tmp_path, capsys, "--format", "json", files=files))

    assert [
        (one["cadence"], one["due"]) for one in found if one["id"] == "first-call"
    ] == [("quarterly", "2026-07-20")]


def test_calendar_is_read_by_another_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One day-long event a review; hostile titles stay text; same bytes each time."""
    title = "First call; BEGIN:VEVENT, \\\\n and a title that is far longer than a line"
    files = changed(CALL, ("title: ", f'title: "{title}" # '))
    where = (tmp_path, capsys, "--within", "999", "--format", "ics")
    text = told(*where, files=files)
    events = vobject.readOne(text).vevent_list
    event = next(one for one in events if "first-call" in one.uid.value)

    assert len(events) == 2
    assert event.summary.value.endswith(title.replace("\\\\", "\\"))
    assert (event.dtend.value - event.dtstart.value).days == 1
    assert event.uid.value.startswith(f"review-first-call-{event.dtstart.value}@")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert told(tmp_path / "p", capsys, *where[2:]) == text


def test_issues_are_ready_to_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file each: the title, an empty line, the body; nobody is mentioned in it."""
    files = changed(CALL, ("title: ", 'title: "Call @everyone <b> [x](y)" # '))
    out = tmp_path / "issues"
    told(
        tmp_path,
        capsys,
        "--within",
        "999",
        "--format",
        "issues",
        "-o",
        str(out),
        files=files,
    )
    title, empty, *body = (out / "first-call.md").read_text("utf-8").splitlines()

    assert sorted(path.name for path in out.iterdir()) == [
        "complaint.md",
        "first-call.md",
    ]
    assert (title.startswith("Review SOP-"), empty) == (True, "")
    assert "Call @<!-- -->everyone &lt;b&gt; \\[x\\](y)" in body[0]
    assert (
        "- [ ] Open every link, and run `sop check sop/contact/first-call.yaml`."
        in body
    )
    assert body[-1].endswith("signed with `sop approve first-call --as team-lead`.")


def test_a_law_that_changed_lists_what_serves_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whenever the next review is: SOP, step and script, and no other law."""
    root = copy_tiny(tmp_path / "p")
    found = json.loads(
        told(
            root,
            capsys,
            "--within",
            "0",
            "--regulation",
            "recording",
            "--format",
            "json",
        )
    )

    assert found
    assert {law for one in found for law in one["regulations"]} == {"recording"}
    assert all(
        "recording" in s["regulations"] for one in found for s in one["services"]
    )
    assert all("changed" in one["issue"]["title"] for one in found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--owner", "team-laed"], "did you mean 'team-lead'?"),
        (["--regulation", "recordign"], "did you mean 'recording'?"),
        (["--format", "ics", "--out", "p/pyproject.toml/x.ics"], "cannot write"),
    ],
)
def test_what_cannot_be_done_is_told(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    root = copy_tiny(tmp_path / "p")

    assert run(["due", "-C", str(root), *arguments]) == 2
    assert words in capsys.readouterr().err
