"""Summaries: what a set of changes comes to, in a few words."""

from collections import Counter
from collections.abc import Iterable

from builder.changes.change import Change
from builder.changes.naming import counted
from builder.changes.redline import Edit, Redline, Span
from builder.model.change import Kind

CONTEXT_WORDS = 8
"""So many words of what stayed are shown on each side of what differs."""

KIND_NAMES = {kind: kind.value.replace("_", " ").replace("sop", "SOP") for kind in Kind}
"""What people call a kind."""


def kinds_of(changes: Iterable[Change]) -> list[tuple[Kind, int]]:
    """Return the kinds that occur, in their usual order, with how often."""
    found = Counter(change.kind for change in changes)
    return [(kind, found[kind]) for kind in Kind if found[kind]]


def kinds_in_words(changes: Iterable[Change]) -> str:
    """Return the kinds in words: ``wording (2), disclosure``."""
    return ", ".join(
        f"{KIND_NAMES[kind]} ({n})" if n > 1 else KIND_NAMES[kind]
        for kind, n in kinds_of(changes)
    )


def total_in_words(sops: int, changes: int) -> str:
    """Return how much differs: ``3 changes in 2 SOPs``."""
    return f"{counted(changes, 'change')} in {counted(sops, 'SOP')}"


def shortened(redline: Redline) -> Redline:
    """Return a redline with long runs of words that stayed cut to their ends."""
    return tuple(
        _cut(span, is_first=place == 0, is_last=place == len(redline) - 1)
        for place, span in enumerate(redline)
    )


def _cut(span: Span, *, is_first: bool, is_last: bool) -> Span:
    if span.edit is not Edit.SAME:
        return span
    words = span.words.split(" ")
    head = [] if is_first else words[:CONTEXT_WORDS]
    tail = [] if is_last else words[-CONTEXT_WORDS:]
    if len(words) <= len(head) + len(tail) + 2:
        return span
    return Span(edit=span.edit, words=" ".join([*head, "\u2026", *tail]))
