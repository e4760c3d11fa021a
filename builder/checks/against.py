"""What a change asks for: versions, history, approvals, and who gave them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.changes.change import Change, Side
from builder.changes.compare import compare
from builder.changes.comparison import Compared, Comparison
from builder.changes.demands import (
    NAMED_BY,
    is_enough,
    meant,
    needed,
    next_version,
    numbers,
    raised,
)
from builder.changes.naming import counted, inside, listed
from builder.changes.past import Past, Record
from builder.changes.summary import KIND_NAMES
from builder.checks.four_eyes import missing_roles, signed_by_authors
from builder.diagnostics import Diagnostic, Rule, diagnose
from builder.fingerprint import fingerprint_of, short
from builder.model.change import ChangeSettings, Kind
from builder.model.control import ChangeKind, Status
from builder.model.sop import Sop
from builder.model.text import Pointer
from builder.rules import changes as rules
from builder.source import Source
from builder.view import LibraryView


def check_against(
    comparison: Comparison, record: Record, settings: ChangeSettings
) -> Iterator[Diagnostic]:
    """Return what the changes of a library ask for and do not have.

    Args:
        comparison: What differs.
        record: What git tells of the SOPs that differ.
        settings: What each kind of change asks for.
    """
    for identifier in sorted(comparison.unread_before):
        if sop := comparison.new.by_id.get(identifier):
            source = comparison.new.sources[comparison.new.path_of(sop)]
            message = f"'{identifier}' could not be read at the older end"
            yield source.diagnose(rules.UNREAD_BEFORE, message, at=("id",))
    for compared in comparison.sops:
        old, new = compared.old, compared.new
        if old is not None and new is not None:
            change = _Changed(
                compared=compared,
                old=old.sop,
                side=new,
                source=new.library.sources[compared.new_path],
                past=record.sops.get(new.sop.id, Past()),
                settings=settings,
            )
            yield from change.problems()
        elif new is not None:
            source = new.library.sources[compared.new_path]
            yield from _taken(new.sop, source, comparison, record)
            if new.sop.status is Status.APPROVED:
                yield from missing_roles(new, source, compared.changes, settings)
            past = record.sops.get(new.sop.id, Past())
            yield from signed_by_authors(new, source, past)
        elif old is not None and old.sop.status is not Status.DRAFT:
            message = f"'{old.sop.id}' ({old.sop.number}) was deleted"
            yield diagnose(
                rules.DELETED_WHILE_IN_FORCE, message, path=compared.old_path
            )


def _taken(
    sop: Sop, source: Source, comparison: Comparison, record: Record
) -> Iterator[Diagnostic]:
    """Return whether a new SOP takes the place of one that is gone."""
    if sop.id in record.gone:
        message = f"'{sop.id}' was the id of an SOP that is gone"
        yield source.diagnose(rules.ID_USED_BEFORE, message, at=("id",))
    for one in comparison.sops:
        if one.new is None and one.old and one.old.sop.number == sop.number:
            message = f"'{sop.number}' was the number of '{one.old.sop.id}'"
            yield source.diagnose(rules.ID_USED_BEFORE, message, at=("number",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """One SOP that stands in both versions.

    Attributes:
        base: What a new version is measured by: the last text that was approved. A
            version that nobody approved yet may grow, over several pull requests.
        changes: What differs from that, without the record.
    """

    compared: Compared
    old: Sop
    side: Side
    source: Source
    past: Past
    settings: ChangeSettings
    new: Sop = field(init=False)
    base: Sop = field(init=False)
    changes: tuple[Change, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "new", self.side.sop)
        base, changes = self.old, self.compared.changes
        before, side = self.past.in_force, self.compared.old
        if before and side and not self._is_taken(self.old.version):
            base = before
            changes = compare(Side(sop=base, library=side.library), self.side)
        object.__setattr__(self, "base", base)
        object.__setattr__(self, "changes", tuple(meant(changes)))

    def problems(self) -> Iterator[Diagnostic]:
        """Return everything that the change of the SOP lacks."""
        yield from self._identity()
        yield from self._rewritten()
        if numbers(self.new.version) < numbers(self.old.version):
            message = f"version {self.new.version} comes after {self.old.version}"
            yield self._at(rules.VERSION_USED_BEFORE, message)
            return
        yield from self._told()
        yield from self._moved()
        if self.changes:
            yield from self._version()
        is_kept = not self._has_new_version() and self._is_taken(self.new.version)
        # As long as the version is that of other words, nobody can approve it.
        if self.changes and self.new.status is Status.APPROVED and not is_kept:
            yield from missing_roles(
                self.side, self.source, self.changes, self.settings
            )
        yield from signed_by_authors(
            self.side, self.source, self.past, self.old.approvals
        )

    def _identity(self) -> Iterator[Diagnostic]:
        for name in ("id", "number"):
            was, now = getattr(self.old, name), getattr(self.new, name)
            if was != now:
                message = f"the {name} was '{was}' and is now '{now}'"
                yield self._at(rules.ID_CHANGED, message, (name,))

    def _rewritten(self) -> Iterator[Diagnostic]:
        """Entries of older versions stay as they are, once one was approved."""
        if not self._was_ever_approved():
            return
        now = {entry.version: entry for entry in self.new.revision_history}
        for entry in self.old.revision_history:
            kept = now.get(entry.version)
            is_open = entry.version == self.new.version and not self._is_taken(
                entry.version
            )
            if kept != entry and not is_open:
                what = "is gone" if kept is None else "was changed"
                message = f"the entry of version {entry.version} {what}"
                at = kept.at if kept else ("revision_history",)
                yield self._at(rules.HISTORY_REWRITTEN, message, at)

    def _told(self) -> Iterator[Diagnostic]:
        """The entry of a new version names what changed."""
        now = {entry.version: entry for entry in self.new.revision_history}
        entry_now = now.get(self.new.version)
        if entry_now is None or not self._has_new_version():
            return
        if not self._was_ever_approved():
            return
        named = frozenset(entry_now.changes)
        for kind, change in self._unnamed(named):
            words = listed([f"'{one}'" for one in sorted(NAMED_BY[kind])], "or")
            message = f"'changes' does not name {words}, though: {change.sentence}"
            at = (*entry_now.at, "changes")
            yield self._at(rules.HISTORY_DOES_NOT_NAME, message.rstrip("."), at)

    def _unnamed(self, named: frozenset[ChangeKind]) -> Iterator[tuple[Kind, Change]]:
        """Return the first change of each kind that the history does not name."""
        first: dict[frozenset[ChangeKind], Change] = {}
        for change in self.changes:
            first.setdefault(NAMED_BY[change.kind], change)
        for names, change in first.items():
            if not names & named:
                yield change.kind, change

    def _version(self) -> Iterator[Diagnostic]:
        """A version that was approved says the same for ever; others may grow."""
        asked = needed(self.new, self.changes, self.settings)
        if not self._is_taken(self.base.version):
            return
        least = next_version(self.base.version, asked.bump)
        if not self._has_new_version():
            yield self._not_raised(f"raise it to {least} or more")
            return
        found = raised(self.base.version, self.new.version)
        if not is_enough(found, asked.bump) and asked.because:
            kind = KIND_NAMES[asked.because.kind]
            message = (
                f"version {self.new.version} after {self.base.version} is too little "
                f"for a change of kind {kind}: {asked.because.sentence}"
            )
            hint = f"raise it to {least} or more"
            yield self._at(
                rules.VERSION_RAISED_TOO_LITTLE, message.rstrip("."), hint=hint
            )
        used = {
            version for version, _ in self.past.signed if version == self.new.version
        }
        if used and (self.new.version, self._fingerprint()) not in self.past.signed:
            message = f"version {self.new.version} was approved before with other words"
            yield self._at(rules.VERSION_USED_BEFORE, message)

    def _moved(self) -> Iterator[Diagnostic]:
        """An approval of a version is not put under other words."""
        held = {(one.version, one.role): one for one in self.old.approvals}
        for approval in self.new.approvals:
            before = held.get((approval.version, approval.role))
            if before and before.fingerprint != approval.fingerprint:
                message = (
                    f"{approval.role} approved {before.fingerprint} as version "
                    f"{approval.version}, not {approval.fingerprint}"
                )
                at = (*approval.at, "fingerprint")
                yield self._at(rules.APPROVAL_MOVED, message, at)

    def _not_raised(self, hint: str) -> Diagnostic:
        first, more = self.changes[0], len(self.changes) - 1
        message = (
            f"version {self.new.version} is approved, but {inside(first.sentence)}"
        )
        if more:
            message += f" (and {counted(more, 'other change')})"
        return self._at(rules.VERSION_NOT_RAISED, message, hint=hint)

    def _has_new_version(self) -> bool:
        return self.new.version != self.base.version

    def _was_ever_approved(self) -> bool:
        """Tell whether any version was approved; before, all is one first version."""
        return bool(
            self.old.status in (Status.APPROVED, Status.RETIRED)
            or self.old.approvals
            or self.past.signed
            or self.past.in_force
        )

    def _is_taken(self, version: str) -> bool:
        """Tell whether a version was ever approved, so that it must not change."""
        if self.old.status is Status.APPROVED and version == self.old.version:
            return True
        held = {one.version for one in self.old.approvals}
        return version in held | {signed for signed, _ in self.past.signed}

    def _fingerprint(self) -> str:
        return short(fingerprint_of(self.new, LibraryView(self.side.library)))

    def _at(
        self, rule: Rule, message: str, at: Pointer = ("version",), hint: str = ""
    ) -> Diagnostic:
        return self.source.diagnose(rule, message, at=at, hint=hint)
