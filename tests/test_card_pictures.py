"""Cards look as they looked when somebody last looked: pictures, with tolerance.

``make golden`` draws them anew; look at them before you commit them.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from builder.outputs.cards.build import CardsResult
from builder.project_settings import CardSettings, Settings
from tests.cards import build, changed, without_card

pytestmark = pytest.mark.slow

PICTURES = Path(__file__).parent / "golden" / "cards"
CARDS = ("first-call.sop.a4", "first-call.escalation.a5", "first-call.sop.pocket")
DPI = 60
TILE = 12
"""Pixels of the squares that are compared: half a centimeter."""

TOLERANCE = 20
"""How much lighter or darker a square may be, of 255: letters are drawn otherwise by
another release, but a line that is missing is more than that."""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> CardsResult:
    kinds = {"sop": ("a4", "pocket"), "escalation": ("a5",), "emergency": ()}
    settings = replace(Settings(), cards=CardSettings(kinds=kinds))
    return build(tmp_path_factory.mktemp("cards"), changed(), settings=settings)


def picture(pdf: bytes) -> Image.Image:
    """Return the first side in gray."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[0].render(scale=DPI / 72).to_pil()
    document.close()
    return drawn.convert("L")


def of(cards: CardsResult, name: str) -> Image.Image:
    return picture(
        next(f.content for f in cards.files if f.path.endswith(f"{name}.pdf"))
    )


def difference(one: Image.Image, other: Image.Image) -> float:
    """Return how far apart the darkness of two squares is, where it is farthest."""
    if one.size != other.size:
        return 255.0
    size = (one.width // TILE, one.height // TILE)
    small = [each.resize(size, Image.Resampling.BOX) for each in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*small)).extrema[0][1])


@pytest.mark.parametrize("name", CARDS)
def test_a_card_looks_as_before(
    cards: CardsResult, name: str, request: pytest.FixtureRequest
) -> None:
    golden = PICTURES / f"{name}.png"
    now = of(cards, name)
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        now.save(golden, optimize=True)

    with Image.open(golden) as before:
        assert difference(now, before) <= TOLERANCE


def test_a_step_more_is_seen(tmp_path: Path) -> None:
    """The tolerance is not so wide that it sees nothing."""
    thank = "      - {id: thank,"
    more = changed(
        (thank, f"      - {{id: other, do: Wait.}}\n{thank}"), without_card()
    )
    libraries = (changed(without_card()), more)
    settings = replace(Settings(), cards=CardSettings(sizes=("a4",)))
    both = [
        of(build(tmp_path, library, settings=settings), "first-call.sop.a4")
        for library in libraries
    ]

    assert difference(*both) > TOLERANCE
    softened = BytesIO()
    both[0].resize((both[0].width * 2, both[0].height * 2)).resize(both[0].size).save(
        softened, "png"
    )
    assert difference(both[0], Image.open(softened)) <= TOLERANCE
