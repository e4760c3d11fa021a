"""Shared data: what differs in it, and in the SOPs that show its words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, cast

from builder.addresses import parts_of
from builder.changes.change import Change, Pair, tell
from builder.changes.naming import listed, named
from builder.changes.redline import Redline, redline
from builder.fingerprint import uses_of
from builder.library import Library
from builder.model.change import Kind
from builder.model.script import Node
from builder.model.sop import Sop
from builder.model.text import Located
from builder.reader import SHARED_TYPES
from builder.texts import texts_of

_KINDS = {
    "disclosures": Kind.DISCLOSURE,
    "techniques": Kind.WORDING,
    "terms": Kind.WORDING,
    "wording": Kind.WORDING,
    "regulations": Kind.WORDING,
}
"""What a change of a shared thing is; of all others it is control data."""

_NAMES = {
    "areas": "area",
    "roles": "role",
    "tools": "tool",
    "regulations": "regulation",
    "techniques": "technique",
    "terms": "term",
    "fields": "field",
    "dispositions": "disposition",
    "disclosures": "disclosure",
    "wording": "phrase",
    "path_rules": "path rule",
}
_FIELDS = {
    "say": "words",
    "when": "time",
    "where": "place",
    "asked": "time of asking",
    "personal": "privacy",
    **{
        flag: f"flag \u201c{flag}\u201d".replace("_", " ")
        for flag in ("contact", "sale", "do_not_call", "callback", "completed")
    },
}
"""What people call a field whose name is not its word."""

_MAIN = ("say", "meaning", "summary", "why", "title")
"""The text that a redline shows, of those that differ."""


def shown_changes(pair: Pair) -> Iterator[Change]:
    """Return shared words that an SOP shows in both versions and that differ."""
    old = uses_of(pair.old.sop, pair.old.library)
    new = uses_of(pair.new.sop, pair.new.library)
    unread = pair.old.library.unread_shared | pair.new.library.unread_shared
    for shelf, identifier in sorted(old & new):
        if shelf in unread:
            continue  # that is told as a mistake in the shared file
        before = getattr(pair.old.library, shelf).get(identifier)
        after = getattr(pair.new.library, shelf).get(identifier)
        if before == after:
            continue
        anchor, where = _first_use(pair.new.sop, shelf, identifier)
        title = named(shelf, pair.title_of(shelf, identifier))
        name = f"{title if shelf == 'disclosures' else f'the technique {title}'}{where}"
        words = "is no longer in the shared data"
        if before is None:
            words = "is in the shared data from now on"
        elif after is not None:
            words = _what_differs(before, after)
        change = tell(
            _KINDS[shelf],
            f"{name}, {words}" if where else f"{name} {words}",
            place=anchor,
            redline=_redline(before, after),
        )
        yield replace(change, shared=f"{shelf}.{identifier}")


def shared_changes(old: Library, new: Library) -> tuple[Change, ...]:
    """Return what differs in the shared data of two libraries, by file and id.

    A file with mistakes, before or after, is left out: nobody can say what it says.
    """
    unread = old.unread_shared | new.unread_shared
    return tuple(
        replace(change, shared=change.place)
        for shelf in SHARED_TYPES
        if shelf not in unread
        for change in _shelf(shelf, getattr(old, shelf), getattr(new, shelf))
    )


def _shelf(
    shelf: str, old: Mapping[str, Located], new: Mapping[str, Located]
) -> Iterator[Change]:
    kind = _KINDS.get(shelf, Kind.CONTROL)
    for identifier in sorted({*old, *new}):
        before, after = old.get(identifier), new.get(identifier)
        if before == after:
            continue
        name = f"the {_NAMES[shelf]} {_title(after or before)}"
        if before is not None and after is not None:
            words = f"{name} {_what_differs(before, after)}"
        else:
            words = f"{name} is {'new' if before is None else 'gone'}"
        yield tell(
            kind,
            words,
            place=f"{shelf}.{identifier}",
            old=before,
            new=after,
            redline=_redline(before, after),
        )


def _title(thing: Located | None) -> str:
    named = cast("Any", thing)
    title = getattr(named, "title", "") or getattr(named, "term", "")
    return f"\u201c{title or named.id}\u201d"


def _what_differs(before: Located, after: Located) -> str:
    """Return that the words differ, or the fields that do, as a person names them."""
    names = [
        field.name
        for field in fields(before)
        if field.name != "at"
        and getattr(before, field.name) != getattr(after, field.name)
    ]
    if names == ["say"]:
        return "has other words"
    told = (_FIELDS.get(name, name).replace("_", " ") for name in names)
    return f"differs in its {listed([*told])}"


def _redline(before: Located | None, after: Located | None) -> Redline:
    """Return what became of the text that matters most of those that differ."""
    for name in _MAIN:
        old, new = (str(getattr(one, name, None) or "") for one in (before, after))
        if old != new:
            return redline(old, new)
    texts = (
        "\n".join(t.words for t in texts_of(one)) if one else ""
        for one in (before, after)
    )
    return redline(*texts)


def _first_use(sop: Sop, shelf: str, identifier: str) -> tuple[str, str]:
    """Return the anchor of the first part that shows a thing, and words for it."""
    field = "disclosures" if shelf == "disclosures" else "technique"
    for anchor, part in parts_of(sop):
        shown = getattr(part, field, None)
        if shown and (shown == identifier or identifier in shown):
            return anchor, f", {_where(sop, anchor, part)}"
    return "", ""


def _where(sop: Sop, anchor: str, part: Located) -> str:
    if isinstance(part, Node):
        script = next(
            one for one in sop.scripts if anchor.startswith(f"script.{one.id}.")
        )
        return f"said in the script {script.title}"
    for section in sop.procedure:
        if part in section.steps:
            return f"said in step {section.steps.index(part) + 1} of {section.title}"
    return f"used in {anchor}"
