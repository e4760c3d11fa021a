"""What changed, in a real browser that remembers: visits, readings, banners, embeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.fingerprint import fingerprint_of
from builder.library import Library
from builder.view import LibraryView
from tests.browser import (
    FONTS,
    Visit,
    build_for_test,
    chromium,
    keep_out,
    serve,
    watched,
)
from tests.tiny import TODAY, copy_tiny, tiny_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
PATH = "sop/contact/first-call.yaml"
SOP = "contact/first-call/"
CLOSED = """for (const name of ["getItem", "setItem", "removeItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("sop.")) throw new Error("closed");
    return own.call(this, key, ...rest);
  };
}"""
CONFIG = {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")}


def newer(*, version: str, change: str, what: str, words: tuple[str, str]) -> str:
    """Return the first call with a new version, and some of its words changed."""
    text = tiny_files()[PATH]
    assert words[0] in text
    head, tail = text.replace(*words).split("revision_history:\n")
    head = head.replace("version: 1.1.0\neff", f"version: {version}\neff", 1)
    entry = (
        f"  - {{version: {version}, date: 2026-06-01, role: team-lead, "
        f"changes: [{change}], what: {what}, why: Asked for.}}\n"
    )
    return f"{head}revision_history:\n{tail}{entry}"


STATES = {
    "old": tiny_files()[PATH],
    "step": newer(
        version="1.2.0",
        change="procedure",
        what="A kinder question.",
        words=("Ask if it is a good time.", "Ask kindly for a minute."),
    ),
    "typo": newer(
        version="1.1.1",
        change="editorial",
        what="A comma.",
        words=("Ask if it is a good time.", "Ask, if it is a good time."),
    ),
}


@dataclass
class Floor:
    """Sites at one address, of which one is served."""

    address: str
    host: Path
    libraries: dict[str, Library]

    @property
    def root(self) -> str:
        """The address of the host."""
        return self.address.removesuffix("floor/")

    def show(self, state: str) -> None:
        """Publish another state of the library at the same address.

        At once, with no moment between: the page still open may be fetching.
        """
        coming = self.host / "coming"
        coming.symlink_to(self.host / state, target_is_directory=True)
        coming.replace(self.host / "floor")

    def fingerprint(self, state: str) -> str:
        library = self.libraries[state]
        sop = library.by_id["first-call"]
        return fingerprint_of(sop, LibraryView(library))[:12]


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    host = tmp_path_factory.mktemp("host")
    libraries = {}
    for state, text in STATES.items():
        root = copy_tiny(tmp_path_factory.mktemp(state), {**CONFIG, PATH: text})
        libraries[state] = build_for_test(root, host / state, as_of=TODAY)
    with serve(host) as address:
        yield Floor(f"{address}floor/", host, libraries)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, floor: Floor) -> Iterator[Visit]:
    """A reader with a browser of their own, on the old state of the library."""
    floor.show("old")
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with watched(browser, floor.root, **options) as found:
        # Routed requests go past the browser's cache, which may keep the old state.
        found.context.route("**/*", lambda route: route.continue_())
        yield found


def come(visit: Visit, floor: Floor, path: str, day: str) -> Page:
    """Open a page on a day."""
    visit.page.clock.set_fixed_time(f"{day}T10:00:00")
    visit.page.goto(floor.address + path)
    return visit.page


def changed(page: Page) -> list[str]:
    found: list[str] = page.locator(".is-changed").evaluate_all(
        "all => all.map(one => one.id)"
    )
    return found


def test_a_first_visit_shows_nothing_as_changed(visit: Visit, floor: Floor) -> None:
    for path in (SOP, ""):
        page = come(visit, floor, path, "2026-06-02")

        expect(page.locator(".since")).to_be_hidden()
        assert changed(page) == []


def test_a_changed_step_is_marked_at_the_next_visit(visit: Visit, floor: Floor) -> None:
    """The step and no other, with the note of the new version, until the day ends."""
    come(visit, floor, SOP, "2026-06-02")
    floor.show("step")
    page = come(visit, floor, SOP, "2026-06-05")

    box = page.locator(".since")
    expect(box).to_contain_text("since your last visit on Jun 2, 2026 (version 1.1.0)")
    expect(box).to_contain_text("A kinder question.")
    expect(box).not_to_contain_text("Shorter greeting.")
    assert changed(page) == ["greet.ask-time"]
    expect(page.locator("[id='greet.ask-time'] > p").first).to_contain_text("Changed")
    box.get_by_role("link", name="1.2 Ask kindly for a minute.").click()
    assert page.url.endswith("#greet.ask-time")
    page.reload()
    assert changed(page) == ["greet.ask-time"]
    come(visit, floor, SOP, "2026-06-06")
    expect(box).to_be_hidden()
    assert changed(page) == []


def test_marks_can_be_put_away(visit: Visit, floor: Floor) -> None:
    come(visit, floor, SOP, "2026-06-02")
    floor.show("step")
    page = come(visit, floor, SOP, "2026-06-05")
    page.get_by_role("button", name="Hide the marks").press("Enter")

    expect(page.locator(".since")).to_be_hidden()
    assert changed(page) == []
    expect(page.locator("h1")).to_be_focused()
    page.reload()
    assert changed(page) == []


def test_the_home_page_tells_what_changed(visit: Visit, floor: Floor) -> None:
    come(visit, floor, "", "2026-06-02")
    floor.show("step")
    page = come(visit, floor, "", "2026-06-05")

    box = page.locator(".since")
    expect(box.get_by_role("heading")).to_have_text(
        "Changed since your last visit on Jun 2, 2026"
    )
    expect(box.locator("li")).to_have_count(1)
    expect(box).to_contain_text("1.1.0 → 1.2.0")
    expect(box).to_contain_text("A kinder question.")
    box.get_by_role("link", name="First call").click()
    assert page.url == floor.address + SOP


def test_what_was_read_is_remembered_with_its_fingerprint(
    visit: Visit, floor: Floor
) -> None:
    """A line can be copied, and read again on another day; it can be undone."""
    page = come(visit, floor, SOP, "2026-06-02")
    bar = page.locator(".reading")
    bar.get_by_role("button", name="I have read version 1.1.0").click()

    expect(bar.get_by_role("status")).to_have_text(
        "You read version 1.1.0 on Jun 2, 2026."
    )
    come(visit, floor, SOP, "2026-06-09")
    bar.get_by_role("button", name="Copy a line").click()
    expect(page.locator(".told")).to_have_text("Line copied")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Read: SOP-CON-001 First call, version 1.1.0 "
        f"({floor.fingerprint('old')}), on 2026-06-02"
    )
    bar.get_by_role("button", name="Undo").click()
    expect(bar.get_by_role("button", name="I have read version 1.1.0")).to_be_focused()
    page.reload()
    expect(bar.get_by_role("status")).to_be_empty()


def test_a_reading_lapses_when_a_step_changes(visit: Visit, floor: Floor) -> None:
    """The SOP says so, and the home page goes on saying so until it is read again."""
    page = come(visit, floor, SOP, "2026-06-02")
    bar = page.locator(".reading")
    bar.get_by_role("button", name="I have read").click()
    floor.show("step")
    come(visit, floor, SOP, "2026-06-05")

    expect(bar.get_by_role("status")).to_contain_text("It has changed since.")
    for day in ("2026-06-05", "2026-06-20"):
        come(visit, floor, "", day)
        expect(page.locator(".since")).to_contain_text("you read 1.1.0")
    come(visit, floor, SOP, "2026-06-20")
    bar.get_by_role("button", name="I have read version 1.2.0").click()
    come(visit, floor, "", "2026-06-21")
    expect(page.locator(".since")).to_be_hidden()


def test_a_reading_is_kept_through_editorial_changes(
    visit: Visit, floor: Floor
) -> None:
    page = come(visit, floor, SOP, "2026-06-02")
    page.get_by_role("button", name="I have read").click()
    floor.show("typo")
    come(visit, floor, SOP, "2026-06-05")

    status = page.locator(".reading [role=status]")
    expect(status).to_contain_text("only editorial changes")
    assert changed(page) == ["greet.ask-time"]
    come(visit, floor, "", "2026-06-06")
    expect(page.locator(".since")).to_be_hidden()


def test_a_broken_or_closed_store_is_no_trouble(visit: Visit, floor: Floor) -> None:
    """What cannot be read counts as a first visit; nothing is told as an error."""
    page = come(visit, floor, SOP, "2026-06-02")
    spoil = (
        "Object.keys(localStorage).filter(key => key.startsWith('sop.'))"
        ".forEach(key => { localStorage[key] = '[]{'; })"
    )
    page.evaluate(spoil)
    floor.show("step")
    come(visit, floor, SOP, "2026-06-05")
    assert changed(page) == []
    page.add_init_script(CLOSED)
    come(visit, floor, SOP, "2026-06-06")

    assert changed(page) == []
    expect(page.get_by_role("button", name="I have read")).to_be_visible()


def test_two_sites_at_one_host_do_not_share_what_they_remember(
    visit: Visit, floor: Floor
) -> None:
    page = come(visit, floor, SOP, "2026-06-02")
    page.get_by_role("button", name="I have read").click()
    page.goto(f"{floor.root}step/{SOP}")

    expect(page.locator(".reading [role=status]")).to_be_empty()
    assert changed(page) == []


@pytest.mark.parametrize(
    ("day", "soon", "overdue"),
    [
        ("2026-02-28", True, False),
        ("2026-06-02", False, False),
        ("2027-03-02", False, True),
    ],
)
def test_banners_follow_the_readers_day(
    visit: Visit, floor: Floor, day: str, soon: bool, overdue: bool
) -> None:
    page = come(visit, floor, SOP, day)

    assert page.get_by_text("Until then, version 1.0.0 holds.").is_visible() is soon
    assert page.get_by_text("Review overdue").is_visible() is overdue


def test_code_to_embed_a_section_is_copied(visit: Visit, floor: Floor) -> None:
    """The code shows the section in a frame on another page."""
    page = come(visit, floor, SOP, "2026-06-02")
    page.get_by_role("button", name="Copy embed code: Greet").press("Enter")
    expect(page.locator(".told")).to_have_text("Embed code copied")
    code = page.evaluate("navigator.clipboard.readText()")

    assert f'src="{floor.address}embed/first-call/greet/"' in code
    (floor.host / "crm.html").write_text(f"<!doctype html><title>CRM</title>{code}")
    page.goto(f"{floor.root}crm.html")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Greet")).to_be_visible()
    expect(frame.locator(".steps > li")).to_have_count(2)
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="SOP-CON-001 First call").click()
    assert opened.value.url == floor.address + SOP


def test_changes_are_picked_by_area(visit: Visit, floor: Floor) -> None:
    page = come(visit, floor, "changes/", "2026-06-02")
    rows = page.locator(".month li:visible")
    every = rows.count()
    page.get_by_role("button", name="Contact", exact=True).click()

    assert 0 < rows.count() < every
    assert set(rows.evaluate_all("all => all.map(one => one.dataset.area)")) == {
        "contact"
    }
    assert (
        page.locator(".month:visible").count()
        == page.locator(".month:has(li[data-area=contact])").count()
    )
    page.get_by_role("button", name="All areas").press("Enter")
    assert rows.count() == every


@pytest.mark.parametrize("path", [SOP, "", "changes/"])
def test_every_page_tells_feed_readers_where_the_feeds_are(
    visit: Visit, floor: Floor, path: str
) -> None:
    page = come(visit, floor, path, "2026-06-02")
    found = page.locator("head link[rel=alternate]").evaluate_all(
        "all => all.map(one => [one.type, one.href])"
    )

    assert found == [
        ["application/atom+xml", f"{floor.address}changes.atom"],
        ["application/feed+json", f"{floor.address}changes.json"],
    ]
    assert all(page.request.get(address).ok for _, address in found)


def test_without_script_nothing_is_promised(browser: Browser, floor: Floor) -> None:
    """What needs the script stays away; notes and feeds are there."""
    floor.show("step")
    with watched(browser, floor.address, java_script_enabled=False) as found:
        found.page.goto(floor.address + SOP)

        assert not found.page.get_by_role("button", name="I have read").is_visible()
        assert found.page.get_by_text("A kinder question.").is_visible()
        found.page.goto(f"{floor.address}changes/")
        assert found.page.get_by_text("A kinder question.").is_visible()
        assert not found.page.locator(".pick").is_visible()


@pytest.mark.parametrize("path", [SOP, "", "changes/"])
def test_nothing_moves_when_the_script_comes(
    browser: Browser, floor: Floor, path: str
) -> None:
    """Headings stand where they stood before what the script adds was there."""
    floor.show("step")
    tops = "all => all.map(one => one.getBoundingClientRect().top)"
    found, missing = [], []
    context = browser.new_context()
    context.on("requestfailed", lambda request: missing.append(request.url))
    for kept_out in ((FONTS, "*/changes.js"), (FONTS,)):
        page = context.new_page()
        keep_out(page, *kept_out)
        page.goto(floor.address + path)
        found.append(page.locator(".sop :is(h2, h3)").evaluate_all(tops))
        page.close()
    context.close()

    names = [url.rpartition("/")[2] for url in missing if not url.endswith(".woff2")]
    assert names == ["changes.js"]
    assert len(found[0]) > 1
    assert found[0] == found[1]
