"""Demands: which version and which approvals a set of changes asks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from builder.changes.change import Change
from builder.fingerprint import fingerprint_of, short
from builder.library import Library
from builder.model.change import OWNER, Bump, ChangeSettings, Kind
from builder.model.control import Approval, ChangeKind
from builder.model.sop import Sop
from builder.view import LibraryView

_ORDER = [*Bump]

_ANY = frozenset(ChangeKind)
_WORDS = frozenset(
    {
        ChangeKind.WORDING,
        ChangeKind.PROCEDURE,
        ChangeKind.SCRIPT,
        ChangeKind.ESCALATION,
    }
)
_PROCEDURE = frozenset({ChangeKind.PROCEDURE})

NAMED_BY: dict[Kind, frozenset[ChangeKind]] = {
    Kind.EDITORIAL: _ANY,
    Kind.WORDING: _WORDS,
    Kind.STEP_ADDED: _PROCEDURE,
    Kind.STEP_REMOVED: _PROCEDURE,
    Kind.STEP_MOVED: _PROCEDURE,
    Kind.STEP_CHANGED: _PROCEDURE,
    Kind.DECISION: _PROCEDURE,
    Kind.DISCLOSURE: frozenset({ChangeKind.DISCLOSURE}),
    Kind.SCRIPT_PATH: frozenset({ChangeKind.SCRIPT}),
    Kind.ESCALATION: frozenset({ChangeKind.ESCALATION}),
    Kind.BLOCK: _WORDS,
    Kind.CONTROL: _ANY,
    Kind.SOP_ADDED: _ANY,
    Kind.SOP_REMOVED: _ANY,
}
"""Which words of the revision history name a kind; one of them is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What an SOP's changes ask for.

    Attributes:
        bump: The number of the version that has to go up, or one before it.
        because: The change that asks for it; None if nothing does.
        roles: The roles that have to approve, the owner first.
    """

    bump: Bump
    because: Change | None
    roles: tuple[str, ...]


def needed(sop: Sop, changes: Iterable[Change], settings: ChangeSettings) -> Needed:
    """Return what changes of an SOP ask for; its record asks for nothing."""
    bump, because = Bump.NONE, None
    roles: dict[str, None] = {}
    for change in meant(changes):
        demand = settings.demand(change.kind)
        if _ORDER.index(demand.version) > _ORDER.index(bump):
            bump, because = demand.version, change
        roles |= {sop.owner if role == OWNER else role: None for role in demand.approve}
    owner = [sop.owner] if sop.owner in roles else []
    others = sorted(role for role in roles if role != sop.owner)
    return Needed(bump=bump, because=because, roles=(*owner, *others))


def meant(changes: Iterable[Change]) -> Iterator[Change]:
    """Return the changes of what an SOP says, without those of its record."""
    return (change for change in changes if not change.is_record)


def numbers(version: str) -> tuple[int, ...]:
    """Return the three numbers of a version, to compare it with others."""
    return tuple(int(part) for part in version.split("."))


def raised(old: str, new: str) -> Bump:
    """Return which number of a version went up first."""
    steps = zip(numbers(old), numbers(new), strict=True)
    for bump, (before, after) in zip(
        (Bump.MAJOR, Bump.MINOR, Bump.PATCH), steps, strict=True
    ):
        if after != before:
            return bump if after > before else Bump.NONE
    return Bump.NONE


def is_enough(found: Bump, wanted: Bump) -> bool:
    """Tell whether a version went up far enough."""
    return _ORDER.index(found) >= _ORDER.index(wanted)


def next_version(version: str, bump: Bump) -> str:
    """Return the least version that is enough."""
    major, minor, patch = numbers(version)
    if bump is Bump.MAJOR:
        return f"{major + 1}.0.0"
    if bump is Bump.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + (bump is Bump.PATCH)}"


def fitting_approvals(sop: Sop, library: Library) -> tuple[Approval, ...]:
    """Return the approvals of exactly what an SOP says now, as its version."""
    now = short(fingerprint_of(sop, LibraryView(library)))
    return tuple(
        approval
        for approval in sop.approvals
        if approval.version == sop.version and approval.fingerprint == now
    )
