"""Four eyes: the roles that have to approve did, and nobody signs their own words."""

from collections.abc import Collection, Iterator, Sequence

from builder.changes.change import Change, Side
from builder.changes.demands import fitting_approvals, needed
from builder.changes.naming import inside
from builder.changes.past import Past
from builder.diagnostics import Diagnostic
from builder.model.change import ChangeSettings
from builder.model.control import Approval
from builder.rules import changes as rules
from builder.source import Source


def missing_roles(
    side: Side, source: Source, changes: Sequence[Change], settings: ChangeSettings
) -> Iterator[Diagnostic]:
    """Return the roles that have not approved what an SOP says now."""
    sop = side.sop
    given = {one.role for one in fitting_approvals(sop, side.library)}
    for role in needed(sop, changes, settings).roles:
        if role not in given:
            because = next(
                change
                for change in changes
                if role in needed(sop, [change], settings).roles
            )
            message = f"{role} has not approved version {sop.version}, though "
            message += inside(because.sentence)
            hint = f"run `sop approve {sop.id} --as {role}`"
            at = ("approvals",)
            yield source.diagnose(rules.ROLE_MISSING, message, at=at, hint=hint)


def signed_by_authors(
    side: Side, source: Source, past: Past, held: Collection[Approval] = ()
) -> Iterator[Diagnostic]:
    """Return approvals by whoever wrote the change, by name on record or by commit.

    Args:
        side: The SOP as it is now.
        source: Its file.
        past: Who wrote, and who committed each approval.
        held: Approvals that were there before.
    """
    authors = {author.casefold(): author for author in past.authors}
    for approval in side.sop.approvals:
        committer = past.signers.get(approval)
        if committer is None or approval in held:
            continue
        names = (committer, approval.who or "")
        same = [
            authors[name.casefold()] for name in names if name.casefold() in authors
        ]
        if same:
            message = f"{same[0]} wrote the change, and approved it as {approval.role}"
            yield source.diagnose(rules.SIGNED_BY_AUTHOR, message, at=approval.at)
