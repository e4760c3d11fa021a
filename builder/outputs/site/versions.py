"""Pages of other versions than the one in force: all in a list, each as it stood.

A version as it stood is a page without a theme: it is there to be read and linked, not
to be found, and it costs no more than its own words.
"""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from builder.changes.change import Change, Side
from builder.changes.compare import compare
from builder.fingerprint import fingerprint_of, short
from builder.in_force_provenance import next_key
from builder.library import Library
from builder.model.sop import Sop
from builder.outputs.site.assets import CHANGES_STYLE, EDITION_STYLE, STYLE
from builder.outputs.site.changes import change_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.page import Page, SiteFile
from builder.outputs.site.sop_page import sop_html
from builder.outputs.site.upcoming import (
    next_path,
    upcoming_of,
    version_path,
    versions_path,
)
from builder.outputs.templating import render
from builder.past_versions import PastVersion
from builder.provenance import Provenance
from builder.view import LibraryView


def version_pages(site: SiteContext) -> Iterator[Page]:
    """Return the list of versions of each SOP that has more than one."""
    for sop in site.shown:
        versions = site.facts.past.get(sop.id, ())
        if versions:
            yield _versions_page(sop, versions, site)


def version_files(site: SiteContext) -> Iterator[SiteFile]:
    """Return each past version as it stood, and each next one before its day."""
    kept = site.facts.settings.past_versions
    for sop in site.shown:
        page = site.paths[sop.id]
        for version in site.facts.past.get(sop.id, ())[:kept]:
            path = version_path(page, version.sop.version)
            yield _past_file(sop, version, site, path=path)
        upcoming, path = upcoming_of(sop, site), next_path(page)
        if upcoming and upcoming.path == path and not upcoming.is_retired:
            yield _next_file(sop, site, path=path)


def _versions_page(
    sop: Sop, versions: tuple[PastVersion, ...], site: SiteContext
) -> Page:
    page = site.paths[sop.id]
    path = versions_path(page)
    view = site.view()
    links = site.links(view, path=path)
    string = site.strings(sop)
    kept = {one.sop.version for one in versions[: site.facts.settings.past_versions]}
    title = string("versions.title", title=sop.title)
    older = (*versions[1:], None)
    html = render(
        "site/versions.html.j2",
        texts=links.texts,
        sop=sop,
        links=links,
        string=string,
        title=title,
        rows=[
            (one, _entry(one), _changes(one, before))
            for one, before in zip(versions, older, strict=True)
        ],
        kept=kept,
        way=lambda version: links.to(version_path(page, version)),
        commit=site.forge.commit,
        change_words=change_words,
        short=short,
        today=site.facts.today,
        role=lambda role: _role(role, view),
        date=lambda day: shown_date(day, string.language),
        style=CHANGES_STYLE,
        edition_style=EDITION_STYLE,
    )
    return Page(
        path=path,
        title=title,
        description=string("versions.intro", title=sop.title),
        html=html,
        source=site.library.path_of(sop),
        updated=sop.effective,
    )


def _changes(version: PastVersion, before: PastVersion | None) -> list[Change]:
    """Return what differs from the version before, but for versions and dates."""
    if before is None:
        return []
    old = Side(sop=before.sop, library=before.library)
    new = Side(sop=version.sop, library=version.library)
    return [change for change in compare(old, new) if not change.is_record]


def _entry(version: PastVersion) -> object:
    """Return the author's own words about a version, or None."""
    history = version.sop.revision_history
    return next((one for one in history if one.version == version.sop.version), None)


def _role(identifier: str, view: LibraryView) -> str:
    found = view.roles.find(identifier)
    return found.title if found else identifier


def _past_file(
    sop: Sop, version: PastVersion, site: SiteContext, *, path: str
) -> SiteFile:
    old = replace(version.sop, id=sop.id)
    library = _beside(old, version.library, site.library)
    known = Provenance(source_commit=version.landed.commit, date=version.landed.date)
    if version.sop.version == sop.version:
        kind = "current"
    else:
        kind = "next" if version.since > site.facts.today else "past"
    return _file(
        old,
        _site_of(old, library, site, path=path, provenance=known),
        current=sop,
        values={
            "kind": kind,
            "since": version.since,
            "until": version.until,
            "fingerprint": short(version.fingerprint),
        },
    )


def _next_file(sop: Sop, site: SiteContext, *, path: str) -> SiteFile:
    held, newest = site.facts.held[sop.id], site.facts.newest
    assert newest is not None  # nothing is held of files that nobody compared
    known = site.facts.provenances.get(next_key(sop.id), Provenance())
    fingerprint = short(fingerprint_of(held.next, LibraryView(newest)))
    return _file(
        held.next,
        _site_of(held.next, newest, site, path=path, provenance=known),
        current=sop,
        values={
            "kind": "next",
            "since": held.next.effective if held.is_dated else "",
            "until": "",
            "fingerprint": fingerprint,
        },
    )


def _file(
    sop: Sop, site: SiteContext, *, current: Sop, values: dict[str, str]
) -> SiteFile:
    path = site.paths[sop.id]
    view = site.view()
    links = site.links(view, path=path)
    string = site.strings(sop)
    page = path.partition(f"/{current.id}/")[0] + f"/{current.id}/"
    html = render(
        "site/edition.html.j2",
        texts=links.texts,
        sop=sop,
        current=current,
        body=Markup(sop_html(sop, site, is_alone=True)),
        links=links,
        string=string,
        home=links.to(page),
        versions=links.to(versions_path(page)) if site.facts.past.get(sop.id) else "",
        date=lambda day: shown_date(day, string.language),
        styles=[links.to(style) for style in (STYLE, CHANGES_STYLE, EDITION_STYLE)],
        **values,
    )
    return SiteFile(path=f"{path}index.html", content=html.encode())


def _site_of(
    sop: Sop,
    library: Library,
    site: SiteContext,
    *,
    path: str,
    provenance: Provenance,
) -> SiteContext:
    """Return what a page of another version is made from: its own words and times."""
    return replace(
        site,
        library=library,
        facts=replace(site.facts, provenances={sop.id: provenance}, held={}),
        paths={**site.paths, sop.id: path},
        cards={},
        exports={},
        players={},
        flows={},
        fingerprints={sop.id: {}},
    )


def _beside(sop: Sop, own: Library, all_of_them: Library) -> Library:
    """Return an older library with the other SOPs as they are now, to link to them."""
    (path,) = own.paths
    return replace(
        own,
        by_id={**all_of_them.by_id, sop.id: sop},
        by_number={**all_of_them.by_number, sop.number: sop},
        paths_by_id={**all_of_them.paths_by_id, sop.id: path},
    )
