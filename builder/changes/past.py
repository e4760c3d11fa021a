"""The past of SOPs that changed: who wrote, who signed, what was signed before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.changes.comparison import FOLDER, Compared, Comparison
from builder.diagnostics import Severity
from builder.fingerprint import fingerprint_of
from builder.history_log import LOG, read_log
from builder.history_trail import FileRevision, follow
from builder.library import SHARED_FOLDER
from builder.limits import Limits
from builder.model.control import Approval, Status
from builder.model.sop import Sop
from builder.model.text import Located
from builder.reader import read_shared, read_sop
from builder.repository import Repository
from builder.schema import is_valid
from builder.source import Source, read_source
from builder.view import LibraryView

_SHOWN = ("disclosures", "techniques")
"""Shared files whose words SOPs show in full."""

_MOST_STATES = 200
"""So many old states of one SOP are looked at; they are the newest."""

Signed = tuple[str, str]
"""A version and the fingerprint that was approved as it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What git tells of one SOP.

    Attributes:
        authors: Who wrote the commits of the range that changed what the SOP means.
        signers: Who wrote the commit that brought an approval, where the range holds
            that commit.
        signed: Every version that was approved before the range, with the
            fingerprint that was approved as it.
        in_force: The SOP as it last was approved before the range; None if never.
    """

    authors: frozenset[str] = frozenset()
    signers: Mapping[Approval, str] = field(default_factory=dict)
    signed: frozenset[Signed] = frozenset()
    in_force: Sop | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What git tells of the SOPs that changed.

    Attributes:
        sops: By id.
        gone: Ids of SOPs that once had a file and had none at the older end.
        reason: Why git could not tell; empty if it could.
    """

    sops: Mapping[str, Past] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    reason: str = ""


def read_record(
    repository: Repository,
    comparison: Comparison,
    *,
    old: str,
    new: str,
    limits: Limits,
) -> Record:
    """Return what git tells of the SOPs that differ between two commits.

    Args:
        repository: Where the commits are.
        comparison: What differs; the newer side may also be the work tree over ``new``.
        old: The full name of the older commit.
        new: The full name of the newer one.
        limits: How much a file may hold.
    """
    if repository.is_shallow:
        return Record(reason="shallow clone")
    paths = [one.new_path for one in comparison.sops if one.new_path]
    paths += [f"{SHARED_FOLDER}/{kind}.yaml" for kind in _SHOWN]
    with repository.stream(*LOG, new, "--", FOLDER) as log:
        trails = follow(read_log(log), paths)
    listed = repository.run("rev-list", new, f"^{old}")
    reading = _Reading(repository, frozenset(listed.decode().split()), limits)
    writers = reading.writers(comparison, trails)
    return Record(
        sops={
            one.sop.id: reading.past(one, trails.get(one.new_path, ()), writers)
            for one in comparison.sops
        },
        gone=_gone(repository, old) if _has_new(comparison) else frozenset(),
    )


def _has_new(comparison: Comparison) -> bool:
    return any(one.old is None for one in comparison.sops)


def _gone(repository: Repository, commit: str) -> frozenset[str]:
    """Return the ids of SOPs whose file was deleted, and is not there."""
    log = ("log", "--diff-filter=D", "--no-renames", "--name-only", "--pretty=")
    deleted = repository.run(*log, "-z", "--relative", commit, "--", FOLDER)
    there = repository.run("ls-tree", "-r", "-z", "--name-only", commit, "--", FOLDER)
    names = _ids(deleted) - _ids(there)
    return frozenset(names)


def _ids(listing: bytes) -> set[str]:
    paths = listing.decode(errors="replace").replace("\n", "\0").split("\0")
    parts = (path.split("/") for path in paths if path.endswith(".yaml"))
    return {
        part[-1].removesuffix(".yaml")
        for part in parts
        if len(part) >= 3 and part[-2] != "shared"
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    repository: Repository
    commits: frozenset[str]
    limits: Limits

    def writers(
        self,
        comparison: Comparison,
        trails: Mapping[str, tuple[FileRevision, ...]],
    ) -> dict[str, frozenset[str]]:
        """Return who changed each shared thing whose words SOPs show, as kind.id."""
        found: dict[str, frozenset[str]] = {}
        for change in comparison.shared:
            kind, _, name = change.shared.partition(".")
            if kind in _SHOWN:
                trail = trails.get(f"{SHARED_FOLDER}/{kind}.yaml", ())
                found[change.shared] = frozenset(self._wrote(kind, name, trail))
        return found

    def _wrote(
        self, kind: str, name: str, trail: tuple[FileRevision, ...]
    ) -> Iterator[str]:
        """Return who wrote the commits of the range that changed one shared thing."""
        things = [self._thing(kind, name, state) for state in trail[:_MOST_STATES]]
        for place, state in enumerate(trail[:_MOST_STATES]):
            before = things[place + 1] if place + 1 < len(things) else None
            if state.revision.commit in self.commits and things[place] != before:
                yield state.revision.author

    def _thing(self, kind: str, name: str, state: FileRevision) -> Located | None:
        source = self._source(state, kind)
        things = read_shared(kind, source) if source else ()
        return next((one for one in things if getattr(one, "id", "") == name), None)

    def past(
        self,
        compared: Compared,
        trail: tuple[FileRevision, ...],
        writers: Mapping[str, frozenset[str]],
    ) -> Past:
        """Return what the states of one file tell, the newest first."""
        side = compared.new or compared.old
        if side is None:
            return Past()
        view = LibraryView(side.library)
        states = [*self._states(trail)]
        meanings = [fingerprint_of(sop, view) if sop else "" for _, sop in states]
        shown = {change.shared for change in compared.changes if change.shared}
        authors = {who for one in shown for who in writers.get(one, ())}
        signers: dict[Approval, str] = {}
        for place, (state, sop) in enumerate(states):
            if state.revision.commit not in self.commits:
                continue
            before = meanings[place + 1] if place + 1 < len(states) else ""
            if meanings[place] != before:
                authors.add(state.revision.author)
            for approval in sop.approvals if sop else ():
                signers[approval] = state.revision.author  # the oldest one wins
        held = [sop for _, sop in self._older(states) if sop]
        older = {approval for sop in held for approval in sop.approvals}
        return Past(
            authors=frozenset(authors),
            signers={one: who for one, who in signers.items() if one not in older},
            signed=frozenset((one.version, one.fingerprint) for one in older),
            in_force=next(filter(_is_approved, held), None),
        )

    def _older(
        self, states: list[tuple[FileRevision, Sop | None]]
    ) -> Iterator[tuple[FileRevision, Sop | None]]:
        """Return the states that were there at the older end."""
        return (s for s in states if s[0].revision.commit not in self.commits)

    def _states(
        self, trail: tuple[FileRevision, ...]
    ) -> Iterator[tuple[FileRevision, Sop | None]]:
        known: dict[str, Sop | None] = {}
        for state in trail[:_MOST_STATES]:
            if state.blob not in known:
                known[state.blob] = self._read(state)
            yield state, known[state.blob]

    def _read(self, state: FileRevision) -> Sop | None:
        """Return the SOP at a state, or None if it was not valid then."""
        source = self._source(state, "sop")
        return read_sop(source) if source else None

    def _source(self, state: FileRevision, schema: str) -> Source | None:
        most = self.limits.max_bytes + 1
        content = self.repository.read_object(state.blob, at_most=most)
        source = read_source(state.path, content, limits=self.limits)
        if any(found.severity is Severity.ERROR for found in source.diagnostics):
            return None
        return source if is_valid(source, schema) else None


def _is_approved(sop: Sop) -> bool:
    signed = {approval.version for approval in sop.approvals}
    return sop.status is Status.APPROVED and sop.version in signed
