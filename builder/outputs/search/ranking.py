"""The answer to a query: which places say most of what was asked, best first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.outputs.search.index import Index
from builder.outputs.search.query import Slot, Vocabulary, read_query


@dataclass(frozen=True, slots=True)
class Shares:
    """How much counts that is not the entry's own, in hundredths.

    Attributes:
        head: What the head of the entry says, such as its section.
        page: What the SOP says of itself.
        others: The best that all places of the SOP say.
        whole: What a result keeps of its worth if it says nothing of the query.
        repeated: What results are worth after others of their SOP.
    """

    head: int = 40
    page: int = 30
    others: int = 8
    whole: int = 40
    repeated: tuple[int, ...] = (100, 80, 65, 50, 40)


SHARES = Shares()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result: the number of its entry, and its score."""

    entry: int
    score: int


class Searcher:
    """Answers queries over one index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.vocabulary = Vocabulary(index.terms)

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        admits: Callable[[int], bool] = lambda _origin: True,
    ) -> list[Hit]:
        """Return the best results.

        Args:
            query: As somebody typed it.
            limit: The most results to return.
            admits: Tells whether an origin, by its place, passes the filters.
        """
        slots = read_query(query, self.vocabulary)
        found = [self._values(slot) for slot in slots]
        weights = [self._weight(slot) for slot in slots]
        best = self._best_of_origins(found)
        index = self.index
        hits = []
        for entry in sorted(set().union(*found)):
            origin = index.owners[entry]
            if admits(origin):
                score = self._score(entry, found, weights, best[origin])
                hits.append(Hit(entry=entry, score=score))
        hits.sort(key=_order)
        return sorted(self._spread(hits), key=_order)[:limit]

    def _values(self, slot: Slot) -> dict[int, int]:
        """Return what each entry says about one word: the best of its terms counts."""
        values: dict[int, int] = {}
        most = self._weight(slot)
        for term, worth in slot.terms.items():
            known = self.index.terms[term]
            unit = min(known.rarity * slot.share // 100, most) * worth
            for entry, level in known.places:
                value = unit * level
                if value > values.get(entry, 0):
                    values[entry] = value
        return values

    def _weight(self, slot: Slot) -> int:
        """Return how telling a word is: as itself, or as the rarest it may mean."""
        terms = self.index.terms
        exact = [term for term, worth in slot.terms.items() if worth == 100]
        told = [terms[term].rarity for term in exact or slot.terms]
        return max(1, max(told) * slot.share // 100)

    def _best_of_origins(self, found: Sequence[dict[int, int]]) -> dict[int, int]:
        """Return for each origin the sum of what it says best about each word."""
        sums: dict[int, int] = {}
        owners = self.index.owners
        for values in found:
            best: dict[int, int] = {}
            for entry, value in values.items():
                origin = owners[entry]
                if value > best.get(origin, 0):
                    best[origin] = value
            for origin, value in best.items():
                sums[origin] = sums.get(origin, 0) + value
        return sums

    def _score(
        self,
        entry: int,
        found: Sequence[dict[int, int]],
        weights: Sequence[int],
        best: int,
    ) -> int:
        index = self.index
        head, first = index.heads[entry], index.firsts[index.owners[entry]]
        total = covered = asked = 0
        for values, weight in zip(found, weights, strict=True):
            own = values.get(entry, 0) * 100
            if head != entry:
                own += values.get(head, 0) * SHARES.head
            if first not in (entry, head):
                own += values.get(first, 0) * SHARES.page
            asked += weight
            if own:
                total += own
                covered += weight
        total += best * SHARES.others
        share = covered * 100 // asked
        rest = (100 - SHARES.whole) * share * share // 100
        return total // 2000 * (SHARES.whole * 100 + rest) // 10000

    def _spread(self, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Return hits of which later ones of the same origin are worth less."""
        counts: dict[int, int] = {}
        for hit in hits:
            origin = self.index.owners[hit.entry]
            before = counts.get(origin, 0)
            counts[origin] = before + 1
            worth = SHARES.repeated[min(before, len(SHARES.repeated) - 1)]
            yield Hit(entry=hit.entry, score=hit.score * worth // 100)


def _order(hit: Hit) -> tuple[int, int]:
    return -hit.score, hit.entry
