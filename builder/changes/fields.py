"""Fields: how a difference in one field of a part is told, by the kind of field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.editorial import is_editorial
from builder.changes.matching import match
from builder.changes.naming import a, is_short, listed, named, quoted, the
from builder.changes.redline import redline
from builder.model.change import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text: the same in other letters is editorial, anything else is ``kind``.

    Attributes:
        label: What a person calls it, such as ``instruction``.
        of: The kind if the text comes or goes.
    """

    name: str
    label: str
    kind: Kind = Kind.WORDING
    of: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A list of texts without ids, matched by likeness."""

    name: str
    label: str
    kind: Kind = Kind.WORDING
    of: Kind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A list of names, whose order says nothing much.

    Attributes:
        verb: Such as ``uses``; what a part does with each.
        shelf: The shared data that has the titles; empty if names are as they are.
    """

    name: str
    label: str
    verb: str
    kind: Kind
    shelf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A short value, told as it is, or by the title on a shelf."""

    name: str
    label: str
    kind: Kind
    shelf: str = ""
    is_record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Yes or no, with what each means."""

    name: str
    yes: str
    no: str
    kind: Kind


Field = Prose | Lines | Names | Value | Flag


def differences(
    subject: Subject, plan: Sequence[Field], pair: Pair
) -> Iterator[Change]:
    """Return what differs in the fields of a part that stands in both versions."""
    for field in plan:
        old = getattr(subject.old, field.name, None)
        new = getattr(subject.new, field.name, None)
        if old == new:
            continue
        match field:
            case Prose():
                yield from prose(subject, field, old or "", new or "", pair)
            case Lines():
                yield from _lines(subject, field, old or (), new or (), pair)
            case Names():
                yield from _names(subject, field, old or (), new or (), pair)
            case Value():
                yield _value(subject, field, old, new, pair)
            case Flag():
                words = field.yes if new else field.no
                yield _told(field.kind, subject, f"{subject.name} {words}")


def prose(
    subject: Subject, field: Prose, old: str, new: str, pair: Pair
) -> Iterator[Change]:
    """Return how a text differs, if it does; an empty text is not there."""
    if old == new:
        return
    kind, label, name = field.kind, field.label, subject.name
    if not old:
        words = f"{name} now has {a(label)}: {quoted(new)}"
        kind = field.of or kind
    elif not new:
        words = f"{name} no longer has {a(label)}; it was {quoted(old)}"
        kind = field.of or kind
    elif is_editorial(old, new, knows=pair.knows):
        words = f"only spelling, punctuation or marks differ in {the(label)} of {name}"
        kind = Kind.EDITORIAL
    elif is_short(old) and is_short(new):
        words = f"the {label} of {name} is {quoted(new)} instead of {quoted(old)}"
    else:
        words = f"the {label} of {name} is reworded"
    yield _told(kind, subject, words, old, new)


def _lines(
    subject: Subject, field: Lines, old: Sequence[str], new: Sequence[str], pair: Pair
) -> Iterator[Change]:
    matched = match(old, new, key=str, words=str)
    kind = field.of or field.kind
    prose_field = Prose(name=field.name, label=field.label, kind=field.kind)
    for before, after in matched.pairs:
        yield from prose(subject, prose_field, before, after, pair)
    gone, come = list(matched.removed), list(matched.added)
    if len(gone) == len(come) == 1:
        yield from prose(subject, prose_field, gone.pop(), come.pop(), pair)
    for line in gone:
        words = f"{subject.name} no longer has {the(field.label)} {quoted(line)}"
        yield _told(kind, subject, words, line, "")
    for line in come:
        words = f"{subject.name} now has {the(field.label)} {quoted(line)}"
        yield _told(kind, subject, words, "", line)
    if matched.moved:
        words = f"the order of {the(field.label)}s of {subject.name} is another"
        yield _told(Kind.EDITORIAL, subject, words)


def _names(
    subject: Subject, field: Names, old: Sequence[str], new: Sequence[str], pair: Pair
) -> Iterator[Change]:
    def titles(names: list[str]) -> str:
        return listed([_title(name, field.shelf, pair) for name in names])

    added = [name for name in new if name not in old]
    removed = [name for name in old if name not in new]
    if added:
        words = f"{subject.name} now {field.verb} {titles(added)}"
        yield _told(field.kind, subject, words)
    if removed:
        verb = field.verb
        words = f"{subject.name} no longer {verb} {titles(removed)}"
        yield _told(field.kind, subject, words)
    if not added and not removed:
        words = f"the order of {field.label} of {subject.name} is another"
        exact = field.kind is Kind.DISCLOSURE  # what is said first counts, too
        yield _told(field.kind if exact else Kind.EDITORIAL, subject, words)


def _value(subject: Subject, field: Value, old: Any, new: Any, pair: Pair) -> Change:
    before, after = (_shown(one, field.shelf, pair) for one in (old, new))
    label, name = field.label, subject.name
    if old in (None, ""):
        words = f"{name} now has {a(label)}: {after}"
    elif new in (None, ""):
        words = f"{name} no longer has {a(label)}; it was {before}"
    else:
        words = f"the {label} of {name} is {after} instead of {before}"
    return _told(field.kind, subject, words, is_record=field.is_record)


def _shown(value: Any, shelf: str, pair: Pair) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, StrEnum):
        return value.replace("_", " ")
    return _title(str(value), shelf, pair) if shelf else str(value)


def _title(name: str, shelf: str, pair: Pair) -> str:
    if not shelf:
        return name
    return named(shelf, pair.title_of(shelf, name))


def _told(
    kind: Kind,
    subject: Subject,
    sentence: str,
    old: str = "",
    new: str = "",
    *,
    is_record: bool = False,
) -> Change:
    return tell(
        kind,
        sentence,
        place=subject.place,
        old=subject.old,
        new=subject.new,
        redline=redline(old, new),
        is_record=is_record,
    )
