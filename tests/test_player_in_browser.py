"""The player in a real browser: scripts walked by keyboard, as an agent would."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.blocks import HOSTILE
from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.dialers.libraries import (
    ROOT,
    Sample,
    fixture_files,
    fixture_samples,
    library_samples,
)
from tests.helpers import build_tree
from tests.player_calls import collapsed, end_of, play, summary
from tests.test_accessibility import FORMS, violations
from tests.tiny import TODAY, tiny_files

pytestmark = pytest.mark.slow

WIDE = {"width": 1280, "height": 800}
WALKED = (
    "outbound-contact/renewal",
    "call-handling/identity_verification",
    "emergency-and-crisis/threat_or_safety_call",
    pytest.param("revenue-recovery/cancellation_save", marks=pytest.mark.long),
    pytest.param("inquiries-and-complaints/complaint_intake", marks=pytest.mark.long),
    pytest.param("missed-calls/missed_call_callback", marks=pytest.mark.long),
)
FIXTURES = ("every-kind/tour", "every-kind/short", "hostile/texts")
PATHS = 5
"""So many paths of each script: they cover its ways, the rarest first."""


def with_drafts(files: dict[str, str], settings: str = "") -> dict[str, str]:
    return {
        **files,
        "pyproject.toml": f"[tool.sop]\npublish_drafts = true\n{settings}",
        "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8"),
    }


@pytest.fixture(scope="module")
def library(library_site: Path) -> Iterator[str]:
    """The repository's own library, served."""
    with serve(library_site) as address:
        yield address


@pytest.fixture(scope="module")
def fixtures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny project with scripts of every kind and hostile texts, below a path."""
    files = with_drafts({**tiny_files(), **fixture_files()})
    root = build_tree(tmp_path_factory.mktemp("project"), files)
    host = tmp_path_factory.mktemp("host")
    build_for_test(root, host / "floor", as_of=TODAY)
    with serve(host) as address:
        yield f"{address}floor/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, fixtures: str) -> Iterator[Visit]:
    with watched(browser, fixtures, viewport=WIDE, locale="en-US") as found:
        yield found


def player(site: str, script: str) -> str:
    return f"{site}scripts/{script.replace('/', '.')}/"


def node(page: Page) -> str:
    return str(page.locator(".now").get_attribute("data-node"))


def kept(page: Page) -> str:
    """Return what the browser keeps of the site, but for the theme's own choice."""
    found: str = page.evaluate(
        "[document.cookie, ...Object.values(sessionStorage), ...Object.keys("
        "localStorage).filter((key) => !key.endsWith('__palette'))].join('')"
    )
    return found


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# Every way to the end


def walk(browser: Browser, site: str, sample: Sample, script: str) -> None:
    """Hear on each path what the YAML says, and end where it ends."""
    with watched(browser, site, viewport=WIDE, locale="en-US") as found:
        for path in sample.paths(PATHS):
            page = found.context.new_page()
            heard = play(page, player(site, script), path)

            assert heard.end == path.end
            if all(path.given.values()):  # what is not known shows its example
                assert heard.said == collapsed(" ".join(path.said))
            for value in path.recorded.values() if heard.summary else ():
                assert collapsed(value) in collapsed(heard.summary)
            page.close()


@pytest.mark.parametrize("script", WALKED)
def test_library_scripts_go_as_written(
    browser: Browser, library: str, script: str
) -> None:
    walk(browser, library, library_samples()[script], script)


@pytest.mark.parametrize("script", FIXTURES)
def test_every_kind_and_hostile_texts_go_as_written(
    browser: Browser, fixtures: str, script: str
) -> None:
    walk(browser, fixtures, fixture_samples()[script], script)


# Going on, back, and on in another script


def test_back_restart_and_undo(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "Enter", "0")
    assert node(page) == "good_time"

    press(page, "2")
    assert node(page) == "when"
    for key in ("b", "Backspace", "Alt+ArrowLeft"):
        press(page, key)
        assert node(page) == "good_time"
        press(page, "2")
        assert node(page) == "when"
    press(page, "r")
    assert node(page) == "hello"
    expect(page.locator(".trail li")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    assert node(page) == "when"
    expect(page.locator(".trail li")).to_have_count(3)
    page.locator(".trail button").nth(1).click()
    assert node(page) == "plan"
    press(page, "b", "b")
    assert node(page) == "hello"


def test_focus_follows_the_line_and_is_told(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "Enter", "0")

    assert page.evaluate("document.activeElement.matches('.now .say')")
    expect(page.locator("[data-part=told]")).to_have_text("Ask, 3 answers")
    press(page, "Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("1")
    press(page, "n")
    page.keyboard.type("b 1 x")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.matches('.now .say')")
    assert node(page) == "good_time"
    assert page.locator("textarea").first.input_value() == "b 1 x"


def test_exact_words_are_reminded_of_and_never_block(
    visit: Visit, fixtures: str
) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "Enter", "0", "0")
    assert node(page) == "nobody"
    expect(page.locator(".reminder")).to_contain_text("Recording notice")
    assert "NOT ticked as read" in summary(page)

    page.get_by_role("button", name="I read it").click()
    expect(page.locator(".reminder")).to_have_count(0)
    assert "Recording notice (read): This call is recorded." in summary(page)
    press(page, "b", "b", "b")
    assert node(page) == "hello"
    assert page.locator(".tick input").is_checked()


def test_x_ticks_the_next_exact_words(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "every-kind/tour"))
    ticks = page.locator(".tick input")

    press(page, "x")
    assert [one.is_checked() for one in ticks.all()] == [True, False]
    press(page, "x", "x", "Enter")
    expect(page.locator(".reminder")).to_have_count(0)


def test_a_call_goes_on_in_another_script_and_back(visit: Visit, fixtures: str) -> None:
    """Trail, fields and notes come along; nothing is left in the browser."""
    page = visit.page
    page.goto(player(fixtures, "every-kind/tour") + "#?customer.first_name=Maria")
    press(page, "n")
    page.keyboard.type("A note.")
    press(page, "Escape", "Enter", "2", "0", "0")
    assert node(page) == "to_sales"
    with page.expect_navigation():
        press(page, "Enter")

    assert page.url == player(fixtures, "first-call/call")
    expect(page.locator(".now .say")).to_contain_text("Maria")
    assert page.locator("textarea").first.input_value() == "A note."
    assert page.locator(".trail li").count() > 2
    assert kept(page) == ""
    with page.expect_navigation():
        press(page, "b")
    assert page.url == player(fixtures, "every-kind/tour")
    assert node(page) == "to_sales"
    assert page.evaluate("sessionStorage.length") == 0


def test_objections_are_one_key_away(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "Enter", "0", "o")
    dialog = page.locator("dialog.replies")
    expect(dialog.locator(".obj")).to_be_visible()

    page.keyboard.type("giraffe")
    expect(dialog.locator(".obj")).to_be_hidden()
    press(page, "Escape", "Escape")
    expect(dialog).to_be_hidden()
    assert node(page) == "good_time"
    assert page.evaluate("document.activeElement.matches('.now .say')")
    link = dialog.locator(".obj h3 a")
    assert link.get_attribute("target") == "_blank"


def test_single_keys_can_be_turned_off(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "?")
    page.get_by_label("Single keys work").uncheck()
    press(page, "Escape", "Enter")
    assert node(page) == "plan"
    press(page, "2")
    assert node(page) == "plan"
    page.locator(".pick", has_text="None of these").click()
    assert node(page) == "good_time"


# Fields


def test_fields_fill_lines_and_leave_the_address(visit: Visit, fixtures: str) -> None:
    page = visit.page
    address = player(fixtures, "first-call/call")
    page.goto(f"{address}?customer.first_name=Maria&x=1#?account.plan=basic")

    assert page.url == f"{address}?x=1"
    expect(page.locator(".now .say")).to_have_text("Hello Maria, this is Sam.")
    examples = page.locator(".now .is-example")
    assert examples.all_inner_texts() == ["Sam"]
    assert page.evaluate("getComputedStyle(document.querySelector('.is-example'),"
                         " '::after').content") == '"example"'  # fmt: skip
    press(page, "Enter")
    assert node(page) == "good_time"
    assert kept(page) == ""


def test_a_reload_finds_the_fields_again(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call") + "#?customer.first_name=Maria")
    page.reload()

    expect(page.locator(".now .say")).to_contain_text("Maria")


def test_fields_are_filled_in_by_hand(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "f")
    expect(page.locator(".given :is(input, select):focus")).to_have_count(1)
    page.get_by_label("First name", exact=True).fill("Zoë")
    press(page, "Tab")
    expect(page.locator(".now .say")).to_contain_text("Zoë")
    page.locator(".given select").select_option("plus")
    page.locator(".given select").focus()
    press(page, "Escape", "Enter")

    assert node(page) == "thanks"
    assert "plus" in page.locator(".trail .auto").inner_text()


def test_a_field_that_does_not_fit_is_not_taken(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    press(page, "Enter", "0", "2", "Enter", "Enter")

    assert node(page) == "when"
    expect(page.locator(".wrong")).to_contain_text("No answer")
    press(page, "Escape", "0")
    assert node(page) == "nobody"


def test_hostile_values_do_nothing(visit: Visit, fixtures: str) -> None:
    page = visit.page
    fields = {
        "hostile.name": HOSTILE,
        "hostile.answer": "{{ hostile.name }} $& </textarea><script>alert(3)</script>",
        "hostile.pick": "javascript:alert(4)",
        "__proto__": "x",
        "constructor.prototype": "x",
    }
    address = player(fixtures, "hostile/texts")
    page.goto(f"{address}?{urlencode(fields)}")
    press(page, *["Enter"] * 26)
    assert node(page) == "ask"
    expect(page.locator(".now .say")).to_contain_text(HOSTILE)
    press(page, "f", "Escape", "a")  # the author's key for "?"

    assert page.locator(".stage :is(img, script:not([type]))").count() == 0
    assert fields["hostile.answer"] in page.locator(".now").inner_text()
    assert page.evaluate("({}).x") is None


def test_hostile_addresses_do_nothing(visit: Visit, fixtures: str) -> None:
    page = visit.page
    address = player(fixtures, "first-call/call")
    for tail in (
        "?%E0%A4%A",
        "#?%E0%A4%A",
        "#" + quote("<img src=x onerror=alert(1)>"),
    ):
        page.goto("about:blank")
        page.goto(address + tail)
        assert node(page) == "hello"


def test_a_foreign_handover_is_thrown_away(visit: Visit, fixtures: str) -> None:
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    foreign = '{"to": "first-call/call", "isReturn": true, "call": {"node": "x"}}'
    page.evaluate("it => sessionStorage.setItem('sop.player.handover', it)", foreign)
    page.reload()

    assert node(page) == "hello"
    assert page.evaluate("sessionStorage.length") == 0


# Time


def test_the_clock_starts_with_the_first_action_and_pauses(
    visit: Visit, fixtures: str
) -> None:
    page = visit.page
    page.clock.install(time="2026-11-21T09:05:00")
    page.goto(player(fixtures, "first-call/call"))
    clock = page.locator("[data-part=clock]")
    page.clock.run_for(60_000)
    expect(clock).to_have_text("0:00")

    press(page, "Enter")
    page.clock.run_for(65_000)
    expect(clock).to_have_text("1:05")
    press(page, "p")
    page.clock.run_for(30_000)
    expect(clock).to_have_text("1:05")
    expect(page.locator("[data-part=paused]")).to_have_text("paused")
    press(page, "p")
    page.clock.run_for(10_000)
    press(page, "0", "1")
    page.clock.run_for(99_000)
    expect(clock).to_have_text("1:15")
    assert "call time 1:15" in summary(page)
    assert "* 1:15 Is it a good time? -> Yes, go on" in summary(page)


def test_time_left_is_told(visit: Visit, fixtures: str) -> None:
    visit.page.goto(player(fixtures, "first-call/call"))

    expect(visit.page.locator("[data-part=left]")).to_contain_text("of talking left")


# The end


def test_the_end_tells_what_to_record(visit: Visit, fixtures: str) -> None:
    page = visit.page
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(player(fixtures, "first-call/call"))
    press(page, "x", "Enter", "0", "2", "Enter")
    page.keyboard.type("01152027")
    press(page, "Enter", "n")
    page.keyboard.type("Calls back.")
    press(page, "Escape", "c")

    expect(page.locator(".told")).to_have_text("Summary copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == summary(page)
    assert "Result: CALLBK - Callback" in copied
    assert "* Callback date: 2027-01-15" in copied
    assert copied.endswith("Notes:\nCalls back.\n")
    assert end_of(page) == "CALLBK"
    assert page.locator(".result.c-follow_up .category").inner_text() == "Follow up"
    links = page.locator(".next a")
    assert links.count() > 1
    assert links.first.get_attribute("target") == "_blank"


def test_leaving_a_call_is_asked_about_once_it_has_begun(
    browser: Browser, fixtures: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    address = player(fixtures, "first-call/call")
    page.goto(address)
    page.goto(address + "?x")
    before = list(asked)
    page.keyboard.press("Enter")
    page.goto(address)
    context.close()

    assert before == []
    assert asked == ["beforeunload"]


# Without a script, on paper, in every form


def test_without_a_script_the_page_is_the_outline(
    browser: Browser, fixtures: str
) -> None:
    with watched(browser, fixtures, java_script_enabled=False) as found:
        found.page.goto(player(fixtures, "first-call/call"))

        assert found.page.locator(".nodes > li").first.is_visible()
        assert found.page.locator(".obj").first.is_visible()
        assert found.page.locator(".stage").is_hidden()


def test_print_gives_the_outline(visit: Visit, fixtures: str) -> None:
    visit.page.goto(player(fixtures, "first-call/call"))
    assert visit.page.locator(".outline .nodes").is_hidden()
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    visit.page.emulate_media(media="print")

    assert visit.page.locator(".outline .nodes").is_visible()
    assert visit.page.locator(".stage").is_hidden()


def test_the_outline_opens_for_those_who_ask(visit: Visit, fixtures: str) -> None:
    """Folded below the call, open at a line that the address names; the call stays."""
    page = visit.page
    page.goto(player(fixtures, "first-call/call"))
    lines = page.locator(".outline .nodes")
    page.locator(".outline > summary").press("Enter")
    expect(lines).to_be_visible()
    expect(page.locator(".outline .flow")).to_be_visible()
    assert node(page) == "hello"

    page.goto(f"{player(fixtures, 'first-call/call')}?again#script.call.later")
    expect(page.locator("[id='script.call.later']")).to_be_in_viewport()
    assert node(page) == "hello"


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_a_call_breaks_no_rule_of_accessibility(
    browser: Browser, fixtures: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    found: dict[str, list[str]] = {}

    def look(what: str) -> None:
        found[what] = violations(page)

    page.goto(player(fixtures, "first-call/call"))
    look("first")
    press(page, "o")
    look("objections")
    press(page, "Escape", "?")
    look("keys")
    press(page, "Escape", "f")
    look("fields")
    press(page, "Escape", "Enter")
    look("branch")
    press(page, "0")
    look("ask")
    press(page, "2", "Enter", "Enter")
    look("collect")
    press(page, "Escape", "0")
    look("end")
    context.close()

    assert found == {what: [] for what in found}


@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_is_wider_than_the_panel_and_targets_are_large(
    browser: Browser, fixtures: str, width: int
) -> None:
    with watched(browser, fixtures, viewport={"width": width, "height": 700}) as found:
        page = found.page
        page.goto(player(fixtures, "every-kind/tour"))
        for key in ("Enter", "0", "2", "Enter"):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            sizes = page.locator(".stage button:visible").evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().height)"
            )
            assert min(sizes) >= 43.5
            press(page, key)


def test_a_strict_policy_stops_nothing(browser: Browser, fixtures: str) -> None:
    """Only files of the site, and Material's own inline scripts by their hashes."""
    with watched(browser, fixtures, viewport=WIDE) as found:
        found.context.route("**/*", with_policy)
        page = found.page
        page.goto(player(fixtures, "first-call/call") + "#?customer.first_name=Maria")
        press(page, "x", "Enter", "0", "1")

        assert node(page) == "thanks"


def with_policy(route: Route) -> None:
    answer = route.fetch()
    headers = dict(answer.headers)
    if "html" in headers.get("content-type", ""):
        inline = re.findall(r"<script>(.*?)</script>", answer.text(), re.S)
        hashes = " ".join(
            f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'"
            for one in inline
        )
        headers["content-security-policy"] = (
            f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            "worker-src 'self'; base-uri 'none'; form-action 'none'"
        )
    route.fulfill(response=answer, headers=headers)


def test_pages_are_light(library: str, browser: Browser) -> None:
    """The largest page's own part, and the two files that only players load."""
    with watched(browser, library) as found:
        sizes: dict[str, int] = {}
        found.page.on("response", lambda got: sizes.update({got.url: len(got.body())}))
        found.page.goto(player(library, "outbound-contact/sales_call"))
        article = found.page.locator("article").evaluate("one => one.outerHTML.length")

    ours = sum(size for url, size in sizes.items() if "/sop/player." in url)
    assert ours < 85_000
    assert article < 70_000


# Embedding


@dataclass
class Desk:
    """A CRM of another origin, with what it was told."""

    address: str
    page: Page

    def told(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.page.evaluate("window.told")
        return found


@pytest.fixture
def desks(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Callable[[bool, bool], Desk]]:
    """Return what opens the example page, of an origin that is allowed, or not."""
    folder = tmp_path_factory.mktemp("desk")
    contexts = []
    example = ROOT / "docs/embedding-example"
    with serve(folder) as allowed, serve(folder) as other:
        sites = {}
        for is_on in (True, False):
            origin = allowed.rstrip("/")
            settings = f'[tool.sop.embed]\nallowed_origins = ["{origin}"]\n'
            files = with_drafts(tiny_files(), settings if is_on else "")
            root = build_tree(tmp_path_factory.mktemp("project"), files)
            sites[is_on] = tmp_path_factory.mktemp("site")
            build_for_test(root, sites[is_on], as_of=TODAY)
        with serve(sites[True]) as loud, serve(sites[False]) as silent:

            def open_desk(is_on: bool, is_allowed: bool) -> Desk:
                way = player(loud if is_on else silent, "first-call/call")
                shown = (example / "index.html").read_text("utf-8")
                shown = re.sub(r'src="\.\./[^"#]+', f'src="{way}', shown)
                files = {path.name: path.read_bytes() for path in example.iterdir()}
                build_tree(folder, {**files, "index.html": shown})
                context = browser.new_context(viewport=WIDE)
                contexts.append(context)
                page = context.new_page()
                page.add_init_script(
                    "window.told = []; addEventListener('message',"
                    " (event) => window.told.push(event.data));"
                )
                page.goto(allowed if is_allowed else other)
                page.frame_locator("iframe").locator(".now .say").wait_for()
                return Desk(way, page)

            yield open_desk
    for context in contexts:
        context.close()


def answer(desk: Desk) -> None:
    frame = desk.page.frame_locator("iframe")
    for name in ("Next", "None of these", "Yes, go on"):
        frame.get_by_role("button", name=name).click()
    frame.locator(".result").wait_for()


def test_the_named_origin_hears_where_the_call_is(
    desks: Callable[[bool, bool], Desk],
) -> None:
    desk = desks(True, True)
    answer(desk)
    expect(desk.page.locator("#outcome")).to_have_text("SALE Sale")

    told = desk.told()
    assert [one["event"] for one in told] == [
        "opened", "node", "node", "node", "node", "disposition",
    ]  # fmt: skip
    assert told[-1]["disposition"] == {
        "code": "SALE",
        "label": "Sale",
        "category": "success",
    }
    assert "Maria" not in str(told)


@pytest.mark.parametrize(("is_on", "is_allowed"), [(True, False), (False, True)])
def test_nobody_else_hears_anything(
    desks: Callable[[bool, bool], Desk], is_on: bool, is_allowed: bool
) -> None:
    desk = desks(is_on, is_allowed)
    answer(desk)

    assert desk.told() == []


def test_the_browser_delivers_to_the_named_origin_only(
    desks: Callable[[bool, bool], Desk],
) -> None:
    """Even where the player cannot know who embeds it, and addresses all it allows."""
    desk = desks(True, False)
    frame = desk.page.frames[1]
    frame.evaluate(
        "origin => window.parent.postMessage({ stray: true }, origin)",
        "https://crm.example.com",
    )
    desk.page.wait_for_timeout(100)

    assert desk.told() == []


def test_messages_to_the_player_do_nothing(
    desks: Callable[[bool, bool], Desk],
) -> None:
    desk = desks(True, True)
    desk.page.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage("
        "{ format: 'sop-player-event', event: 'node', node: { id: 'thanks' } }, '*')"
    )
    desk.page.wait_for_timeout(100)

    frame = desk.page.frame_locator("iframe")
    assert frame.locator(".now").get_attribute("data-node") == "hello"


def test_a_side_panel_shows_no_chrome(desks: Callable[[bool, bool], Desk]) -> None:
    frame = desks(True, True).page.frame_locator("iframe")

    assert frame.locator(".md-header").is_hidden()
    assert frame.locator(".now .say").is_visible()
