"""Drawings as a reader meets them: in a real browser, light and dark, on paper."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.drawings import ROOT, TODAY
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
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the shipped library's site."""
    host = tmp_path_factory.mktemp("host")
    build_for_test(ROOT, host, as_of=TODAY)
    with serve(host) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def visit(browser: Browser, address: str, **options: object) -> Iterator[Visit]:
    with watched(browser, address, reduced_motion="reduce", **options) as found:
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
    wide.goto(address + path)
    wide.evaluate("document.fonts.ready")

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


def test_a_box_leads_to_its_text_and_a_sign_to_its_box(wide: Page) -> None:
    """By mouse anywhere on the box, and by keyboard."""
    flow = wide.get_by_role("group", name="Call flow: Sales call")
    flow.get_by_role("link", name="Good time").click()
    expect(wide.locator("[id='script.sales_call.good_time']")).to_be_in_viewport()

    flow.get_by_role("link", name="Callback date").first.click()
    assert "#_f1-" in wide.url
    expect(wide.locator(".flow g:target")).to_be_in_viewport()
    expect(wide.locator(".flow g:target")).to_contain_text("Callback date")

    flow.get_by_role("link", name="Good time").focus()
    wide.keyboard.press("Enter")
    assert wide.url.endswith("#script.sales_call.good_time")


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
