"""Cards for the archive: PDF/A-3 that holds the SOP it was made from."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.outputs.facts import OutputFile
from builder.project_settings import CardSettings, Settings
from tests.cards import CALL, build, changed
from tests.tiny import tiny_files

pytestmark = pytest.mark.slow


def archived(folder: Path) -> OutputFile:
    """Return the card of the SOP, made without a cache."""
    cards = CardSettings(sizes=("a4",), archive=True)
    made = build(
        folder,
        changed(),
        settings=replace(Settings(), cards=cards),
        provenance={"date": "2026-02-21"},
    )
    return next(file for file in made.files if file.sop == "first-call")


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> OutputFile:
    return archived(tmp_path_factory.mktemp("archive"))


def test_an_independent_program_finds_it_fit_for_archives(
    card: OutputFile, tmp_path: Path
) -> None:
    import page

    path = tmp_path / "card.pdf"
    path.write_bytes(card.content)

    report = page.validate_pdf(path, profile="3a")
    assert [(one.rule_id, one.message) for one in report.failures] == []


def test_it_holds_the_file_that_it_was_made_from(
    card: OutputFile, tmp_path: Path
) -> None:
    """Read back by another program: the YAML, byte for byte, with a fixed date."""
    from pypdf import PdfReader

    path = tmp_path / "card.pdf"
    path.write_bytes(card.content)
    reader = PdfReader(path)
    (held,) = reader.attachment_list

    assert held.name == "first-call.yaml"
    assert held.content.decode() == tiny_files()[CALL]
    assert held.creation_date is not None
    assert held.creation_date.date().isoformat() == "2026-02-21"
    assert (
        reader.trailer["/Root"]["/AF"][0].get_object()["/AFRelationship"] == "/Source"
    )


def test_it_is_the_same_from_build_to_build(card: OutputFile, tmp_path: Path) -> None:
    assert archived(tmp_path).content == card.content
