"""Editorial or wording: whether two texts say the same in other letters.

A change is editorial if the words stay, and only case, punctuation, marks or line
breaks differ, or if what differs is a typing mistake: the old word is in no dictionary,
the new one is, and one is at most two slips from the other. Everything else is
wording: numbers, signs such as ``%``, fields and where links lead always count.
"""

import re
from collections.abc import Callable

_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_WORD = re.compile(
    r"\{\{\s*[^}]*?\s*\}\}"
    r"|\d+(?:[.,:/]\d+)*"
    r"|[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
    r"|[^\s\w]"
)
_PUNCTUATION = frozenset(
    ".,;:!?'\"()[]\u2013\u2014-\u2026\u2018\u2019\u201c\u201d*_`\\"
)
_SHORTEST = 4
"""A shorter word has too many neighbors: what looks mistyped may be meant."""

_MOST_SLIPS = 2


def is_editorial(old: str, new: str, *, knows: Callable[[str], bool]) -> bool:
    """Tell whether two texts say the same in other letters.

    Args:
        old: The text before.
        new: The text after.
        knows: Tells whether a word in small letters is in a dictionary or on a list.
    """
    before, after = _words(old), _words(new)
    if before == after:
        return True
    if len(before) != len(after):
        return False
    pairs = zip(before, after, strict=True)
    return all(one == other or _is_mended(one, other, knows) for one, other in pairs)


def _words(text: str) -> list[str]:
    """Return what counts in a text: words, numbers, fields, signs, link targets."""
    shown = _LINK.sub(lambda found: f"{found[1]} {{{{{found[2]}}}}}", text)
    tokens = (token.casefold().replace("\u2019", "'") for token in _WORD.findall(shown))
    return [re.sub(r"\s+", "", token) for token in tokens if token not in _PUNCTUATION]


def _is_mended(old: str, new: str, knows: Callable[[str], bool]) -> bool:
    if (
        min(len(old), len(new)) < _SHORTEST
        or not (old + new).replace("'", "").isalpha()
    ):
        return False
    return slips(old, new) <= _MOST_SLIPS and knows(new) and not knows(old)


def slips(old: str, new: str) -> int:
    """Return how many letters were left out, added, mistaken or swapped."""
    rows = [list(range(len(new) + 1))]
    for row, letter in enumerate(old, start=1):
        line = [row]
        for column, other in enumerate(new, start=1):
            cost = min(
                rows[-1][column] + 1,
                line[-1] + 1,
                rows[-1][column - 1] + (letter != other),
            )
            if row > 1 and column > 1 and _is_swap(old, new, row, column):
                cost = min(cost, rows[-2][column - 2] + 1)
            line.append(cost)
        rows.append(line)
    return rows[-1][-1]


def _is_swap(old: str, new: str, row: int, column: int) -> bool:
    return old[row - 2 : row] == new[column - 2 : column][::-1]
