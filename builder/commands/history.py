"""History: the versions of one SOP, with the commits behind each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder.archive import Archive, State, open_archive
from builder.errors import SopError
from builder.fingerprint import short
from builder.history import read_history
from builder.history_log import Revision
from builder.history_tags import read_tags
from builder.history_trail import FileRevision
from builder.in_force import Version, versions_of
from builder.model.control import HistoryEntry
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.project import Project
from builder.reader import read_sop
from builder.reporters.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class SopHistory:
    """What git and the file tell of one SOP.

    Attributes:
        versions: Newest first.
        commits: The commits of each version, newest first, at the same position.
        tags: The names of tags by commit.
        today: The ISO date that counts as today.
        gone: The commit that deleted the SOP, if it is deleted.
    """

    sop: Sop
    path: str
    versions: tuple[Version, ...]
    commits: tuple[tuple[FileRevision, ...], ...]
    tags: Mapping[str, Sequence[str]]
    today: str
    gone: Revision | None = None


def history(project: Project, identifier: str) -> SopHistory:
    """Return the versions of an SOP, found by its id, an old id, or its number.

    Raises:
        SopError: Git cannot tell, or no commit has such an SOP.
    """
    archive = open_archive(project)
    trail = archive.find(identifier)
    states = archive.states(trail)
    versions = versions_of(states)
    path = next(state.path for state in trail if state.blob)
    every = read_history(project.root).revisions(path) or trail
    sop = versions[0].state.sop if versions else None
    if sop is None:
        raise SopError(
            f"no commit has a valid file of '{identifier}'", hint="run `sop check`"
        )
    return SopHistory(
        sop=sop,
        path=path,
        versions=versions,
        commits=_by_version(archive, versions, every),
        today=project.today,
        tags=read_tags(archive.repository),
        gone=None if trail[0].blob else trail[0].revision,
    )


def _by_version(
    archive: Archive, versions: Sequence[Version], commits: Sequence[FileRevision]
) -> tuple[tuple[FileRevision, ...], ...]:
    """Return the commits of each version.

    Where a number came back, as after a revert, only the commits of the main line can
    be told apart.
    """
    numbers = [version.number for version in versions]
    by_number: dict[str, list[FileRevision]] = {}
    for commit in commits:
        if commit.blob and (number := _number_in(archive, commit)):
            by_number.setdefault(number, []).append(commit)
    return tuple(
        tuple(by_number.get(version.number, ()))
        if numbers.count(version.number) == 1
        else tuple(map(_landing, version.states))
        for version in versions
    )


def _number_in(archive: Archive, commit: FileRevision) -> str:
    source = archive.read_source(commit.path, commit.blob)
    return "" if source is None else read_sop(source).version


def _landing(state: State) -> FileRevision:
    return FileRevision(revision=state.landed, path=state.path, blob=state.blob)


def as_text(found: SopHistory, style: Style) -> str:
    """Return a history for people."""
    sop = found.sop
    lines = [style.bold(f"{sop.number}  {sop.title}  ({sop.id})")]
    if found.gone:
        gone = found.gone
        lines.append(f"deleted on {gone.date} by commit {gone.commit[:12]}")
    for version, commits in zip(found.versions, found.commits, strict=True):
        lines += ["", *_version(version, style, found.today)]
        lines += [f"  {_commit(each, found)}" for each in commits]
    return "\n".join(lines) + "\n"


def _version(version: Version, style: Style, today: str) -> list[str]:
    state = version.state
    sop = state.sop
    assert sop is not None  # versions are made of readable states
    status = sop.status.replace("_", " ")
    lines = [f"{style.bold(version.number)}  {status}, {_days(version, sop, today)}"]
    entry = entry_of(sop)
    if entry:
        kind = ", ".join(one.replace("_", " ") for one in entry.changes)
        lines.append(f"  {kind}, by {entry.role}: {plain_words(entry.what)}")
        lines.append(f"  why: {plain_words(entry.why)}")
    lines.append(f"  fingerprint {short(state.fingerprint)}")
    for approval in state.approvals:
        fits = approval.fingerprint == short(state.fingerprint)
        who = f" ({approval.who})" if approval.who else ""
        other = "" if fits else f", of other words: {approval.fingerprint}"
        lines.append(f"  approved by {approval.role}{who} on {approval.date}{other}")
    return lines


def _days(version: Version, sop: Sop, today: str) -> str:
    if not version.since:
        return f"effective {sop.effective}, never in force"
    if version.since > today:
        return f"in force from {version.since}"
    if version.until:
        return f"in force from {version.since} until {version.until}"
    return f"in force since {version.since}"


def _commit(commit: FileRevision, found: SopHistory) -> str:
    revision = commit.revision
    words = [f"{revision.commit[:12]}  {revision.date}  {revision.author}:"]
    words.append(revision.subject)
    if revision.signature:
        words.append(f"[signed, {revision.signature}]")
    words += [f"[tag {name}]" for name in found.tags.get(revision.commit, ())]
    if commit.path != found.path:
        words.append(f"({commit.path})")
    return " ".join(words)


def entry_of(sop: Sop) -> HistoryEntry | None:
    """Return the author's own words about an SOP's version, if there are any."""
    entries = (one for one in sop.revision_history if one.version == sop.version)
    return next(entries, None)


def as_json(found: SopHistory) -> str:
    """Return a history for programs."""
    record = {
        "id": found.sop.id,
        "number": found.sop.number,
        "title": found.sop.title,
        "path": found.path,
        "deleted": found.gone.commit if found.gone else None,
        "versions": [
            _record(version, commits, found)
            for version, commits in zip(found.versions, found.commits, strict=True)
        ],
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def _record(
    version: Version, commits: Sequence[FileRevision], found: SopHistory
) -> dict[str, object]:
    state = version.state
    sop = state.sop
    assert sop is not None  # versions are made of readable states
    entry = entry_of(sop)
    return {
        "version": version.number,
        "status": sop.status.value,
        "effective": sop.effective,
        "inForceFrom": version.since or None,
        "inForceUntil": version.until or None,
        "fingerprint": state.fingerprint,
        "what": plain_words(entry.what) if entry else None,
        "why": plain_words(entry.why) if entry else None,
        "changes": [one.value for one in entry.changes] if entry else [],
        "approvals": [
            {
                "role": one.role,
                "date": one.date,
                "fingerprint": one.fingerprint,
                "fits": one.fingerprint == short(state.fingerprint),
                "who": one.who,
            }
            for one in state.approvals
        ],
        "commits": [
            {
                "commit": one.revision.commit,
                "date": one.revision.date,
                "author": one.revision.author,
                "subject": one.revision.subject,
                "path": one.path,
                "signature": one.revision.signature or None,
                "tags": list(found.tags.get(one.revision.commit, ())),
            }
            for one in commits
        ],
    }
