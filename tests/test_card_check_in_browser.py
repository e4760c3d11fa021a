"""Scanned cards of two versions, judged by the page that their code opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.card_history import CALL, call, edition_at, project_with_past
from tests.helpers import GitProject
from tests.tiny import TODAY

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Floor:
    """A site below a path, on a server and as files."""

    project: GitProject
    addresses: dict[str, str]


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    project = project_with_past(tmp_path_factory.mktemp("past"))
    newer = call(
        ("version: 1.1.0\neff", "version: 1.2.0\neff"),
        ("do: Thank the customer.", "do: Thank them."),
    )
    project.commit({CALL: newer}, "A step that is not on the card")
    host = tmp_path_factory.mktemp("host")
    build_for_test(project.root, host / "floor", as_of=TODAY)
    with serve(host) as address:
        files = (host / "floor").as_uri()
        yield Floor(project, {"server": f"{address}floor/", "file": f"{files}/"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(params=["server", "file"])
def scan(
    request: pytest.FixtureRequest, browser: Browser, floor: Floor
) -> Iterator[tuple[Visit, str]]:
    """Give a phone and the address of the card's page, with and without a network."""
    address = floor.addresses[request.param]
    page = "card/first-call/" + ("index.html" if request.param == "file" else "")
    with watched(browser, address, viewport={"width": 390, "height": 844}) as visit:
        visit.context.set_offline(request.param == "file")
        yield visit, f"{address}{page}"


def read(scan: tuple[Visit, str], query: str) -> str:
    """Return all that can be seen of the page."""
    visit, address = scan
    visit.page.goto(f"{address}{query}")
    return visit.page.locator("main").inner_text()


def test_a_card_that_says_what_is_said_today_is_current(
    scan: tuple[Visit, str], floor: Floor
) -> None:
    """Although the SOP has a newer version: nothing on the card changed."""
    fingerprint = edition_at(floor.project, "HEAD~1").fingerprint

    told = read(scan, f"?v=1.1.0&c={fingerprint}")

    assert "This card is up to date." in told
    assert "newer version. Nothing on your card changed." in told
    assert "Changed" not in told
    again = read(scan, f"?v=1.2.0&c={fingerprint}")
    assert "newer version" not in again


def test_an_outdated_card_is_told_what_changed(
    scan: tuple[Visit, str], floor: Floor
) -> None:
    """Each of the two cards of version 1.0.0 hears what is another on it."""
    named, first = (edition_at(floor.project, f"HEAD~{n}") for n in (2, 3))

    told = read(scan, f"?v=1.0.0&c={named.fingerprint}")
    assert "This card is outdated. Print the current one." in told
    assert "Changed since version 1.0.0:" in told
    items = scan[0].page.locator("section[data-card]:visible li").all_inner_texts()
    assert items == [
        "Changed: the objection “Too expensive”",
        "Gone: the checklist Daily checklist",
    ]

    read(scan, f"?v=1.0.0&c={first.fingerprint}")
    items = scan[0].page.locator("section[data-card]:visible li").all_inner_texts()
    assert items == [
        "Changed: the objection “Too expensive”",
        "Changed: the outcome Sale",
        "Gone: the checklist Daily checklist",
    ]


def test_a_change_leads_to_what_stands_there_now(
    scan: tuple[Visit, str], floor: Floor
) -> None:
    visit, _ = scan
    read(scan, f"?v=1.0.0&c={edition_at(floor.project, 'HEAD~2').fingerprint}")

    way = visit.page.get_by_role("link", name="Too expensive").get_attribute("href")

    assert way == "../../contact/first-call/kit/#objection.price"


def test_a_card_that_nobody_knows_is_told_so(scan: tuple[Visit, str]) -> None:
    told = read(scan, "?v=9.9.9&c=0123456789ab")

    assert "This card is not known. Print the current one." in told
    assert "It may come from a draft" in told
    assert "0123456789ab" in told


def test_without_a_code_there_are_lines_to_compare(
    scan: tuple[Visit, str], floor: Floor
) -> None:
    told = read(scan, "")

    assert "Compare your card with these lines." in told
    assert edition_at(floor.project, "HEAD").fingerprint in told


def test_the_page_fits_a_phone(scan: tuple[Visit, str], floor: Floor) -> None:
    read(scan, f"?v=1.0.0&c={edition_at(floor.project, 'HEAD~2').fingerprint}")

    assert scan[0].page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_is_the_same_from_build_to_build(floor: Floor, tmp_path: Path) -> None:
    build_for_test(floor.project.root, tmp_path, as_of=TODAY)
    page = "card/first-call/index.html"

    served = Path(floor.addresses["file"].removeprefix("file://")) / page
    assert (tmp_path / page).read_bytes() == served.read_bytes()
