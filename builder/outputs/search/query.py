"""A query as slots: for each word that says something, the terms it may stand for."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from builder.outputs.search.index import COMMON_STEMS, Term
from builder.outputs.search.thesaurus import GROUPS
from builder.outputs.search.words import SOFT, family, raw_tokens, stem


@dataclass(frozen=True, slots=True)
class Worth:
    """What a term is worth for a typed word, in hundredths of the word itself.

    Attributes:
        beside: A completion of a word that is one already.
        expression: What several words mean together.
        slips: By the number of mistakes in a word.
        first: Taken off when the first letter is wrong.
        soft: How much a word counts that most SOPs have.
    """

    exact: int = 100
    joined: int = 90
    family: int = 65
    synonym: int = 70
    expression: int = 85
    prefix: int = 70
    beside: int = 25
    slips: tuple[int, ...] = (0, 80, 60)
    first: int = 20
    soft: int = 25
    completions: int = 12
    guesses: int = 3


WORTH = Worth()
LONGEST_QUERY = 24
"""Words of a query that are looked at; nobody types more, but anybody may paste."""

SOFT_STEMS = frozenset(map(stem, SOFT)) | SOFT


@dataclass(slots=True)
class Slot:
    """One word of a query: terms with what each is worth, in hundredths.

    Attributes:
        share: How much the word counts in the query, in hundredths.
    """

    share: int = 100
    terms: dict[str, int] = field(default_factory=dict)

    def add(self, term: str, worth: int) -> None:
        """Let the word stand for a term, at the highest worth that is found."""
        self.terms[term] = max(self.terms.get(term, 0), worth)


class Vocabulary:
    """The words of an index, sorted, and the ways from a typed word to them."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self.words = list(terms)
        self._keys = [_key(word) for word in self.words]
        self._ranks = [term.rank for term in terms.values()]
        self._known = terms
        others = {word for names in synonyms() for word in names} | COMMON_STEMS
        self.guesses = self.words + sorted(others.difference(terms))
        """Words that may have been meant: those of the index, then all others known."""

    def _rank(self, place: int) -> int:
        return self._ranks[place] if place < len(self._ranks) else 0

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def beginning(self, prefix: str) -> Iterator[int]:
        """Return the places of all words that begin so."""
        place = bisect_left(self._keys, _key(prefix))
        while place < len(self.words) and self.words[place].startswith(prefix):
            yield place
            place += 1

    def relatives(self, word: str) -> Iterator[str]:
        """Return words of the same family."""
        root = family(word)
        for place in self.beginning(root):
            other = self.words[place]
            if other != word and family(other) == root:
                yield other

    def completions(self, prefix: str) -> list[str]:
        """Return the words that a typed beginning may become, usual ones first."""
        found = [p for p in self.beginning(prefix) if self.words[p] != prefix]
        found.sort(key=lambda place: (-self._ranks[place], place))
        return [self.words[place] for place in found[: WORTH.completions]]

    def similar(self, word: str, *, is_open: bool) -> list[tuple[str, int]]:
        """Return words that were perhaps meant, with what they are worth.

        Args:
            word: What was typed.
            is_open: The word may be the beginning of one.
        """
        most = most_mistakes(word)
        letters = mask(word)
        found = []
        for place, other in enumerate(self.guesses):
            longer = len(other) - len(word)
            if longer < -most or (longer > most and not is_open):
                continue
            missing = (letters & ~mask(other)).bit_count()
            if missing > most or other[0].isdigit():
                continue
            distance = mistakes(word, other, most, is_open=is_open)
            if distance <= most:
                differs = int(other[0] != word[0])
                unlike = abs(longer) if not is_open else 0
                order = (distance, differs, unlike, -self._rank(place), place)
                found.append((order, other))
        found.sort()
        nearest = found[0][0][:2] if found else (0, 0)
        return [
            (other, WORTH.slips[order[0]] - WORTH.first * order[1])
            for order, other in found[: WORTH.guesses]
            if order[:2] == nearest
        ]


def _key(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def most_mistakes(word: str) -> int:
    """Return how many mistakes a word may have and still be meant."""
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 8 else 2


@cache
def mask(word: str) -> int:
    """Return a bit for each letter from a to z that a word has."""
    bits = 0
    for letter in word:
        if "a" <= letter <= "z":
            bits |= 1 << (ord(letter) - 97)
    return bits


def mistakes(typed: str, word: str, most: int, *, is_open: bool) -> int:
    """Return how many letters are wrong, missing, too many or changed about.

    Args:
        typed: What somebody typed.
        word: What may have been meant.
        most: More than this need not be counted.
        is_open: What stands behind the typed letters is no mistake.
    """
    before: list[int] = []
    row = list(range(len(word) + 1))
    for i, letter in enumerate(typed, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(word, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == word[j - 2] and typed[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row) if is_open else row[-1]


def read_query(query: str, vocabulary: Vocabulary) -> list[Slot]:
    """Return the slots of a query, in its order."""
    typed = [part for word in raw_tokens(query) for part in word.split("-")]
    typed = typed[:LONGEST_QUERY]
    is_open = query[-1:].strip() != ""
    meant = [
        _meant(word, vocabulary, is_open=is_open and place == len(typed) - 1)
        for place, word in enumerate(typed)
    ]
    words = [next(iter(found), "") for found in meant]
    telling = [word for word in words if word not in COMMON_STEMS] or words
    slots = {
        place: _slot(found, vocabulary)
        for place, found in enumerate(meant)
        if found and words[place] in telling
    }
    if typed and is_open and len(typed) - 1 in slots:
        _complete(stem(typed[-1]), slots[len(typed) - 1], vocabulary)
    _add_joined(typed, slots, vocabulary)
    _add_synonyms(words, slots, vocabulary)
    return [slot for _, slot in sorted(slots.items()) if slot.terms]


def _meant(word: str, vocabulary: Vocabulary, *, is_open: bool) -> dict[str, int]:
    """Return the words that a typed one may be, best first, with what each is worth."""
    known = stem(word)
    if len(word) == 1 and not word.isdigit():
        return {}
    if known in vocabulary or known in COMMON_STEMS or (known,) in synonyms():
        return {known: WORTH.exact}
    if any(True for _ in vocabulary.relatives(known)):
        return {known: WORTH.exact}
    if is_open and any(True for _ in vocabulary.beginning(known)):
        return {known: WORTH.exact}
    found = dict(vocabulary.similar(known, is_open=is_open))
    if not found and known != word:
        found = dict(vocabulary.similar(word, is_open=is_open))
    return found or _halves(word, vocabulary) or {known: WORTH.exact}


def _halves(word: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Return the two known words that were typed as one, or nothing."""
    for cut in range(3, len(word) - 2):
        first, second = stem(word[:cut]), stem(word[cut:])
        if first in vocabulary and second in vocabulary:
            return {first: WORTH.joined, second: WORTH.joined}
    return {}


def _slot(meant: dict[str, int], vocabulary: Vocabulary) -> Slot:
    slot = Slot(share=WORTH.soft if next(iter(meant)) in SOFT_STEMS else 100)
    for word, worth in meant.items():
        if word in vocabulary:
            slot.add(word, worth)
        for other in vocabulary.relatives(word):
            slot.add(other, worth * WORTH.family // 100)
    return slot


def _complete(word: str, slot: Slot, vocabulary: Vocabulary) -> None:
    """Let a word that may still be typed stand for what it may become."""
    worth = WORTH.beside if slot.terms else WORTH.prefix
    for other in vocabulary.completions(word):
        slot.add(other, worth)


def _add_joined(
    typed: Sequence[str], slots: dict[int, Slot], vocabulary: Vocabulary
) -> None:
    """Let two neighbors stand for the word that they make together."""
    for place in range(len(typed) - 1):
        whole = stem(typed[place] + typed[place + 1])
        if whole in vocabulary:
            for part in (place, place + 1):
                if part in slots:
                    slots[part].add(whole, WORTH.joined)


def _add_synonyms(
    words: Sequence[str], slots: dict[int, Slot], vocabulary: Vocabulary
) -> None:
    for start, length, others in _expressions(words):
        span = [place for place in range(start, start + length) if place in slots]
        if not span:
            slots[start] = Slot(share=WORTH.soft)
            span = [start]
        worth = WORTH.expression if length > 1 else WORTH.synonym
        for place in span:
            for other in filter(vocabulary.__contains__, others):
                slots[place].add(other, worth)


def _expressions(words: Sequence[str]) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Return where the query says something that a group of the thesaurus has."""
    known = synonyms()
    for start in range(len(words)):
        for length in range(1, 6):
            others = known.get(tuple(words[start : start + length]))
            if others and start + length <= len(words):
                yield start, length, others


@cache
def synonyms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return for each expression of the thesaurus the single words of its groups."""
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for group in GROUPS:
        names = [name.strip() for name in group.split(",")]
        singles = [stem(n.replace("-", "")) for n in names if " " not in n]
        for name in names:
            for key in {_stems(name, "-"), _stems(name.replace("-", ""), "-")}:
                others = found.setdefault(key, {})
                others.update(dict.fromkeys(w for w in singles if (w,) != key))
    return {key: tuple(others) for key, others in found.items() if others}


def _stems(name: str, hyphen: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in name.replace(hyphen, " ").split())
