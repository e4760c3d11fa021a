"""The page of roles: what each one owns, approves, does, and is called for."""

from collections import defaultdict
from dataclasses import dataclass, field

from builder.model.blocks import Escalation, Metric, RoleDuty
from builder.model.shared import Regulation
from builder.model.sop import Sop
from builder.outputs.site.context import SiteContext
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePart:
    """What the library says about one role."""

    owns: list[Sop] = field(default_factory=list)
    approves: list[Sop] = field(default_factory=list)
    duties: list[tuple[Sop, RoleDuty]] = field(default_factory=list)
    escalations: list[tuple[Sop, Escalation]] = field(default_factory=list)
    metrics: list[tuple[Sop, Metric]] = field(default_factory=list)
    regulations: list[Regulation] = field(default_factory=list)


def role_page(site: SiteContext) -> Page:
    """Return the page of all roles, in the order of the shared file."""
    made = Gathering("roles", site, group="reference")
    parts = _parts(made)
    roles = made.view.roles.all()
    return made.page(
        values={"roles": [(role, parts[role.id]) for role in roles]},
        toc=[(f"role.{role.id}", role.title) for role in roles],
    )


def _parts(made: Gathering) -> defaultdict[str, RolePart]:
    """Return what is said about each role, gathered in one walk over the library."""
    parts: defaultdict[str, RolePart] = defaultdict(RolePart)
    for sop in made.sops:
        parts[sop.owner].owns.append(sop)
        for role in dict.fromkeys(approval.role for approval in sop.approvals):
            parts[role].approves.append(sop)
        for duty in sop.roles:
            parts[duty.role].duties.append((sop, duty))
        for row in sop.escalations:
            parts[row.to].escalations.append((sop, row))
        for metric in sop.metrics:
            parts[metric.role].metrics.append((sop, metric))
    for regulation in made.view.regulations.all():
        parts[regulation.role].regulations.append(regulation)
    for part in parts.values():
        part.escalations.sort(key=lambda pair: pair[1].severity)
    return parts
