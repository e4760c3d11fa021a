"""Kinds of change, and what each asks for: a version, and the roles that approve."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

OWNER = "owner"
"""Stands for the role that owns the SOP, wherever roles are asked for."""


class Kind(StrEnum):
    """What a change is to the people who work by an SOP."""

    EDITORIAL = "editorial"
    WORDING = "wording"
    STEP_ADDED = "step_added"
    STEP_REMOVED = "step_removed"
    STEP_MOVED = "step_moved"
    STEP_CHANGED = "step_changed"
    DECISION = "decision"
    DISCLOSURE = "disclosure"
    SCRIPT_PATH = "script_path"
    ESCALATION = "escalation"
    BLOCK = "block"
    CONTROL = "control"
    SOP_ADDED = "sop_added"
    SOP_REMOVED = "sop_removed"


KIND_WORDS: dict[Kind, str] = {
    Kind.EDITORIAL: "spelling, punctuation or marks; the words stay",
    Kind.WORDING: "other words",
    Kind.STEP_ADDED: "a step or section is new",
    Kind.STEP_REMOVED: "a step or section is gone",
    Kind.STEP_MOVED: "a step or section stands elsewhere",
    Kind.STEP_CHANGED: "a step asks for something else",
    Kind.DECISION: "what to do in which case",
    Kind.DISCLOSURE: "words that must be said exactly, and where",
    Kind.SCRIPT_PATH: "the way a call can take, and how it ends",
    Kind.ESCALATION: "when a case goes up, to whom, how fast; targets and scores",
    Kind.BLOCK: "another part, such as an objection, is new, gone or changed",
    Kind.CONTROL: "owner, dates, versions, approvals, tags",
    Kind.SOP_ADDED: "a whole SOP is new",
    Kind.SOP_REMOVED: "a whole SOP is gone",
}
"""Every kind in a few words, for tables and settings."""


class Bump(StrEnum):
    """Which number of a version has to go up."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a kind of change asks for.

    Attributes:
        version: The number of the version that has to go up, or one before it.
        approve: The roles that have to approve; ``owner`` is the SOP's own.
    """

    version: Bump = Bump.PATCH
    approve: tuple[str, ...] = (OWNER,)


DEMANDS: dict[Kind, Demand] = {
    Kind.EDITORIAL: Demand(),
    Kind.WORDING: Demand(),
    Kind.STEP_ADDED: Demand(version=Bump.MINOR),
    Kind.STEP_REMOVED: Demand(version=Bump.MINOR),
    Kind.STEP_MOVED: Demand(version=Bump.MINOR),
    Kind.STEP_CHANGED: Demand(version=Bump.MINOR),
    Kind.DECISION: Demand(version=Bump.MINOR),
    Kind.DISCLOSURE: Demand(version=Bump.MINOR),
    Kind.SCRIPT_PATH: Demand(version=Bump.MINOR),
    Kind.ESCALATION: Demand(version=Bump.MINOR),
    Kind.BLOCK: Demand(version=Bump.MINOR),
    Kind.CONTROL: Demand(),
    Kind.SOP_ADDED: Demand(version=Bump.NONE),
    Kind.SOP_REMOVED: Demand(version=Bump.NONE),
}
"""What each kind asks for unless the project says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """What changes ask for in a project.

    Attributes:
        compliance: The role that approves every change of a disclosure, whatever else
            the table says.
        demands: What each kind asks for.
    """

    compliance: str = "compliance-officer"
    demands: Mapping[Kind, Demand] = field(default_factory=lambda: dict(DEMANDS))

    def demand(self, kind: Kind) -> Demand:
        """Return what a kind asks for; a disclosure always asks for compliance."""
        found = self.demands.get(kind, DEMANDS[kind])
        if kind is not Kind.DISCLOSURE or self.compliance in found.approve:
            return found
        return Demand(version=found.version, approve=(*found.approve, self.compliance))
