"""What hangs on the floor is held against what is in force."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import run
from builder.outputs.cards.editions import editions_of, shared_editions
from builder.outputs.cards.printed import PrintedCard, read_register
from builder.outputs.strings import strings_for
from builder.view import LibraryView
from tests.card_history import (
    CALL,
    approved,
    call,
    edition_at,
    library_at,
    project_with_past,
)
from tests.helpers import GitProject
from tests.tiny import TODAY, copy_tiny, read_tiny_library, tiny_files

COMPLAINT = "sop/care/complaint.yaml"
HEAD = "number,title,sop,kind,version,fingerprint,size,pages,valid_until,file,location"

Stale = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    return project_with_past(tmp_path_factory.mktemp("past"))


@pytest.fixture
def stale(capsys: pytest.CaptureFixture[str]) -> Stale:
    """Run the command and return its exit code and what it printed."""

    def call(folder: Path, *options: str | Path, as_of: str = TODAY) -> tuple[int, str]:
        where = ["-C", str(folder), "--as-of", as_of]
        code = run(["cards", "stale", *where, *map(str, options)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return call


def row(fingerprint: str, **changes: str) -> dict[str, str]:
    return {
        "number": "SOP-CON-001",
        "title": "First call",
        "sop": "first-call",
        "kind": "sop",
        "version": "1.0.0",
        "fingerprint": fingerprint,
        "size": "a4",
        "pages": "1",
        "valid_until": "2027-03-01",
        "file": "first-call.sop.a4.pdf",
        "location": "Desk 1",
        **changes,
    }


def register(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "floor.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEAD.split(","))
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(
    project: GitProject, folder: Path, stale: Stale, *rows: dict[str, str], **how: str
) -> list[dict[str, Any]]:
    """Return the stale ones of some printed cards."""
    options = ("--printed", register(folder, *rows), "--format", "json")
    code, text = stale(project.root, *options, **how)
    found = json.loads(text)
    assert found["checked"] == len(rows)
    assert code == (1 if found["stale"] else 0)
    return list(found["stale"])


def test_cards_that_say_what_is_said_today_may_stay(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    now = edition_at(past, "HEAD").fingerprint

    code, text = stale(past.root, "--printed", register(tmp_path, row(now)))

    assert (code, text) == (0, "none of 1 card must be replaced\n")


def test_a_changed_card_is_told_with_place_versions_and_changes(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    then = row(edition_at(past, "HEAD~1").fingerprint, location="Floor 2, row C")

    code, text = stale(past.root, "--printed", register(tmp_path, then))

    assert code == 1
    assert text == (
        "Outdated: what the card says has changed; print the current one\n"
        "  SOP-CON-001  First call  sop  a4  Floor 2, row C\n"
        "      it is of version 1.0.0; in force is 1.1.0\n"
        "      - Changed: the objection “Too expensive”\n"
        "      - Gone: the checklist Daily checklist\n"
        "\n"
        "1 of 1 card must be replaced\n"
    )


NEXT = (
    ("version: 1.1.0\neff", "version: 1.2.0\neff"),
    ("effective: 2026-03-01", "effective: 2026-07-01"),
    ("a fair price matters", "prices matter"),
)
"""A version that is approved for a day after today."""


@pytest.mark.parametrize(
    ("printed_at", "today", "told"),
    [
        ("HEAD~1", TODAY, ""),
        ("HEAD~1", "2026-07-01", "it is of version 1.1.0; in force is 1.2.0"),
        ("HEAD", TODAY, "it is of version 1.2.0; in force is 1.1.0"),
        ("HEAD", "2026-07-01", ""),
    ],
)
def test_what_is_in_force_today_counts(
    tmp_path: Path, stale: Stale, printed_at: str, today: str, told: str
) -> None:
    """A version that waits for its day replaces no card before, and an edit none."""
    project = project_with_past(tmp_path / "past")
    project.commits = 150  # on a day in May
    project.commit({CALL: approved(call(*NEXT))}, "For July")
    printed = edition_at(project, printed_at)
    (project.root / CALL).write_text(call(("a fair price matters", "costs matter")))

    card = row(printed.fingerprint, version=printed.version)
    found = judged(project, tmp_path, stale, card, as_of=today)

    assert [one["why"] for one in found] == ([told] if told else [])
    # At the revision on which the version landed, the one before was printed.
    code, _ = stale(project.root, "--since", "HEAD", as_of=today)
    assert code == (1 if today == "2026-07-01" else 0)


def test_a_card_is_of_the_version_that_the_register_names(
    tmp_path: Path, stale: Stale
) -> None:
    """Two versions may print the same words; the row tells which one hangs there."""
    project = project_with_past(tmp_path / "past")
    words = ("a fair price matters", "prices matter")
    project.commit({CALL: approved(call(words, ("version: 1.1.0\neff", NEXT[0][1])))})
    printed = edition_at(project, "HEAD~1")

    card = row(printed.fingerprint, version="1.0.5")
    (found,) = judged(project, tmp_path, stale, card)

    assert found["why"] == "it is of version 1.0.5; in force is 1.2.0"


def test_a_card_stays_when_another_part_of_its_sop_changes(
    tmp_path: Path, stale: Stale
) -> None:
    """The version was raised; not a word on the card is another."""
    project = project_with_past(tmp_path / "past")
    printed = row(edition_at(project, "HEAD").fingerprint)
    other = call(
        ("version: 1.1.0\neff", "version: 1.2.0\neff"),
        ("Thank the customer.", "Thank them."),
    )
    project.commit({CALL: other})

    assert judged(project, tmp_path, stale, printed) == []


@pytest.mark.parametrize(
    ("today", "why"),
    [
        ("2027-03-01", None),
        ("2027-03-02", "it was valid until 2027-03-01, and the review of 2027-03-01"),
    ],
)
def test_a_card_expires_after_its_last_day(
    past: GitProject, tmp_path: Path, stale: Stale, today: str, why: str | None
) -> None:
    printed = row(edition_at(past, "HEAD").fingerprint)

    found = judged(past, tmp_path, stale, printed, as_of=today)

    assert bool(found) is (why is not None)
    for one in found:
        assert one["reason"] == "expired"
        assert str(one["why"]).startswith(str(why))


def test_a_retired_sop_names_the_card_that_takes_its_place(
    tmp_path: Path, stale: Stale
) -> None:
    project = project_with_past(tmp_path / "past")
    retired = call(("status: approved\n", "status: retired\nsuccessor: complaint\n"))
    project.commit({CALL: retired})

    printed = row(edition_at(project, "HEAD~1").fingerprint)

    (found,) = judged(project, tmp_path, stale, printed)

    assert (found["reason"], found["print"]) == ("retired", "complaint")
    assert "SOP-CAR-001" in str(found["why"])


def test_an_sop_that_is_not_in_force_has_no_card(tmp_path: Path, stale: Stale) -> None:
    """Drafts are printed here only if the settings say so."""
    project = GitProject(tmp_path / "new")
    files = tiny_files()
    files[CALL] = call(("status: approved", "status: in_review"))
    files["pyproject.toml"] = files["pyproject.toml"].replace(
        "publish_drafts = true", "publish_drafts = false"
    )
    project.commit(files)
    printed = row(edition_at(project, "HEAD").fingerprint)

    (found,) = judged(project, tmp_path, stale, printed)

    assert (found["reason"], found["print"]) == ("withdrawn", "")
    assert "in_review" in str(found["why"])


def test_what_nobody_knows_must_go(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    """An SOP that is not there, a kind that is not made, a card that was not built."""
    now = edition_at(past, "HEAD").fingerprint
    found = judged(
        past,
        tmp_path,
        stale,
        row(now, sop="first-cal", number=""),
        row("0123456789ab", kind="poster", file="first-call.poster.a4.pdf"),
        row("0123456789ab"),
    )

    assert [(one["reason"], one["print"]) for one in found] == [
        ("withdrawn", ""),
        ("withdrawn", ""),
        ("unknown", "first-call"),
    ]
    assert "did you mean 'first-call'?" in str(found[0]["why"])


def test_a_draft_that_was_printed_is_recognized(tmp_path: Path, stale: Stale) -> None:
    """A register may hold cards of any commit, not only of versions in force."""
    project = project_with_past(tmp_path / "past")
    for words in ("fair prices matter", "prices matter"):
        project.commit({CALL: approved(call(("a fair price matters", words)))})
    project.commit({CALL: call()})
    printed = row(edition_at(project, "HEAD~2").fingerprint)

    (found,) = judged(project, tmp_path, stale, printed)

    assert found["reason"] == "outdated"


def test_cards_since_a_revision_need_no_register(
    past: GitProject, stale: Stale
) -> None:
    code, text = stale(past.root, "--since", "HEAD~2", "--format", "json")

    cards = {one["kind"]: one for one in json.loads(text)["stale"]}
    found = cards["sop"]
    assert code == 1
    assert set(cards) == {"sop", "objection"}
    assert found["sop"] == "first-call"
    assert [change["part"] for change in found["changes"]] == [
        "objection:price",
        "disposition:SALE",
        "checklist:daily",
    ]
    assert stale(past.root, "--since", "HEAD")[0] == 0


def test_the_table_of_stale_cards_is_safe_and_leads_through_the_floor(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    then = row(edition_at(past, "HEAD~1").fingerprint, location="=HYPERLINK(1)")

    options = ("--printed", register(tmp_path, then), "--format", "csv")
    (found,) = csv.DictReader(io.StringIO(stale(past.root, *options)[1]))

    assert found["location"] == "'=HYPERLINK(1)"
    assert found["reason"] == "outdated"
    assert "Changed: the objection" in found["changes"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "'floor.csv' is no register of cards"),
        (b"\x00\x01\x02", "'floor.csv' is no register of cards"),
        (b"name,price\nx,1\n", "'floor.csv' is no register of cards"),
        (b"PK\x03\x04...", "save the sheet as CSV UTF-8"),
        (b"sop,kind,fingerprnt\n", "unknown column 'fingerprnt'"),
        (b"sop,kind,fingerprnt\n", "did you mean 'fingerprint'?"),
        (b"sop,kind,size\n", "'floor.csv' has no column 'fingerprint'"),
        (b"sop,kind,fingerprint\n,sop,0123456789ab\n", "line 2 names no SOP"),
    ],
)
def test_what_is_no_register_is_told(
    past: GitProject, tmp_path: Path, stale: Stale, content: bytes, told: str
) -> None:
    (tmp_path / "floor.csv").write_bytes(content)

    code, text = stale(past.root, "--printed", tmp_path / "floor.csv")

    assert code == 2
    assert told in text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "v99"], "unknown revision 'v99'"),
        (["--printed", "nowhere.csv"], "'nowhere.csv' cannot be read"),
        ([], "--printed FILE, or --since REV"),
        (["--since", "HEAD", "--printed", "x.csv"], "--printed FILE, or --since REV"),
    ],
)
def test_wrong_use_is_told(
    past: GitProject, stale: Stale, options: list[str], told: str
) -> None:
    code, text = stale(past.root, *options)

    assert code == 2
    assert told in text


def test_a_library_with_errors_is_not_judged(tmp_path: Path, stale: Stale) -> None:
    project = project_with_past(tmp_path)
    project.commit({CALL: "id: ["})

    code, text = stale(project.root, "--since", "HEAD")

    assert code == 2
    assert "there are errors in first-call" in text


@pytest.mark.parametrize("has_commit", [True, False])
def test_a_library_that_was_never_committed_is_judged_by_its_files(
    tmp_path: Path, stale: Stale, has_commit: bool
) -> None:
    project = GitProject(tmp_path / "new")
    if has_commit:
        project.commit({"README.md": "x"})
    copy_tiny(project.root)
    library = read_tiny_library()
    sop = library.by_id["first-call"]
    now = editions_of(sop, LibraryView(library), strings_for("en"))[0]

    assert judged(project, tmp_path, stale, row(now.fingerprint)) == []


# The ways of spreadsheets


def one_card(content: bytes) -> PrintedCard:
    (card,) = read_register(content, "floor.csv")
    return card


TEXT = (
    "location,sop,kind,fingerprint,laminated by,valid until\n"
    "Café,first-call,sop,0123456789ab,Sam,2027-03-01\n"
)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace(",", ";").encode("cp1252"),
        TEXT.replace(",", "\t").encode("utf-16"),
        ("sep=;\n" + TEXT.replace(",", ";")).encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        (TEXT + ",,,,,\n\n").encode(),
        TEXT.replace("fingerprint", " Fingerprint ").encode(),
    ],
    ids=["plain", "mark", "Windows", "UTF-16", "sep", "CRLF", "blank rows", "letters"],
)
def test_a_register_is_read_as_spreadsheets_save_it(content: bytes) -> None:
    """Columns in another order, and columns of one's own, are no trouble."""
    card = one_card(content)

    assert card["location"] == "Café"
    assert card["laminated_by"] == "Sam"
    assert card.has("0123456789ab")
    assert card.valid_until == "2027-03-01"


@pytest.mark.parametrize(
    ("cell", "fingerprint", "same"),
    [
        ("0123456789AB", "0123456789ab", True),
        ("12345678901", "012345678901", True),
        ("1.23457E+11", "123456789012", True),
        ("1,23457E+11", "123456789012", True),
        ("1.2E+11", "12e000000010", True),
        ("1.23457E+11", "123466789012", False),
        ("123456789013", "123456789012", False),
        ("", "123456789012", False),
        ("0123456789ab", "0123456789ac", False),
    ],
)
def test_a_fingerprint_that_was_taken_for_a_number_is_recognized(
    cell: str, fingerprint: str, same: bool
) -> None:
    card = PrintedCard(line=2, cells={"fingerprint": cell})

    assert card.has(fingerprint) is same


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2027-03-01", "2027-03-01"),
        ("01.03.2027", "2027-01-03"),
        ("3/31/2027", "2027-03-31"),
        ("31/3/27", "2027-03-31"),
        ("soon", ""),
        ("2027-02-30", ""),
    ],
)
def test_of_two_days_that_a_date_may_mean_the_earlier_counts(
    cell: str, day: str
) -> None:
    assert PrintedCard(line=2, cells={"valid_until": cell}).valid_until == day


def test_a_spoiled_fingerprint_is_made_up_for_by_the_version(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    old, new = row("#NAME?"), row("#NAME?", version="1.1.0")

    found = judged(past, tmp_path, stale, old, new)

    assert [one["version"] for one in found] == ["1.0.0"]


def test_a_card_of_shared_words_is_judged_without_an_sop(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    """All outcomes stand on one card, which no SOP answers for alone."""

    def printed(revision: str) -> dict[str, str]:
        (shown,) = shared_editions(library_at(past, revision), strings_for("en"))
        own = {"sop": "", "number": "", "kind": "disposition", "version": ""}
        return row(shown.fingerprint, **own, file="dispositions.disposition.a4.pdf")

    assert judged(past, tmp_path, stale, printed("HEAD")) == []
    (found,) = judged(past, tmp_path, stale, printed("HEAD~2"))
    assert (found["reason"], found["print"]) == ("outdated", "dispositions")
    assert [change["part"] for change in found["changes"]] == ["outcome:SALE"]


@pytest.mark.slow
def test_one_file_holds_just_the_cards_to_be_replaced(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    """Each card once, however many hang; tagged, and with codes that a phone reads."""
    import page
    import zxingcpp
    from PIL import Image
    from pypdf import PdfReader

    then, now = (edition_at(past, name).fingerprint for name in ("HEAD~1", "HEAD"))
    floor = register(
        tmp_path,
        row(then, location="Desk 1"),
        row(then, location="Desk 2"),
        row(then, size="letter"),
        row(now, location="Desk 3"),
    )
    target = tmp_path / "reprint.pdf"

    code, text = stale(past.root, "--printed", floor, "--pdf", target)

    assert code == 1
    assert "wrote 2 cards" in text
    reader = PdfReader(target)
    fronts = reader.pages[::2]  # each card begins on a sheet of its own
    assert [round(float(sheet.mediabox.width)) for sheet in fronts] == [595, 612]
    assert "a fair price matters" in reader.pages[0].extract_text()
    assert reader.metadata["/Title"] == "Cards to replace"
    assert page.validate_pdf(target, profile="ua1").failures == []
    command = ["pdftoppm", "-r", "150", "-png", target, tmp_path / "page"]
    subprocess.run(command, check=True)
    for picture in sorted(tmp_path.glob("page*.png"))[::2]:
        with Image.open(picture) as image:
            (code_read,) = zxingcpp.read_barcodes(image)
        assert f"?v=1.1.0&c={now}" in code_read.text


@pytest.mark.slow
def test_nothing_is_written_if_there_is_nothing_to_print(
    past: GitProject, tmp_path: Path, stale: Stale
) -> None:
    target = tmp_path / "reprint.pdf"

    code, text = stale(past.root, "--since", "HEAD", "--pdf", target)

    assert code == 0
    assert "none to print" in text
    assert not target.exists()
