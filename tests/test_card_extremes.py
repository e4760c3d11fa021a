"""Cards of texts that nobody wrote with a card in mind; colors and words of all."""

import re
from pathlib import Path
from string import ascii_lowercase

import pytest

from builder.outputs.cards.assets import card_css
from builder.outputs.cards.brand import contrast
from builder.outputs.cards.build import CardsResult, build_cards
from builder.outputs.cards.plan import CardOrder
from builder.project import Project
from tests.cards import card_facts, changed, including
from tests.test_cards import LONG_WORD, assert_inside, saved, text_of

SMALL = {
    "sop": ("a5",),
    "script": ("a6",),
    "objection": ("a6",),
    "escalation": ("a6",),
    "checklist": ("a6",),
}


LONGER = ("Lebensmittelvergif", "Lebensmittelvergiftungs")
"""Where German may divide a word of the test, beside its beginning."""

LINE = "Hello {{ customer.first_name }}, this is {{ agent.first_name }}."
"""The line of the first step."""


def made(
    folder: Path, *changes: tuple[str, str], sizes: dict[str, tuple[str, ...]] = SMALL
) -> CardsResult:
    """Return the cards of the first call with texts replaced."""
    library = changed(*changes)
    facts = card_facts(library)
    project = Project(root=folder, settings=facts.settings, today=facts.today)
    order = CardOrder(ids={"first-call"}, sizes=sizes)
    return build_cards(
        project, library, facts, jobs=1, on_progress=lambda *_: None, order=order
    )


@pytest.mark.slow
def test_a_very_long_word_is_broken_on_every_kind_of_card(tmp_path: Path) -> None:
    """Also where a heading, an answer or a title has it."""
    result = made(
        tmp_path,
        ("title: Daily checklist", f"title: {LONG_WORD[:70]}"),
        ("do: Say who you are & why you call.", f"do: {LONG_WORD}"),
        ("when: The customer threatens you.", f"when: {LONG_WORD}"),
        ("title: Too expensive", f"title: {LONG_WORD[:60]}"),
        including("step:greet.say-who"),
    )

    assert result.diagnostics == ()
    assert len(result.files) == len(SMALL)
    for file in result.files:
        assert_inside(saved(file, tmp_path), file.variant)


@pytest.mark.slow
def test_a_line_of_300_words_is_whole_or_an_error(tmp_path: Path) -> None:
    """On A4 it stands there to its last word; a small card names one that holds it."""
    pairs = [
        f"{first}{second}"
        for first in ascii_lowercase
        for second in ascii_lowercase[:15]
    ]
    words = " ".join(pairs[:300])
    change = (LINE, words)
    shown = including("step:greet.say-who")
    large = made(tmp_path, change, shown, sizes={"sop": ("a4",)})
    (file,) = large.files

    assert large.diagnostics == ()
    assert words in text_of(saved(file, tmp_path))
    small = made(tmp_path, change, shown, sizes={"sop": ("pocket",)})
    (problem,) = small.diagnostics
    assert small.files == ()
    assert "'step:greet.say-who' does not fit on the Pocket card" in problem.message
    assert re.search(r"\d+\.\d mm over; Letter would hold it", problem.message)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\N{GRINNING FACE}", "U+1F600"),
        ("\N{HEBREW LETTER ALEF}", "U+05D0"),
        ("\N{ARABIC LETTER BEH}", "U+0628"),
        ("\N{CJK UNIFIED IDEOGRAPH-4E2D}", "U+4E2D"),
        ("\N{GREEK SMALL LETTER OMEGA}", "U+03C9"),
    ],
)
def test_a_sign_that_the_font_lacks_is_told_at_its_line(
    tmp_path: Path, sign: str, name: str
) -> None:
    """Never an empty box, and no sign of another font that happens to be there."""
    result = made(
        tmp_path,
        ("do: Say who you are & why you call.", f"do: Say {sign} now."),
        including("step:greet.say-who"),
        sizes={"sop": ("a6",)},
    )

    assert [one.code for one in result.diagnostics] == ["SOP702"]
    assert name in result.diagnostics[0].message


@pytest.mark.slow
def test_blocks_that_are_absent_make_no_card(tmp_path: Path) -> None:
    """No empty sheet, and no error either."""
    library = changed()
    facts = card_facts(library, publish_drafts=True)
    project = Project(root=tmp_path, settings=facts.settings, today=facts.today)
    order = CardOrder(ids={"complaint"}, sizes=SMALL)
    result = build_cards(
        project, library, facts, jobs=1, on_progress=lambda *_: None, order=order
    )

    sop = library.by_id["complaint"]
    expected = {"sop"} | {
        kind
        for kind, blocks in (
            ("script", sop.scripts),
            ("objection", sop.objections),
            ("escalation", sop.escalations),
            ("checklist", sop.checklists),
        )
        if blocks
    }
    assert {file.kind for file in result.files} == expected
    assert expected != set(SMALL)


@pytest.mark.slow
def test_words_are_divided_by_the_rules_of_their_language(tmp_path: Path) -> None:
    """The same word at the end of a line breaks elsewhere in German."""
    word = "Lebensmittelvergiftungsverdacht"
    breaks: dict[str, set[str]] = {}
    for language in ("de", "en-US"):
        filler = [f"{'x' * (n % 9)} {word} " for n in range(1, 26)]
        result = made(
            tmp_path,
            (LINE, "".join(filler)),
            ("summary: How to make", f"language: {language}\nsummary: How to make"),
            including("step:greet.say-who"),
            sizes={"sop": ("a4",)},
        )
        from pypdf import PdfReader

        (file,) = result.files
        pages = PdfReader(saved(file, tmp_path)).pages
        text = "\n".join(page.extract_text() for page in pages)
        breaks[language] = set(re.findall(r"(Lebens\w+)-\n", text))

    assert breaks["de"]
    assert breaks["de"] != breaks["en-US"]
    assert breaks["de"] <= {"Lebensmit", "Lebensmittel", "Lebensmittelver", *LONGER}


def test_all_words_can_be_read_in_gray() -> None:
    """Text is dark on white or white on dark: 4.5 to 1 or more by brightness alone."""
    css = re.sub(r"/\*.*?\*/", "", card_css(), flags=re.DOTALL)
    seen = 0
    for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        color = re.search(r"(?:^|[;\s])color: (#[0-9a-f]{3,6})", rule)
        if not color:
            continue
        seen += 1
        ink = color[1]
        if ink == "#fff":
            paper = re.search(r"background(?:-color)?: (#[0-9a-f]{6}|var)", rule)
            assert paper, selector
            ink = "#0072b2" if paper[1] == "var" else paper[1]
        whole = ink if len(ink) == 7 else "#" + "".join(2 * one for one in ink[1:])
        assert contrast(whole) >= 4.5, selector
    assert seen > 8


def test_no_heading_differs_by_its_color_alone() -> None:
    """Each color of a heading comes with an icon of its own kind."""
    rules = re.findall(r"\.heading\.[\w-]+(?:, [^{]+)? \{([^}]*)\}", card_css())

    assert len(rules) >= 9
    assert all("url(asset:icons/" in rule for rule in rules)
