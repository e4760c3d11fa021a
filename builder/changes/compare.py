"""The comparison: two versions of an SOP in, every difference out, in reading order."""

from collections.abc import Iterator
from dataclasses import replace

from builder.changes.blocks import block_changes, head_changes
from builder.changes.change import Change, Pair, Side, tell
from builder.changes.control import control_changes
from builder.changes.naming import counted, listed, the
from builder.changes.procedure import procedure_changes
from builder.changes.scripts import script_changes
from builder.changes.shared import shown_changes
from builder.fingerprint import uses_of
from builder.model.change import Kind


def compare(old: Side | None, new: Side | None) -> tuple[Change, ...]:
    """Return what differs between two versions of an SOP.

    Shared words that the SOP shows count: a disclosure that was reworded is a change
    of every SOP that has it said. What changes the fingerprint is always told.

    Args:
        old: The version before; None if the SOP was not there.
        new: The version after; None if the SOP is gone.
    """
    if old is not None and new is not None:
        return _of(new, _differences(Pair(old=old, new=new)))
    if new is not None:
        return _of(new, _whole(new, is_new=True))
    return () if old is None else _of(old, _whole(old, is_new=False))


def _of(side: Side, changes: Iterator[Change]) -> tuple[Change, ...]:
    return tuple(replace(change, sop=side.sop.id) for change in changes)


def _differences(pair: Pair) -> Iterator[Change]:
    if pair.old.sop != pair.new.sop:
        yield from head_changes(pair)
        yield from procedure_changes(pair)
        yield from script_changes(pair)
        yield from block_changes(pair)
    yield from shown_changes(pair)
    if pair.old.sop != pair.new.sop:
        yield from control_changes(pair)


def _whole(side: Side, *, is_new: bool) -> Iterator[Change]:
    """Return that a whole SOP is new or gone, and which words to be said with it."""
    sop = side.sop
    old, new = (None, sop) if is_new else (sop, None)
    steps = counted(sum(len(section.steps) for section in sop.procedure), "step")
    scripts = f" and {counted(len(sop.scripts), 'script')}" if sop.scripts else ""
    kind = Kind.SOP_ADDED if is_new else Kind.SOP_REMOVED
    words = f"{sop.number} {sop.title} is {'new' if is_new else 'gone'}"
    yield tell(kind, f"{words}, with {steps}{scripts}", place="", old=old, new=new)
    said = sorted(
        one for shelf, one in uses_of(sop, side.library) if shelf == "disclosures"
    )
    if said:
        known = side.library.disclosures
        titles = [the(known[one].title) if one in known else one for one in said]
        verb = "has agents say" if is_new else "no longer has agents say"
        words = f"{sop.title} {verb} {listed(titles)}"
        yield tell(Kind.DISCLOSURE, words, place="", old=old, new=new)
