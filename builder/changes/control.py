"""Control data: versions, status, dates, approvals, reviews and the history."""

from collections.abc import Iterator
from typing import Any

from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.fields import Field, Value, differences
from builder.changes.naming import named, quoted
from builder.model.change import Kind
from builder.model.control import Approval, HistoryEntry
from builder.model.text import Located


def _record(name: str, label: str) -> Value:
    return Value(name=name, label=label, kind=Kind.CONTROL, is_record=True)


_SOP: tuple[Field, ...] = (
    _record("number", "number"),
    _record("version", "version"),
    _record("status", "status"),
    _record("effective", "effective date"),
    _record("successor", "successor"),
)
_REVIEW: tuple[Field, ...] = (
    _record("cadence", "cadence"),
    _record("last", "date"),
)


def control_changes(pair: Pair) -> Iterator[Change]:
    """Return what differs in who stands behind an SOP, and since when."""
    old, new = pair.old.sop, pair.new.sop
    if old.id != new.id:
        words = (
            f"the SOP has the id \u201c{new.id}\u201d instead of \u201c{old.id}\u201d"
        )
        yield _told(f"{words}; its old address leads nowhere", old, new)
    whole = Subject(name="the SOP", place="", old=old, new=new)
    yield from differences(whole, _SOP, pair)
    review = Subject(name="the last review", place="", old=old.review, new=new.review)
    yield from differences(review, _REVIEW, pair)
    yield from _approvals(pair)
    yield from _history(pair)


def _approvals(pair: Pair) -> Iterator[Change]:
    old, new = pair.old.sop.approvals, pair.new.sop.approvals
    for approval in new:
        if approval not in old:
            yield _told(f"{_signed(approval, pair)}", None, approval)
    for approval in old:
        if approval not in new:
            words = f"gone is the approval of version {approval.version} by "
            yield _told(words + _role(approval.role, pair), approval, None)
    if old != new and set(old) == set(new):
        yield _told("the approvals stand in another order", old[0], new[0])


def _signed(approval: Approval, pair: Pair) -> str:
    who = f" ({approval.who})" if approval.who else ""
    role = _role(approval.role, pair)
    return f"{role}{who} approved version {approval.version} on {approval.date}"


def _role(identifier: str, pair: Pair) -> str:
    return named("roles", pair.title_of("roles", identifier))


def _history(pair: Pair) -> Iterator[Change]:
    known = {entry.version: entry for entry in pair.old.sop.revision_history}
    now = {entry.version: entry for entry in pair.new.sop.revision_history}
    for version, entry in now.items():
        before = known.get(version)
        if before is None:
            words = f"the history tells of version {version}: {quoted(entry.what)}"
            yield _told(words, None, entry)
        elif before != entry:
            words = f"the history tells otherwise of version {version}"
            yield _told(f"{words}: {_differs(before, entry)}", before, entry)
    for version, entry in known.items():
        if version not in now:
            words = f"the history no longer tells of version {version}"
            yield _told(words, entry, None)
    old, new = pair.old.sop.revision_history, pair.new.sop.revision_history
    if old != new and known == now:
        yield _told("the entries of the history stand in another order", old[0], new[0])


def _differs(before: HistoryEntry, after: HistoryEntry) -> str:
    names = ("date", "role", "changes", "what", "why")
    pairs: list[tuple[str, Any, Any]] = [
        (name, getattr(before, name), getattr(after, name)) for name in names
    ]
    return ", ".join(
        f"{name} {_verb(name)} {_said(now)} instead of {_said(was)}"
        for name, was, now in pairs
        if was != now
    )


def _verb(name: str) -> str:
    return "are" if name == "changes" else "is"


def _said(value: Any) -> str:
    return quoted(", ".join(value) if isinstance(value, tuple) else str(value))


def _told(sentence: str, old: Located | None, new: Located | None) -> Change:
    return tell(Kind.CONTROL, sentence, place="", old=old, new=new, is_record=True)
