"""Approve: add a role's approval to an SOP's file, touching nothing else in it."""

import re
from dataclasses import dataclass

from builder.checks.lifecycle import check_placeholders
from builder.commands.check import check
from builder.commands.rewriting import replace_text
from builder.commands.signatures import missing_signatures
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.fingerprint import control_of, fingerprint_of, short
from builder.library import Library
from builder.limits import Limits
from builder.model.control import Approval, Status
from builder.model.sop import Sop
from builder.project import Project
from builder.reader import read_sop
from builder.rules import lifecycle
from builder.source import Source, read_source
from builder.suggestions import suggest
from builder.view import LibraryView

_MENDED_BY_APPROVAL = {
    lifecycle.NOT_APPROVED.code,
    lifecycle.APPROVAL_DOES_NOT_FIT.code,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveResult:
    """What was signed.

    Attributes:
        problems: Errors in the SOP; while there are any, nothing is signed.
        is_new: False if exactly this approval was already there.
        was: The status before; an SOP in draft or review becomes approved.
        missing: The roles that have to approve this version, too, and have not.
    """

    sop: Sop
    path: str
    fingerprint: str
    problems: tuple[Diagnostic, ...] = ()
    is_new: bool = True
    was: Status = Status.APPROVED
    missing: tuple[str, ...] = ()


def approve(
    project: Project,
    identifier: str,
    *,
    role: str,
    who: str | None = None,
    again: bool = False,
) -> ApproveResult:
    """Add a role's approval of the SOP as it is now, with today's date.

    Comments and layout of the file are kept.

    Args:
        project: The SOP repository.
        identifier: The id or the number of the SOP.
        role: The role that approves.
        who: Name or handle, where the team keeps it on record.
        again: Replace the role's approval of other words of the same version, which
            nobody must have worked by yet.
    """
    checked = check(project)
    sop, source = _find(checked.library, identifier)
    _require_role(checked.library, role)
    fingerprint = short(fingerprint_of(sop, LibraryView(checked.library)))
    problems = tuple(
        problem
        for problem in (*checked.diagnostics, *_unwritten(sop, source))
        if problem.path == source.path
        and problem.severity is Severity.ERROR
        and problem.code not in _MENDED_BY_APPROVAL
    )
    result = ApproveResult(
        sop=sop,
        path=source.path,
        fingerprint=fingerprint,
        problems=problems,
        is_new=not _is_signed(sop, role, fingerprint),
        was=sop.status,
        missing=tuple(
            one
            for one in missing_signatures(project, checked.library, sop)
            if one != role
        ),
    )
    if result.is_new and not again:
        _require_new_version(sop, role)
    if not problems and (result.is_new or sop.status is not Status.APPROVED):
        approval = Approval(
            version=sop.version,
            role=role,
            date=project.today,
            fingerprint=fingerprint,
            who=who,
        )
        text = signed(source, sop, approval)
        _require_only_control(text, source, sop, project.settings.limits)
        replace_text(project.root / source.path, text)
    return result


def signed(source: Source, sop: Sop, approval: Approval) -> str:
    """Return the text of the file with the approval in it and status approved."""
    lines = source.text.split("\n")
    start, end = _block(lines, "approvals")
    places = _items(source, sop, end)
    kept = [
        line
        for held, (first, last) in zip(sop.approvals, places, strict=True)
        for line in lines[first:last]
        if (held.version, held.role) != (approval.version, approval.role)
        or line.lstrip().startswith("#")
    ]
    added = _entry(approval, _indent(lines[start + 1 : end]))
    head = lines[start : places[0][0] if places else end] or ["approvals:"]
    head[0] = re.sub(r"\[\s*\]", "", head[0]).rstrip()
    changed = [*lines[:start], *head, *kept, *added, *lines[end:]]
    status = re.compile(r"^status:(\s*)[\"']?[a-z_]+[\"']?")
    changed = [status.sub(r"status:\1approved", line) for line in changed]
    return "\n".join(changed)


def _unwritten(sop: Sop, source: Source) -> tuple[Diagnostic, ...]:
    """Return the placeholders of a draft: it is not a draft for much longer."""
    is_draft = sop.status is Status.DRAFT
    return tuple(check_placeholders(sop, source)) if is_draft else ()


def _find(library: Library, identifier: str) -> tuple[Sop, Source]:
    sop = library.find_sop(identifier)
    if sop is None:
        broken = identifier in library.unread_sops
        raise SopError(
            f"'{identifier}' has errors"
            if broken
            else f"there is no SOP '{identifier}'",
            hint="run `sop check`" if broken else suggest(identifier, library.by_id),
        )
    if sop.status is Status.RETIRED:
        raise SopError(f"'{sop.id}' is retired", hint="approve its successor instead")
    return sop, library.sources[library.path_of(sop)]


def _require_role(library: Library, role: str) -> None:
    if role not in library.roles:
        known = ", ".join(library.roles)
        hint = suggest(role, library.roles) or f"roles are: {known}"
        raise SopError(f"there is no role '{role}'", hint=hint)


def _require_new_version(sop: Sop, role: str) -> None:
    """Stop before one version comes to stand for two texts."""
    if any((held.version, held.role) == (sop.version, role) for held in sop.approvals):
        raise SopError(
            f"{role} already approved other words as version {sop.version}",
            hint="raise the version; or add --again if nobody has worked by it yet",
        )


def _is_signed(sop: Sop, role: str, fingerprint: str) -> bool:
    wanted = (sop.version, role, fingerprint)
    return any(
        (approval.version, approval.role, approval.fingerprint) == wanted
        for approval in sop.approvals
    )


def _block(lines: list[str], key: str) -> tuple[int, int]:
    """Return the lines of a top-level block, first included, last not.

    Where the block is missing, both are the place where it belongs: before the
    revision history.
    """
    start = next(
        (n for n, line in enumerate(lines) if line.startswith(f"{key}:")), None
    )
    if start is None:
        place = next(
            n for n, line in enumerate(lines) if line.startswith("revision_history:")
        )
        while place and lines[place - 1].startswith("#"):
            place -= 1
        return place, place
    end = start + 1
    while end < len(lines) and not re.match(r"[^\s#-]", lines[end]):
        end += 1
    while end > start + 1 and re.match(r"\s*$|#", lines[end - 1]):
        end -= 1
    return start, end


def _items(source: Source, sop: Sop, end: int) -> list[tuple[int, int]]:
    """Return the lines of each approval, first included, last not."""
    firsts = [source.mark(approval.at).line - 1 for approval in sop.approvals]
    return list(zip(firsts, [*firsts[1:], end], strict=True)) if firsts else []


def _indent(lines: list[str]) -> str:
    """Return the indentation of list items as the author writes them."""
    dashes = (re.match(r"(\s*)- ", line) for line in lines)
    return next((found[1] for found in dashes if found), "  ")


def _entry(approval: Approval, indent: str) -> list[str]:
    pairs = [
        ("version", approval.version),
        ("role", approval.role),
        ("date", approval.date),
        ("fingerprint", f'"{approval.fingerprint}"'),
    ]
    if approval.who:
        escaped = approval.who.replace("\\", "\\\\").replace('"', '\\"')
        pairs.append(("who", f'"{escaped}"'))
    return [
        f"{indent}{'  ' if position else '- '}{key}: {value}"
        for position, (key, value) in enumerate(pairs)
    ]


def _require_only_control(text: str, source: Source, sop: Sop, limits: Limits) -> None:
    """Stop before a file is written whose meaning is not the one that was signed."""
    changed = read_source(source.path, text.encode(), limits=limits)
    readable = not changed.diagnostics and changed.data is not None
    after = read_sop(changed) if readable else sop
    if (
        not readable
        or after.procedure != sop.procedure
        or control_of(after) == control_of(sop)
    ):
        raise SopError(
            f"cannot add an approval to '{source.path}' without changing its layout",
            hint="write 'approvals' as a block list: one '- version: …' per approval",
        )
