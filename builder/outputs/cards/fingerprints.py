"""What a card says, as hashes: of the whole card, and of each of its parts.

A printed card is replaced when what it says has changed, and only then. So the
fingerprint of a card is not that of its SOP, which also has quizzes and metrics.
"""

from collections.abc import Mapping
from dataclasses import replace

from builder.fingerprint import digest, fingerprint_of, short
from builder.model.blocks import Escalation
from builder.model.procedure import Step
from builder.model.text import Located
from builder.outputs.cards.subject import Subject
from builder.view import LibraryView

TITLE, NOTE = "title", "note"
"""The parts of a card that are no blocks."""

WRITTEN = ("section", "checklist", "technique")
"""Groups whose headings are the author's; the words of others are the tool's."""

Parts = dict[str, str]
"""Hashes of what a card can show, by reference, in the order of the card."""


def card_parts(subject: Subject, view: LibraryView) -> Parts:
    """Return the short hash of everything that a card can show.

    Where on the paper it stands is no part of it, nor is control data: version, dates
    and approvals may change without a word on the card being another. Nor is the
    number of a section: the same words in another place are the same words.

    Args:
        subject: The card, with further blocks that it may have no room for.
        view: The library that it is part of.
    """
    parts = {TITLE: short(digest(subject.title)), NOTE: short(digest(subject.note))}
    for block in subject.selection.blocks:
        group = subject.group_of(block)
        kind, _, identifier = group.id.partition(".")
        if kind in WRITTEN and identifier:
            words = [heading_of(group.title), group.detail]
            parts.setdefault(f"{kind}:{identifier}", short(digest(words)))
        parts[block.reference] = short(_print_of(block.part, view))
    return parts


def card_fingerprint(parts: Mapping[str, str]) -> str:
    """Return the 12 hex digits that are printed on a card and stand in its QR code."""
    return short(digest([[reference, value] for reference, value in parts.items()]))


def heading_of(title: str) -> str:
    """Return the title of a group without the number of its section."""
    number, _, words = title.partition(" ")
    return words if number.isdecimal() and words else title


def _print_of(part: Located, view: LibraryView) -> str:
    """Return the hash of what a card shows of a part, with the names it is told by."""
    if isinstance(part, Step):
        return fingerprint_of(_as_shown(part), view)
    if isinstance(part, Escalation):
        role = view.roles.find(part.to)
        return digest([fingerprint_of(part, view), role.title if role else part.to])
    return fingerprint_of(part, view)


def _as_shown(step: Step) -> Step:
    """Return a step without what has no room on a card: reasons, ways to more."""
    return replace(
        step,
        why=None,
        note=None,
        say=step.say[:1],
        regulations=(),
        tools=(),
        techniques=(),
        links=(),
        script=None,
    )
