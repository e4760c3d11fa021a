"""Redlines: the words that went and the words that came, between two texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\{\{[^}]*\}\}|\w+(?:['\u2019.,:-]\w+)*|\s+|[^\w\s]")
_MOST_PAIRS = 4_000_000
"""Beyond so many pairs of words, what lies between equal ends is told as a whole."""


class Edit(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words that stand together and share one fate."""

    edit: Edit
    words: str


Redline = tuple[Span, ...]
"""All spans of the same text in reading order; what was removed stands first."""


def redline(old: str, new: str) -> Redline:
    """Return the words of both texts, each once, with what became of them.

    The spans without those added are the old text, without those removed the new one.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _same_at_start(before, after)
    tail = _same_at_start(before[head:][::-1], after[head:][::-1])
    middle_before = before[head : len(before) - tail]
    middle_after = after[head : len(after) - tail]
    spans = [
        (Edit.SAME, "".join(before[:head])),
        *_between(middle_before, middle_after),
        (Edit.SAME, "".join(before[len(before) - tail :])),
    ]
    return tuple(Span(edit=edit, words=words) for edit, words in _joined(spans))


def likeness(old: str, new: str) -> float:
    """Return how much two texts share, word by word: 0 for nothing, 1 for all."""
    before, after = old.casefold().split(), new.casefold().split()
    if not before or not after:
        return float(before == after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if len(before) * len(after) > _MOST_PAIRS:
        return matcher.quick_ratio()
    return matcher.ratio()


def _same_at_start(before: Sequence[str], after: Sequence[str]) -> int:
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _between(before: Sequence[str], after: Sequence[str]) -> list[tuple[Edit, str]]:
    if len(before) * len(after) > _MOST_PAIRS:
        return [(Edit.REMOVED, "".join(before)), (Edit.ADDED, "".join(after))]
    found: list[tuple[Edit, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append((Edit.SAME, "".join(before[first:last])))
            continue
        found.append((Edit.REMOVED, "".join(before[first:last])))
        found.append((Edit.ADDED, "".join(after[start:end])))
    return found


def _joined(spans: Sequence[tuple[Edit, str]]) -> list[tuple[Edit, str]]:
    """Return the spans with neighbors of one kind joined.

    A blank that alone stayed between two changes counts as removed and added, too:
    nobody reads a redline word by word.
    """
    found: list[tuple[Edit, str]] = []
    removed = added = ""
    for position, (edit, words) in enumerate(spans):
        is_bridge = (
            edit is Edit.SAME
            and words.isspace()
            and bool(removed or added)
            and any(one is not Edit.SAME and w for one, w in spans[position + 1 :][:2])
        )
        if edit is Edit.REMOVED or is_bridge:
            removed += words
        if edit is Edit.ADDED or is_bridge:
            added += words
        if edit is Edit.SAME and not is_bridge and words:
            found += [(Edit.REMOVED, removed), (Edit.ADDED, added), (edit, words)]
            removed = added = ""
    found += [(Edit.REMOVED, removed), (Edit.ADDED, added)]
    return [(edit, words) for edit, words in found if words]
