"""What can be found on a site, and the files with which it is found."""

from collections.abc import Iterator, Mapping

from builder.library import Library
from builder.model.sop import Channel, Direction
from builder.outputs.search.entries import Entry, Origin
from builder.outputs.search.files import Facets, index_files
from builder.outputs.search.index import Index, build_index
from builder.outputs.search.shared_entries import names_of_terms, shared_origins
from builder.outputs.search.sop_entries import joined, sop_origin
from builder.outputs.search.written_entries import written_origins
from builder.outputs.site.assets import SEARCH_SCRIPT, search_script
from builder.outputs.site.context import SiteContext
from builder.outputs.site.forge import filled
from builder.outputs.site.links import CUSTOMER_SAYS
from builder.outputs.site.page import SiteFile
from builder.view import LibraryView

QUERY = "sopQuery"
"""Stands in an address where the script puts what was searched for."""


def search_index(site: SiteContext) -> Index:
    """Return the index over everything that the site shows."""
    view = site.view()
    return build_index(tuple(_origins(site, view)), list(names_of_terms(view)))


def search_files(site: SiteContext) -> Iterator[SiteFile]:
    """Return the script of the search, and the pieces of the index."""
    index = search_index(site)
    script = search_script(_settings(site))
    yield SiteFile(path=SEARCH_SCRIPT, content=script.encode())
    for path, text in index_files(index, _facets(site, index)):
        yield SiteFile(path=path, content=text.encode())


def suggest_address(site: SiteContext) -> str:
    """Return where somebody who found nothing says so; empty if nobody listens."""
    told = site.facts.settings.issue_url
    if told:
        return filled(told, QUERY)
    string = site.strings()
    return site.forge.issue(
        title=string("search.issue", query=QUERY),
        body=string("search.issue_body", query=QUERY),
    )


def _settings(site: SiteContext) -> dict[str, object]:
    """Return what the script cannot know: words, and addresses."""
    entries = site.strings().entries
    return {
        "words": _section("search.", entries),
        "kinds": _section("kind.", entries),
        "suggest": suggest_address(site),
        "plain": CUSTOMER_SAYS,
    }


def _section(prefix: str, entries: Mapping[str, str]) -> dict[str, str]:
    return {
        key.removeprefix(prefix): text
        for key, text in entries.items()
        if key.startswith(prefix)
    }


def _origins(site: SiteContext, view: LibraryView) -> Iterator[Origin]:
    for sop in site.shown:
        path, string = site.paths[sop.id], site.strings(sop)
        yield sop_origin(sop, path=path, view=view, string=string, players=site.players)
    yield from shared_origins(view, site.strings())
    yield from _retired(site)
    yield from _areas(site.library)
    yield from written_origins(site.facts.written)


def _retired(site: SiteContext) -> Iterator[Origin]:
    """Return the stubs of retired SOPs: their numbers lead to the successors."""
    for sop in site.retired:
        title = site.strings(sop)("stub.title", title=sop.title)
        successor = site.library.by_id.get(sop.successor or "")
        page = Entry(
            kind="page",
            anchor="",
            title=title,
            text=f"{successor.number} {successor.title}" if successor else "",
            heard=(sop.number, sop.title),
            is_head=True,
        )
        path = site.paths[sop.id]
        yield Origin(
            sop=sop.id, number=sop.number, title=title, path=path, entries=(page,)
        )


def _areas(library: Library) -> Iterator[Origin]:
    for area in library.areas.values():
        page = Entry(
            kind="page",
            anchor="",
            title=area.title,
            text=joined((area.summary,)),
            is_head=True,
        )
        yield Origin(
            sop="", number="", title=area.title, path=f"{area.id}/", entries=(page,)
        )


def _facets(site: SiteContext, index: Index) -> Facets:
    """Return the choices of the filters: those that some SOP has."""
    string = site.strings()
    channels = {name for origin in index.origins for name in origin.channels}
    directions = {origin.direction for origin in index.origins}
    roles = {name for origin in index.origins for name in origin.roles}
    return Facets(
        channels={
            one.value: string(f"channel.{one.value}")
            for one in Channel
            if one.value in channels
        },
        directions={
            one.value: string(f"direction.{one.value}")
            for one in Direction
            if one.value in directions and one is not Direction.BOTH
        },
        roles={
            role.id: role.title
            for role in site.library.roles.values()
            if role.id in roles
        },
    )
