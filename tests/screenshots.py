"""Pictures of every type of page and of every card, to be looked at by a person.

python -m tests.screenshots             everything, to build/screenshots/
python -m tests.screenshots NAME...     only those whose name has one of these

Reads build/site and build/cards; `make screenshots` builds them first.
"""

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from tests.browser import chromium, find_chromium, serve
from tests.contact_sheet import Picture, Sheet, sheet_html
from tests.page_types import PAGE_TYPES, PageType

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
FORMS = {
    "light-wide": ("light", 1280, 900),
    "dark-wide": ("dark", 1280, 900),
    "light-narrow": ("light", 390, 844),
    "dark-narrow": ("dark", 390, 844),
}
"""Each form of a picture: scheme, width and height of the window in pixels."""
TALLEST = 4
"""A picture shows at most so many windows of a long page."""
CARD_SCALE = 1.5
"""Pixels for a point of a card, of which there are 72 to an inch."""


def main(arguments: Sequence[str]) -> int:
    """Take the pictures; return 2 if something that they need is missing."""
    missing = what_is_missing()
    if missing:
        sys.stderr.write(f"{missing}\n")
        return 2
    target = BUILD / "screenshots"
    if not arguments:
        shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    pages = [one for one in PAGE_TYPES if is_asked(one.name, arguments)]
    cards = [
        path
        for path in sorted((BUILD / "cards").glob("*.pdf"))
        if is_asked(path.stem, arguments)
    ]
    began = time.monotonic()
    sheets = [*photograph_pages(pages, target), *photograph_cards(cards, target)]
    (target / "index.html").write_text(sheet_html(sheets), "utf-8")
    count = sum(len(sheet.pictures) for sheet in sheets)
    spent = time.monotonic() - began
    _tell(f"{count} pictures in {spent:.0f} s: {target.relative_to(ROOT)}/index.html")
    return 0


def what_is_missing() -> str:
    """Return what to do before pictures can be taken; empty if all is there."""
    if not find_chromium():
        return "no browser to take pictures: apt-get install chromium-headless-shell"
    if not (BUILD / "site/index.html").is_file():
        return "nothing to take pictures of in build/site: run `make build` first"
    return ""


def is_asked(name: str, arguments: Sequence[str]) -> bool:
    """Tell whether pictures of this name are wanted; without arguments all are."""
    return not arguments or any(word in name for word in arguments)


def photograph_pages(pages: Sequence[PageType], target: Path) -> Iterator[Sheet]:
    """Take each type of page in every form, and tell how far it is."""
    with chromium() as browser, serve(BUILD / "site") as address:
        for place, page_type in enumerate(pages, start=1):
            _tell(f"{place}/{len(pages)} {page_type.title}")
            pictures = [
                _photograph(browser, address, page_type, form, target) for form in FORMS
            ]
            yield Sheet(page_type.name, page_type.title, tuple(pictures))


def photograph_cards(cards: Sequence[Path], target: Path) -> Iterator[Sheet]:
    """Draw every side of every card."""
    for place, path in enumerate(cards, start=1):
        _tell(f"{place}/{len(cards)} {path.name}")
        document = PdfDocument(path)
        sides = []
        for number, side in enumerate(document, start=1):
            name = f"card-{path.stem}-{number}.png"
            side.render(scale=CARD_SCALE).to_pil().save(target / name, optimize=True)
            sides.append(Picture(name, f"side {number}"))
        document.close()
        yield Sheet(f"card-{path.stem}", f"Card: {path.stem}", tuple(sides))


def _photograph(
    browser: Browser, address: str, page_type: PageType, form: str, target: Path
) -> Picture:
    scheme, width, height = FORMS[form]
    page = browser.new_page(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        locale="en-US",
    )
    page.goto(address + page_type.path)
    if page_type.prepare:
        page_type.prepare(page)
        page.mouse.move(0, 0)  # what was clicked is not to look hovered
    name = f"{page_type.name}-{form}.png"
    page.screenshot(path=target / name, **_part_of(page, page_type, width, height))  # type: ignore[arg-type]
    page.close()
    return Picture(name, form.replace("-", ", "))


def _part_of(
    page: Page, page_type: PageType, width: int, height: int
) -> dict[str, object]:
    """Return how much to show: of a page as it opens, more than fits the window."""
    if page_type.prepare:
        return {}
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    shown = min(whole, TALLEST * height)
    clip = {"x": 0, "y": 0, "width": width, "height": shown}
    return {"full_page": True, "clip": clip}


def _tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
