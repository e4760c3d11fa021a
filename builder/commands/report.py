"""Report: what a range of commits means for those who review, print and import."""

from collections.abc import Iterator

from builder.changes.change import Change, Side
from builder.changes.comparison import (
    Compared,
    Comparison,
    compare_trees,
    files_with,
    read_narrow,
)
from builder.changes.demands import fitting_approvals, meant, needed
from builder.changes.past import Past, Record, read_record
from builder.changes.touched import (
    asked_about,
    changed_steps,
    neighbors,
)
from builder.checks.against import check_against
from builder.commands.check_changes import require_roles
from builder.commands.diff import tree_name
from builder.commands.export_changes import changed_scripts
from builder.diagnostics import arrange
from builder.errors import SopError
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.replaced import outdated_cards
from builder.outputs.changes.report import Given, Import, Report, Reported
from builder.outputs.terminal.sop import render_part
from builder.project import Project
from builder.repository import open_repository
from builder.tree import CommitTree, Tree
from builder.tree_range import trees_of

_IN_EXPORTS = frozenset({"disclosures", "dispositions", "fields", "regulations"})
"""Shared data that exported scripts carry."""


def report(project: Project, span: str = "") -> Report:
    """Return everything about a range, or about what is not committed yet.

    Only what differs is read: the cost does not grow with the library.
    """
    old, new = trees_of(project.root, span)
    comparison = compare_trees(old, new, limits=project.settings.limits)
    require_roles(comparison.new, project.settings.changes)
    record = _record(project, comparison, old, new)
    problems = [
        *comparison.unread,
        *check_against(comparison, record, project.settings.changes),
    ]
    changed = {one.sop.id for one in comparison.sops}
    return Report(
        comparison=comparison,
        old=tree_name(old),
        new=tree_name(new),
        sops=tuple(_reported(one, record, project) for one in comparison.sops),
        imports=tuple(_imports(comparison, old, new, project)),
        neighbors=tuple(neighbors(new, changed)),
        problems=tuple(arrange(problems, severities=project.settings.severity)),
        formats=project.settings.dialers,
        doubt=record.reason,
    )


def _record(project: Project, comparison: Comparison, old: Tree, new: Tree) -> Record:
    repository = open_repository(project.root)
    head = repository.get_commit("HEAD")
    names = [one.commit if isinstance(one, CommitTree) else head for one in (old, new)]
    return read_record(
        repository,
        comparison,
        old=names[0],
        new=names[1],
        limits=project.settings.limits,
    )


def _reported(compared: Compared, record: Record, project: Project) -> Reported:
    sop, side = compared.sop, compared.new
    past = record.sops.get(sop.id, Past())
    steps = changed_steps(compared.changes, sop)
    cards = _outdated(compared, past, project)
    return Reported(
        compared=compared,
        needed=needed(sop, meant(compared.changes), project.settings.changes),
        given=tuple(_given(side, past)) if side else (),
        authors=tuple(sorted(past.authors)),
        steps=tuple(_before_and_after(compared)),
        asked=tuple(asked_about(sop, steps)) if side else (),
        reprinted=tuple(kind for kind, is_made_again in cards if is_made_again),
        withdrawn=tuple(kind for kind, is_made_again in cards if not is_made_again),
    )


def _outdated(
    compared: Compared, past: Past, project: Project
) -> list[tuple[str, bool]]:
    """Return the printed cards that say something else now; of a draft there are none.

    What is printed is the last version that was approved.
    """
    old = compared.old
    if old is None:
        return []
    are_drafts_printed = project.settings.publish_drafts
    if old.sop.status is not Status.APPROVED and not are_drafts_printed:
        if past.in_force is None:
            return []
        old = Side(sop=past.in_force, library=old.library)
    return list(outdated_cards(old, compared.new, project.settings))


def _given(side: Side, past: Past) -> Iterator[Given]:
    for approval in fitting_approvals(side.sop, side.library):
        who = approval.who or past.signers.get(approval, "")
        yield Given(role=approval.role, date=approval.date, who=who)


def _before_and_after(compared: Compared) -> Iterator[tuple[str, str, str]]:
    """Return the steps that changed, as agents read them before and after."""
    old, new = compared.old, compared.new
    if old is None or new is None:
        return
    changes = [one for one in compared.changes if not one.is_record]
    for was, now in dict.fromkeys(_ends(one, old.sop, new.sop) for one in changes):
        before = render_part(old.sop, was, old.library) if was else None
        after = render_part(new.sop, now, new.library) if now else None
        if before != after:
            yield now or was, before or "", after or ""


def _ends(change: Change, old: Sop, new: Sop) -> tuple[str, str]:
    """Return the addresses of the step that a change is in, before and after."""
    if change.shared:
        steps = changed_steps([change], new)
        place = change.place if change.place in steps else ""
        return place, place
    return _step_at(change.old_at, old), _step_at(change.new_at, new)


def _step_at(at: object, sop: Sop) -> str:
    """Return the address of the step that a place in a file is in, or nothing."""
    match at:
        case ("procedure", int(section), "steps", int(step), *_):
            found = sop.procedure[section]
            return f"{found.id}.{found.steps[step].id}"
        case _:
            return ""


def _imports(
    comparison: Comparison, old: Tree, new: Tree, project: Project
) -> Iterator[Import]:
    """Return the scripts that differ, also where only shared data does."""
    before, after = comparison.old, comparison.new
    named = (change.shared.partition(".") for change in comparison.shared)
    words = [name.encode() for kind, _, name in named if kind in _IN_EXPORTS]
    if words:
        paths = {*comparison.paths, *files_with(new, words)}
        limits = project.settings.limits
        before, after = (read_narrow(one, paths, limits)[0] for one in (old, new))
    try:
        found = changed_scripts(before, after, project.settings.language)
    except SopError:
        return  # the shared data cannot be read; that is told as a problem
    for one in found:
        yield Import(
            address=one.address,
            kind=one.kind.value,
            old_version=one.old_version,
            new_version=one.new_version,
        )
