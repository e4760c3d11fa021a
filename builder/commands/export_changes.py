"""What an import will change: the scripts of a revision beside those of today."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from builder.commands.export import require_scripts
from builder.errors import SopError
from builder.library import Library, read_library
from builder.outputs.dialer.build import published_scripts
from builder.outputs.dialer.changes import ChangeKind, ScriptChange, changes_between
from builder.outputs.dialer.format import DialerRecord, ProvenanceRecord
from builder.outputs.dialer.neutral import script_record
from builder.project import Project
from builder.reporters.style import Style
from builder.tree import CommitTree, WorkTree
from builder.view import LibraryView

_SIGNS = {
    ChangeKind.ADDED: ("+", "green"),
    ChangeKind.REMOVED: ("-", "red"),
    ChangeKind.CHANGED: ("~", "yellow"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedScript:
    """One script and what an import of it will change.

    Attributes:
        kind: Whether the script is new, gone, or there before and after.
        old_version: Of its SOP at the revision; empty if it was not there.
        new_version: Of its SOP now; empty if it is gone.
    """

    address: str
    kind: ChangeKind
    old_version: str
    new_version: str
    changes: tuple[ScriptChange, ...] = ()


def export_changes(
    project: Project, revision: str, scripts: Sequence[str] = ()
) -> tuple[list[ChangedScript], int]:
    """Return the scripts that an import will change, and how many it will not.

    Args:
        project: The SOP repository.
        revision: What is in the dialer now, as git names it.
        scripts: Addresses; none means all that are approved.

    Raises:
        SopError: There is no such revision or script.
    """
    limits, language = project.settings.limits, project.settings.language
    trees = (CommitTree(project.root, revision), WorkTree(project.root))
    libraries = (read_library(tree, limits=limits)[0] for tree in trees)
    then, now = (_records(library, language) for library in libraries)
    if scripts:
        require_scripts(scripts, {*now, *then})
    wanted = scripts or sorted({*now, *then})
    found = [one for name in wanted if (one := _compared(name, then, now))]
    return found, len(wanted) - len(found)


def as_json(changed: Sequence[ChangedScript]) -> str:
    """Return the changes as a JSON list."""
    return json.dumps([asdict(one) for one in changed], indent=2) + "\n"


def as_text(changed: Sequence[ChangedScript], same: int, style: Style) -> str:
    """Return the changes as text: what to import, and what it does."""
    lines: list[str] = []
    for one in changed:
        sign, color = _SIGNS[one.kind]
        versions = " → ".join(v for v in (one.old_version, one.new_version) if v)
        if one.kind is ChangeKind.CHANGED and one.old_version == one.new_version:
            versions = f"{one.new_version} (changed, but the version was not raised)"
        lines.append(
            style.bold(f"{style.color(sign, color)} {one.address}  {versions}")
        )
        lines += [line for change in one.changes for line in _lines(change, style)]
        lines.append("")
    what = "import again" if changed else "nothing to import"
    lines.append(f"{what}: {len(changed)} changed, {same} the same")
    return "\n".join(lines) + "\n"


def _lines(change: ScriptChange, style: Style) -> list[str]:
    sign, color = _SIGNS[change.kind]
    place = f"{change.where}: " if change.where else ""
    if change.thing == "node" and change.kind is not ChangeKind.CHANGED:
        words = change.new or change.old
        shown = f"node {change.where} ({change.name})" + (f": {words}" if words else "")
        return [f"    {style.color(sign, color)} {shown}"]
    head = f"    {style.color(sign, color)} {place}{change.thing} {change.name}"
    if change.kind is not ChangeKind.CHANGED:
        return [f"{head}: {change.new or change.old}"]
    return [
        head,
        f"        {style.color('-', 'red')} {change.old}",
        f"        {style.color('+', 'green')} {change.new}",
    ]


def _compared(
    address: str,
    then: dict[str, DialerRecord],
    now: dict[str, DialerRecord],
) -> ChangedScript | None:
    old, new = then.get(address), now.get(address)
    if old and new and old["contentHash"] == new["contentHash"]:
        return None
    changes = tuple(changes_between(old, new)) if old and new else ()
    if old and new and not changes:
        return None  # only the SOP's version or date is another
    kind = ChangeKind.CHANGED
    if not (old and new):
        kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
    return ChangedScript(
        address=address,
        kind=kind,
        old_version=old["sop"]["version"] if old else "",
        new_version=new["sop"]["version"] if new else "",
        changes=changes,
    )


def changed_scripts(old: Library, new: Library, language: str) -> list[ChangedScript]:
    """Return the published scripts that differ between two libraries."""
    then, now = _records(old, language), _records(new, language)
    names = sorted({*then, *now})
    return [one for name in names if (one := _compared(name, then, now))]


def _records(library: Library, language: str) -> dict[str, DialerRecord]:
    """Return the published scripts of a library, without looking at git for each."""
    return {
        address: script_record(
            sop,
            script,
            LibraryView(library),
            provenance=ProvenanceRecord(
                path=library.path_of(sop), commit=None, dirty=False
            ),
            language=sop.language or language,
        )
        for address, (sop, script) in published_scripts(library).items()
        if _is_sound(address, library)
    }


def _is_sound(address: str, library: Library) -> bool:
    """Tell whether the shared data that scripts show could be read."""
    needed = {"fields", "dispositions", "disclosures", "regulations"}
    if needed & library.unread_shared:
        kinds = ", ".join(sorted(needed & library.unread_shared))
        raise SopError(
            f"'{address}' cannot be read: there are errors in sop/shared ({kinds})",
            hint="compare with another revision, or mend the shared files",
        )
    return True
