"""The copy for a file share as an agent uses it: in a real browser, from ``file://``."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.commands.build import BuildOrder, build
from builder.project import find_project
from tests.browser import Visit, chromium
from tests.helpers import build_tree
from tests.test_accessibility import violations

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-25"
SOP = "contact-handling/outbound-contact/index.html"
ENGINES = ("mkdocs", pytest.param("zensical", marks=pytest.mark.long))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module", params=ENGINES)
def copy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The shipped library, copied for a file share in a folder with a space."""
    root = tmp_path_factory.mktemp("a project")
    folders = ("sop", "docs")
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    for name in ("mkdocs.yml", "pyproject.toml"):
        files[name] = (ROOT / name).read_bytes()
    build_tree(root, files)
    order = BuildOrder(only=("site",), offline=True, engine=request.param)
    found = build(find_project(root, as_of=TODAY), order, on_progress=lambda *_: None)
    assert found.folder
    return found.folder / "offline"


@pytest.fixture
def visit(browser: Browser, copy: Path) -> Iterator[Visit]:
    """A reader; an error, a failed request or anything fetched fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = Visit(context, context.new_page())
    told = found.complaints.append
    context.on("console", lambda one: one.type == "error" and told(one.text))
    context.on("weberror", lambda error: told(str(error.error)))
    context.on("dialog", lambda dialog: (told(dialog.message), dialog.accept()))
    context.on(
        "requestfailed",
        lambda request: (
            # Who goes on before the icon is there has not met a missing file.
            request.failure == "net::ERR_ABORTED" or told(f"failed: {request.url}")
        ),
    )
    context.on(
        "request",
        lambda request: (
            (
                request.url.startswith((copy.as_uri(), "data:"))
                and request.resource_type not in ("fetch", "xhr")
            )
            or told(f"{request.resource_type}: {request.url}")
        ),
    )
    yield found
    context.close()
    assert found.complaints == []


def search(page: Page, query: str) -> None:
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search the SOPs")
    expect(box).to_be_focused()
    box.press_sequentially(query)
    expect(page.locator("#sop-search-list [role=option]").first).to_be_visible()


def test_from_a_mistyped_word_to_the_end_of_a_call(visit: Visit, copy: Path) -> None:
    """Home, search, the place of the answer, the player, its summary: all by key."""
    page = visit.page
    page.goto((copy / "index.html").as_uri())
    expect(page.locator(".copied-on")).to_contain_text("Offline copy of Nov 25, 2026.")

    search(page, "refnud")
    best = page.locator("#sop-search-list [role=option]").first
    expect(best).to_contain_text("refund", ignore_case=True)
    place = str(best.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(place)
    name, _, anchor = place.partition("#")
    assert name.endswith("/index.html")
    assert anchor
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()

    page.goto((copy / SOP).as_uri())
    page.get_by_role("link", name="Play the script").nth(2).click()
    page.wait_for_url("**/scripts/outbound-contact.renewal/index.html")
    for _step in range(60):
        kind = page.locator(".now").get_attribute("data-kind")
        if kind == "end":
            break
        page.keyboard.press(
            {"ask": "1", "collect": "0", "branch": "1"}.get(str(kind), "Enter")
        )
    expect(page.locator(".now .result .code")).to_be_visible()
    summary = page.locator("[id='_player.summary']")
    assert "Renewal" in summary.input_value()


def way_to_another(data: dict[str, Any]) -> list[str]:
    """Return the keys to the nearest way into another script, and its address."""
    nodes, waiting, seen = data["nodes"], [(data["start"], [])], {data["start"]}
    for name, keys in waiting:
        node = nodes[name]
        if node["kind"] == "go":
            return [*keys, f"{node['to']['sop']}.{node['to']['script']}"]
        ways = [("Enter", node.get("next")), ("0", node.get("default"))]
        choices = node.get("choices", ())
        ways += [(str(n), one["goto"]) for n, one in enumerate(choices, start=1)]
        for key, goal in ways:
            if goal and goal not in seen:
                seen.add(goal)
                waiting.append((goal, [*keys, key]))
    raise AssertionError("no script leads to another")


def test_on_into_another_script(visit: Visit, copy: Path) -> None:
    """The call is taken along, and the address names the page of the folder."""
    page = visit.page
    script = copy / "scripts/inbound-contact.service_call/index.html"
    page.goto(f"{script.as_uri()}#?customer.first_name=Maria")
    data = json.loads(str(page.locator("[id='_player.data']").text_content()))
    *keys, goal = way_to_another(data)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(".now")).to_have_attribute("data-kind", "go")

    page.keyboard.press("Enter")

    page.wait_for_url(f"**/scripts/{goal}/index.html*")
    expect(page.locator(".now")).not_to_have_attribute("data-kind", "go")
    expect(page.locator(".trail li").first).to_be_visible()


def test_a_script_is_found_and_played(visit: Visit, copy: Path) -> None:
    """Its own words find the script; Enter opens the player."""
    page = visit.page
    page.goto((copy / "index.html").as_uri())
    search(page, "renewal script")
    expect(page.locator("#sop-search-list .is-script").first).to_contain_text("Renewal")
    page.keyboard.press("Enter")

    page.wait_for_url("**/scripts/outbound-contact.renewal/index.html")
    expect(page.locator(".now .say")).to_be_visible()


def test_a_box_of_a_drawing_leads_to_its_line(visit: Visit, copy: Path) -> None:
    page = visit.page
    page.goto((copy / SOP).as_uri())
    flow = page.get_by_role("group", name="Call flow: Sales call")
    flow.get_by_role("link", name="Good time").click()
    page.wait_for_url("**/scripts/outbound-contact.sales_call/index.html#script.*")
    expect(page.locator("[id='script.sales_call.good_time']")).to_be_in_viewport()


def test_what_changed_since_the_last_visit(visit: Visit, copy: Path) -> None:
    """A browser that saw another state marks what is new, on the page and at home."""
    page = visit.page
    page.clock.set_fixed_time("2026-11-26T10:00:00")
    page.goto((copy / "index.html").as_uri())
    page.goto((copy / SOP).as_uri())
    page.evaluate(
        """() => {
          for (const key of Object.keys(localStorage)) {
            if (!key.startsWith("sop.visit:")) continue;
            const kept = JSON.parse(localStorage[key]);
            kept.day = kept.now.seen = "2026-11-20";
            kept.now.version = kept.now.version && "1.0.0";
            kept.now.prints = kept.now.prints.slice(0, -8)
              .replace(/^(outbound-contact) \\S+ \\S+/m, "$1 1.0.0 00000000");
            localStorage[key] = JSON.stringify(kept);
          }
        }"""
    )
    page.reload()
    expect(page.locator("aside.since")).to_contain_text("Changed since your last visit")
    expect(page.locator(".is-changed").first).to_be_attached()

    page.goto((copy / "index.html").as_uri())
    news = page.locator(".home .since a", has_text="Outbound calls and chats")
    expect(news).to_be_visible()
    news.click()
    page.wait_for_url(f"**/{SOP}")


def test_a_card_is_judged_for_the_day_of_the_copy(visit: Visit, copy: Path) -> None:
    page = visit.page
    card = (copy / "card/outbound-contact/index.html").as_uri()
    page.goto(card)
    facts = page.locator("main.sop")
    version = facts.get_attribute("data-version")
    fingerprint = (facts.get_attribute("data-fingerprint") or "").split()[0]

    page.goto(f"{card}?v={version}&c={fingerprint}")
    verdict = page.locator(".verdict")
    expect(verdict.locator("span:visible")).to_have_text(
        "On Nov 25, 2026: This card is up to date."
    )
    page.goto(f"{card}?v={version}&c=000000000000")
    expect(verdict).to_have_attribute("data-is", "unknown")
    page.get_by_role("link", name="Open the SOP").click()
    page.wait_for_url(f"**/{SOP}")


@pytest.mark.parametrize(
    ("day", "is_old"), [("2026-12-02", False), ("2026-12-03", True)]
)
def test_a_copy_says_when_it_is_old(
    visit: Visit, copy: Path, day: str, is_old: bool
) -> None:
    visit.page.clock.set_fixed_time(f"{day}T10:00:00")
    visit.page.goto((copy / "index.html").as_uri())

    expect(visit.page.locator(".copied-on .old")).to_be_visible(visible=is_old)


@pytest.mark.parametrize("path", ["index.html", "card/live-chat/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_breaks_no_rule_of_accessibility(
    visit: Visit, copy: Path, path: str, scheme: Literal["light", "dark"]
) -> None:
    """Also when it is old, and says so in white on red."""
    visit.page.clock.set_fixed_time("2027-02-01T10:00:00")
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.goto((copy / path).as_uri())
    expect(visit.page.locator(".copied-on .old")).to_be_visible()

    # Without preload: the tool itself would read style sheets, which a file refuses.
    assert violations(visit.page, preload=False) == []


def test_nothing_is_offered_that_needs_a_server(visit: Visit, copy: Path) -> None:
    page = visit.page
    page.goto((copy / SOP).as_uri())
    expect(page.get_by_role("button", name="Copy embed code")).to_have_count(0)
    page.goto((copy / "changes/index.html").as_uri())
    feed = page.get_by_role("link", name="Follow with a feed reader")
    expect(feed).to_have_attribute("href", "https://sop.example.com/changes.atom")
    page.goto((copy / "embedding-example/index.html").as_uri())
    expect(page.frame_locator("#player").locator(".now")).to_be_visible()
