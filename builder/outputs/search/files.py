"""The index as script files, cut so that a query loads only what it needs.

One file comes first: all words, which is enough to complete and to mend what is typed.
Where words stand, and what is shown, come in pieces. Scripts run from a file and under
a strict content security policy; data that is fetched does neither.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from builder.outputs.search import query, ranking, words
from builder.outputs.search.entries import Entry
from builder.outputs.search.index import COMMON_STEMS, LEVELS, Index, Term
from builder.outputs.search.thesaurus import GROUPS

FOLDER = "assets/sop/search/"
SMALLEST = 4_000
"""Signs of a piece, about: a query needs several, and little of each."""

MOST_PIECES = {"w": 500, "t": 2_000}
"""Pieces of a kind: those of a large library grow, instead of more and more files."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Each sign holds five bits; the upper half of them says that more follow."""

RANKS = "!#$%&()*+,-./:;="
_LONGEST_SHARED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """The words for what results can be filtered by."""

    channels: dict[str, str]
    directions: dict[str, str]
    roles: dict[str, str]


def index_files(index: Index, facets: Facets) -> Iterator[tuple[str, str]]:
    """Return every file of the index by its path below the site's root."""
    pieces = {
        "w": list(_word_pieces(index)),
        "t": list(_text_pieces(index)),
    }
    first = _first(index, facets, pieces)
    told = hashlib.sha256(_json([first, pieces]).encode())
    edition = told.hexdigest()[:8]
    yield f"{FOLDER}index.js", _call("index", 0, edition, first)
    for kind, made in pieces.items():
        for number, (_, piece) in enumerate(made):
            yield f"{FOLDER}{kind}{number}.js", _call(kind, number, edition, piece)


Piece = tuple[int, object]
"""The number of the first thing in a piece, and the piece."""


def _first(
    index: Index, facets: Facets, pieces: dict[str, list[Piece]]
) -> dict[str, object]:
    kinds, of_origin = _facets(index)
    return {
        "rules": shared_rules(),
        "words": front_coded(index.terms),
        "groups": _groups(index),
        "facets": asdict(facets),
        "filters": kinds,
        "origins": of_origin,
        "starts": {kind: [start for start, _ in made] for kind, made in pieces.items()},
    }


def shared_rules() -> dict[str, object]:
    """Return what the script and the terminal go by, so that both answer alike."""
    return {
        "common": " ".join(sorted(COMMON_STEMS)),
        "soft": " ".join(sorted(query.SOFT_STEMS)),
        "endings": " ".join(words.ENDINGS),
        "shortest": words.SHORTEST_FAMILY,
        "groups": "|".join(GROUPS),
        "digits": DIGITS,
        "ranks": RANKS,
        "levels": LEVELS,
        "longest": query.LONGEST_QUERY,
        "worth": asdict(query.WORTH),
        "ranking": asdict(ranking.SHARES),
    }


def numeral(value: int) -> str:
    """Return a whole number as signs, the lowest five bits first."""
    signs = []
    while value >= 32:
        signs.append(DIGITS[32 + value % 32])
        value //= 32
    return "".join((*signs, DIGITS[value]))


def front_coded(terms: dict[str, Term]) -> str:
    """Return all words in one text: what is shared with the one before, the rest."""
    parts = []
    before = ""
    for word, term in terms.items():
        shared = 0
        most = min(len(word), len(before), _LONGEST_SHARED)
        while shared < most and word[shared] == before[shared]:
            shared += 1
        rank = RANKS[min(term.rank, len(RANKS) - 1)]
        parts.append(f"{chr(65 + shared)}{word[shared:]}{rank}")
        before = word
    return "".join(parts)


def _groups(index: Index) -> str:
    """Return for each origin how many groups it has, and the size of each."""
    sizes: list[list[int]] = [[] for _ in index.origins]
    for entry, (owner, head) in enumerate(zip(index.owners, index.heads, strict=True)):
        if head == entry:
            sizes[owner].append(0)
        sizes[owner][-1] += 1
    return "".join(
        numeral(len(of_one)) + "".join(map(numeral, of_one)) for of_one in sizes
    )


def _facets(index: Index) -> tuple[list[object], str]:
    """Return each different set of facets once, and which one each origin has."""
    known: dict[str, int] = {}
    kinds: list[object] = []
    of_origin = []
    for origin in index.origins:
        facets = [list(origin.channels), origin.direction, list(origin.roles)]
        number = known.setdefault(_json(facets), len(known))
        if number == len(kinds):
            kinds.append(facets)
        of_origin.append(numeral(number))
    return kinds, "".join(of_origin)


def _word_pieces(index: Index) -> Iterator[Piece]:
    texts = [_postings(term) for term in index.terms.values()]
    for start, end in _cuts([len(text) + 3 for text in texts], MOST_PIECES["w"]):
        yield start, texts[start:end]


def _postings(term: Term) -> str:
    """Return how telling a word is, then each place: steps from the last, level."""
    signs = [numeral(term.rarity)]
    last = 0
    for entry, level in term.places:
        signs.append(numeral((entry - last) * LEVELS + level))
        last = entry
    return "".join(signs)


def _text_pieces(index: Index) -> Iterator[Piece]:
    shown = [
        [index.owners[number], one.kind, one.anchor, one.title, one.text, *_more(one)]
        for number, one in enumerate(index.entries)
    ]
    for start, end in _cuts([len(_json(one)) for one in shown], MOST_PIECES["t"]):
        owners = dict.fromkeys(index.owners[start:end])
        origins = {
            owner: [one.sop, one.number, one.title, one.path]
            for owner in owners
            for one in [index.origins[owner]]
        }
        yield start, {"origins": origins, "entries": shown[start:end]}


def _more(entry: Entry) -> list[object]:
    """Return what only some entries have: what is heard, and a page of their own."""
    heard = list(entry.heard) if entry.kind == "objection" else []
    if entry.path:
        return [heard, entry.path]
    return [heard] if heard else []


def _cuts(sizes: Sequence[int], pieces: int) -> Iterator[tuple[int, int]]:
    """Return where to cut: into small pieces, or larger ones if there are too many."""
    most = max(SMALLEST, sum(sizes) // pieces)
    start = size = 0
    for place, one in enumerate(sizes):
        if size and size + one > most:
            yield start, place
            start, size = place, 0
        size += one
    if sizes:
        yield start, len(sizes)


def _call(kind: str, number: int, edition: str, content: object) -> str:
    return f'sopwright.search.add("{kind}",{number},"{edition}",{_json(content)});\n'


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
