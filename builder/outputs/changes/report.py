"""A report on a range: all that people who review and merge a change need to know."""

from dataclasses import dataclass

from builder.changes.comparison import Compared, Comparison
from builder.changes.demands import Needed
from builder.changes.touched import Neighbor
from builder.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An approval of exactly what an SOP says now.

    Attributes:
        who: The name on record, else the author of the commit; empty if neither is
            known.
    """

    role: str
    date: str
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One SOP of a report.

    Attributes:
        needed: What its changes ask for.
        given: The approvals that fit.
        authors: Who wrote the changes, as far as git tells.
        steps: Each changed step: its name, and what agents read before and after.
        asked: What trains or scores changed steps: what it is, and its words.
        reprinted: The kind of each printed card whose words changed.
        withdrawn: The kind of each printed card that nothing takes the place of.
    """

    compared: Compared
    needed: Needed
    given: tuple[Given, ...]
    authors: tuple[str, ...] = ()
    steps: tuple[tuple[str, str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    reprinted: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that have to approve and have not."""
        held = {one.role for one in self.given}
        return tuple(role for role in self.needed.roles if role not in held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A script that has to be imported again, or taken out of the dialer."""

    address: str
    kind: str
    old_version: str
    new_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything about a range.

    Attributes:
        old: What readers call the older state.
        new: The same of the newer one.
        imports: The scripts that dialers have to import again.
        neighbors: SOPs that refer to those that changed.
        problems: What the changes lack; while there are errors, nothing is merged.
        formats: The dialer formats of the project.
        doubt: Why git could not tell who wrote and who signed; empty if it could.
    """

    comparison: Comparison
    old: str
    new: str
    sops: tuple[Reported, ...]
    imports: tuple[Import, ...] = ()
    neighbors: tuple[Neighbor, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    formats: tuple[str, ...] = ()
    doubt: str = ""
