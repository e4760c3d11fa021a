"""Drawings as a reader meets them: in a real browser, light and dark, on paper."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import FONTS, Visit, chromium, keep_out, serve, watched
from tests.drawings import ROOT
from tests.test_accessibility import violations

pytestmark = pytest.mark.slow

PAGES = ("contact-handling/outbound-contact/", "revenue/revenue-recovery/")
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 800}

TEXTS = """() => [...document.querySelectorAll('.flow g')].map(box => ({
    texts: [...box.querySelectorAll('tspan')].map(text => {
        const {x, y} = text.getStartPositionOfChar(0);
        const wide = text.getComputedTextLength();
        return {words: text.textContent, y, from: x, to: x + wide};
    }),
    width: 272, height: box.querySelector('a > :first-child').getBBox().height,
}))"""


@pytest.fixture(scope="module")
def address(library_site: Path) -> Iterator[str]:
    """The address of the shipped library's site."""
    with serve(library_site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def visit(browser: Browser, address: str, **options: object) -> Iterator[Visit]:
    with watched(browser, address, reduced_motion="reduce", **options) as found:
        look_at(found.page, address + PAGES[0])
        yield found


def look_at(page: Page, address: str) -> None:
    """Open a page of an SOP and wait for drawings and fonts, which come after it."""
    page.goto(address)
    page.wait_for_function(
        "[...document.querySelectorAll('.map svg')].every(one => one.children.length)"
    )
    page.evaluate("document.fonts.ready")


def visit_plainly(browser: Browser, address: str) -> Iterator[Visit]:
    """Open the page of an SOP in a browser that runs no script."""
    with watched(browser, address, viewport=WIDE, java_script_enabled=False) as found:
        found.page.goto(address + PAGES[0])
        yield found


@pytest.fixture
def wide(browser: Browser, address: str) -> Iterator[Page]:
    for found in visit(browser, address, viewport=WIDE):
        yield found.page


@pytest.mark.parametrize("path", PAGES)
def test_words_are_no_wider_than_was_measured(
    wide: Page, address: str, path: str
) -> None:
    """Every text stays in its box and ends before the next one on its line."""
    look_at(wide, address + path)

    boxes = wide.evaluate(TEXTS)

    assert len(boxes) > 80
    for box in boxes:
        texts = sorted(box["texts"], key=lambda text: text["from"])
        assert all(text["to"] < box["width"] - 8 for text in texts)
        assert all(text["y"] < box["height"] for text in texts)
        assert not [
            (one["words"], other["words"])
            for one, other in combinations(texts, 2)
            if abs(one["y"] - other["y"]) < 2 and one["to"] + 3 > other["from"]
        ]


LINE = "scripts/outbound-contact.sales_call/#script.sales_call.good_time"


def test_a_box_leads_to_its_text_and_a_sign_to_its_box(
    wide: Page, address: str
) -> None:
    """By mouse anywhere on the box, by keyboard; the text is on the player's page."""
    flow = wide.get_by_role("group", name="Call flow: Sales call")
    flow.get_by_role("link", name="Good time").click()
    wide.wait_for_url(address + LINE)
    expect(wide.locator("[id='script.sales_call.good_time']")).to_be_in_viewport()

    look_at(wide, address + PAGES[0])
    flow.get_by_role("link", name="Callback date").first.click()
    assert "#_f1-" in wide.url
    expect(wide.locator(".flow g:target")).to_be_in_viewport()
    expect(wide.locator(".flow g:target")).to_contain_text("Callback date")

    flow.get_by_role("link", name="Good time").focus()
    wide.keyboard.press("Enter")
    wide.wait_for_url(address + LINE)


def test_on_the_players_page_boxes_lead_to_the_lines_below(
    wide: Page, address: str
) -> None:
    wide.goto(f"{address}scripts/outbound-contact.sales_call/#_outline")
    flow = wide.get_by_role("group", name="Call flow: Sales call")
    flow.get_by_role("link", name="Good time").click()

    expect(wide.locator("[id='script.sales_call.good_time']")).to_be_in_viewport()
    assert wide.url == address + LINE


def test_an_old_address_of_a_line_leads_to_it(wide: Page, address: str) -> None:
    """Lines once stood on the page of their SOP, and bookmarks know that place."""
    wide.goto(f"{address}{PAGES[0]}?old#script.sales_call.good_time")

    wide.wait_for_url(address + LINE)
    expect(wide.locator("[id='script.sales_call.good_time']")).to_be_in_viewport()


def test_room_for_drawings_is_there_before_they_are(
    browser: Browser, address: str
) -> None:
    """Nothing moves when they come."""
    for found in visit(browser, address, viewport=WIDE):
        page = found.page
        before = "[...document.querySelectorAll('h2')].map(one => one.offsetTop)"
        keep_out(page, FONTS)
        look_at(page, address + PAGES[0])
        drawn = page.evaluate(before)
        keep_out(page, FONTS, "*/flow.js")
        page.goto(f"{address}{PAGES[0]}?again")
        page.evaluate("document.fonts.ready")
        found.complaints.clear()

        assert page.evaluate(before) == drawn
        expect(page.locator(".map svg > *")).to_have_count(0)
        found.complaints.clear()


def test_without_javascript_every_line_is_on_the_players_page(
    browser: Browser, address: str
) -> None:
    for found in visit_plainly(browser, address):
        page = found.page
        expect(page.locator(".map")).to_have_count(4)
        expect(page.locator(".map").first).not_to_be_visible()
        page.get_by_role("link", name="Read every line").first.click()
        expect(page.locator("[id='script.sales_call.good_time']")).to_be_visible()
        expect(page.locator(".flow g").first).to_be_visible()


def test_a_drawing_can_be_folded(wide: Page) -> None:
    wide.locator(".map summary").first.click()

    expect(wide.locator(".flow").first).not_to_be_visible()


def test_a_phone_scrolls_the_drawing_and_not_the_page(
    browser: Browser, address: str
) -> None:
    for found in visit(browser, address, viewport=PHONE):
        page = found.page
        widths = "[document.documentElement.scrollWidth, innerWidth]"
        box = page.locator(".map > div").first

        assert page.evaluate(widths) == [390, 390]
        assert box.evaluate("box => box.scrollWidth > box.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_follow_the_scheme_and_paper_is_white(
    browser: Browser, address: str, scheme: str
) -> None:
    ground = (
        "getComputedStyle(document.querySelector('.flow .n-not_interested rect')).fill"
    )
    screen = {"light": "rgb(255, 255, 255)", "dark": "rgb(28, 34, 43)"}[scheme]
    for found in visit(browser, address, color_scheme=scheme):
        assert found.page.evaluate(ground) == screen
        found.page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
        assert found.page.evaluate(ground) == "rgb(255, 255, 255)"
        ink = "getComputedStyle(document.querySelector('.sop')).color"
        assert found.page.evaluate(ink) == "rgb(23, 32, 46)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_drawings_break_no_rule_of_accessibility(
    browser: Browser, address: str, scheme: str
) -> None:
    for found in visit(browser, address, color_scheme=scheme, viewport=WIDE):
        assert violations(found.page) == []


def test_a_file_of_its_own_has_colors(browser: Browser, tmp_path: Path) -> None:
    """Light and dark, without any page around it."""
    from builder.cli.main import run

    file = tmp_path / "call.svg"
    assert run(["graph", "-C", str(ROOT), "live-chat", "-o", str(file)]) == 0
    grounds = []
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(file.as_uri())
        grounds.append(
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        )
        page.close()

    assert grounds == ["rgb(255, 255, 255)", "rgb(28, 34, 43)"]
