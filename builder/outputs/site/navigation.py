"""What stands in the navigation of every page, whatever engine prints it."""

from collections.abc import Iterator, Sequence
from html import escape

from builder.outputs.site.page import Page
from builder.outputs.strings import Strings

GROUPS = ("library", "reference", "guide")
"""Pages that stand together: views of all SOPs, shared data, hand-written pages."""

NavEntry = str | dict[str, list[str]]


def navigation(
    pages: Sequence[Page], written: Sequence[str], string: Strings
) -> Iterator[NavEntry]:
    """Return the nav: home and areas, then groups of library and written pages.

    The nav never lists SOPs: it stands on every page, and a page's cost must not grow
    with the library.
    """
    grouped: dict[str, list[str]] = {group: [] for group in GROUPS}
    for page in pages:
        if group := page.metadata.get("group"):
            grouped[group].append(f"{page.path}index.md")
        elif page.in_nav:
            yield f"{page.path}index.md"
    grouped["guide"] += written
    for group, paths in grouped.items():
        if paths:
            yield {escape(string(f"nav.{group}")): paths}


def hidden_parts(page: Page) -> Iterator[str]:
    """Return the parts of the theme that a page does without."""
    if not page.metadata.get("group"):
        yield "navigation"
    if not page.toc:
        yield "toc"
