"""Everything that goes into a site, made from a library and the facts."""

from collections.abc import Iterable

from builder.dialers import NEUTRAL
from builder.errors import SopError
from builder.library import Library
from builder.outputs.api.build import api_files
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.schemas import schema_files
from builder.outputs.site.assets import asset_files
from builder.outputs.site.block_views import block_views
from builder.outputs.site.card_check import card_checks
from builder.outputs.site.change_feeds import change_feeds, feed_files
from builder.outputs.site.changes import changes_of
from builder.outputs.site.changes_page import changes_page
from builder.outputs.site.context import site_context
from builder.outputs.site.editions import edition_files
from builder.outputs.site.embeds import embed_files
from builder.outputs.site.flows import flow_files
from builder.outputs.site.kit_page import kit_pages
from builder.outputs.site.library_pages import library_pages
from builder.outputs.site.overviews import overviews
from builder.outputs.site.page import Page, SiteContent, SiteFile
from builder.outputs.site.player_page import player_pages
from builder.outputs.site.reference_pages import reference_pages
from builder.outputs.site.role_page import role_page
from builder.outputs.site.search import search_files
from builder.outputs.site.sop_page import sop_page
from builder.outputs.site.versions import version_files, version_pages


def site_content(
    library: Library,
    facts: Facts,
    *,
    cards: Iterable[OutputFile] = (),
    exports: Iterable[OutputFile] = (),
    feeds: Iterable[OutputFile] = (),
) -> SiteContent:
    """Return the pages and files of a site, each at a path of its own.

    Raises:
        SopError: Two pages would stand at one path, such as an area's and a fixed one.
    """
    # In the order of their paths, for a later run reads them from the manifest.
    cards = sorted(cards, key=lambda made: made.path)
    # Of the formats, readers of the site get the one that explains itself.
    neutral = (made for made in exports if made.kind == NEUTRAL)
    exports = sorted(neutral, key=lambda made: made.path)
    feeds = sorted(feeds, key=lambda made: made.path)
    site = site_context(library, facts, cards=cards, exports=exports, feeds=feeds)
    changes = changes_of(site)
    pages = (
        *library_pages(site),
        *(sop_page(sop, site) for sop in site.shown),
        *kit_pages(site),
        *version_pages(site),
        *player_pages(site),
        *block_views(site),
        *overviews(site),
        *reference_pages(site),
        role_page(site),
        changes_page(site, changes, tuple(change_feeds(site, changes))),
    )
    fingerprints = {page.sop: page.metadata.get("fingerprint", "") for page in pages}
    files = (
        *asset_files(),
        *search_files(site),
        *flow_files(site),
        *card_checks(site),
        *version_files(site),
        *edition_files(site, changes, fingerprints),
        *feed_files(site, changes),
        *api_files(site, changes),
        *embed_files(site, {page.sop: page for page in pages if page.sop}),
        *(
            SiteFile(path=made.path, content=made.content)
            for made in (*cards, *exports, *feeds)
        ),
        *(SiteFile(path=path, content=text) for path, text in schema_files()),
    )
    _refuse_collisions(pages, files)
    return SiteContent(pages=pages, files=files)


def _refuse_collisions(pages: Iterable[Page], files: Iterable[SiteFile]) -> None:
    taken: set[str] = set()
    paths = [f"{page.path}index.html" for page in pages] + [file.path for file in files]
    for path in paths:
        if path in taken:
            raise SopError(
                f"two pages of the site would stand at '{path}'",
                hint="rename the area or the SOP; the site itself needs this name",
            )
        taken.add(path)
