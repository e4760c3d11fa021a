"""Which part of the old version is which part of the new one."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from builder.changes.redline import likeness

T = TypeVar("T")

ALIKE = 0.6
"""From here on, two parts with different ids are one part that was renamed."""

_SAME_ID = 0.25
_MOST_PAIRS = 2_500
"""So many pairs are looked at for likeness; beyond, what has a new id is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched(Generic[T]):
    """Two lists, part by part.

    Attributes:
        pairs: A part before and after, in the order of the new list.
        removed: Parts that are gone, in the old order.
        added: Parts that are new, in the new order.
        moved: Positions in ``pairs`` of the fewest parts whose move tells the order.
    """

    pairs: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]
    moved: frozenset[int]


def match(
    old: Sequence[T],
    new: Sequence[T],
    *,
    key: Callable[[T], str],
    words: Callable[[T], str],
) -> Matched[T]:
    """Return which part is which: by key, and what is left by likeness of words."""
    places = _by_key([key(one) for one in old], [key(one) for one in new])
    left_old = [n for n in range(len(old)) if n not in places.values()]
    left_new = [n for n in range(len(new)) if n not in places]
    places |= by_likeness(
        [(n, key(old[n]), words(old[n])) for n in left_old],
        [(n, key(new[n]), words(new[n])) for n in left_new],
    )
    order = sorted(places)
    taken = set(places.values())
    return Matched(
        pairs=tuple((old[places[n]], new[n]) for n in order),
        removed=tuple(one for n, one in enumerate(old) if n not in taken),
        added=tuple(one for n, one in enumerate(new) if n not in places),
        moved=_moved([places[n] for n in order]),
    )


def by_likeness(
    old: Sequence[tuple[int, str, str]], new: Sequence[tuple[int, str, str]]
) -> dict[int, int]:
    """Return new positions with the old ones that are most like them.

    Args:
        old: Position, id and words of each part that has no partner yet.
        new: The same of the new version. An equal id makes two parts more alike.
    """
    if len(old) * len(new) > _MOST_PAIRS:
        return {}
    scored = sorted(
        (-score, place, before)
        for place, identifier, words in new
        for before, old_identifier, old_words in old
        if (
            score := likeness(old_words, words)
            + _SAME_ID * (identifier == old_identifier)
        )
        >= ALIKE
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, before in scored:
        if place not in found and before not in taken:
            found[place] = before
            taken.add(before)
    return found


def _by_key(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return new positions with the old ones of equal keys; the first of twins wins."""
    first = {key: n for n, key in reversed(list(enumerate(old)))}
    found: dict[int, int] = {}
    for place, key in enumerate(new):
        before = first.pop(key, None)
        if before is not None:
            found[place] = before
    return found


def _moved(order: Sequence[int]) -> frozenset[int]:
    """Return the positions outside of a longest run that kept its order."""
    ends: list[int] = []
    tails: list[int] = []
    came: list[int] = []
    for place, value in enumerate(order):
        at = bisect_left(tails, value)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [place]
        came.append(ends[at - 1] if at else -1)
    kept: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = came[place]
    return frozenset(range(len(order))) - kept
