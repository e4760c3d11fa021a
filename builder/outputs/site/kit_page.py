"""The page of an SOP's kit: what is picked from it while one works."""

from collections.abc import Iterator

from builder.addresses import KIT, step_numbers
from builder.fingerprint import fingerprint_of, short
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.site.assets import CHANGES_SCRIPT, CHANGES_STYLE
from builder.outputs.site.context import SiteContext
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page, TocEntry
from builder.outputs.site.sop_page import (
    kit_blocks,
    marks_of,
    more_cards,
    plain_apostrophes,
    regulations_of,
    step_label,
    techniques_of,
)
from builder.outputs.templating import render


def kit_pages(site: SiteContext) -> Iterator[Page]:
    """Return the kit of each SOP that has anything in it."""
    for sop in site.shown:
        if page := _page(sop, site):
            yield page


def _page(sop: Sop, site: SiteContext) -> Page | None:
    view = site.view()
    path = site.paths[sop.id] + KIT
    links = site.links(view, path=path, home=sop, folder=KIT)
    names, string = Names(view), site.strings(sop)
    blocks = kit_blocks(sop, site, names)
    if not blocks:
        return None
    numbers = step_numbers(sop)
    html = render(
        "site/kit.html.j2",
        texts=links.texts,
        sop=sop,
        area=view.area_of(sop),
        names=names,
        links=links,
        string=string,
        label=lambda address, _home=None: step_label(address, sop, numbers, names),
        mark=marks_of(sop, site),
        fingerprint=short(fingerprint_of(sop, view)),
        kit=blocks,
        used_techniques=techniques_of(sop, names),
        more_cards=more_cards(sop, site),
        used_regulations=regulations_of(sop, names),
        changes_style=CHANGES_STYLE,
        changes_script=CHANGES_SCRIPT,
        is_approved=sop.status is Status.APPROVED,
    )
    return Page(
        path=path,
        title=string("kit.of", title=sop.title),
        description=string("kit.intro"),
        html=plain_apostrophes(html),
        toc=tuple(
            TocEntry(anchor=f"_{one.name}", title=string(f"page.{one.name}"))
            for one in blocks
        ),
        source=site.library.path_of(sop),
        updated=sop.effective,
    )
