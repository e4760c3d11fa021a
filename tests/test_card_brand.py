"""Looks of a repository's own: a logo, a color and CSS, which load nothing."""

from pathlib import Path

import pytest

from builder.outputs.cards.brand import contrast, read_brand
from builder.outputs.cards.build import CardsResult
from builder.project_cards import CardSettings
from builder.tree import WorkTree
from tests.cards import build, changed
from tests.helpers import build_tree

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#7a1f5c"/></svg>'
)


def problems(folder: Path, content: str | bytes, *, key: str = "logo") -> list[str]:
    """Return what is said of a file that is named as logo or stylesheet."""
    build_tree(folder, {"brand/file": content})
    found = read_brand(WorkTree(folder), CardSettings(**{key: "brand/file"}))
    return [f"{one.code} {one.message}" for one in found.problems]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG.replace("<rect", '<image href="https://a.org/b.png"/><rect'), "elsewhere"),
        (SVG.replace("<rect", '<image href="file:///etc/hosts"/><rect'), "elsewhere"),
        (SVG.replace("#7a1f5c", "url(//a.org/x)"), "elsewhere"),
        (SVG.replace("<rect", "<style>@import 'x'</style><rect"), "elsewhere"),
        (SVG.replace("<rect", "<script>1</script><rect"), "it has a <script>"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}', "without declarations"),
        ("<html></html>", "neither PNG nor SVG"),
        (b"GIF89a", "neither PNG nor SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 600_000, "more than 500000 bytes"),
    ],
)
def test_a_logo_that_is_not_safe_is_refused(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    (told,) = problems(tmp_path, content)

    assert told.startswith("SOP708 'brand/file' cannot be used as 'logo' of cards: ")
    assert reason in told


@pytest.mark.parametrize(
    ("css", "is_refused"),
    [
        (".note { font-style: italic }", False),
        ("@media print { .note { color: #123456 } }", False),
        ("@import 'other.css';", True),
        (".a { background: url(https://a.org/b.png) }", True),
        (".a { background: u\\72 l(b.png) }", True),
        ("@media print { .a { background: image-set('b.png' 1x) } }", True),
        ("@font-face { font-family: X; src: local(Y) }", True),
    ],
)
def test_a_stylesheet_that_loads_something_is_refused(
    tmp_path: Path, css: str, is_refused: bool
) -> None:
    assert bool(problems(tmp_path, css, key="css")) == is_refused


def test_a_file_that_is_not_there_or_outside_is_told(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").symlink_to("/etc/hosts")

    for path in ("nothing.svg", "../secret.svg", "logo.svg"):
        found = read_brand(WorkTree(tmp_path), CardSettings(logo=path))
        assert [one.code for one in found.problems] == ["SOP708"]
        assert found.brand.logo == ""


@pytest.mark.parametrize(
    ("color", "expected"), [("#000000", 21), ("#ffffff", 1), ("#767676", 4.54)]
)
def test_contrast_is_that_of_wcag(color: str, expected: float) -> None:
    assert contrast(color) == pytest.approx(expected, abs=0.01)


def test_the_usual_color_can_be_read() -> None:
    assert contrast("#0072b2") >= 4.5


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> CardsResult:
    folder = tmp_path_factory.mktemp("branded")
    build_tree(folder, {"logo.svg": SVG, "cards.css": ".note { color: #7a1f5c }"})
    chosen = CardSettings(
        sizes=("a5",), logo="logo.svg", color="#7a1f5c", css="cards.css"
    )
    brand = read_brand(WorkTree(folder), chosen)
    assert brand.problems == ()
    return build(folder, changed(), cards=chosen, brand=brand)


@pytest.mark.slow
def test_logo_and_color_are_on_the_card(branded: CardsResult) -> None:
    """The color stands in the logo, in the line below the title, and in numbers."""
    import pypdfium2

    assert branded.diagnostics == ()
    card = next(file for file in branded.files if file.sop == "first-call")
    with pypdfium2.PdfDocument(card.content) as pdf:
        picture = pdf[0].render(scale=1).to_pil().convert("RGB")

    assert picture.tobytes().count(bytes((0x7A, 0x1F, 0x5C))) > 1000
    assert (0x00, 0x72, 0xB2) not in {
        picture.getpixel((x, y)) for x in range(60, 540) for y in range(60, 90)
    }


@pytest.mark.slow
def test_a_branded_card_is_accessible(branded: CardsResult, tmp_path: Path) -> None:
    """The logo has the organization's name as its alternative text."""
    import page

    path = tmp_path / "card.pdf"
    path.write_bytes(branded.files[0].content)

    report = page.validate_pdf(path, profile="ua1")
    assert [(one.rule_id, one.message) for one in report.failures] == []
