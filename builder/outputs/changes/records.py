"""Differences as records, ready for JSON."""

import json

from builder.changes.change import Change, Side
from builder.changes.comparison import Compared, Comparison
from builder.diagnostics import Diagnostic
from builder.fingerprint import fingerprint_of, short
from builder.library import SHARED_FOLDER
from builder.outputs.changes.format import (
    FORMAT,
    FORMAT_VERSION,
    ChangeRecord,
    DiffRecord,
    ProblemRecord,
    SopRecord,
    SpanRecord,
)
from builder.view import LibraryView


def diff_json(comparison: Comparison, *, old: str, new: str) -> str:
    """Return a comparison as JSON.

    Args:
        comparison: What differs.
        old: What the reader calls the older tree.
        new: The same of the newer one.
    """
    record = diff_record(comparison, old=old, new=new)
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def diff_record(comparison: Comparison, *, old: str, new: str) -> DiffRecord:
    """Return a comparison as a record."""
    return DiffRecord(
        format=FORMAT,
        formatVersion=FORMAT_VERSION,
        old=old,
        new=new,
        sops=[sop_record(one) for one in comparison.sops],
        shared=[_shared_record(one, comparison) for one in comparison.shared],
        unread=[problem_record(one) for one in comparison.unread],
        unreadBefore=sorted(comparison.unread_before),
    )


def sop_record(compared: Compared) -> SopRecord:
    """Return an SOP with its differences."""
    sop, old, new = compared.sop, compared.old, compared.new
    return SopRecord(
        id=sop.id,
        number=sop.number,
        title=sop.title,
        path=compared.new_path or compared.old_path,
        oldPath=compared.old_path or None,
        newPath=compared.new_path or None,
        oldVersion=old.sop.version if old else None,
        newVersion=new.sop.version if new else None,
        oldFingerprint=_fingerprint(old),
        newFingerprint=_fingerprint(new),
        changes=[change_record(one, compared) for one in compared.changes],
    )


def change_record(change: Change, compared: Compared) -> ChangeRecord:
    """Return a difference with the line of the new file where it stands."""
    line = None
    if change.new_at is not None and compared.new:
        source = compared.new.library.sources[compared.new_path]
        line = source.mark(change.new_at).line
    return _record(change, line)


def problem_record(problem: Diagnostic) -> ProblemRecord:
    """Return a mistake in a file that differs."""
    return ProblemRecord(
        path=problem.path,
        line=problem.line,
        code=problem.code,
        message=problem.message,
    )


def _shared_record(change: Change, comparison: Comparison) -> ChangeRecord:
    kind = change.shared.partition(".")[0]
    source = comparison.new.sources.get(f"{SHARED_FOLDER}/{kind}.yaml")
    is_there = source is not None and change.new_at is not None
    return _record(
        change,
        source.mark(change.new_at).line if is_there else None,  # type: ignore[union-attr, arg-type]
    )


def _record(change: Change, line: int | None) -> ChangeRecord:
    return ChangeRecord(
        kind=change.kind.value,
        place=change.place,
        sentence=change.sentence,
        redline=[
            SpanRecord(edit=span.edit.value, words=span.words)
            for span in change.redline
        ],
        line=line,
        shared=change.shared,
        isRecord=change.is_record,
    )


def _fingerprint(side: Side | None) -> str | None:
    if side is None:
        return None
    return short(fingerprint_of(side.sop, LibraryView(side.library)))
