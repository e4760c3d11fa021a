"""The search in a real browser: hands on the keyboard, in the middle of a call."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.test_accessibility import FORMS, violations
from tests.tiny import TODAY, copy_tiny

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = '<img src=x onerror=alert(1)>"]}'
SIZE = {"viewport": {"width": 1280, "height": 800}}
RECENT = "sop.search.recent"


@pytest.fixture(scope="module")
def floor(
    tmp_path_factory: pytest.TempPathFactory, library_site: Path
) -> Iterator[str]:
    """The repository's own library, served below a path."""
    host = tmp_path_factory.mktemp("host")
    (host / "floor").symlink_to(library_site)
    with serve(host) as address:
        yield f"{address}floor/"


@pytest.fixture(scope="module")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny site, which has a forge, and hostile words that customers say."""
    root = copy_tiny(tmp_path_factory.mktemp("tiny"))
    path = root / "sop/contact/first-call.yaml"
    text = path.read_text("utf-8")
    said = "customer_says: ["
    assert said in text
    hostile = f"{said}{json.dumps('Giraffe ' + HOSTILE)}, "
    path.write_text(text.replace(said, hostile, 1), "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/help.md").write_text("# Help\n\n## Zebra crossings\n\nLook twice.\n")
    build_for_test(root, root / "site", as_of=TODAY)
    return root / "site"


@pytest.fixture(scope="module")
def tiny(tiny_site: Path) -> Iterator[str]:
    with serve(tiny_site) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, floor: str) -> Iterator[Visit]:
    with watched(browser, floor, **SIZE) as found:
        found.page.goto(floor)
        yield found


def ask(page: Page, query: str) -> None:
    """Open the search with the key and type; wait for the answer to just this."""
    if not page.locator("dialog.sop-search[open]").count():
        page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the SOPs")
    expect(box).to_be_focused()
    box.fill("")
    box.press_sequentially(query)
    expect(page.locator("#sop-search-list")).to_have_attribute("aria-busy", "false")
    expect(page.locator(".sop-search [role=status]")).not_to_be_empty()


def answers(page: Page) -> Locator:
    """Return the results; the choices of the filters are options, too."""
    return page.locator("#sop-search-list [role=option]")


def options(page: Page) -> list[str]:
    found: list[str] = answers(page).evaluate_all(
        "all => all.map(one => decodeURIComponent(one.href || ''))"
    )
    return found


def test_a_mistyped_word_is_answered_in_full_and_opened(
    visit: Visit, floor: str
) -> None:
    ask(visit.page, "refnud")

    first = answers(visit.page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(first).to_contain_text("I want my money back today")
    expect(first.locator(".text")).to_contain_text("I can send the request this minute")
    expect(first.locator("mark").first).to_have_text("refund")
    visit.page.keyboard.press("Enter")

    place = "contact-handling/inbound-contact/kit/#objection.refund-now"
    expect(visit.page).to_have_url(floor + place)
    expect(visit.page.locator(".sop-search[open]")).to_have_count(0)
    assert visit.page.locator("[id='objection.refund-now']").is_visible()


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("how do I handle a price objection", "objection-handling/kit/#"),
        ("SOP-CON-001", "outbound-contact/"),
        ("XFER", "dispositions/#XFER"),
        ("what does AHT mean", "#term.aht"),
        ("apointment reminder", "booking-appointments/#remind"),
        ("import script into dialer", "dialer-scripts/"),
    ],
)
def test_the_place_is_among_the_first_three(
    visit: Visit, query: str, target: str
) -> None:
    ask(visit.page, query)

    expect(answers(visit.page).first).to_be_visible()
    assert any(target in found for found in options(visit.page)[:3])


def test_keys_move_and_focus_comes_back(visit: Visit) -> None:
    """Arrows go round; Escape closes; focus is where it was; typing stays typing."""
    page = visit.page
    link = page.locator(".areas a").first
    link.focus()
    page.keyboard.press("Control+k")
    ask(page, "call")
    count = answers(page).count()
    box = page.get_by_role("combobox", name="Search the SOPs")

    assert count > 2
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", f"sop-search-{count - 1}")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "sop-search-1")
    box.press_sequentially("/")
    expect(box).to_have_value("call/")
    page.keyboard.press("Escape")
    expect(page.locator(".sop-search[open]")).to_have_count(0)
    expect(link).to_be_focused()


@pytest.mark.parametrize("place", [".md-header .sop-find", ".hero .sop-find"])
def test_the_buttons_open_it(visit: Visit, place: str) -> None:
    visit.page.locator(place).click()

    expect(visit.page.get_by_role("combobox", name="Search the SOPs")).to_be_focused()
    visit.page.get_by_role("button", name="Close").click()
    expect(visit.page.locator(".sop-search[open]")).to_have_count(0)


def test_without_a_script_the_button_leads_to_a_plain_page(
    browser: Browser, floor: str
) -> None:
    with watched(browser, floor, java_script_enabled=False, **SIZE) as found:
        found.page.goto(floor)
        found.page.locator(".md-header .sop-find").click()

        expect(found.page).to_have_url(f"{floor}customer-says/")
        assert found.page.locator("main h2").count() == 23


def test_filters_narrow_and_can_be_lifted(visit: Visit) -> None:
    page = visit.page
    ask(page, "escalate")
    everything = options(page)
    page.get_by_role("combobox", name="Any direction").select_option("internal")

    expect(answers(page).first).to_be_visible()
    expect(page.locator("#sop-search-list")).to_have_attribute("aria-busy", "false")
    assert options(page) != everything
    assert not any("/inbound-contact/" in found for found in options(page))
    box = page.get_by_role("combobox", name="Search the SOPs")
    box.fill("voicemail script zzzzqqq")
    page.get_by_role("combobox", name="Any channel").select_option("social")
    box.fill("zzzzqqq")
    everywhere = page.get_by_role("button", name="Search everywhere")
    everywhere.click()
    expect(everywhere).to_have_count(0)
    expect(page.get_by_role("combobox", name="Any channel")).to_have_value("")


def test_recent_searches_stay_in_this_browser_and_can_be_cleared(
    visit: Visit,
) -> None:
    page = visit.page
    ask(page, "voicemail")
    answers(page).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/scripts/call-handling.voicemail/", wait_until="load")
    page.keyboard.press("/")
    kept = page.evaluate(f"localStorage.getItem('{RECENT}')")

    assert json.loads(kept) == ["voicemail"]
    expect(page.get_by_role("option", name="voicemail")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Search the SOPs")).to_have_value(
        "voicemail"
    )
    page.get_by_role("combobox", name="Search the SOPs").fill("")
    page.get_by_role("button", name="Clear").click()
    assert page.evaluate(f"localStorage.getItem('{RECENT}')") is None


@pytest.mark.parametrize("kept", ["[1,{}]", '"x"', "{", '["<b>hm</b>"]'])
def test_spoiled_memory_does_no_harm(visit: Visit, kept: str) -> None:
    visit.page.evaluate(f"localStorage.setItem('{RECENT}', {json.dumps(kept)})")
    visit.page.keyboard.press("/")
    ask(visit.page, "voicemail")

    expect(answers(visit.page).first).to_be_visible()
    assert visit.page.locator(".sop-search b b").count() == 0


def test_nothing_found_leads_to_a_suggestion(browser: Browser, tiny: str) -> None:
    """The query goes along, as text."""
    with watched(browser, tiny, **SIZE) as found:
        found.page.goto(tiny)
        ask(found.page, "zzzzqqq & zqqq")
        link = found.page.get_by_role("link", name="Suggest a change")

        expect(link).to_have_attribute(
            "href",
            "https://git.example.com/floor/sop/issues/new?title=Search%20finds%20nothing"
            "%20for%3A%20zzzzqqq%20%26%20zqqq&body=I%20searched%20for%20%E2%80%9C"
            "zzzzqqq%20%26%20zqqq%E2%80%9D%20and%20found%20no%20answer.",
        )


@pytest.mark.parametrize(
    "query", [HOSTILE, "giraffe", "__proto__", "a" * 5000, "\\", "%"]
)
def test_hostile_words_stay_words(browser: Browser, tiny: str, query: str) -> None:
    """In the query and in what customers say: no element, no dialog, no request."""
    with watched(browser, tiny, **SIZE) as found:
        found.page.goto(tiny)
        found.page.keyboard.press("/")
        found.page.get_by_role("combobox", name="Search the SOPs").fill(query)
        found.page.wait_for_load_state("networkidle")

        assert found.page.locator(".sop-search img").count() == 0
        if query == "giraffe":
            shown = answers(found.page).first
            expect(shown).to_contain_text("<img src=x onerror=alert(1)>")


def test_hand_written_pages_are_found(browser: Browser, tiny: str) -> None:
    with watched(browser, tiny, **SIZE) as found:
        found.page.goto(tiny)
        ask(found.page, "zebra")
        answers(found.page).first.wait_for()
        found.page.keyboard.press("Enter")

        expect(found.page).to_have_url(f"{tiny}help/#zebra-crossings")


def test_it_works_from_a_file(browser: Browser, tiny_site: Path) -> None:
    """A share has no server: pieces are scripts, and a folder has no index page."""
    page = browser.new_page()
    page.goto((tiny_site / "contact/index.html").as_uri())
    ask(page, "giraffe")
    first = answers(page).first
    first.wait_for()
    page.keyboard.press("Enter")

    expect(page.locator("[id^='objection.']").first).to_be_visible()
    assert page.url.startswith(
        (tiny_site / "contact/first-call/kit/index.html").as_uri()
    )
    page.close()


def test_only_what_is_needed_is_loaded(browser: Browser, floor: str) -> None:
    """Nothing of the index before it is opened, little before the first result."""
    with watched(browser, floor, **SIZE) as found:
        loaded: list[int] = []
        found.page.on(
            "response",
            lambda answer: (
                "assets/sop/search" in answer.url and loaded.append(len(answer.body()))
            ),
        )
        found.page.goto(floor)
        found.page.wait_for_load_state("networkidle")
        before = len(loaded)
        ask(found.page, "refnud")
        answers(found.page).first.wait_for()

    assert before == 2  # its script and its style
    assert sum(loaded) < 200_000


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_the_open_search_breaks_no_rule(
    browser: Browser, tiny: str, scheme: str, width: int
) -> None:
    """With results, with nothing found, and with recent searches."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(tiny)
    told = []
    for query in ("call", "zzzzqqq"):
        ask(page, query)
        page.wait_for_timeout(200)
        told += violations(page)
    page.evaluate(f"localStorage.setItem('{RECENT}', '[\"call back\"]')")
    page.keyboard.press("Escape")
    expect(page.locator(".sop-search[open]")).to_have_count(0)
    page.keyboard.press("/")
    page.get_by_role("combobox", name="Search the SOPs").fill("")
    expect(page.get_by_role("option", name="call back")).to_be_visible()
    told += violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert told == []
    assert wide <= width
