"""The pages that lead to SOPs: home, areas, what customers say, and stubs."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.control import HistoryEntry
from builder.model.shared import Area
from builder.model.sop import Sop
from builder.outputs.site.assets import CHANGES_SCRIPT, CHANGES_STYLE
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.editions import EDITIONS
from builder.outputs.site.links import CUSTOMER_SAYS, Links
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page, TocEntry
from builder.outputs.templating import render

RECENT = 8
"""How many changes the home page shows."""

HEARD = 18
"""How many customer words the home page shows; all stand on a page of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Words of a customer, and the place that answers them."""

    words: str
    answer: str
    sop: str
    address: str


def library_pages(site: SiteContext) -> Iterator[Page]:
    """Return the home page, a page per area, the customers' words, and the stubs."""
    yield _home(site)
    for area in site.library.areas.values():
        yield _area(area, site)
    yield _customer_says(site)
    for sop in site.retired:
        yield _stub(sop, site)


def _home(site: SiteContext) -> Page:
    view = site.view()
    links = site.links(view, path="")
    string = site.strings()
    heard = [words for sop in site.shown for words in _heard(sop, links, first=True)]
    settings = site.facts.site
    html = _render("home", links, site, {
        "title": settings.name,
        "intro": settings.description,
        "notice": site.facts.settings.notice,
        "areas": [(area, _of_area(area, site)) for area in view.areas.all()],
        "recent": _recent(site),
        "heard": _spread(heard, HEARD),
        "heard_path": CUSTOMER_SAYS,
        "editions": EDITIONS,
        "changes_style": CHANGES_STYLE,
        "changes_script": CHANGES_SCRIPT,
    })  # fmt: skip
    return Page(
        path="",
        title=string("nav.home"),
        description=settings.description or settings.name,
        html=html,
        updated=max((sop.effective for sop in site.shown), default=""),
        in_nav=True,
    )


def _area(area: Area, site: SiteContext) -> Page:
    path = f"{area.id}/"
    sops = _of_area(area, site)
    links = site.links(site.view(), path=path)
    html = _render("area", links, site, {"area": area, "sops": sops})
    return Page(
        path=path,
        title=area.title,
        description=area.summary,
        html=html,
        source="sop/shared/areas.yaml",
        updated=max((sop.effective for sop in sops), default=""),
        in_nav=True,
    )


def _customer_says(site: SiteContext) -> Page:
    links = site.links(site.view(), path=CUSTOMER_SAYS)
    string = site.strings()
    groups = [(sop, list(_heard(sop, links))) for sop in site.shown]
    title = string("home.customer_says")
    html = _render("customer_says", links, site, {"groups": groups})
    return Page(
        path=CUSTOMER_SAYS,
        title=title,
        description=string("home.customer_intro"),
        html=html,
        toc=tuple(
            TocEntry(anchor=f"sop.{sop.id}", title=sop.title) for sop, _ in groups
        ),
        updated=max((sop.effective for sop in site.shown), default=""),
        in_nav=True,
        metadata={"group": "library"},
    )


def _stub(sop: Sop, site: SiteContext) -> Page:
    path = site.paths[sop.id]
    view = site.view()
    links = site.links(view, path=path)
    successor = view.sops.find(sop.successor) if sop.successor else None
    title = site.strings(sop)("stub.title", title=sop.title)
    html = _render("stub", links, site, {"sop": sop, "successor": successor})
    return Page(
        path=path,
        title=title,
        description=sop.summary,
        html=html,
        source=site.library.path_of(sop),
        updated=sop.revision_history[-1].date,
        sop=sop.id,
    )


def _render(
    name: str, links: Links, site: SiteContext, values: dict[str, object]
) -> str:
    """Return the body of a library page, in the language of the site."""
    string = site.strings()
    return render(
        f"site/{name}.html.j2",
        texts=links.texts,
        links=links,
        string=string,
        names=Names(site.view()),
        date=lambda day: shown_date(day, string.language),
        **values,
    )


def _of_area(area: Area, site: SiteContext) -> list[Sop]:
    return [sop for sop in site.shown if site.paths[sop.id].startswith(f"{area.id}/")]


def _recent(site: SiteContext) -> list[tuple[Sop, HistoryEntry]]:
    """Return the newest entries of all revision histories, newest first."""
    entries = [
        (sop, entry) for sop in site.shown for entry in sop.revision_history[-2:]
    ]
    entries.sort(key=lambda pair: (pair[1].date, pair[1].version), reverse=True)
    return entries[:RECENT]


def _heard(sop: Sop, links: Links, *, first: bool = False) -> Iterator[Heard]:
    """Return customers' words with the way to the answer; all, or one an objection."""
    for objection in sop.objections:
        for words in objection.customer_says[: 1 if first else None]:
            yield Heard(
                words=words,
                answer=objection.title,
                sop=sop.title,
                address=links.sop(sop.id, f"objection.{objection.id}"),
            )


def _spread(heard: list[Heard], count: int) -> list[Heard]:
    """Return some of the words, taken evenly, so that every SOP is heard."""
    if len(heard) <= count:
        return heard
    return [heard[place * len(heard) // count] for place in range(count)]
