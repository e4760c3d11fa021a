"""Our pages in the shape that MkDocs knows, with nothing left for it to parse."""

import re
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from builder.outputs.site.navigation import hidden_parts
from builder.outputs.site.page import Page, TocEntry

_ID = re.compile(r' id="([^"]+)"')
_BRACKETS = str.maketrans("<>", "‹›")  # noqa: RUF001


class ReadyPage(MkDocsPage):
    """A page whose HTML is ready: MkDocs places it and parses nothing.

    Themes print titles and descriptions raw, so they are escaped here. Some strip tags
    from a title and thereby undo the escaping: it holds no angle brackets at all. The
    exact title stands in ``meta``, where Material looks first.
    """

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(made.title.translate(_BRACKETS)), file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Set what would come from front matter."""
        self.markdown = ""
        self.meta = {
            "description": escape(self.made.description),
            "search": {"exclude": True},  # our own search knows the page
        }
        self.meta["hide"] = list(hidden_parts(self.made))
        if self.made.path:
            self.meta["title"] = escape(self.made.title)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Set the contents; the body stays empty until other plugins have passed."""
        self.content = ""
        links = [_toc_link(entry) for entry in self.made.toc]
        self.toc = TableOfContents(links)
        self.present_anchor_ids = {
            "_top",
            *(entry.anchor for entry in self.made.toc),
            *_ID.findall(self.made.html),
        }

    def fill(self) -> None:
        """Put the body in place, right before the theme is rendered."""
        self.content = self.made.html


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
