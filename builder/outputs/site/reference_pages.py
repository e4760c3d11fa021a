"""The pages of shared data: glossary, dispositions, regulations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from builder.model.shared import DispositionCategory
from builder.outputs.site.context import SiteContext
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page
from builder.served import services_of

REFERENCE = "reference"
"""The group of the navigation that lists these pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLink:
    """A step or a script that serves a regulation, and where it stands."""

    number: str
    words: str
    address: str


Served = Mapping[str, Mapping[str, list[ServiceLink]]]
"""For each regulation and title of an SOP: what serves it there."""


def reference_pages(site: SiteContext) -> Iterator[Page]:
    """Return one page for each kind of shared data that agents look up."""
    yield _glossary(site)
    yield _dispositions(site)
    yield _regulations(site)


def _glossary(site: SiteContext) -> Page:
    made = Gathering("glossary", site, group=REFERENCE)
    view = made.view
    terms = sorted(view.terms.all(), key=lambda term: term.term.casefold())
    roles, tools = view.roles.all(), view.tools.all()
    values = {"terms": terms, "roles": roles, "tools": tools}
    toc = [
        ("_terms", made.string("glossary.terms")),
        ("_roles", made.string("page.roles")),
        ("_tools", made.string("page.tools")),
    ]
    return made.page(values=values, toc=toc)


def _dispositions(site: SiteContext) -> Page:
    made = Gathering("dispositions", site, group=REFERENCE)
    view = made.view
    groups = [
        (category, [one for one in view.dispositions.all() if one.category is category])
        for category in DispositionCategory
    ]
    groups = [(category, found) for category, found in groups if found]
    values = {"groups": groups}
    toc = [(f"_{one.value}", made.string(f"category.{one.value}")) for one, _ in groups]
    return made.page(values=values, toc=toc)


def _regulations(site: SiteContext) -> Page:
    made = Gathering("regulations", site, group=REFERENCE)
    view = made.view
    regulations, disclosures = view.regulations.all(), view.disclosures.all()
    values = {
        "regulations": regulations,
        "disclosures": disclosures,
        "served": _served(made),
    }
    toc = [
        ("_regulations", made.string("regulations.heading")),
        ("_exact", made.string("regulations.disclosures")),
    ]
    return made.page(values=values, toc=toc)


def _served(made: Gathering) -> Served:
    """Return what serves each regulation, in the order of the SOPs and their parts."""
    served: dict[str, dict[str, list[ServiceLink]]] = {}
    for sop in made.sops:
        for service in services_of(sop, made.view):
            address = made.links.sop(sop.id, service.anchor)
            link = ServiceLink(
                number=service.number, words=service.words, address=address
            )
            for regulation in service.regulations:
                of_sop = served.setdefault(regulation, {})
                of_sop.setdefault(sop.title, []).append(link)
    return served
