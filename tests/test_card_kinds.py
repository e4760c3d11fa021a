"""Kinds of cards, sets, binder and sheets: read back from the PDF by other programs."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from builder.outputs.cards.build import CardsResult, build_cards
from builder.outputs.cards.imposition import impose
from builder.outputs.cards.kinds import KINDS
from builder.outputs.cards.plan import CardOrder
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.facts import OutputFile
from builder.project import Project
from tests.cards import COMMIT, card_facts, changed
from tests.test_cards import (
    assert_inside,
    font_sizes,
    run,
    saved,
    text_of,
)

SIZES = {
    "sop": ("a4",),
    "script": ("a4",),
    "objection": ("a5",),
    "escalation": ("letter",),
    "checklist": ("a6",),
    "emergency": ("a4",),
    "disposition": ("a6",),
    "technique": ("pocket",),
}
"""A size for each kind, so that every size is tried with little work."""

EVERYTHING = CardOrder(sizes=SIZES, bundles=("sets", "binder", "sheets"))
MILLIMETER = 72 / 25.4


def made(folder: Path, order: CardOrder) -> CardsResult:
    """Return cards of a tiny library whose first SOP is one for emergencies, too."""
    library = changed(("tags: [sales]", "tags: [emergency]"))
    facts = card_facts(library)
    project = Project(root=folder, settings=facts.settings, today=facts.today)
    return build_cards(
        project, library, facts, jobs=1, on_progress=lambda *_: None, order=order
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kinds")


@pytest.fixture(scope="module")
def result(folder: Path) -> CardsResult:
    return made(folder, EVERYTHING)


@pytest.fixture(scope="module")
def pdf(folder: Path, result: CardsResult) -> Callable[[str], Path]:
    """Return what finds the file whose name matches a pattern."""

    def find(pattern: str) -> Path:
        found = [f for f in result.files if re.fullmatch(f"cards/{pattern}", f.path)]
        assert found, [file.path for file in result.files]
        return saved(found[0], folder)

    return find


def names(result: CardsResult) -> list[str]:
    return [Path(file.path).name for file in result.files]


def is_bundle(file: OutputFile) -> bool:
    return file.kind not in KINDS


@pytest.mark.slow
def test_every_kind_has_its_file(result: CardsResult) -> None:
    """Scripts carry their own id, shared cards theirs; a technique needs parts."""
    assert result.diagnostics == ()
    cards = [Path(f.path).name for f in result.files if not is_bundle(f)]
    assert cards == [
        "first-call.sop.a4.pdf",
        "first-call.call.script.a4.pdf",
        "first-call.objection.a5.pdf",
        "first-call.escalation.letter.pdf",
        "first-call.checklist.a6.pdf",
        "first-call.emergency.a4.pdf",
        "dispositions.disposition.a6.pdf",
        "learn.technique.pocket.pdf",
    ]


@pytest.mark.slow
def test_every_file_is_accessible_and_sound(result: CardsResult, folder: Path) -> None:
    """PDF/UA-1, no error of syntax, only our fonts, and all of them embedded."""
    import page

    for file in result.files:
        path = saved(file, folder)
        report = page.validate_pdf(path, profile="ua1")
        assert [(f.rule_id, f.message) for f in report.failures] == [], file.path
        assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)
        for row in run("pdffonts", path).splitlines()[2:]:
            assert "+Atkinson-Hyperlegible-Next" in row
            assert row.split()[-5:-2] == ["yes", "yes", "yes"]


@pytest.mark.slow
def test_every_file_has_title_language_and_bookmarks(
    result: CardsResult, folder: Path
) -> None:
    from pypdf import PdfReader

    for file in result.files:
        reader = PdfReader(saved(file, folder))
        assert reader.metadata is not None
        assert reader.metadata["/Title"], file.path
        assert reader.trailer["/Root"]["/Lang"] == "en-US", file.path
        assert reader.outline, file.path


@pytest.mark.slow
def test_every_card_stays_inside_and_above_the_floor(
    result: CardsResult, folder: Path
) -> None:
    """Type below 7 pt stands on pocket cards only, and none below 5.5."""
    for file in result.files:
        if is_bundle(file):
            continue
        path = saved(file, folder)
        assert_inside(path, file.variant)
        floor = 5.5 if file.variant == "pocket" else 7
        assert min(font_sizes(path)) >= floor, file.path


@pytest.mark.slow
def test_only_sets_binder_and_sheets_have_more_than_two_pages(
    result: CardsResult,
) -> None:
    for file in result.files:
        assert is_bundle(file) or file.details["pages"] in (1, 2), file.path


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern",
    [
        r"first-call\.call\.script\.a4\.pdf",
        r"first-call\.objection\.a5\.pdf",
        r"first-call\.checklist\.a6\.pdf",
        r"learn\.technique\.pocket\.pdf",
    ],
)
def test_a_phone_reads_the_code_on_every_size(
    pdf: Callable[[str], Path], tmp_path: Path, pattern: str
) -> None:
    """At 150 dpi; a pocket card has its code on the last side."""
    import zxingcpp
    from PIL import Image

    run("pdftoppm", "-r", "150", "-png", pdf(pattern), tmp_path / "page")
    with Image.open(sorted(tmp_path.glob("page*.png"))[-1]) as picture:
        codes = [found.text for found in zxingcpp.read_barcodes(picture)]

    (code,) = codes
    assert "/card/first-call/?v=1.1.0&c=" in code


@pytest.mark.slow
def test_every_card_says_what_is_needed_to_trust_it(
    result: CardsResult, folder: Path
) -> None:
    """On every side: number, version, dates, fingerprint, commit, the warning."""
    from pypdf import PdfReader

    for file in result.files:
        if is_bundle(file):
            continue
        known = [
            str(file.details["validUntil"]),
            COMMIT[:10] if file.sop else "Not committed",
            "Uncontrolled when printed",
        ]
        if file.sop:
            known += ["SOP-CON-001", "1.1.0", "2026-03-01", "Team lead"]
            known.append("Compliance officer, 2026-03-01")
        for page in PdfReader(saved(file, folder)).pages:
            text = " ".join(page.extract_text().split())
            assert [words for words in known if words not in text] == [], file.path


@pytest.mark.slow
def test_a_script_card_leads_from_answer_to_number(
    pdf: Callable[[str], Path],
) -> None:
    """Every node stands on it once, and every way names a number that is there."""
    text = text_of(pdf(r"first-call\.call\.script\.a4\.pdf"))
    library = changed()
    (script,) = library.by_id["first-call"].scripts

    for node in script.nodes:
        assert node.id.replace("_", " ").capitalize() in text
        if getattr(node, "disposition", ""):
            assert node.disposition in text
    assert "Say exactly" in text


@pytest.mark.slow
def test_a_set_has_a_list_with_pages_and_tabs(
    pdf: Callable[[str], Path],
) -> None:
    """Cards begin on right pages, so that duplex printing keeps them apart."""
    from pypdf import PdfReader

    path = pdf(r"set-agent\.pdf")
    pages = [page.extract_text() for page in PdfReader(path).pages]

    assert "Desk set: Agent" in pages[0]
    listed = re.findall(r"(\d+) SOP-CON-001", pages[0]) or ["1"]
    assert listed
    first_call = next(n for n, text in enumerate(pages) if "In force since" in text)
    assert first_call % 2 == 0
    assert "First call" in pages[first_call]


@pytest.mark.slow
def test_the_binder_has_everything_an_auditor_asks_for(
    pdf: Callable[[str], Path],
) -> None:
    text = text_of(pdf(r"binder\.pdf"))

    for words in ("Contents", "Glossary", "Regulations", "Control data", "Page 1"):
        assert words in text
    assert "Contact handling" in text or "SOP-CON-001 First call" in text


@pytest.mark.slow
def test_sheets_show_the_cards_as_they_were_printed(
    pdf: Callable[[str], Path], result: CardsResult
) -> None:
    """A sheet of pocket cards is A4, and holds the words of the card."""
    from pypdf import PdfReader

    sheet = PdfReader(pdf(r"sheet-pocket\.pdf"))

    assert float(sheet.pages[0].mediabox.width) == pytest.approx(
        210 * MILLIMETER, abs=0.1
    )
    assert "LEARN" in text_of(pdf(r"sheet-pocket\.pdf"))
    assert "sheet-a5.pdf" in names(result)
    assert "sheet-a4.pdf" not in names(result)


@pytest.mark.slow
def test_again_the_same_bytes_come_out(result: CardsResult, tmp_path: Path) -> None:
    """Not from the cache: from another folder, and another process."""
    order = replace(EVERYTHING, bundles=("binder", "sheets"))
    again = {file.path: file.content for file in made(tmp_path, order).files}

    before = {f.path: f.content for f in result.files if f.path in again}
    assert before == again


def test_backs_stand_behind_their_fronts() -> None:
    """The sheet is turned over its long edge: left is right then."""
    cards = [(f"front {n}", f"back {n}") for n in range(12)]
    small, large = PAPERS["pocket"], PAPERS["a4"]
    sides = impose(cards, small, large)

    assert [len(side.slots) for side in sides] == [10, 10, 2, 2]
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        behind = {
            slot.html.removeprefix("back "): (
                large.width - slot.left - small.width,
                slot.top,
            )
            for slot in back.slots
        }
        for slot in front.slots:
            expected = behind[slot.html.removeprefix("front ")]
            assert (slot.left, slot.top) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("small", "large", "count"),
    [
        ("pocket", "a4", 10),
        ("pocket", "letter", 10),
        ("a6", "a4", 4),
        ("a6", "letter", 2),
        ("a5", "a4", 2),
        ("a5", "letter", 1),
    ],
)
def test_a_sheet_holds_as_many_cards_as_fit(small: str, large: str, count: int) -> None:
    """Nothing stands outside of the sheet, and nothing on top of another card."""
    paper, sheet = PAPERS[small], PAPERS[large]
    (side,) = impose([("card",)] * count, paper, sheet)

    assert len({(slot.left, slot.top) for slot in side.slots}) == count
    for slot in side.slots:
        assert slot.left >= 0
        assert slot.top >= 0
        assert slot.left + paper.width <= sheet.width + 0.01
        assert slot.top + paper.height <= sheet.height + 0.01
    for mark in side.marks:
        assert mark.left >= 0
        assert mark.top >= 0


def test_cards_without_a_back_need_no_second_side() -> None:
    assert len(impose([("front",)] * 3, PAPERS["a6"], PAPERS["a4"])) == 1
