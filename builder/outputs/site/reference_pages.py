"""The pages of shared data: glossary, dispositions, regulations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.model.shared import DispositionCategory
from builder.model.sop import Sop
from builder.outputs.site.context import SiteContext
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page
from builder.outputs.site.sop_page import step_numbers

REFERENCE = "reference"
"""The group of the navigation that lists these pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A step or a script that serves a regulation."""

    number: str
    words: str
    address: str


Served = Mapping[str, Mapping[str, list[Service]]]
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
    served: dict[str, dict[str, list[Service]]] = {}
    for sop in made.sops:
        for regulations, service in (*_steps(sop, made), *_scripts(sop, made)):
            for regulation in regulations:
                of_sop = served.setdefault(regulation, {})
                of_sop.setdefault(sop.title, []).append(service)
    return served


def _steps(sop: Sop, made: Gathering) -> Iterator[tuple[list[str], Service]]:
    """Return each step that names a regulation, or says words that one asks for."""
    numbers = step_numbers(sop)
    for section in sop.procedure:
        for step in section.steps:
            asked = [*step.regulations, *_asked_for(step.disclosures, made)]
            if asked:
                anchor = f"{section.id}.{step.id}"
                address = made.links.sop(sop.id, anchor)
                service = Service(
                    number=numbers[anchor], words=step.do, address=address
                )
                yield list(dict.fromkeys(asked)), service


def _scripts(sop: Sop, made: Gathering) -> Iterator[tuple[list[str], Service]]:
    """Return each script in which words are said that a regulation asks for."""
    for script in sop.scripts:
        said = [
            one for node in script.nodes for one in getattr(node, "disclosures", ())
        ]
        if asked := _asked_for(said, made):
            address = made.links.sop(sop.id, f"script.{script.id}")
            service = Service(number="", words=script.title, address=address)
            yield list(dict.fromkeys(asked)), service


def _asked_for(disclosures: Iterable[str], made: Gathering) -> list[str]:
    found = (made.names.disclosure(identifier) for identifier in disclosures)
    return [disclosure.regulation for disclosure in found if disclosure]
