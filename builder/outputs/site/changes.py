"""Every version of every published SOP, newest first: what feeds and pages tell of."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.control import HistoryEntry, Status
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.outputs.site.context import SiteContext
from builder.outputs.strings import Strings

_PUBLISHED = (Status.APPROVED, Status.RETIRED)
"""Drafts tell of nothing that is in force; that an SOP was retired is news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One version of an SOP.

    Attributes:
        path: The page of the SOP below the site's root.
        roles: The roles that it concerns: owner, who approved it, who has duties in it.
    """

    sop: Sop
    entry: HistoryEntry
    area: str
    path: str
    roles: frozenset[str]

    @property
    def what(self) -> str:
        """What changed, without marks."""
        return plain_words(self.entry.what)

    @property
    def why(self) -> str:
        """Why it changed, without marks."""
        return plain_words(self.entry.why)


def changes_of(site: SiteContext) -> tuple[Change, ...]:
    """Return the versions of all published SOPs, newest first.

    Versions of one day stand in the order of the SOPs' numbers.
    """
    found = [
        change
        for sop in site.library.sops
        if sop.status in _PUBLISHED
        for change in _of_sop(sop, site)
    ]
    found.sort(key=lambda change: change.entry.date, reverse=True)
    return tuple(found)


def kind_words(entry: HistoryEntry, string: Strings) -> list[str]:
    """Return what a version changed, the weightiest kind first, for a reader."""
    return [string(f"change.{kind.value}") for kind in entry.changes]


def change_words(entry: HistoryEntry, string: Strings) -> str:
    """Return the kinds of a version's change in one line."""
    return ", ".join(kind_words(entry, string))


def what_words(entry: HistoryEntry, string: Strings) -> str:
    """Return what changed, for a place that names the kind of change in front.

    Authors like to begin with the kind themselves: it is said once.
    """
    return entry.what.removeprefix(f"{change_words(entry, string)}.").strip()


def roles_of(sop: Sop) -> frozenset[str]:
    """Return the roles that an SOP concerns."""
    approved = (approval.role for approval in sop.approvals)
    return frozenset((sop.owner, *approved, *(duty.role for duty in sop.roles)))


def _of_sop(sop: Sop, site: SiteContext) -> Iterator[Change]:
    area = site.library.area_of(sop)
    roles = roles_of(sop)
    for entry in reversed(sop.revision_history):
        yield Change(
            sop=sop, entry=entry, area=area, path=site.paths[sop.id], roles=roles
        )
