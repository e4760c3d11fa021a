"""The blocks of an SOP in a real browser, worked with as a reader would."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.blocks import HOSTILE, workshop_files
from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.helpers import build_tree
from tests.tiny import TODAY

pytestmark = pytest.mark.slow

KEPT_TICKS = "Object.keys(localStorage).filter(key => key.startsWith('sop.checklist'))"
WIDE = {"width": 1280, "height": 800}
FILTER = "[id='_objections.list.filter']"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the kit, in which the blocks stand."""
    root = build_tree(tmp_path_factory.mktemp("project"), workshop_files())
    host = tmp_path_factory.mktemp("host")
    build_for_test(root, host / "floor", as_of=TODAY)
    with serve(host) as found:
        yield f"{found}floor/contact/workshop/kit/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """A fresh visitor at the page; complaints of the browser fail the test."""
    site = address.removesuffix("contact/workshop/kit/")
    with watched(browser, site, viewport=WIDE) as found:
        found.page.goto(address)
        yield found


def shown(page: Page) -> list[str]:
    """Return the ids of the objections that can be seen."""
    return [
        str(one.get_attribute("id")).removeprefix("objection.")
        for one in page.locator(".obj").all()
        if one.is_visible()
    ]


# Objections


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("partner dec", ["partner"]),  # the customer's words
        ("EXPENSIVE", ["price"]),  # the title
        ("which hour", ["time"]),  # the reply
        ("its senor", ["price"]),  # no apostrophe, no accent
        ("onerror", ["hostile"]),
        ("  ", ["price", "time", "partner", "paper", "hostile"]),
    ],
)
def test_objections_are_found_as_you_type(
    visit: Visit, typed: str, found: list[str]
) -> None:
    visit.page.locator(FILTER).press_sequentially(typed)

    assert shown(visit.page) == found
    expect(visit.page.locator(".sift [role=status]")).to_have_text(f"{len(found)} of 5")


def test_the_filter_works_by_keyboard_alone(visit: Visit) -> None:
    """Enter leads to the first that fits, Escape shows all of them again."""
    visit.page.locator(FILTER).focus()
    visit.page.keyboard.type("busy")
    visit.page.keyboard.press("Enter")
    focused = visit.page.evaluate("document.activeElement.textContent.trim()")
    visit.page.locator(FILTER).focus()
    visit.page.keyboard.press("Escape")

    assert focused == "I'm busy"
    assert len(shown(visit.page)) == 5


def test_a_filter_that_finds_nothing_says_so(visit: Visit) -> None:
    visit.page.locator(FILTER).fill("giraffe")

    assert shown(visit.page) == []
    expect(visit.page.locator(".sift [role=status]")).to_contain_text("Nothing fits")


def test_a_link_to_a_hidden_objection_arrives(visit: Visit) -> None:
    visit.page.locator(FILTER).fill("busy")
    visit.page.evaluate("location.hash = '#objection.paper'")

    expect(visit.page.locator("[id='objection.paper']")).to_be_in_viewport()
    assert len(shown(visit.page)) == 5


@pytest.mark.parametrize(
    "anchor",
    [
        "objection.paper",
        "quiz.first",
        "checklist.daily.water",
        "_quiz",
        "scorecard.quality",
    ],
)
def test_an_old_address_leads_to_the_kit(
    visit: Visit, address: str, anchor: str
) -> None:
    """What once stood on the page of the SOP is found again, and back goes back."""
    sop = address.removesuffix("kit/")
    visit.page.goto(f"{sop}#{anchor}")

    expect(visit.page).to_have_url(f"{address}#{anchor}")
    expect(visit.page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_without_a_script_an_old_address_ends_at_what_leads_on(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address.removesuffix('kit/')}#objection.paper")
    link = page.locator("[id='objection.paper']")

    expect(link).to_be_in_viewport()
    link.click()
    expect(page).to_have_url(f"{address}#objection.paper")
    page.close()


def test_the_view_of_all_objections_hides_sops_that_have_none(visit: Visit) -> None:
    visit.page.goto(f"{visit.page.url}../../../objections/")
    groups = visit.page.locator("[data-group]:visible h2")
    before = groups.all_inner_texts()
    visit.page.locator(FILTER).fill("partner")

    assert {"First call", "Workshop"} <= set(before)
    assert groups.all_inner_texts() == ["Workshop"]


# Messages

MESSAGE = f"""Hello [customer first name],

- read our page (https://www.example.org/help) & reply
- or call the desk (tel:+15550100)

{HOSTILE}"""


def test_a_message_is_copied_as_plain_text(visit: Visit) -> None:
    """Fields stand in brackets, links keep their address, and it is told politely."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.get_by_role("button", name="Copy message").click()

    told = visit.page.locator(".told")
    expect(told).to_have_text("Message copied: Thanks")
    assert told.get_attribute("role") == "status"
    assert visit.page.evaluate("navigator.clipboard.readText()") == MESSAGE


def test_a_subject_is_copied_by_keyboard(visit: Visit) -> None:
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.get_by_role("button", name="Copy subject").press("Enter")

    expect(visit.page.locator(".told")).to_have_text("Subject copied: Thanks")
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    assert copied == "Thank you, [customer first name]"


def test_copying_works_where_the_browser_offers_no_clipboard(visit: Visit) -> None:
    """Pages on a plain http address of an intranet have none."""
    script = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    visit.page.add_init_script(script)
    visit.page.reload()
    button = visit.page.get_by_role("button", name="Copy subject")
    button.press("Enter")
    expect(button).to_be_focused()
    visit.page.locator(FILTER).focus()
    visit.page.keyboard.press("Control+V")

    pasted = visit.page.locator(FILTER).input_value()
    assert pasted == "Thank you, [customer first name]"


# Checklists


def tick(page: Page, name: str) -> Locator:
    return page.locator(f"[id='checklist.daily.{name}']")


def ticked(page: Page) -> list[str]:
    boxes = page.locator(".list input:checked").all()
    return [str(box.get_attribute("value")) for box in boxes]


def progress(page: Page) -> str:
    return page.locator(".list [role=status]").inner_text()


def test_ticks_are_kept_for_the_day_and_fresh_tomorrow(visit: Visit) -> None:
    page = visit.page
    page.clock.set_fixed_time("2026-06-15T09:00:00")
    page.reload()
    page.get_by_text("Test the headset").click()
    tick(page, "smile").press(" ")
    page.reload()
    kept = ticked(page), progress(page)
    page.clock.set_fixed_time("2026-06-16T09:00:00")
    page.reload()

    assert kept == (["headset", "smile"], "2 of 3 done")
    assert (ticked(page), progress(page)) == ([], "0 of 3 done")
    assert page.evaluate(KEPT_TICKS) == []


def test_ticks_of_another_approved_text_do_not_count(visit: Visit) -> None:
    """They are kept for SOP, checklist, fingerprint and day."""
    tick(visit.page, "headset").check()

    found = visit.page.locator(".list").get_attribute("data-fingerprint")
    assert found
    [key] = visit.page.evaluate(KEPT_TICKS)
    assert key.endswith(f":workshop:daily:{found}")
    visit.page.evaluate(
        "([key, other]) => { localStorage.setItem(other, localStorage.getItem(key));"
        " localStorage.removeItem(key); }",
        [key, key.replace(found, "0" * 12)],
    )
    visit.page.reload()
    assert ticked(visit.page) == []


def test_a_page_left_open_overnight_begins_the_day_anew(visit: Visit) -> None:
    page = visit.page
    page.clock.set_fixed_time("2026-06-15T23:50:00")
    tick(page, "headset").check()
    page.clock.set_fixed_time("2026-06-16T00:10:00")
    tick(page, "smile").check()

    assert (ticked(page), progress(page)) == (["smile"], "1 of 3 done")


def test_two_windows_show_the_same_ticks(visit: Visit, address: str) -> None:
    other = visit.context.new_page()
    other.goto(address)
    tick(visit.page, "water").check()

    expect(tick(other, "water")).to_be_checked()


def test_the_view_of_all_checklists_shows_the_same_ticks(visit: Visit) -> None:
    tick(visit.page, "water").check()
    visit.page.goto(f"{visit.page.url}../../../checklists/")

    expect(visit.page.locator("[id='workshop.checklist.daily.water']")).to_be_checked()


def test_starting_over_clears_the_ticks_for_good(visit: Visit) -> None:
    for name in ("headset", "water", "smile"):
        tick(visit.page, name).check()
    all_done = progress(visit.page)
    visit.page.locator(".list").get_by_role("button", name="Start over").click()
    expect(tick(visit.page, "headset")).to_be_focused()
    visit.page.reload()

    assert all_done == "All 3 done"
    assert ticked(visit.page) == []


def test_a_browser_that_keeps_nothing_still_counts(visit: Visit) -> None:
    visit.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full'); }"
    )
    visit.page.reload()
    tick(visit.page, "headset").check()

    assert progress(visit.page) == "1 of 3 done"


def keep_print_view(page: Page) -> None:
    """Stay in the state of printing: without a window the dialog ends at once."""
    page.evaluate("window.print = () => {}")


def test_a_checklist_prints_alone(visit: Visit, tmp_path: Path) -> None:
    """On paper it says what it belongs to; afterwards the page is whole again."""
    page = visit.page
    keep_print_view(page)
    page.locator(".list").get_by_role("button", name="Print").click()
    page.pdf(path=tmp_path / "list.pdf", format="A4")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="print")

    pages = PdfReader(tmp_path / "list.pdf").pages
    text = pages[0].extract_text()
    assert len(pages) == 1
    for words in ("Daily checklist", "Test the headset.", "SOP-CON-003", "1.0.0"):
        assert words in text
    assert "What comes first?" not in text
    assert page.get_by_text("What comes first?").is_visible()


# Scorecard


def judge(page: Page, judgments: dict[str, str]) -> str:
    """Judge rows of the scorecard and return what the result says."""
    for row, choice in judgments.items():
        page.locator(f"[data-criterion={row}]").get_by_label(choice, exact=True).check()
    return page.locator(".result [role=status]").inner_text()


NOT_AT_ALL = "Does not apply"


@pytest.mark.parametrize(
    ("judgments", "told"),
    [
        (("Met", "Met", "Met", "All right"), "Passed: 100 points"),
        (("Met", "Met", "Not met", "All right"), "Passed: 80 points"),
        (("Met", "Not met", "Met", "All right"), "Not passed: 70 points, 80 needed"),
        # 50 of the 70 points that apply
        (("Met", NOT_AT_ALL, "Not met", "All right"), "Not passed: 71.4 points, 80"),
        (("Met", NOT_AT_ALL, "Met", NOT_AT_ALL), "Passed: 100 points"),
        (("Met", "Met", "Met", "Fails"), "Failed by itself: Notice"),
        ((NOT_AT_ALL, NOT_AT_ALL, NOT_AT_ALL, "All right"), "no score"),
        (("Met", "Not met"), "62.5 points so far, 2 of 4 rows judged"),
    ],
)
def test_the_scorecard_adds_up(
    visit: Visit, judgments: tuple[str, ...], told: str
) -> None:
    """Rows that do not apply leave the sum; one auto-fail row fails the contact."""
    rows = ("opening", "listening", "closing", "notice")
    found = judge(visit.page, dict(zip(rows, judgments, strict=False)))

    assert told in found


def test_the_scorecard_is_judged_by_keyboard(visit: Visit) -> None:
    row = visit.page.locator("[data-criterion=opening]")
    row.get_by_label("Met", exact=True).press(" ")
    visit.page.keyboard.press("ArrowDown")

    expect(row.get_by_label("Not met")).to_be_checked()
    expect(row.get_by_role("radiogroup", name="=1+1")).to_be_visible()


def test_the_scorecard_is_exported_and_runs_nothing(visit: Visit) -> None:
    """Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.get_by_label("Agent").fill("@SUM(A1)")
    visit.page.get_by_label("Notes").fill('Said "no",\ntwice')
    judge(visit.page, {"opening": "Met", "listening": "Not met"})
    with visit.page.expect_download() as waited:
        visit.page.get_by_role("button", name="Export CSV").click()
    content = Path(waited.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

    assert waited.value.suggested_filename.startswith("scorecard-workshop-quality-2")
    assert [row["criterion"] for row in rows] == [
        "opening",
        "listening",
        "closing",
        "notice",
    ]
    assert [row["judgment"] for row in rows] == ["met", "not_met", "", ""]
    assert [row["weight"] for row in rows] == ["50", "30", "20", "0"]
    assert [row["title"] for row in rows[:3]] == [
        "'=1+1",
        HOSTILE,
        "Closing, with thanks",
    ]
    assert {row["agent"] for row in rows} == {"'@SUM(A1)"}
    assert {row["notes"] for row in rows} == {'Said "no",\ntwice'}
    assert {(row["points"], row["verdict"]) for row in rows} == {("62.5", "open")}
    assert content.count(b"\r\n") == 5
    assert [url for url in asked if not url.endswith("favicon.png")] == []


def test_a_scorecard_is_forgotten_when_the_page_is_left(visit: Visit) -> None:
    """It may name people, so the browser keeps nothing."""
    visit.page.get_by_label("Agent").fill("Sam")
    judge(visit.page, {"opening": "Met"})
    visit.page.reload()

    assert visit.page.get_by_label("Agent").input_value() == ""
    assert visit.page.locator("[data-criterion] input:checked").count() == 0
    kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
    assert not re.search(r"Sam|\bmet\b|opening", visit.page.evaluate(kept))


def test_a_scorecard_prints_alone_and_starts_over(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    judge(page, {"opening": "Met"})
    keep_print_view(page)
    card = page.locator(".score")
    card.get_by_role("button", name="Print").click()
    page.pdf(path=tmp_path / "card.pdf", format="A4")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    card.get_by_role("button", name="Start over").click()

    text = "\n".join(
        page.extract_text() for page in PdfReader(tmp_path / "card.pdf").pages
    )
    assert "100 points so far" in text
    assert "What comes first?" not in text
    assert "0 of 4 rows judged" in page.locator(".result").inner_text()


# Quiz


def ask(page: Page, question: str) -> Locator:
    return page.locator(f"[id='quiz.{question}']")


def test_the_quiz_answers_at_once_and_links_the_step(visit: Visit) -> None:
    part = ask(visit.page, "first")
    part.get_by_role("button", name="A sigh").press("Enter")

    verdict = part.locator("[role=status]")
    expect(verdict).to_contain_text("Not right. Nobody likes that.")
    expect(verdict.get_by_role("link")).to_have_attribute("href", "../#work.begin")
    expect(part.get_by_role("button", name="A smile (Right)")).to_be_visible()
    expect(part.get_by_role("button", name="A sigh (Not right)")).to_be_focused()
    part.get_by_role("button", name="A smile").click(force=True)
    expect(verdict).to_contain_text("Not right.")


def test_the_quiz_counts_and_can_be_tried_again(visit: Visit) -> None:
    """A question with several right answers wants all of them."""
    page = visit.page
    total = page.locator(".total")
    before = total.inner_text()
    ask(page, "first").get_by_role("button", name="A smile").click()
    ask(page, "hostile").get_by_role("button", name="Nothing").click()
    between = total.inner_text()
    many = ask(page, "many")
    many.get_by_role("button", name="Thanks").click()
    many.get_by_role("button", name="The next step").click()
    many.get_by_role("button", name="Check").click()
    after = total.inner_text()
    praise = ask(page, "first").locator("[role=status]").inner_text()
    page.get_by_role("button", name="Try again").press("Enter")

    assert before == "0 of 3 answered"
    assert between == "2 of 3 answered"
    assert after == "2 of 3 right"
    assert praise.startswith("Right. Always.")
    expect(total).to_have_text("0 of 3 answered")
    expect(ask(page, "first").locator("button").first).to_be_focused()
    assert page.locator(".is-right, .is-wrong").count() == 0


# All of them


def test_hostile_text_does_nothing(visit: Visit) -> None:
    """Texts are shown as they are, wherever a script touches them."""
    page = visit.page
    page.locator(FILTER).fill("script")
    tick(page, "water").check()
    ask(page, "hostile").get_by_role("button", name="alert").click()
    judge(page, {"listening": "Not met"})

    assert page.locator(".sop img, .sop script:not([src$='/changes.js'])").count() == 0
    assert page.locator(".sop [onerror], .sop [style]").count() == 0
    expect(ask(page, "hostile").locator("h3")).to_contain_text(HOSTILE)
    expect(ask(page, "hostile").locator("[role=status]")).to_contain_text(HOSTILE)


def test_without_javascript_every_block_is_plain(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.goto(address)
    page.locator("summary", has_text="What comes first?").click()
    tick(page, "smile").check()

    assert len(shown(page)) == 5
    assert page.locator(".sop button:visible, .sop .live:visible").count() == 0
    assert page.locator(f"{FILTER}:visible").count() == 0
    assert page.get_by_text("Nobody likes that.").is_visible()
    assert page.locator(".score tbody tr:visible").count() == 4
    context.close()


@pytest.mark.parametrize("width", [360, 390])
def test_the_blocks_fit_a_phone(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 844})

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
