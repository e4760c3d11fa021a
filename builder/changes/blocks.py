"""The blocks beside the procedure: what is new, gone, or differs in each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from builder.changes.block_plans import (
    BLOCKS,
    CARD,
    CRITERIA,
    SCOPE,
    SCORECARD,
    SOP,
    Block,
)
from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.fields import Field, differences
from builder.changes.matching import match
from builder.changes.naming import quoted
from builder.model.change import Kind
from builder.model.text import Located


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """Where a list stands.

    Attributes:
        inside: Of what its items are a part, for sentences; begins with a blank.
        anchor: The address of that, for items without one.
    """

    pair: Pair
    inside: str = ""
    anchor: str = ""


def head_changes(pair: Pair) -> Iterator[Change]:
    """Return what differs in what an SOP says of itself: title, purpose, scope."""
    old, new = pair.old.sop, pair.new.sop
    whole = Subject(name="the SOP", place="", old=old, new=new)
    yield from differences(whole, SOP, pair)
    scope = Subject(name="the scope", place="", old=old.scope, new=new.scope)
    yield from differences(scope, SCOPE, pair)


def block_changes(pair: Pair) -> Iterator[Change]:
    """Return what differs in the blocks beside the procedure, in reading order."""
    for field, block in BLOCKS.items():
        old, new = getattr(pair.old.sop, field), getattr(pair.new.sop, field)
        if old != new:
            yield from _list(block, old, new, _Home(pair=pair))
    yield from _single("scorecard", "the scorecard", SCORECARD, Kind.ESCALATION, pair)
    yield from _single("card", "the card", CARD, Kind.CONTROL, pair)


def _single(
    field: str, name: str, plan: Sequence[Field], kind: Kind, pair: Pair
) -> Iterator[Change]:
    old, new = getattr(pair.old.sop, field), getattr(pair.new.sop, field)
    if old is None or new is None:
        if old is not new:
            words = f"{name} is chosen by its author from now on"
            if field == "scorecard":
                words = f"{name} is {'new' if old is None else 'gone'}"
            elif new is None:
                words = f"{name} is no longer chosen by its author"
            yield tell(kind, words, place="", old=old, new=new)
        return
    subject = Subject(name=name, place="", old=old, new=new)
    yield from differences(subject, plan, pair)
    if field == "scorecard":
        home = _Home(pair=pair, inside=f" of {name}")
        yield from _list(CRITERIA, old.criteria, new.criteria, home)


def _list(
    block: Block, old: Sequence[Any], new: Sequence[Any], home: _Home
) -> Iterator[Change]:
    """Return what differs in a list of items."""
    matched = match(old, new, key=_key_of(block), words=_words_of(block))
    for item in matched.removed:
        words = f"{_name(block, item, home)} is gone"
        yield tell(block.kind, words, place=_place(block, item, home), old=item)
    for item in matched.added:
        words = f"{_name(block, item, home)} is new"
        yield tell(block.kind, words, place=_place(block, item, home), new=item)
    for before, after in matched.pairs:
        if before != after:
            yield from _item(block, before, after, home)
    if matched.moved:
        words = f"the order of {block.many}{home.inside} is another"
        yield tell(Kind.EDITORIAL, words, place=home.anchor, old=old[0], new=new[0])


def _item(block: Block, before: Any, after: Any, home: _Home) -> Iterator[Change]:
    # By the old title: who reads that it differs knows the part by that.
    name, place = _name(block, before, home), _place(block, after, home)
    subject = Subject(name=name, place=place, old=before, new=after)
    if block.key == "id" and before.id != after.id:
        now, was = f"\u201c{after.id}\u201d", f"\u201c{before.id}\u201d"
        words = f"{name} has the id {now} instead of {was}"
        yield tell(block.kind, words, place=place, old=before, new=after)
    yield from differences(subject, block.plan, home.pair)
    if block.inner:
        field, inner = block.inner
        old, new = getattr(before, field), getattr(after, field)
        if old != new:
            within = _Home(pair=home.pair, inside=f" of {name}", anchor=place)
            yield from _list(inner, old, new, within)


def _key_of(block: Block) -> Callable[[Any], str]:
    return lambda item: str(getattr(item, block.key))


def _words_of(block: Block) -> Callable[[Any], str]:
    return lambda item: str(getattr(item, block.title))


def _place(block: Block, item: Any, home: _Home) -> str:
    return f"{block.anchor}.{item.id}" if block.anchor else home.anchor


def _name(block: Block, item: Located, home: _Home) -> str:
    title = str(getattr(item, block.title))
    shown = home.pair.title_of(block.shelf, title) if block.shelf else quoted(title)
    return f"the {block.what} {shown}{home.inside}"
