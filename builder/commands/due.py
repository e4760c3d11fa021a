"""Due: which SOPs are to be reviewed, by when, and who owns them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from builder.errors import SopError
from builder.library import Library
from builder.model.control import Status
from builder.model.shared import Regulation
from builder.model.sop import Sop
from builder.outputs.reviews.calendar import calendar_bytes
from builder.outputs.reviews.issues import issue_body, issue_title
from builder.outputs.reviews.reviews import Review, ReviewRecord, export_review
from builder.outputs.site.forge import Forge
from builder.outputs.site.links import sop_path
from builder.project import Project
from builder.schedule import next_review
from builder.served import Service, services_of
from builder.suggestions import suggest
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class DueResult:
    """The reviews asked for, by owner and date.

    Attributes:
        reviews: In the order of owners' titles, then of dates, then of numbers.
        regulation: What they were asked for by, if by a regulation.
        total: How many SOPs are reviewed at all: all that are not retired.
    """

    library: Library
    reviews: tuple[Review, ...]
    regulation: Regulation | None
    total: int


def due(
    project: Project,
    library: Library,
    *,
    within: int = 90,
    owner: str = "",
    regulation: str = "",
) -> DueResult:
    """Return the reviews that are overdue or come within some days.

    Args:
        project: The SOP repository; its day is today.
        library: Its SOPs, as `check` read them.
        within: Days from today on. With a regulation, every SOP that serves it is
            listed, however long its own review is away: the law does not wait.
        owner: Only SOPs of this role.
        regulation: Only SOPs that serve this regulation.

    Raises:
        SopError: There is no such role or regulation.
    """
    _require(owner, library.roles, "role")
    _require(regulation, library.regulations, "regulation")
    kept = [sop for sop in library.sops if sop.status is not Status.RETIRED]
    reviews = [
        review
        for sop in kept
        for review in _reviews(sop, library, project.today, regulation)
        if (not owner or sop.owner == owner)
        and (regulation or review.days_left <= within)
    ]
    reviews.sort(key=lambda one: (one.owner_title.casefold(), one.due, one.sop.number))
    return DueResult(
        library=library,
        reviews=tuple(reviews),
        regulation=library.regulations.get(regulation),
        total=len(kept),
    )


def _reviews(
    sop: Sop, library: Library, today: str, regulation: str
) -> Iterator[Review]:
    """Return the SOP's review; none if it does not serve the regulation asked for."""
    services = [
        service
        for service in services_of(sop, LibraryView(library))
        if not regulation or regulation in service.regulations
    ]
    if regulation and not services:
        return
    role = library.roles.get(sop.owner)
    day = next_review(sop.review)
    left = date.fromisoformat(day) - date.fromisoformat(today)
    yield Review(
        sop=sop,
        path=library.path_of(sop),
        due=day,
        days_left=left.days,
        owner_title=role.title if role else sop.owner,
        regulations=_regulations(services, library, regulation),
        services=tuple(services),
    )


def _regulations(
    services: list[Service], library: Library, only: str
) -> tuple[Regulation, ...]:
    named = {identifier for service in services for identifier in service.regulations}
    wanted = {only} if only else named
    return tuple(one for one in library.regulations.values() if one.id in wanted)


def _require(identifier: str, known: Collection[str], what: str) -> None:
    if identifier and identifier not in known:
        hint = suggest(identifier, known) or f"known: {', '.join(known)}"
        raise SopError(f"there is no {what} '{identifier}'", hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue that is ready to be opened.

    Attributes:
        name: What its file is called, without an ending.
        url: The forge's page with the issue filled in; empty without ``repo_url``.
    """

    name: str
    title: str
    body: str
    url: str


def issues_of(result: DueResult, project: Project) -> list[Issue]:
    """Return an issue for each review, in their order."""
    forge = Forge(repo_url=project.site.repo_url, branch=project.site.edit_branch)
    pages = pages_of(result, project)
    issues = []
    for review in result.reviews:
        title = issue_title(review, result.regulation)
        page = pages.get(review.sop.id, "")
        body = issue_body(review, result.regulation, page=page)
        url = forge.issue(title=title, body=body)
        issues.append(Issue(name=review.sop.id, title=title, body=body, url=url))
    return issues


def calendar_of(result: DueResult, project: Project) -> bytes:
    """Return the reviews as an iCalendar file."""
    site = project.site.url
    return calendar_bytes(
        result.reviews,
        today=project.today,
        host=urlsplit(site).hostname or "sops.invalid",
        pages=pages_of(result, project),
    )


def records_of(result: DueResult, project: Project) -> list[ReviewRecord]:
    """Return the reviews ready for JSON, each with its issue."""
    return [
        export_review(
            review, {"title": issue.title, "body": issue.body, "url": issue.url}
        )
        for review, issue in zip(
            result.reviews, issues_of(result, project), strict=True
        )
    ]


def pages_of(result: DueResult, project: Project) -> dict[str, str]:
    """Return the published page of each SOP that is due; none without a site_url."""
    if not (site := project.site.url):
        return {}
    return {
        one.sop.id: site + sop_path(result.library.area_of(one.sop), one.sop.id)
        for one in result.reviews
    }
