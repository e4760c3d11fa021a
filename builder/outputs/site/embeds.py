"""Sections on their own, for a frame on another page such as a CRM's.

A section is cut out of the page of its SOP: what both show is the same to the letter,
and nothing is rendered twice. Ways that lead out of it open beside the frame.
"""

import re
from collections.abc import Iterator, Mapping

from markupsafe import Markup

from builder.addresses import KIT
from builder.fingerprint import short
from builder.model.control import Status
from builder.model.procedure import Section
from builder.model.sop import Sop
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.early_fonts import FONTS
from builder.outputs.site.links import Links
from builder.outputs.site.page import Page, SiteFile
from builder.outputs.templating import render

EMBEDS = "embed/"

_HEADING = re.compile(r'<h2 id="([^"]+)">')
_INSIDE, _UP, _KIT = 'href="#', 'href="../../', f'href="{KIT}'
"""How links on the page of an SOP begin; in texts, quotation marks are escaped."""


def embed_path(sop: str, section: str) -> str:
    """Return the permanent path of a section's own page."""
    return f"{EMBEDS}{sop}/{section}/"


def embed_files(site: SiteContext, pages: Mapping[str, Page]) -> Iterator[SiteFile]:
    """Return a page for each section of each SOP.

    Sections of a retired SOP say that it is retired: a frame that somebody forgot must
    not show old steps, nor nothing.

    Args:
        site: What all pages share.
        pages: The page of each SOP, by its id.
    """
    for sop in site.shown:
        bodies = _sections_of(pages[sop.id].html)
        for section in sop.procedure:
            yield _file(sop, section, site, body=bodies[section.id])
    for sop in site.retired:
        for section in sop.procedure:
            yield _file(sop, section, site, body="")


def _sections_of(html: str) -> dict[str, str]:
    """Return what stands below each heading of a page, by the heading's id."""
    _, *parts = _HEADING.split(html)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _file(sop: Sop, section: Section, site: SiteContext, *, body: str) -> SiteFile:
    path = embed_path(sop.id, section.id)
    view = site.view()
    links = site.links(view, path=path)
    string = site.strings(sop)
    known = site.fingerprints.get(sop.id, {})
    successor = view.sops.find(sop.successor) if sop.successor else None
    html = render(
        "site/embed.html.j2",
        texts=links.texts,
        sop=sop,
        section=section,
        body=Markup(_moved(body, sop, links)),
        links=links,
        string=string,
        successor=successor,
        fonts=(FONTS[0], FONTS[-1]),
        is_retired=sop.status is Status.RETIRED,
        is_approved=sop.status is Status.APPROVED,
        fingerprint=short(known.get(section.id, "")),
        date=shown_date(sop.effective, string.language),
    )
    return SiteFile(path=f"{path}index.html", content=html.encode())


def _moved(body: str, sop: Sop, links: Links) -> str:
    """Return a body with its links as seen from the section's own page."""
    body = body.partition("</h2>")[2]
    page = links.sop(sop.id)
    body = body.replace(_UP, f'href="{links.root}').replace(_INSIDE, f'href="{page}#')
    return body.replace(_KIT, f'href="{page}{KIT}')
