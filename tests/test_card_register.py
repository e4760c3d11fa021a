"""The register of cards, read by programs that know nothing of ours."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from builder.commands.build import BuildOrder, build
from builder.outputs.cards.register import COLUMNS, register_files
from builder.outputs.facts import OutputFile
from builder.project import find_project
from builder.schema import schema_text
from tests.tiny import TODAY, copy_tiny

SCHEMA = Path(__file__).parent.parent / "schema" / "cards.schema.json"


def a_card(
    sop: str = "first-call", size: str = "a4", kind: str = "sop", **details: object
) -> OutputFile:
    return OutputFile(
        path=f"cards/{sop}.{kind}.{size}.pdf",
        sop=sop,
        kind=kind,
        variant=size,
        title=str(details.pop("title", "First call")),
        content=b"%PDF",
        details={
            "number": "SOP-CON-001",
            "version": "1.1.0",
            "fingerprint": "0123456789ab",
            "pages": 1,
            "validUntil": "2027-03-01",
            **details,
        },
    )


def rows(cards: list[OutputFile]) -> list[dict[str, str]]:
    text = register_files(cards)["cards/index.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_card_has_a_row_with_room_for_its_place() -> None:
    assert rows([a_card()]) == [
        {
            "number": "SOP-CON-001",
            "title": "First call",
            "sop": "first-call",
            "kind": "sop",
            "version": "1.1.0",
            "fingerprint": "0123456789ab",
            "size": "a4",
            "pages": "1",
            "valid_until": "2027-03-01",
            "file": "first-call.sop.a4.pdf",
            "location": "",
        }
    ]


def test_rows_stand_in_one_order_whatever_was_made_first() -> None:
    """By number, then kind, then size; a register can be compared with the last."""
    other = a_card("complaint", number="SOP-CAR-001")
    cards = [a_card(size="letter"), a_card(kind="emergency"), a_card(), other]

    files = register_files(cards)

    assert files == register_files(list(reversed(cards)))
    assert [row["file"] for row in rows(cards)] == [
        "complaint.sop.a4.pdf",
        "first-call.emergency.a4.pdf",
        "first-call.sop.a4.pdf",
        "first-call.sop.letter.pdf",
    ]


def test_what_was_put_together_from_cards_has_no_row() -> None:
    """A set or a binder is replaced by replacing its cards."""
    whole = OutputFile(
        path="cards/set-agent.pdf",
        sop="",
        kind="set",
        variant="a4",
        title="Agent",
        content=b"",
    )

    assert [row["sop"] for row in rows([whole, a_card()])] == ["first-call"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_by_a_spreadsheet(sign: str) -> None:
    title = f'{sign}HYPERLINK("https://example.com","x")'

    assert rows([a_card(title=title)])[0]["title"] == f"'{title}"


def test_excel_reads_the_letters_as_they_are() -> None:
    """Without a byte order mark it takes UTF-8 for the letters of Windows."""
    text = register_files([a_card(title="Café, naïve ☎ “quoted”")])["cards/index.csv"]

    assert text.startswith(b"\xef\xbb\xbf")
    assert rows([a_card(title="Café, naïve ☎ “quoted”")])[0]["title"] == (
        "Café, naïve ☎ “quoted”"
    )


def test_table_and_json_tell_the_same() -> None:
    files = register_files([a_card(), a_card(size="letter", pages=2)])
    records = json.loads(files["cards/index.json"])["cards"]

    told = [
        {column: str(record[key]) for column, key in COLUMNS.items()}
        for record in records
    ]
    assert told == rows([a_card(), a_card(size="letter", pages=2)])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a build of the tiny project."""
    root = copy_tiny(tmp_path_factory.mktemp("register"))
    project = find_project(root, as_of=TODAY)
    build(project, BuildOrder(only=("cards",), jobs=1), on_progress=lambda *_: None)
    return root / "build"


@pytest.mark.slow
def test_a_build_writes_a_register_of_the_files_beside_it(built: Path) -> None:
    text = (built / "cards" / "index.csv").read_text("utf-8-sig")
    named = [row["file"] for row in csv.DictReader(io.StringIO(text))]

    assert named == sorted(path.name for path in (built / "cards").glob("*.pdf"))
    assert named
    assert (built / "schema" / "cards.schema.json").read_text("utf-8") == (
        schema_text("cards")
    )


@pytest.mark.slow
def test_an_independent_program_finds_the_register_valid(built: Path) -> None:
    register = built / "cards" / "index.json"
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", SCHEMA]

    done = subprocess.run([*command, register], capture_output=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_a_build_without_cards_keeps_the_register_of_the_last(built: Path) -> None:
    before = (built / "cards" / "index.json").read_bytes()
    project = find_project(built.parent, as_of=TODAY)

    build(project, BuildOrder(only=("dialer",)), on_progress=lambda *_: None)

    assert (built / "cards" / "index.json").read_bytes() == before
