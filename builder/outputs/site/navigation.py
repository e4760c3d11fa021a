"""What stands in the navigation of every page, whatever engine prints it."""

from collections.abc import Iterator, Sequence
from html import escape

from builder.outputs.site.page import Page

NavEntry = str | dict[str, list[str]]


def navigation(
    pages: Sequence[Page], written: Sequence[str], *, reference: str, guide: str
) -> Iterator[NavEntry]:
    """Return the nav: home and areas, reference pages in one group, written pages.

    The nav never lists SOPs: it stands on every page, and a page's cost must not grow
    with the library.
    """
    grouped = [page for page in pages if page.metadata.get("reference")]
    for page in pages:
        if page.in_nav and page not in grouped:
            yield f"{page.path}index.md"
    if grouped:
        yield {escape(reference): [f"{page.path}index.md" for page in grouped]}
    if written:
        yield {escape(guide): list(written)}


def hidden_parts(page: Page) -> Iterator[str]:
    """Return the parts of the theme that a page does without."""
    if not page.metadata.get("reference"):
        yield "navigation"
    if not page.toc:
        yield "toc"
