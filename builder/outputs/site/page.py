"""What a page is before any site engine sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TocEntry:
    """A line of the table of contents; ``title`` is plain text."""

    anchor: str
    title: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: ready HTML and everything that an engine needs to place it.

    Attributes:
        path: Below the site's root, ending in a slash; empty for the home page.
        title: Plain text; engines escape it where they print it raw.
        description: Plain text for search machines and previews.
        html: The body, with its ``h1``; safe as it stands.
        source: The file the page was made from, relative to the project.
        updated: The ISO date of the last change that a reader would notice.
        sop: The id of the SOP that the page shows; empty for library pages.
        in_nav: Whether the page is named in the navigation of every page.
    """

    path: str
    title: str
    description: str
    html: str = field(repr=False)
    toc: tuple[TocEntry, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    updated: str = ""
    sop: str = ""
    in_nav: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file that the site carries as it is: a card, an export, a font."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContent:
    """Everything that goes into a site, whatever engine puts it there."""

    pages: tuple[Page, ...]
    files: tuple[SiteFile, ...]
