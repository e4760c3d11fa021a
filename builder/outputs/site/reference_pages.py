"""The pages of shared data: glossary, dispositions, regulations."""

from collections.abc import Iterator, Mapping, Sequence

from builder.model.shared import DispositionCategory
from builder.outputs.inline_text import plain_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.links import Links
from builder.outputs.site.names import Names
from builder.outputs.site.page import Page, SearchSection, TocEntry
from builder.outputs.site.sop_page import step_numbers
from builder.outputs.templating import render
from builder.view import LibraryView

Served = dict[str, dict[str, list[tuple[str, str]]]]
"""For each regulation and SOP: numbers and addresses of the steps that serve it."""


def reference_pages(site: SiteContext) -> Iterator[Page]:
    """Return one page for each kind of shared data that agents look up."""
    yield _glossary(site)
    yield _dispositions(site)
    yield _regulations(site)


def _glossary(site: SiteContext) -> Page:
    view = site.view()
    links = site.links(view, path="glossary/")
    terms = sorted(view.terms.all(), key=lambda term: term.term.casefold())
    roles, tools = view.roles.all(), view.tools.all()
    found = [
        SearchSection(
            anchor=f"term.{term.id}",
            title=f"{term.term} ({term.abbreviation})"
            if term.abbreviation
            else term.term,
            text=" ".join((plain_words(term.meaning), *term.aliases)),
        )
        for term in terms
    ]
    found += [
        SearchSection(
            anchor=f"role.{role.id}", title=role.title, text=plain_words(role.summary)
        )
        for role in roles
    ]
    found += [
        SearchSection(
            anchor=f"tool.{tool.id}",
            title=tool.title,
            text=" ".join((plain_words(tool.summary), *tool.examples)),
        )
        for tool in tools
    ]
    values = {"terms": terms, "roles": roles, "tools": tools}
    toc = (
        ("_terms", "glossary.terms"),
        ("_roles", "page.roles"),
        ("_tools", "page.tools"),
    )
    return _page("glossary", site, view, links, values=values, found=found, toc=toc)


def _dispositions(site: SiteContext) -> Page:
    view = site.view()
    links = site.links(view, path="dispositions/")
    groups = [
        (category, [one for one in view.dispositions.all() if one.category is category])
        for category in DispositionCategory
    ]
    groups = [(category, found) for category, found in groups if found]
    found = [
        SearchSection(
            anchor=one.id, title=f"{one.id} {one.title}", text=plain_words(one.meaning)
        )
        for _, group in groups
        for one in group
    ]
    values = {"groups": groups}
    toc = [(f"_{one.value}", f"category.{one.value}") for one, _ in groups]
    return _page("dispositions", site, view, links, values=values, found=found, toc=toc)


def _regulations(site: SiteContext) -> Page:
    view = site.view()
    links = site.links(view, path="regulations/")
    regulations, disclosures = view.regulations.all(), view.disclosures.all()
    found = [
        SearchSection(
            anchor=f"regulation.{one.id}",
            title=one.title,
            text=f"{one.name} {plain_words(one.summary)}",
        )
        for one in regulations
    ]
    found += [
        SearchSection(
            anchor=f"disclosure.{one.id}",
            title=one.title,
            text=plain_words(one.say, links.texts),
        )
        for one in disclosures
    ]
    values = {
        "regulations": regulations,
        "disclosures": disclosures,
        "served": _served(site, links),
    }
    toc = [
        ("_regulations", "regulations.heading"),
        ("_exact", "regulations.disclosures"),
    ]
    return _page("regulations", site, view, links, values=values, found=found, toc=toc)


def _served(site: SiteContext, links: Links) -> Served:
    served: Served = {}
    for sop in site.shown:
        numbers = step_numbers(sop)
        for section in sop.procedure:
            for step in section.steps:
                anchor = f"{section.id}.{step.id}"
                place = numbers[anchor], links.sop(sop.id, anchor)
                for regulation in step.regulations:
                    steps = served.setdefault(regulation, {})
                    steps.setdefault(sop.title, []).append(place)
    return served


def _page(
    name: str,
    site: SiteContext,
    view: LibraryView,
    links: Links,
    *,
    values: Mapping[str, object],
    found: list[SearchSection],
    toc: Sequence[tuple[str, str]],
) -> Page:
    string = site.strings()
    title, intro = string(f"{name}.title"), string(f"{name}.intro")
    html = render(
        f"site/{name}.html.j2",
        texts=links.texts,
        links=links,
        string=string,
        names=Names(view),
        **values,
    )
    return Page(
        path=f"{name}/",
        title=title,
        description=intro,
        html=html,
        toc=tuple(TocEntry(anchor=anchor, title=string(key)) for anchor, key in toc),
        search=(SearchSection(anchor="", title=title, text=intro), *found),
        updated=max((sop.effective for sop in site.shown), default=""),
        in_nav=True,
        metadata={"reference": "yes"},
    )
