"""The whole site under its own strict policy: everything works, nothing is refused."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.site.build import build_site
from builder.project import find_project
from tests.blocks import workshop_files
from tests.browser import Visit, chromium, watched
from tests.helpers import build_tree
from tests.test_policy import read_headers
from tests.tiny import TODAY

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = """\
[tool.sop]
publish_drafts = true

[tool.sop.embed]
allowed_origins = ["{crm}"]
"""
SOP = "contact/workshop/"
EMBED = "embed/workshop/work/"


class _Strict(SimpleHTTPRequestHandler):
    """Sends what the site's file of headers says, as a static host does."""

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        headers = Path(self.directory) / "_headers"
        if headers.exists():
            path = self.path.partition("?")[0]
            for name, values in read_headers(headers.read_text(), path).items():
                for value in values:
                    self.send_header(name, value)
        super().end_headers()


@contextmanager
def strict(folder: Path) -> Iterator[str]:
    """Serve a folder with its headers, and give its address."""
    handler = functools.partial(_Strict, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page of another origin, that the site allows to frame it."""
    folder = tmp_path_factory.mktemp("crm")
    with strict(folder) as address:
        yield address, folder


@pytest.fixture(
    scope="module", params=["mkdocs", pytest.param("zensical", marks=pytest.mark.long)]
)
def site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    crm: tuple[str, Path],
) -> Iterator[tuple[str, Path]]:
    """The site with every block, as each engine writes it."""
    files = {
        **workshop_files(),
        "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8"),
        "docs/help.md": "# Help\n\n!!! note\n    Ask your team lead.\n",
        "pyproject.toml": SETTINGS.format(crm=crm[0].rstrip("/")),
    }
    root = build_tree(tmp_path_factory.mktemp("project"), files)
    project = find_project(root, as_of=TODAY)
    library = check(project).library
    folder = tmp_path_factory.mktemp("host")
    build_site(
        project,
        library,
        gather_facts(project, library),
        cards=(),
        exports=(),
        site_dir=folder,
        engine=request.param,
    )
    with strict(folder) as address:
        yield address, folder


def forgive(visit: Visit, folder: Path) -> None:
    """Drop that Zensical's own script may not set a style, which nothing misses."""
    if "zensical" in (folder / "index.html").read_text("utf-8"):
        style = "Applying inline style violates"
        kept = [one for one in visit.complaints if not one.startswith(style)]
        visit.complaints[:] = kept


def test_no_page_meets_its_policy(browser: Browser, site: tuple[str, Path]) -> None:
    """Every page and section: no violation, no error, no request to elsewhere."""
    address, folder = site
    policies = set()
    with watched(browser, address, service_workers="block") as found:
        # In several tabs: each page has time to settle while others load.
        tabs = [found.context.new_page() for _ in range(6)]
        paths = sorted(folder.rglob("*.html"))
        for tab, path in zip(cycle(tabs), paths, strict=False):
            tab.wait_for_load_state("networkidle")
            name = path.relative_to(folder).as_posix().removesuffix("index.html")
            answer = tab.goto(address + name)
            assert answer is not None
            policies.add(answer.headers["content-security-policy"])
        for tab in tabs:
            tab.wait_for_load_state("networkidle")
        forgive(found, folder)

    assert {"unsafe" in policy for policy in policies} == {False}
    assert len(policies) == 2  # of pages, and of what may be framed


def test_what_a_page_can_do_it_still_does(
    browser: Browser, site: tuple[str, Path]
) -> None:
    """Search, copy, downloads, what is remembered, data in the page."""
    address, folder = site
    options = {"permissions": ["clipboard-read", "clipboard-write"]}
    with watched(browser, address, **options) as found:
        page = found.page
        page.goto(address + SOP)
        page.get_by_role("button", name="I have read version").click()
        page.get_by_role("button", name="Copy a line").click()
        expect(page.locator(".told").last).to_have_text("Line copied")
        page.goto(f"{address}{SOP}kit/")
        page.get_by_role("button", name="A smile", exact=True).click()
        expect(page.locator(".quizzes .is-right").first).to_be_visible()
        with page.expect_download() as waited:
            page.get_by_role("button", name="Export CSV").click()
        assert waited.value.suggested_filename.endswith(".csv")
        page.goto(address)
        page.goto(f"{address}changes/")
        expect(page.get_by_role("button", name="All areas")).to_be_visible()
        _data_is_read_but_not_run(page)
        forgive(found, folder)


def test_the_search_is_used_under_the_policy(
    browser: Browser, site: tuple[str, Path]
) -> None:
    """Opened by key, asked with a slip, filtered, left by Enter; nothing is refused."""
    address, folder = site
    with watched(browser, address, viewport={"width": 1280, "height": 800}) as found:
        page = found.page
        page.goto(address + SOP)
        page.keyboard.press("Control+k")
        box = page.get_by_role("combobox", name="Search the SOPs")
        expect(box).to_be_focused()
        box.press_sequentially("smlie")
        results = page.locator("#sop-search-list [role=option]")
        expect(results.first.locator("mark").first).to_be_visible()
        page.get_by_role("combobox", name="Channel").select_option(index=1)
        expect(page.locator(".sop-search [role=status]")).not_to_be_empty()
        box.fill("zzzzzz")
        expect(page.locator(".sop-search .none")).to_be_visible()
        page.get_by_role("combobox", name="Channel").select_option(index=0)
        box.fill("what can I do for you")
        expect(results.first).to_be_visible()
        way = str(results.first.get_attribute("href"))
        page.keyboard.press("Enter")
        page.wait_for_url(way)
        page.keyboard.press("/")
        expect(results.first).to_be_visible()  # what was searched for before
        box.fill("call script")
        page.wait_for_load_state("networkidle")
        forgive(found, folder)


def _data_is_read_but_not_run(page: Page) -> None:
    """A block of data needs no hash: a policy is about what runs."""
    read = page.evaluate(
        """() => {
          const data = document.createElement("script");
          data.type = "application/json";
          data.textContent = '{"a": 1}';
          document.body.append(data);
          return JSON.parse(data.textContent).a;
        }"""
    )
    assert read == 1


def test_a_script_that_was_not_built_is_refused(
    browser: Browser, site: tuple[str, Path]
) -> None:
    """The test above would see a violation."""
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(site[0] + SOP)
    page.evaluate(
        """() => {
          const foreign = document.createElement("script");
          foreign.textContent = "window.isRun = true";
          document.body.append(foreign);
        }"""
    )

    assert page.evaluate("window.isRun") is None
    assert any("Content Security Policy" in text for text in told)
    page.close()


@pytest.mark.parametrize(("path", "is_shown"), [(EMBED, True), (SOP, False)])
def test_an_allowed_origin_frames_sections_and_nothing_else(
    browser: Browser,
    site: tuple[str, Path],
    crm: tuple[str, Path],
    path: str,
    is_shown: bool,
) -> None:
    frame = f'<!doctype html><title>CRM</title><iframe src="{site[0]}{path}"></iframe>'
    (crm[1] / "index.html").write_text(frame)
    page = browser.new_page()
    page.goto(crm[0])
    page.wait_for_load_state("networkidle")

    heading = page.frame_locator("iframe").get_by_role("heading", level=1)
    assert (heading.count() == 1) is is_shown
    page.close()


def test_another_origin_frames_nothing(
    browser: Browser, site: tuple[str, Path], tmp_path: Path
) -> None:
    frame = f'<!doctype html><title>x</title><iframe src="{site[0]}{EMBED}"></iframe>'
    (tmp_path / "index.html").write_text(frame)
    page = browser.new_page()
    with strict(tmp_path) as address:
        page.goto(address)
        page.wait_for_load_state("networkidle")

        heading = page.frame_locator("iframe").get_by_role("heading", level=1)
        assert heading.count() == 0
    page.close()
