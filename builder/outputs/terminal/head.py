"""The head and the end of a printed SOP: what it is, who approved it, its past."""

from collections.abc import Iterator

from builder.fingerprint import fingerprint_of, short
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.terminal.lines import titled, told, wrapped
from builder.schedule import next_review
from builder.view import LibraryView


def head(sop: Sop, view: LibraryView, *, today: str) -> Iterator[str]:
    """Yield number, title, summary, control data and what the SOP is for."""
    title = wrapped(f"{sop.number}  {sop.title}")
    yield from (*title, "=" * max(map(len, title)))
    yield from wrapped(sop.summary)
    yield from wrapped(
        f"Version {sop.version} · {sop.status.replace('_', ' ')} · "
        f"{in_force(sop, today)} · next review {next_review(sop.review)}"
    )
    fingerprint = short(fingerprint_of(sop, view))
    yield from wrapped(
        f"Owner: {role_title(sop.owner, view)} · fingerprint {fingerprint}"
    )
    channels = ", ".join(one.replace("_", " ") for one in sop.channels)
    yield from told("Channels", f"{channels} · {sop.direction}")
    yield from told("Call types", ", ".join(sop.call_types))
    yield from told("Keywords", ", ".join(sop.keywords))
    yield from told("Replaced by", sop.successor)
    yield from titled("Purpose", [sop.purpose])
    yield from titled("Covers", [f"- {item}" for item in sop.scope.covers])
    beyond = sop.scope.does_not_cover
    yield from titled("Does not cover", [f"- {item}" for item in beyond])


def in_force(sop: Sop, today: str) -> str:
    """Return in words whether people work by this text, and from when.

    Args:
        sop: The SOP.
        today: An ISO date; empty if that is not asked, as for a text of the past.
    """
    if not today:
        return f"effective {sop.effective}"
    if sop.status is not Status.APPROVED:
        return f"effective {sop.effective}, not in force"
    if sop.effective > today:
        return f"effective {sop.effective}, not in force yet"
    return f"in force since {sop.effective}"


def role_title(role: str, view: LibraryView) -> str:
    """Return what a role is called; its id if the library does not know it."""
    found = view.roles.find(role)
    return found.title if found else role


def related(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield the SOPs that an agent may need next."""
    lines = []
    for one in sop.related:
        other = view.sops.find(one.sop)
        name = f"{other.number} {other.title}" if other else one.sop
        lines.append(f"- {name}: {one.why}")
    yield from titled("Related", lines)


def approvals(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield who approved what."""
    yield from titled(
        "Approvals",
        [
            f"- {one.version}  {one.date}  {role_title(one.role, view)}"
            f"{f' ({one.who})' if one.who else ''}  {one.fingerprint}"
            for one in sop.approvals
        ],
    )


def revisions(sop: Sop, _view: LibraryView) -> Iterator[str]:
    """Yield the revision history."""
    yield from titled(
        "Revision history",
        [
            f"- {one.version}  {one.date}  {one.role}: {one.what} {one.why or ''}"
            for one in sop.revision_history
        ],
    )
