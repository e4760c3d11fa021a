"""Pages stay where they are while they load, and hold whatever a reader has set.

Scripts and fonts come late here, as they do on a slow line: what moves then moves while
somebody reads or is about to click.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium, serve, watched
from tests.page_types import PAGE_TYPES, PLAYER, SOP, PageType

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
STILL = 0.02
"""Cumulative layout shift; 0.1 is what search engines call good."""

EVERY_PATH = {one.path: one for one in PAGE_TYPES if one.prepare is None}
AS_OPENED = [
    EVERY_PATH[path]
    for path in ("", SOP, PLAYER, "changes/", "objections/", "messages/", "checklists/")
]
AS_OPENED += [
    one for one in PAGE_TYPES if one.name in ("card-check", "embed", "written")
]
"""One page of each kind that has controls or a style of its own."""

WATCH = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  const moved = entry.sources.map(({ node, previousRect, currentRect }) => (
    [node?.nodeName, node?.className, previousRect.y, currentRect.y].join(" ")));
  if (!entry.hadRecentInput) window.shifts.push({ value: entry.value, moved });
})).observe({ type: "layout-shift", buffered: true });
"""
UNSEEN_IN_FORCED_COLORS = """() => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  const isUnseen = (style) => style.content !== "none" && style.display !== "none"
    && style.maskImage !== "none"
    && style.forcedColorAdjust === "auto" && style.backgroundColor === canvas;
  return [...document.querySelectorAll("body *")]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }))
    .filter((part) => ["::before", "::after"]
      .some((side) => isUnseen(getComputedStyle(part, side))))
    .map((part) => `${part.localName}.${part.className}`);
}"""
"""Icons are shapes cut out of a ground that high contrast makes the page's own."""

MOVING = """() => {
  const takesTime = (told) => told.split(", ").some((time) => parseFloat(time) > 0.001);
  return [...document.querySelectorAll(".sop *, .player *, .sop-search *")]
    .filter((part) => {
      const style = getComputedStyle(part);
      return takesTime(style.transitionDuration) || takesTime(style.animationDuration);
    })
    .map((part) => `${part.localName}.${part.className}`);
}"""


@pytest.fixture(scope="module")
def late(library_site: Path) -> Iterator[str]:
    with serve(library_site, is_late=True) as address:
        yield address


@pytest.fixture(scope="module")
def floor(library_site: Path) -> Iterator[str]:
    with serve(library_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize("width", [1280, pytest.param(390, marks=pytest.mark.long)])
def test_nothing_moves_while_a_page_loads(
    browser: Browser, late: str, width: int
) -> None:
    """With nothing kept from an earlier page: each is opened by a new visitor."""
    moved = {}
    for page_type in AS_OPENED:
        size = {"width": width, "height": 900}
        with watched(browser, late, viewport=size) as found:
            found.page.add_init_script(WATCH)
            found.page.goto(late + page_type.path)
            found.page.evaluate("document.fonts.ready")
            found.page.wait_for_timeout(150)
            moved[page_type.name] = found.page.evaluate("shifts")

    assert {
        name: shifts
        for name, shifts in moved.items()
        if sum(shift["value"] for shift in shifts) > STILL
    } == {}


def test_a_shift_would_be_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.add_init_script(WATCH)
    page.set_content("<p id=a hidden>a</p><h1>b</h1>" + "<p>words</p>" * 30)
    page.evaluate(WATCH)
    page.wait_for_timeout(600)  # what moves sooner may be told as a reader's doing
    page.evaluate("a.style.height = '300px', a.hidden = false")
    page.wait_for_timeout(200)
    shifts = page.evaluate("shifts")
    page.close()

    assert sum(shift["value"] for shift in shifts) > STILL


@pytest.mark.parametrize("page_type", AS_OPENED, ids=lambda one: one.name)
def test_a_page_holds_what_a_reader_has_set(
    browser: Browser, floor: str, page_type: PageType
) -> None:
    """Zoom of 200 % on a small laptop, high contrast, and no movement."""
    context = browser.new_context(
        viewport={"width": 640, "height": 400},
        forced_colors="active",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(floor + page_type.path)
    _unfold(page)
    told = {
        "wider than the window": page.evaluate("document.documentElement.scrollWidth")
        > 640,
        "not seen in high contrast": page.evaluate(UNSEEN_IN_FORCED_COLORS),
        "moves": page.evaluate(MOVING),
    }
    context.close()

    assert {what: found for what, found in told.items() if found} == {}


def _unfold(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
