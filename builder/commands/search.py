"""Search: the places of the library that answer a query, as the site ranks them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from builder.commands.in_force import read_in_force
from builder.diagnostics import Severity
from builder.errors import SopError
from builder.outputs.facts import Facts
from builder.outputs.search.entries import Origin, passes
from builder.outputs.search.ranking import Searcher
from builder.outputs.site.context import site_context
from builder.outputs.site.search import search_index
from builder.outputs.site.written import written_pages
from builder.outputs.strings import Strings
from builder.project import Project
from builder.suggestions import suggest


class FoundRecord(TypedDict):
    """One result, ready for JSON."""

    sop: str
    target: str
    kind: str
    title: str
    text: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result.

    Attributes:
        sop: The id of the SOP; empty for shared data and other pages.
        target: ``sop-id#anchor``, as `sop show` takes it, or a path on the site.
        source: The title of the SOP or page.
        label: The kind in words.
        heard: What the customer says, for an objection.
    """

    sop: str
    target: str
    kind: str
    title: str
    text: str
    score: int
    number: str
    source: str
    label: str
    heard: tuple[str, ...]

    def as_record(self) -> FoundRecord:
        """Return the result ready for JSON."""
        return FoundRecord(
            sop=self.sop,
            target=self.target,
            kind=self.kind,
            title=self.title,
            text=self.text,
            score=self.score,
        )


def search(
    project: Project,
    query: str,
    *,
    limit: int = 10,
    channel: str = "",
    direction: str = "",
    role: str = "",
) -> list[Found]:
    """Return the best results for a query among what the site shows today.

    Raises:
        SopError: There is no such role.
    """
    holding = read_in_force(project)
    # With errors nobody can tell what holds; the files can be searched all the same.
    is_whole = not holding.checked.count(Severity.ERROR)
    in_force = holding.in_force if is_whole else None
    library = in_force.library if in_force else holding.checked.library
    if role and role not in library.roles:
        hint = suggest(role, library.roles) or f"known: {', '.join(library.roles)}"
        raise SopError(f"there is no role '{role}'", hint=hint)
    facts = Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances={},
        held=in_force.held if in_force else {},
        written=written_pages(project.root, project.site.docs_dir),
    )
    site = site_context(library, facts)
    searcher = Searcher(search_index(site))
    admits = _filter(searcher, channel=channel, direction=direction, role=role)
    hits = searcher.search(query, limit=limit, admits=admits)
    string = site.strings()
    return [_found(searcher, hit.entry, hit.score, string) for hit in hits]


def _filter(
    searcher: Searcher, *, channel: str, direction: str, role: str
) -> Callable[[int], bool]:
    origins = searcher.index.origins
    return lambda place: passes(
        origins[place], channel=channel, direction=direction, role=role
    )


def _found(searcher: Searcher, entry: int, score: int, string: Strings) -> Found:
    index = searcher.index
    origin: Origin = index.origins[index.owners[entry]]
    one = index.entries[entry]
    return Found(
        sop=origin.sop,
        target=origin.target(one.anchor),
        kind=one.kind,
        title=one.title,
        text=one.text,
        score=score,
        number=origin.number,
        source=origin.title,
        label=string(f"kind.{one.kind}"),
        heard=one.heard if one.kind == "objection" else (),
    )
