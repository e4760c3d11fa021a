"""Our pages in the shape that MkDocs knows, with nothing left for it to parse."""

from collections.abc import Iterator, Sequence
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from builder.outputs.site.page import Page, TocEntry


class ReadyPage(MkDocsPage):
    """A page whose HTML is ready: MkDocs places it and parses nothing.

    The theme prints titles and descriptions raw, so they are escaped here.
    """

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(made.title), file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Set what would come from front matter."""
        self.markdown = ""
        self.meta = {
            "description": escape(self.made.description),
            "search": {"exclude": True},  # our own entries are added after the build
        }
        self.meta["hide"] = list(hidden_parts(self.made))

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Set the contents; the body stays empty until search plugins have passed."""
        self.content = ""
        links = [_toc_link(entry) for entry in self.made.toc]
        self.toc = TableOfContents(links)
        found = {entry.anchor for entry in (*self.made.toc, *self.made.search)}
        self.present_anchor_ids = found | {"_top"}

    def fill(self) -> None:
        """Put the body in place, right before the theme is rendered."""
        self.content = self.made.html


def hidden_parts(made: Page) -> Iterator[str]:
    """Return the parts of the theme that a page does without."""
    if not made.metadata.get("reference"):
        yield "navigation"
    if made.metadata.get("hide_toc"):
        yield "toc"


def _toc_link(entry: TocEntry) -> AnchorLink:
    return AnchorLink(escape(entry.title), entry.anchor, level=entry.level)


def add_page(made: Page, files: Files, config: MkDocsConfig) -> None:
    """Add a page as a generated file; only areas and library pages enter the nav."""
    inclusion = InclusionLevel.INCLUDED if made.in_nav else InclusionLevel.NOT_IN_NAV
    file = File.generated(
        config, f"{made.path}index.md", content="", inclusion=inclusion
    )
    files.append(file)
    ReadyPage(made, file, config)


def navigation(
    pages: Sequence[Page], written: Sequence[str], *, reference: str, guide: str
) -> Iterator[str | dict[str, list[str]]]:
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
