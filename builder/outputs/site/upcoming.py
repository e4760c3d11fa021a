"""What comes after the version in force: when, and where it can be read before."""

from dataclasses import dataclass
from datetime import date, timedelta

from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.site.context import SiteContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """What the page of an SOP says of the next version.

    Attributes:
        effective: The ISO date of the next version; empty while it is being written.
        eve: The day before; after it, a page that was not built anew is out of date.
        is_retired: Whether the SOP ends on that day.
        path: Where the next version can be read, below the site's root.
    """

    version: str
    effective: str
    eve: str
    is_retired: bool
    path: str


def versions_path(page: str) -> str:
    """Return the path of the list of versions, below the page of an SOP."""
    return f"{page}versions/"


def version_path(page: str, version: str) -> str:
    """Return the permanent path of one version."""
    return f"{versions_path(page)}{version}/"


def next_path(page: str) -> str:
    """Return the path of the version that waits for its day."""
    return f"{page}next/"


def upcoming_of(sop: Sop, site: SiteContext) -> Upcoming | None:
    """Return what is to be told of the next version; None if there is nothing."""
    held = site.facts.held.get(sop.id)
    if held is None:
        return None
    page = site.paths[sop.id]
    if held.sooner is not None:
        path = version_path(page, held.sooner.version)
        return _upcoming(held.sooner, held.sooner.effective, path)
    if held.is_dated or site.facts.settings.publish_drafts:
        effective = held.next.effective if held.is_dated else ""
        return _upcoming(held.next, effective, next_path(page))
    return None


def _upcoming(sop: Sop, effective: str, path: str) -> Upcoming:
    eve = date.fromisoformat(effective) - timedelta(days=1) if effective else ""
    return Upcoming(
        version=sop.version,
        effective=effective,
        eve=str(eve),
        is_retired=sop.status is Status.RETIRED,
        path=path,
    )
