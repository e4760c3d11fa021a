"""No page breaks a rule of WCAG 2.2 AA that axe-core knows, in any form it takes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from builder.changes.comparison import compare_trees
from builder.commands.build import BuildOrder, build
from builder.limits import Limits
from builder.outputs.changes.page import diff_page
from builder.project import find_project
from tests.blocks import workshop_files
from tests.browser import build_for_test, chromium, serve
from tests.comparing import MemoryTree
from tests.helpers import build_tree
from tests.test_in_force import begin, lands, merges
from tests.tiny import TODAY, tiny_files

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
WRITTEN = """\
# Help

Ask your team lead, or read `code`.

!!! note
    A note.

| Key | What it does |
| --- | --- |
| <kbd>/</kbd> | Search |
"""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
FORMS = [
    pytest.param("light", 1440, id="light-1440"),
    pytest.param("light", 390, id="light-390"),
    pytest.param("dark", 390, id="dark-390"),
    # The colors of the one before, at the width of the first.
    pytest.param("dark", 1440, id="dark-1440", marks=pytest.mark.long),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny project and of an SOP with every block, drafts included."""
    files = {
        **workshop_files(),
        "docs/help.md": WRITTEN,
        "mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8"),
    }
    site_dir = tmp_path_factory.mktemp("host")
    root = build_tree(tmp_path_factory.mktemp("project"), files)
    build_for_test(root, site_dir, as_of=TODAY)
    return site_dir


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_no_page_breaks_a_rule(
    browser: Browser, folder: Path, scheme: str, width: int
) -> None:
    """Every page of the site, so that a new kind of page is covered when it lands."""
    found = survey(browser, folder, scheme=scheme, width=width)

    assert {"", "contact/", "contact/workshop/", "help/", "404.html"} <= set(found)
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_no_page_of_the_shipped_library_breaks_a_rule(
    browser: Browser, library_site: Path, tmp_path: Path, scheme: str, width: int
) -> None:
    """Long lists bring links close together that a tiny library keeps apart."""
    folder = tmp_path / "site"
    shutil.copytree(library_site, folder)
    for card_check in sorted((folder / "card").iterdir())[1:]:
        shutil.rmtree(card_check)  # they differ by a few words only
    for sections in sorted((folder / "embed").iterdir())[1:]:
        shutil.rmtree(sections)  # what they say stands on the pages of their SOPs
    found = survey(browser, folder, scheme=scheme, width=width)

    assert len(found) > 30
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_pages_of_other_versions_break_no_rule(
    browser: Browser, tmp_path: Path, scheme: str, width: int
) -> None:
    """The list of versions, one that was, and one that waits for its day."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-05", why="They ask.", notice="We record calls.")(project)
    merges(12, lands(11, "1.4.0", "2026-06-01", why="New law."))(project)
    order = BuildOrder(only={"site"})
    found = find_project(project.root, as_of="2026-02-01")
    build(found, order, on_progress=lambda *_: None)
    page = "contact/first-call/"
    site = project.root / "build" / "site"
    told = survey(browser, site, scheme=scheme, width=width, below=page)

    kinds = ("", "next/", "versions/", "versions/1.0.0/")
    assert {f"{page}{kind}" for kind in kinds} <= set(told)
    assert {path: broken for path, broken in told.items() if broken} == {}


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_the_page_of_differences_breaks_no_rule(
    scheme: Literal["light", "dark"], width: int, browser: Browser
) -> None:
    """Every tone of a kind, redlines, a broken file, more than one SOP."""
    old = {**tiny_files()}
    new = {path: text.replace(" is ", " was ") for path, text in old.items()}
    call = "sop/contact/first-call.yaml"
    new[call] = new[call].replace("disposition: NOANS}", "disposition: CALLBK}")
    new[call] = new[call].replace(
        "      - {id: thank, do: ", "      - {id: bye, do: Go and "
    )
    new["sop/care/complaint.yaml"] = "schema: 2\n"
    comparison = compare_trees(MemoryTree(old), MemoryTree(new), limits=Limits())
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.set_content(diff_page(comparison, old="v1", new="v2"))

    told = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert (told, wide) == ([], width)


def test_axe_finds_what_is_wrong(browser: Browser) -> None:
    """The settings above look for contrast, names and sizes at all."""
    page = browser.new_page()
    page.set_content(
        "<html lang=en><title>t</title><p style='color:#bbb'>pale</p><button></button>"
        "<a href=#a style='display:inline-block;width:9px;height:9px'>a</a>"
        "<a href=#b style='display:inline-block;width:9px;height:9px'>b</a>"
    )

    found = {told.partition(":")[0] for told in violations(page)}
    page.close()
    assert {"color-contrast", "button-name", "target-size"} <= found


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_blocks_in_use_break_no_rule(
    browser: Browser, folder: Path, scheme: str, width: int
) -> None:
    """Answered, ticked, failed, filtered: states have colors of their own."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    with serve(folder) as address:
        page.goto(f"{address}contact/workshop/kit/")
        page.get_by_role("button", name="A sigh").click()
        page.get_by_role("button", name="Thanks").click()
        page.get_by_label("Smile.").check()
        page.locator("[data-criterion=notice]").get_by_label("Fails").check()
        failed = violations(page)
        page.locator("[id='_objections.list.filter']").fill("giraffe")
        for row in page.locator("[data-criterion]").all():
            row.locator("input").first.check()
        passed = violations(page)
    context.close()

    assert (failed, passed) == ([], [])


@pytest.mark.parametrize(("scheme", "width"), FORMS)
def test_what_changed_and_what_was_read_break_no_rule(
    browser: Browser, folder: Path, scheme: str, width: int
) -> None:
    """Marks, notes, a reading that holds, one that lapsed, and a list by area."""
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    page = context.new_page()
    found = []
    with serve(folder) as address:
        page.goto(f"{address}contact/workshop/")
        page.get_by_role("button", name="I have read").click()
        found += violations(page)
        page.goto(address)
        page.evaluate(OLDER)
        for path, shown in (
            ("", "Changed since your last visit"),
            ("contact/workshop/", "It has changed since."),
        ):
            page.goto(address + path)
            page.get_by_text(shown).first.wait_for()
            found += violations(page)
        page.goto(f"{address}changes/")
        page.get_by_role("button", name="Contact", exact=True).click()
        found += violations(page)
    context.close()

    assert found == []


OLDER = """() => Object.keys(localStorage).filter(key => key.startsWith("sop."))
  .forEach((key) => {
    const kept = JSON.parse(localStorage[key]);
    if (kept.now) {
      kept.day = "2020-01-01";
      kept.now = { version: "0.1.0", fingerprint: "", prints: "", seen: "2020-01-01" };
    } else {
      kept.version = "0.1.0";
      kept.fingerprint = "000000000000";
    }
    localStorage[key] = JSON.stringify(kept);
  })"""
"""Makes all that a browser remembers old, as if everything had changed since."""


def survey(
    browser: Browser, folder: Path, *, scheme: str, width: int, below: str = ""
) -> dict[str, list[str]]:
    """Return what axe-core finds on each page of a site, with everything unfolded."""
    page = browser.new_page(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
    )
    found = {}
    with serve(folder) as address:
        for path in sorted((folder / below).rglob("*.html")):
            name = path.relative_to(folder).as_posix().removesuffix("index.html")
            page.goto(address + name)
            unfold = "all => all.forEach(one => one.open = true)"
            page.locator("details").evaluate_all(unfold)
            found[name] = violations(page)
    page.close()
    return found


def violations(page: Page, **options: object) -> list[str]:
    """Return the rules that the page breaks as it stands, each with its place."""
    found = Axe().run(page, options={**RULES, **options}).response["violations"]
    return [
        f"{broken['id']}: {node['target']} {node['failureSummary']}"
        for broken in found
        for node in broken["nodes"]
    ]
