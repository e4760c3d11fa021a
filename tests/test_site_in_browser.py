"""The site in a real browser, below a path of its host: found, read, downloaded."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.library import Library
from builder.outputs.facts import OutputFile
from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.cards import content_of
from tests.tiny import TODAY, copy_tiny

pytestmark = pytest.mark.slow

PDF = b"%PDF-1.7\n"
ROOT = Path(__file__).resolve().parent.parent
WRITTEN = {
    "docs/help.md": "# Help\n\nAsk your team lead.\n",
    "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8"),
}


@dataclass
class Site:
    """The tiny site, served below a path."""

    address: str
    library: Library

    @property
    def sop_path(self) -> str:
        sop = self.library.by_id["first-call"]
        return f"{self.library.area_of(sop)}/{sop.id}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = copy_tiny(tmp_path_factory.mktemp("tiny"), WRITTEN)
    card = OutputFile(
        path="cards/first-call.sop.a4.pdf",
        sop="first-call",
        kind="sop",
        variant="a4",
        title="First call",
        content=PDF,
    )
    host = tmp_path_factory.mktemp("host")
    library = build_for_test(root, host / "floor", as_of=TODAY, cards=[card])
    with serve(host) as address:
        yield Site(f"{address}floor/", library)


@pytest.fixture(scope="module")
def floor(library_site: Path) -> Iterator[str]:
    """The repository's own library, served."""
    with serve(library_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """A fresh visitor; a console error or a foreign request fails the test."""
    with watched(
        browser, site.address, viewport={"width": 1280, "height": 800}
    ) as found:
        yield found


def test_the_home_page_leads_from_customers_words_to_the_answer(
    visit: Visit, site: Site
) -> None:
    objection = site.library.by_id["first-call"].objections[0]
    visit.page.goto(site.address)

    visit.page.locator(".heard a").first.click()

    assert (
        visit.page.url == f"{site.address}{site.sop_path}kit/#objection.{objection.id}"
    )


def test_a_card_downloads(visit: Visit, site: Site) -> None:
    visit.page.goto(site.address + site.sop_path)

    with visit.page.expect_download() as waited:
        visit.page.locator("a.btn").first.click()

    assert Path(waited.value.path()).read_bytes() == PDF
    assert waited.value.suggested_filename == "first-call.sop.a4.pdf"


@pytest.mark.parametrize("path", ["", "glossary/", "dispositions/", "help/"])
def test_pages_open_without_a_complaint(visit: Visit, site: Site, path: str) -> None:
    visit.page.goto(site.address + path)

    assert visit.page.locator("h1").count() == 1
    family = visit.page.evaluate("getComputedStyle(document.body).fontFamily")
    assert "Hyperlegible" in family
    assert visit.page.evaluate("document.fonts.check('16px Hyperlegible')")


@pytest.mark.parametrize("path", ["", "sop"])
@pytest.mark.parametrize("has_fonts", [True, False])
def test_nothing_is_wider_than_a_phone(
    browser: Browser, site: Site, path: str, has_fonts: bool
) -> None:
    """Nor while the site's fonts have not come, or where they are kept out."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    if not has_fonts:
        page.route("**/*.woff2", lambda route: route.abort())
    page.goto(site.address + (site.sop_path if path else ""))
    page.evaluate("document.fonts.ready")

    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 360


def test_the_dark_palette_follows_the_system(browser: Browser, site: Site) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site.address + site.sop_path)

    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()
    assert scheme == "slate"
    assert ground == "rgb(28, 34, 43)"


def verdict(visit: Visit, site: Site, query: str) -> str:
    """Return what a card check page says to somebody who scanned a card."""
    visit.page.goto(f"{site.address}card/first-call/{query}")
    return visit.page.locator(".verdict").inner_text().strip()


def test_a_scanned_card_is_judged(visit: Visit, site: Site) -> None:
    """What it says is what it would say now: current; never printed: unknown."""
    sop = site.library.by_id["first-call"]
    fingerprint = content_of(site.library).control.fingerprint

    assert "up to date" in verdict(visit, site, f"?v={sop.version}&c={fingerprint}")
    assert "up to date" in verdict(visit, site, f"?v=0.9.0&c={fingerprint}")
    assert "not known" in verdict(visit, site, f"?v={sop.version}&c=000000000000")
    assert "Compare" in verdict(visit, site, "")


def test_a_hostile_card_address_is_only_text(visit: Visit, site: Site) -> None:
    verdict(visit, site, "?v=%3Cimg%20src=x%20onerror=alert(1)%3E&c=%22%3E%3Cb%3E")

    assert visit.page.locator("main img, main dd b").count() == 0
    assert "<img src=x" in visit.page.locator("dd.yours").inner_text()


def test_an_overdue_review_is_told_on_the_day_it_is_read(
    visit: Visit, site: Site
) -> None:
    """The page holds the date; the browser compares it with the reader's day."""
    visit.page.clock.set_fixed_time("2020-01-01T12:00:00")
    visit.page.goto(site.address + site.sop_path)
    before = visit.page.locator(".due").is_visible()
    visit.page.clock.set_fixed_time("2040-01-01T12:00:00")
    visit.page.reload()

    assert before is False
    assert visit.page.locator(".due").is_visible()


def test_what_stands_beside_a_step_stays_beside_it(
    browser: Browser, floor: str
) -> None:
    """On a wide screen no note in the margin runs over the next step's."""
    with watched(browser, floor, viewport={"width": 1440, "height": 900}) as found:
        found.page.goto(f"{floor}contact-handling/outbound-contact/")
        boxes = found.page.locator(".steps > li > .meta").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect())"
            ".map(box => [box.top, box.bottom])"
        )

        assert len(boxes) > 1
        pairs = itertools.pairwise(boxes)
        assert [pair for pair in pairs if pair[0][1] > pair[1][0]] == []
        gaps = found.page.locator(".steps > li > a").evaluate_all(
            "all => all.map(one => one.nextElementSibling.getBoundingClientRect().left"
            " - one.getBoundingClientRect().right)"
        )
        assert len(gaps) > len(boxes)
        assert min(gaps) > 0
