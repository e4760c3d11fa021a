"""A real browser for tests: started, pointed at a folder, and watched."""

import fcntl
import functools
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.library import Library
from builder.outputs.facts import OutputFile
from builder.outputs.site.build import build_site
from builder.project import find_project

ROOT = Path(__file__).resolve().parent.parent
LIBRARY_DAY = "2026-11-21"
"""The day of the library's site."""

BROWSERS = (
    "chromium-headless-shell",  # the same engine, for half the work of a page
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

FONTS = "*.woff2"
"""Kept out where two loads are compared: a late font waits for the page after."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


_OF_THE_CLOCK = "executing a cancelled action"
"""What a timer of the theme says if a test's clock takes over while the page runs."""


@dataclass
class Visit:
    """A page in the browser, and what it did that nobody should have to see."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Refuse what SOP text could bring in: handlers and styles in attributes."""
        policy = "script-src-attr 'none'; style-src-attr 'none'; object-src 'none'"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


def build_for_test(
    root: Path, site_dir: Path, *, as_of: str, cards: Sequence[OutputFile] = ()
) -> Library:
    """Build the site of a project as it is, whatever the check says about it."""
    project = find_project(root, as_of=as_of)
    library = check(project).library
    facts = gather_facts(project, library)
    build_site(project, library, facts, cards=cards, exports=(), site_dir=site_dir)
    return library


def build_library_site(base: Path) -> Path:
    """Return the site of the repository's own library, built once for all workers.

    It is for reading only. A worker that comes while another builds it waits.

    Args:
        base: A folder that all workers of this run share.
    """
    site_dir, done = base / "library-site", base / "library-site.done"
    with (base / "library-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            build_for_test(ROOT, site_dir, as_of=LIBRARY_DAY)
            done.touch()
    return site_dir


class _Late(_Quiet):
    """Keeps scripts and fonts back, as a slow line does, so that they come late."""

    def do_GET(self) -> None:
        """Answer, later for what a page is shown without."""
        if self.path.partition("?")[0].endswith((".js", ".woff2")):
            time.sleep(0.3)
        super().do_GET()


@contextmanager
def serve(folder: Path, *, is_late: bool = False) -> Iterator[str]:
    """Serve a folder and give its address, which ends in a slash."""
    handler = functools.partial(_Late if is_late else _Quiet, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def find_chromium() -> str:
    """Return the path of the machine's Chromium; empty if it has none."""
    return next(filter(None, map(shutil.which, BROWSERS)), "")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's Chromium without a window."""
    path = find_chromium()
    assert path, "install Chromium: apt-get install chromium-headless-shell"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@contextmanager
def watched(browser: Browser, address: str, **options: object) -> Iterator[Visit]:
    """Give a fresh visitor; an error, a dialog or a foreign request fails the test."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    found = Visit(context, context.new_page())

    def complain(what: object) -> None:
        found.complaints.append(str(what))

    context.on("console", lambda told: told.type == "error" and complain(told.text))
    context.on(
        "weberror",
        lambda error: _OF_THE_CLOCK in str(error.error) or complain(error.error),
    )
    context.on("dialog", lambda dialog: (complain(dialog.message), dialog.dismiss()))
    context.on(
        "request",
        lambda request: _is_own(request.url, address) or complain(request.url),
    )
    yield found
    context.close()
    assert not found.complaints, found.complaints


def keep_out(page: Page, *patterns: str) -> None:
    """Let the requests of a page for some addresses fail."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setBlockedURLs", {"urls": list(patterns)})


def _is_own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
