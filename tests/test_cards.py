"""Cards read back from the PDF, by programs that know nothing of ours."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.library import Library
from builder.outputs.cards.build import CardsResult, build_cards
from builder.outputs.cards.cache import FOLDER as CACHE
from builder.outputs.cards.control import check_address
from builder.outputs.cards.fonts import COVERAGE, font_files, unprintable
from builder.outputs.cards.qr import MODULE, QUIET_ZONE, qr_code
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.cards.typography import typographic
from builder.outputs.facts import OutputFile
from builder.project import Project
from builder.project_cards import CardSettings
from tests.cards import (
    COMMIT,
    SITE,
    build,
    card_facts,
    changed,
    content_of,
    including,
    told,
    without_card,
)

POINTS = 72 / 25.4
"""Points in a millimeter."""

EVERY_SIZE = CardSettings(sizes=tuple(PAPERS))

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaenspatentverlaengerungen" * 3


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> CardsResult:
    """The cards of the tiny library, drafts included, in every size."""
    folder = tmp_path_factory.mktemp("cards")
    return build(folder, changed(), cards=EVERY_SIZE, publish_drafts=True)


@pytest.fixture(scope="module")
def pdf(cards: CardsResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(card(cards), tmp_path_factory.mktemp("pdf"))


def card(result: CardsResult, sop: str = "first-call", size: str = "a4") -> OutputFile:
    return next(f for f in result.files if (f.sop, f.variant) == (sop, size))


def saved(file: OutputFile, folder: Path) -> Path:
    path = folder / Path(file.path).name
    path.write_bytes(file.content)
    return path


def run(*command: str | Path) -> str:
    finished = subprocess.run(command, capture_output=True, check=True)
    return finished.stdout.decode()


def text_of(pdf: Path) -> str:
    return " ".join(run("pdftotext", "-raw", pdf, "-").split())


def words_of(pdf: Path) -> Iterator[tuple[float, float, float, float, str]]:
    """Yield left, top, right, bottom in mm, and the word."""
    boxes = run("pdftotext", "-bbox", pdf, "-")
    for found in re.finditer(
        r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', boxes
    ):
        left, top, right, bottom = (float(found[n]) / POINTS for n in range(1, 5))
        yield left, top, right, bottom, found[5]


def assert_inside(pdf: Path, size: str) -> None:
    """Every word stands between the margins of the sheet."""
    paper = PAPERS[size]
    side = min(paper.margin, paper.side_margin)
    outside = [
        word
        for word in words_of(pdf)
        if word[0] < side - 0.2
        or word[1] < paper.margin - 1  # a word's box is taller than its letters
        or word[2] > paper.width - side + 0.2
        or word[3] > paper.height - paper.margin + 1
    ]

    assert outside == []


def font_sizes(pdf: Path) -> set[float]:
    """Return the sizes of type on a card, in points."""
    from pypdf import PdfReader

    sizes: set[float] = set()

    def visit(text: str, user: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3] * user[3]), 1))

    for page in PdfReader(pdf).pages:
        page.extract_text(visitor_text=visit)
    return sizes


@pytest.mark.slow
def test_every_published_sop_has_a_card_in_every_size(cards: CardsResult) -> None:
    """Retired SOPs have none; the files come in the order of the numbers."""
    assert told(cards) == []
    assert [file.path for file in cards.files] == [
        f"cards/{sop}.sop.{size}.pdf"
        for sop in ("complaint", "first-call")
        for size in PAPERS
    ]


@pytest.mark.slow
def test_drafts_have_no_card_unless_they_are_wanted(tmp_path: Path) -> None:
    library = changed(("status: approved", "status: draft"))

    assert not [f for f in build(tmp_path, library).files if f.sop == "first-call"]
    drafted = build(tmp_path, library, publish_drafts=True)
    text = text_of(saved(card(drafted), tmp_path))
    assert "Draft: not approved for use" in text


@pytest.mark.slow
def test_a_card_says_what_is_needed_to_trust_it(cards: CardsResult, pdf: Path) -> None:
    text = text_of(pdf)
    details = card(cards).details

    for fact in (
        "SOP-CON-001",
        "1.1.0",
        "2026-03-01",
        "2027-03-01",
        "Team lead",
        "Compliance officer, 2026-03-01",
        COMMIT[:10],
        str(details["fingerprint"]),
        "Uncontrolled when printed",
        "Full procedure: SOP-CON-001",
    ):
        assert fact in text
    assert details["validUntil"] == "2027-03-01"
    assert details["pages"] == 1


@pytest.mark.slow
def test_a_card_shows_its_blocks(pdf: Path) -> None:
    text = text_of(pdf)

    for words in (
        "1.1 Say who you are & why you call.",
        "within 10 seconds",
        "Must",
        "Hello [customer first name], this is [agent first name].",
        "a fair price matters",
        "SALE",
    ):
        assert words in text


@pytest.mark.slow
@pytest.mark.parametrize("size", PAPERS)
def test_a_card_is_one_sheet_of_its_size(
    cards: CardsResult, size: str, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    paper = PAPERS[size]
    file = card(cards, size=size)
    pages = PdfReader(saved(file, tmp_path)).pages

    assert len(pages) == file.details["pages"]
    assert float(pages[0].mediabox.width) == pytest.approx(
        paper.width * POINTS, abs=0.1
    )
    assert float(pages[0].mediabox.height) == pytest.approx(
        paper.height * POINTS, abs=0.1
    )


@pytest.mark.slow
@pytest.mark.parametrize("size", PAPERS)
def test_nothing_stands_outside_the_safe_area(
    cards: CardsResult, size: str, tmp_path: Path
) -> None:
    for sop in ("first-call", "complaint"):
        assert_inside(saved(card(cards, sop, size), tmp_path), size)


@pytest.mark.slow
def test_only_bundled_fonts_are_used_and_all_are_embedded(pdf: Path) -> None:
    rows = [line.split() for line in run("pdffonts", pdf).splitlines()[2:]]

    assert rows
    for name, *_, embedded, subset, unicode, _object, _generation in rows:
        assert "+Atkinson-Hyperlegible-Next" in name
        assert (embedded, subset, unicode) == ("yes", "yes", "yes")


@pytest.mark.slow
def test_a_card_is_accessible(pdf: Path) -> None:
    """PDF/UA-1: tags, language, title, alternative text."""
    import page
    from pypdf import PdfReader

    report = page.validate_pdf(pdf, profile="ua1")
    catalog = PdfReader(pdf).trailer["/Root"]

    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert catalog["/Lang"] == "en-US"
    assert catalog["/MarkInfo"]["/Marked"]
    assert PdfReader(pdf).metadata["/Title"] == "SOP-CON-001 First call"


@pytest.mark.slow
def test_a_card_has_bookmarks_in_reading_order(pdf: Path) -> None:
    from pypdf import PdfReader

    first, inner = PdfReader(pdf).outline

    assert first["/Title"] == "First call"
    assert [mark["/Title"] for mark in inner] == [
        "1 Greet",
        "When the customer says",
        "Record the outcome",
    ]


@pytest.mark.slow
def test_a_card_is_a_sound_pdf(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", pdf)


@pytest.mark.slow
def test_a_phone_reads_the_code_from_the_paper(
    cards: CardsResult, pdf: Path, tmp_path: Path
) -> None:
    """At 150 dpi, a poor print, the code leads to the check page of this version."""
    import zxingcpp
    from PIL import Image

    run("pdftoppm", "-r", "150", "-png", pdf, tmp_path / "page")
    with Image.open(next(tmp_path.glob("page*.png"))) as picture:
        codes = [found.text for found in zxingcpp.read_barcodes(picture)]

    fingerprint = card(cards).details["fingerprint"]
    assert codes == [f"{SITE}card/first-call/?v=1.1.0&c={fingerprint}"]


@pytest.mark.slow
def test_type_is_never_smaller_than_the_floor(pdf: Path, tmp_path: Path) -> None:
    """Nine points for reading, seven for control data, even where room is short."""
    steps = "".join(
        f"      - {{id: step-{n}, do: 'Do part {n} of the work and then look up, "
        "as carefully as one can do it.', say: ['I do what I say.'], must: true}\n"
        for n in range(46)
    )
    library = changed(
        ("      - {id: thank,", f"{steps}      - {{id: thank,"), without_card()
    )
    tight = card(build(tmp_path, library))

    assert tight.details["typeSize"] in ("compact", "small")
    assert tight.details["pages"] == 2
    assert min(font_sizes(pdf)) >= 7
    assert sorted(font_sizes(saved(tight, tmp_path)))[0] >= 7
    assert_inside(saved(tight, tmp_path), "a4")


@pytest.mark.slow
def test_two_builds_make_the_same_bytes(cards: CardsResult, tmp_path: Path) -> None:
    again = build(tmp_path, changed(), cards=EVERY_SIZE, publish_drafts=True)

    assert [file.content for file in again.files] == [f.content for f in cards.files]


@pytest.mark.slow
def test_an_unchanged_card_is_not_laid_out_again(tmp_path: Path) -> None:
    """A second build takes the cards from the cache, and no broken ones."""
    first = build(tmp_path, changed())
    entries = sorted((tmp_path / CACHE).iterdir())
    marks = [entry.stat().st_mtime_ns for entry in entries]
    broken = entries[0]
    broken.write_bytes(broken.read_bytes()[:-10])

    again = build(tmp_path, changed())

    assert [file.content for file in again.files] == [f.content for f in first.files]
    assert [entry.stat().st_mtime_ns for entry in entries[1:]] == marks[1:]
    assert broken.stat().st_mtime_ns != marks[0]


@pytest.mark.slow
def test_a_cache_that_leads_out_of_the_project_is_left_alone(tmp_path: Path) -> None:
    outside, project = tmp_path / "outside", tmp_path / "project"
    outside.mkdir()
    project.mkdir()
    (project / ".cache").symlink_to(outside)

    assert build(project, changed()).files
    assert list(outside.iterdir()) == []


@pytest.mark.slow
def test_a_changed_word_makes_a_new_card(tmp_path: Path) -> None:
    first = build(tmp_path, changed())
    other = build(tmp_path, changed(("a fair price matters", "a fair price counts")))

    assert "a fair price counts" in text_of(saved(card(other), tmp_path))
    assert card(other).details["fingerprint"] != card(first).details["fingerprint"]


@pytest.mark.slow
def test_uncommitted_changes_are_told_in_a_band(tmp_path: Path) -> None:
    made = build(tmp_path, changed(), provenance={"is_dirty": True})

    assert "Uncommitted changes: do not hand out" in text_of(
        saved(card(made), tmp_path)
    )


@pytest.mark.slow
def test_a_card_of_a_site_without_address_has_no_code(tmp_path: Path) -> None:
    """It says where to look instead, and the build warns once."""
    made = build(tmp_path, changed(), site="")

    assert told(made) == ["SOP705 cards have no QR code: 'site_url' is not set"]
    assert "Look up the number on the SOP site" in text_of(saved(card(made), tmp_path))


@pytest.mark.slow
def test_very_long_words_are_broken_inside_their_column(tmp_path: Path) -> None:
    hard = (
        LONG_WORD,
        f"Call {LONG_WORD} and say {LONG_WORD}.",
        "[see here](https://example.org/" + "a" * 300 + ")",
        "A" * 400,
        "a/b/c.d-e" * 40,
    )
    steps = "".join(
        f"      - {{id: hard-{n}, do: '{word}', say: ['{word}'], warning: '{word}'}}\n"
        for n, word in enumerate(hard)
    )
    library = changed(
        ("      - {id: thank,", f"{steps}      - {{id: thank,"),
        including("section:close"),
    )
    made = build(tmp_path, library)

    assert told(made) == []
    for size in ("a4", "letter"):
        assert_inside(saved(card(made, size=size), tmp_path), size)


@pytest.mark.slow
def test_a_very_long_title_stays_on_the_card(tmp_path: Path) -> None:
    title = "Answer everything that anybody may ever ask about anything " * 2
    made = build(
        tmp_path,
        changed(("title: First call\ns", f"title: {title[:118]}\ns"), without_card()),
    )

    assert told(made) == []
    assert_inside(saved(card(made), tmp_path), "a4")


@pytest.mark.slow
def test_a_hostile_text_loads_nothing(tmp_path: Path) -> None:
    """HTML, script links and file links come out as the words they are."""
    words = (
        "<img src=file:///etc/passwd><link rel=attachment href=file:///etc/passwd> "
        "[one](javascript:alert(1)) [two](file:///etc/passwd)"
    )
    library = changed(
        ("do: Thank the customer.", f"do: '{words}'"), including("step:close.thank")
    )
    # The check refuses such links; the card must be safe without it.
    made = saved(card(build(tmp_path, library)), tmp_path)

    from pypdf import PdfReader

    reader = PdfReader(made)
    assert not reader.attachments
    assert "<img src=file:///etc/passwd>" in text_of(made)
    assert not [
        note
        for sheet in reader.pages
        for note in sheet.get("/Annots", [])
        if not str(note.get_object()["/A"]["/URI"]).startswith("https:")
    ]


def test_the_fetcher_serves_our_icons_and_nothing_else() -> None:
    from builder.outputs.cards.assets import asset_fetcher

    fetcher = asset_fetcher({"asset:qr.svg": (b"<svg/>", "image/svg+xml")})

    assert fetcher.fetch("asset:qr.svg").read() == b"<svg/>"
    assert fetcher.fetch("asset:icons/say.svg").read().startswith(b"<svg")
    for address in (
        "file:///etc/passwd",
        "https://example.org/x.png",
        "data:text/plain,x",
        "asset:icons/../card.css",
    ):
        with pytest.raises(BaseException, match="may not load"):
            fetcher.fetch(address)


def test_the_code_is_large_enough_to_be_read() -> None:
    """A phone needs 0.4 mm a module, and four blank modules around the code."""
    code = qr_code(f"{SITE}card/first-call/?v=1.1.0&c=0123456789ab")

    assert MODULE >= 0.4
    assert QUIET_ZONE == 4
    assert code.quiet == pytest.approx(4 * MODULE)
    assert 15 < code.width < 30


def test_the_check_address_names_version_and_fingerprint() -> None:
    library = changed()
    sop = library.by_id["first-call"]
    under_a_path = card_facts(library, site="https://example.org/sop/")

    assert check_address(sop, "0123456789ab", under_a_path) == (
        "https://example.org/sop/card/first-call/?v=1.1.0&c=0123456789ab"
    )
    assert check_address(sop, "0123456789ab", card_facts(library, site="")) == ""


@pytest.mark.parametrize(
    ("valid_for", "expected"), [(None, "2027-03-01"), (3, "2026-09-15")]
)
def test_a_card_is_valid_until_the_next_review_or_for_some_months(
    valid_for: int | None, expected: str
) -> None:
    from dataclasses import replace

    from builder.project_settings import Settings

    settings = replace(Settings(), cards=CardSettings(valid_for=valid_for))

    assert content_of(changed(), settings=settings).control.valid_until == expected


def test_the_coverage_is_that_of_the_font_files() -> None:
    """Every bundled style shows every character that we say can be shown."""
    from fontTools.ttLib import TTFont

    styles: dict[str, set[int]] = {}
    for path in font_files():
        style = path.stem.partition("-latin-")[2].removeprefix("ext-")
        styles.setdefault(style, set()).update(TTFont(path).getBestCmap())
    declared: set[int] = set()
    for entry in COVERAGE.split():
        first, _, last = entry.partition("-")
        declared.update(range(int(first, 16), int(last or first, 16) + 1))

    assert set.intersection(*styles.values()) == declared


def test_characters_that_cannot_be_shown_are_found() -> None:
    assert unprintable("Zażółć gęślą jaźń, “quotes” … €") == []
    assert unprintable("a→b 中 ש a→b") == ["→", "中", "ש"]


@pytest.mark.parametrize(
    ("typed", "language", "printed"),
    [
        ("I&#39;ll", "en-US", "I\N{RIGHT SINGLE QUOTATION MARK}ll"),
        ("don't", "de", "don\N{RIGHT SINGLE QUOTATION MARK}t"),
        (
            'no "just now"',
            "en",
            "no \N{LEFT DOUBLE QUOTATION MARK}just now\N{RIGHT DOUBLE QUOTATION MARK}",
        ),
        ('no "just now"', "de", "no &#34;just now&#34;"),
        ('<a href="x">a &amp; b</a>', "en", '<a href="x">a &amp; b</a>'),
        ("5' 3\" tall", "en", "5&#39; 3&#34; tall"),
    ],
)
def test_typed_quotation_marks_are_set(typed: str, language: str, printed: str) -> None:
    assert typographic(typed, language) == printed


@pytest.mark.slow
def test_a_missing_library_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Pango the build stops with a message, not with a traceback."""
    from builder.errors import SopError

    hidden = tmp_path / "hidden" / "weasyprint"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text(
        "raise OSError('cannot load library \\'libpango-1.0-0\\'')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(hidden.parent))

    with pytest.raises(SopError, match="libpango") as stopped:
        build_with_new_path(tmp_path, changed())
    assert "apt-get install libpango-1.0-0" in stopped.value.hint


def build_with_new_path(folder: Path, library: Library) -> CardsResult:
    """Build as a new worker would, whose path starts with PYTHONPATH."""
    import os
    import sys

    facts = card_facts(library)
    project = Project(root=folder, settings=facts.settings, today=facts.today)
    sys.path.insert(0, os.environ["PYTHONPATH"])  # spawned workers get our path
    try:
        return build_cards(project, library, facts, jobs=1, on_progress=lambda *_: None)
    finally:
        sys.path.remove(os.environ["PYTHONPATH"])
