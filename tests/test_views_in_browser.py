"""Views in a real browser: their blocks work as on the page of their SOP."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.blocks import workshop_files
from tests.browser import Visit, build_for_test, chromium, serve, watched
from tests.helpers import build_tree
from tests.tiny import TODAY

pytestmark = pytest.mark.slow

VIEWS = (
    "objections/", "messages/", "checklists/", "quizzes/", "scripts/", "escalations/",
    "metrics/", "roles/", "regulations/",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of the tiny project and of an SOP with every block, served."""
    root = build_tree(tmp_path_factory.mktemp("project"), workshop_files())
    site_dir = tmp_path_factory.mktemp("host") / "floor"
    build_for_test(root, site_dir, as_of=TODAY)
    with serve(site_dir.parent) as served:
        yield f"{served}floor/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with watched(browser, address) as found:
        yield found


def test_objections_of_all_sops_are_found_as_you_type(
    visit: Visit, address: str
) -> None:
    """What does not fit goes, with the headings of SOPs that have nothing left."""
    visit.page.goto(f"{address}objections/")
    visit.page.locator("[id='_objections.list.filter']").fill("partner")

    expect(visit.page.locator(".obj:visible")).to_have_count(1)
    expect(visit.page.locator("[data-group]:visible h2")).to_have_text("Workshop")


def test_an_objection_leads_to_its_sop(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}objections/")
    visit.page.get_by_role("link", name="My partner decides").click()

    expect(visit.page).to_have_url(f"{address}contact/workshop/kit/#objection.partner")


def test_ticks_are_the_same_on_the_page_of_the_sop(visit: Visit, address: str) -> None:
    """One checklist, two places to tick it."""
    visit.page.goto(f"{address}checklists/")
    visit.page.locator("[id='workshop.checklist.daily.headset']").check()
    visit.page.goto(f"{address}contact/workshop/kit/")

    expect(visit.page.locator("[id='checklist.daily.headset']")).to_be_checked()


def test_a_quiz_answers_in_the_view(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}quizzes/")
    quiz = visit.page.locator(".quizzes").first
    quiz.locator(".answer").first.click()

    expect(quiz.locator(".verdict").first).not_to_be_empty()


def test_the_matrix_leads_from_a_cell_to_its_row(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}escalations/")
    visit.page.locator(".matrix a").first.click()

    anchor = visit.page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert anchor.endswith("escalation.threat")
    expect(visit.page.locator(f"[id='{anchor}']")).to_be_in_viewport()


@pytest.mark.parametrize("path", VIEWS)
def test_a_view_fits_a_phone(visit: Visit, address: str, path: str) -> None:
    """Nothing is wider than the screen, and no text stands on top of another."""
    visit.page.set_viewport_size({"width": 360, "height": 740})
    visit.page.goto(f"{address}{path}")

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(visit.page.locator("h1")).to_be_visible()


def test_the_matrix_can_be_read_on_a_phone(visit: Visit, address: str) -> None:
    """The severity stands beside its answer, for the head of the table is gone."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.goto(f"{address}escalations/")
    cell = visit.page.locator(".matrix td:has(li)").first

    expect(cell.locator(".sev")).to_be_visible()
    expect(cell).to_contain_text("Critical")
    expect(cell).to_contain_text("5 minutes")


def test_views_are_named_in_the_navigation(visit: Visit, address: str) -> None:
    visit.page.goto(f"{address}objections/")
    names = visit.page.locator(".md-sidebar--primary .md-nav__link").all_inner_texts()

    shown = {name.strip() for name in names}
    assert {"Objections", "Call scripts", "Escalation matrix", "Quizzes"} <= shown
