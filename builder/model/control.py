"""Control data: who stands behind an SOP, since when, and what changed."""

from dataclasses import dataclass
from enum import StrEnum

from builder.model.text import Inline, Located, Plain


class Status(StrEnum):
    """Where an SOP is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    RETIRED = "retired"


class Cadence(StrEnum):
    """How often an SOP is reviewed."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}
"""Months between two reviews."""


class ChangeKind(StrEnum):
    """What an entry of the revision history changed."""

    FIRST_VERSION = "first_version"
    EDITORIAL = "editorial"
    WORDING = "wording"
    PROCEDURE = "procedure"
    SCRIPT = "script"
    DISCLOSURE = "disclosure"
    ESCALATION = "escalation"
    CONTROL = "control"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Located):
    """How often the SOP is reviewed, and when it last was (ISO date)."""

    last: str
    cadence: Cadence = Cadence.QUARTERLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Located):
    """A role's yes to exactly one meaning of the SOP, told by its fingerprint.

    Attributes:
        fingerprint: The first 12 hex digits of what was approved.
        who: Who signed, where the team wants a name or handle on record.
    """

    version: str
    role: str
    date: str
    fingerprint: str
    who: Plain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry(Located):
    """One version in the author's words: what changed, why, and whose role did it."""

    version: str
    date: str
    role: str
    changes: tuple[ChangeKind, ...]
    what: Inline
    why: Inline

    @property
    def change(self) -> ChangeKind:
        """The weightiest kind, which stands first."""
        return self.changes[0]

    @property
    def is_editorial(self) -> bool:
        """Whether nothing but spelling or layout changed."""
        return self.changes == (ChangeKind.EDITORIAL,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardChoice(Located):
    """What the printed card shows, where the author wants to choose.

    Attributes:
        title: The card's title, if the SOP's own is too long to read at a glance.
        include: Blocks in order of importance, as ``kind:id``, for example
            ``step:greet.say-who``, ``objection:price``, ``escalation:abuse``.
        leave_out: Blocks that the default selection would take and must not.
        note: One line under the title.
    """

    title: Plain | None = None
    include: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    note: Inline | None = None
