"""What can be found beside SOPs: the shared data and the views."""

from collections.abc import Iterator

from builder.model.shared import Term
from builder.outputs.search.entries import Entry, Origin
from builder.outputs.search.sop_entries import joined, words
from builder.outputs.strings import Strings
from builder.view import LibraryView


def shared_origins(view: LibraryView, string: Strings) -> Iterator[Origin]:
    """Return the pages of shared data."""
    yield _page("glossary", string, [*_terms(view), *_tools(view)])
    yield _page("dispositions", string, list(_dispositions(view)))
    yield _page("regulations", string, [*_regulations(view), *_disclosures(view)])
    yield _page("roles", string, list(_roles(view)))
    for name in VIEWS:
        yield _page(name, string, [])


VIEWS = (
    "objections", "scripts", "messages", "checklists", "escalations", "metrics",
    "quizzes",
)  # fmt: skip
"""Pages that gather what SOPs hold: found by their names only."""


def names_of_terms(view: LibraryView) -> Iterator[tuple[str, ...]]:
    """Return for each term all of its names."""
    for term in view.terms.all():
        yield _names(term)


def _page(name: str, string: Strings, entries: list[Entry]) -> Origin:
    title = string(f"{name}.title")
    page = Entry(
        kind="page",
        anchor="",
        title=title,
        text=string(f"{name}.intro"),
        is_head=True,
    )
    return Origin(
        sop="", number="", title=title, path=f"{name}/", entries=(page, *entries)
    )


def _names(term: Term) -> tuple[str, ...]:
    return tuple(filter(None, (term.term, term.abbreviation, *term.aliases)))


def _terms(view: LibraryView) -> Iterator[Entry]:
    for term in view.terms.all():
        short = f" ({term.abbreviation})" if term.abbreviation else ""
        yield Entry(
            kind="term",
            anchor=f"term.{term.id}",
            title=term.term + short,
            text=words(term.meaning),
            heard=_names(term),
            hints="what meaning definition",
        )


def _tools(view: LibraryView) -> Iterator[Entry]:
    for tool in view.tools.all():
        yield Entry(
            kind="tool",
            anchor=f"tool.{tool.id}",
            title=tool.title,
            text=words(tool.summary),
            heard=tool.examples,
        )


def _dispositions(view: LibraryView) -> Iterator[Entry]:
    for one in view.dispositions.all():
        yield Entry(
            kind="disposition",
            anchor=one.id,
            title=f"{one.id} {one.title}",
            text=words(one.meaning),
            heard=(one.id, one.title),
            hints="disposition code outcome",
        )


def _regulations(view: LibraryView) -> Iterator[Entry]:
    for one in view.regulations.all():
        yield Entry(
            kind="regulation",
            anchor=f"regulation.{one.id}",
            title=one.title,
            text=joined((one.name, one.summary)),
            heard=(one.title, one.name),
            hints=joined(("law", one.where)),
        )


def _disclosures(view: LibraryView) -> Iterator[Entry]:
    for one in view.disclosures.all():
        yield Entry(
            kind="disclosure",
            anchor=f"disclosure.{one.id}",
            title=one.title,
            text=words(one.say),
            hints=joined(("say exactly", one.when, one.record)),
        )


def _roles(view: LibraryView) -> Iterator[Entry]:
    for role in view.roles.all():
        yield Entry(
            kind="role",
            anchor=f"role.{role.id}",
            title=role.title,
            text=words(role.summary),
        )
