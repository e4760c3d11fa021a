"""Past versions: what a site shows of the versions before the one in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.archive import Archive
from builder.errors import SopError
from builder.history_log import Revision
from builder.in_force import Version, condensed, is_valid, versions_of
from builder.in_force_library import LibraryInForce
from builder.library import Library
from builder.model.sop import Sop


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVersion:
    """One approved version of an SOP, read from git.

    Attributes:
        sop: The SOP as it stood.
        library: It alone, with the shared data of that time.
        fingerprint: The 64 hex digits for what it meant.
        landed: The commit that brought it.
        since: The ISO date since which it was in force; empty if it never was.
        until: The first ISO date on which it was not any more; empty while it is.
        is_signed_for: Whether its approvals are of exactly these words.
    """

    sop: Sop
    library: Library = field(repr=False)
    fingerprint: str
    landed: Revision
    since: str
    until: str
    is_signed_for: bool


def read_past(
    archive: Archive, in_force: LibraryInForce
) -> Mapping[str, tuple[PastVersion, ...]]:
    """Return the approved versions of SOPs that have more than one, newest first.

    Versions that wait for their day are among them. A clone without the contents of
    old files has none.
    """
    try:
        return _read(archive, in_force)
    except SopError:
        return {}


def _read(
    archive: Archive, in_force: LibraryInForce
) -> Mapping[str, tuple[PastVersion, ...]]:
    trails = archive.mainline.files_at(0)
    found: dict[str, tuple[PastVersion, ...]] = {}
    for sop in in_force.newest.sops:
        trail = trails.get(in_force.newest.path_of(sop), ())
        states = condensed(archive.states(trail))
        versions = _shown(versions_of(states)) if len(states) > 1 else ()
        if len(versions) > 1:
            found[sop.id] = versions
    return found


def _shown(versions: Sequence[Version]) -> tuple[PastVersion, ...]:
    """Return the versions that were approved, each number once, as it was last."""
    found: dict[str, PastVersion] = {}
    for version in versions:
        state = version.state
        if state.sop is None or not is_valid(state) or version.number in found:
            continue
        found[version.number] = PastVersion(
            sop=state.sop,
            library=state.library,
            fingerprint=state.fingerprint,
            landed=state.landed,
            since=version.since,
            until=version.until,
            is_signed_for=state.is_signed_for,
        )
    return tuple(found.values())
