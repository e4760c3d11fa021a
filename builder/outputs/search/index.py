"""The index: for each word, where it stands and how much it says there.

How much is worked out here, once, as a level from 1 to 31 (BM25F: a word counts more in
a title or in what people say, less in a long text, and little more when repeated). So
answering a query is adding whole numbers, and gives the same in any language.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from builder.outputs.search.entries import Entry, Origin
from builder.outputs.search.words import COMMON, stem, tokens

LEVELS = 32
MOST_POSTINGS = 4096
"""Places kept for one word, the best ones; one that stands everywhere tells little."""

KINDS = {
    "sop": 112, "section": 108, "objection": 112, "step": 100, "script": 104,
    "template": 96, "checklist": 96, "escalation": 94, "metric": 86, "line": 82,
    "phrase": 78, "technique": 74, "block": 70, "scorecard": 96, "term": 108,
    "disposition": 96, "regulation": 96, "disclosure": 100, "role": 84, "tool": 80,
    "page": 84, "help": 80,
}  # fmt: skip
"""What each kind is worth, in hundredths, where two say the same."""

_SATURATION = 1.2
_DEAREST = max(KINDS.values())
_SENTENCE_KINDS = frozenset({"step", "line", "escalation", "phrase"})
"""Kinds whose title is a whole sentence, so that it counts more like text."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word counts in each part of an entry."""

    title: float = 3.0
    sentence: float = 1.7
    heard: float = 3.0
    text: float = 1.0
    hints: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the index: how telling it is, and its places with their levels."""

    rarity: int
    rank: int
    places: tuple[tuple[int, int], ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything that can be found, and by which words.

    Attributes:
        entries: Of all origins, in order.
        owners: For each entry the place of its origin.
        heads: For each entry the number of the head that it belongs to.
        firsts: For each origin the number of its first entry.
        terms: By word, sorted as scripts sort.
    """

    origins: tuple[Origin, ...]
    entries: tuple[Entry, ...] = field(repr=False)
    owners: tuple[int, ...] = field(repr=False)
    heads: tuple[int, ...] = field(repr=False)
    firsts: tuple[int, ...] = field(repr=False)
    terms: dict[str, Term] = field(repr=False)


def build_index(origins: Sequence[Origin], aliases: Iterable[Sequence[str]]) -> Index:
    """Return the index of some origins.

    Args:
        origins: What can be found.
        aliases: Names of one thing; an entry with one of them is found by all.
    """
    entries: list[Entry] = []
    owners: list[int] = []
    heads: list[int] = []
    firsts: list[int] = []
    for place, origin in enumerate(origins):
        firsts.append(len(entries))
        for entry in origin.entries:
            heads.append(len(entries) if entry.is_head else heads[-1])
            owners.append(place)
            entries.append(entry)
    return Index(
        origins=tuple(origins),
        entries=tuple(entries),
        owners=tuple(owners),
        heads=tuple(heads),
        firsts=tuple(firsts),
        terms=_terms(entries, Aliases(aliases)),
    )


class Aliases:
    """Names of the same thing, such as "AHT" and "average handle time"."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._words: list[frozenset[str]] = []
        for group in groups:
            names = [tuple(tokens(name)) for name in group]
            number = len(self._words)
            self._words.append(frozenset(word for name in names for word in name))
            for name in filter(None, names):
                self._by_first.setdefault(name[0], []).append((name, number))

    def of(self, found: Sequence[str]) -> Iterator[str]:
        """Return the words of every other name of the things that a text names."""
        groups: set[int] = set()
        for place, word in enumerate(found):
            for name, number in self._by_first.get(word, ()):
                if tuple(found[place : place + len(name)]) == name:
                    groups.add(number)
        for number in sorted(groups):
            yield from sorted(self._words[number].difference(found))


def _terms(entries: Sequence[Entry], aliases: Aliases) -> dict[str, Term]:
    places: dict[str, list[tuple[int, int]]] = {}
    mean = _mean_length(entries)
    for number, entry in enumerate(entries):
        for word, weight in _weights_of(entry, aliases, mean).items():
            share = weight / (weight + _SATURATION) * KINDS[entry.kind] / _DEAREST
            level = max(1, round((LEVELS - 1) * share))
            places.setdefault(word, []).append((number, level))
    ordered = sorted(places, key=lambda word: word.encode("utf-16-be", "surrogatepass"))
    return {word: _term(places[word], len(entries)) for word in ordered}


def _mean_length(entries: Sequence[Entry]) -> float:
    """Return the usual number of words of a text; near enough to compare with."""
    return sum(entry.text.count(" ") + 1 for entry in entries) / max(1, len(entries))


def _term(places: list[tuple[int, int]], total: int) -> Term:
    count = len(places)
    rarity = round(10 * math.log(1 + (total - count + 0.5) / (count + 0.5)))
    kept = places
    if count > MOST_POSTINGS:
        kept = sorted(sorted(places, key=lambda one: -one[1])[:MOST_POSTINGS])
    return Term(rarity=max(1, rarity), rank=count.bit_length() - 1, places=tuple(kept))


def _weights_of(entry: Entry, aliases: Aliases, mean: float) -> dict[str, float]:
    """Return how much each word says in an entry, before it levels off."""
    weights = Weights()
    found: dict[str, float] = {}
    title = list(tokens(entry.title))
    text = list(tokens(entry.text))
    hints = list(tokens(entry.hints))
    is_sentence = entry.kind in _SENTENCE_KINDS
    factor = weights.sentence / (0.6 + 0.4 * len(title) / 10)
    if not is_sentence:
        factor = weights.title / (0.5 + 0.5 * len(title) / 3)
    _add(found, title, factor, with_common=not is_sentence)
    _add(found, text, weights.text / (0.4 + 0.6 * len(text) / mean))
    _add(found, hints, weights.hints / (0.5 + 0.5 * len(hints) / 12))
    _add_heard(found, entry.heard, weights.heard)
    others = dict.fromkeys((*aliases.of(title), *aliases.of(text)))
    _add(found, [word for word in others if word not in found], 0.5)
    return found


def _add(
    found: dict[str, float],
    words: Iterable[str],
    weight: float,
    *,
    with_common: bool = False,
) -> None:
    for word in words:
        is_one = len(word) > 1 or word.isdigit()
        if is_one and (with_common or word not in COMMON_STEMS):
            found[word] = found.get(word, 0.0) + weight


def _add_heard(found: dict[str, float], phrases: Iterable[str], weight: float) -> None:
    """Add what people say: of a word only the phrase counts in which it says most."""
    best: dict[str, float] = {}
    for phrase in phrases:
        words = list(tokens(phrase))
        told = sum(1 for word in words if word not in COMMON_STEMS) or len(words)
        worth = weight / (0.5 + 0.5 * told / 3)
        for word in words:
            if len(word) > 1 or word.isdigit():
                best[word] = max(best.get(word, 0.0), worth)
    for word, worth in best.items():
        found[word] = found.get(word, 0.0) + worth


COMMON_STEMS = frozenset(map(stem, COMMON)) | COMMON
