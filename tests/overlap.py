"""How much two texts have in common: the measure of repeats in the library."""

import re

_WORD = re.compile(r"[a-z][a-z'-]+")

_STOP_WORDS = """
a about after again all an and any are as at be been before but by can customer did
do does for from had has have he her here him his how i i'll i'm if in into is it
it's its let me may more my no not now of off on once one only or other our out over
say says she so some than that that's the their them then there these they this to
too two up us was we we'll were what when where which who why will with without
would you you'll your yes
"""

STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that every talk is full of, so that sharing them says nothing."""


def words_of(text: str) -> frozenset[str]:
    """Return the distinct words of a text, in small letters, without stop words."""
    return frozenset(_WORD.findall(text.casefold())) - STOP_WORDS


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller set of words that the other holds, too.

    Against the smaller set, a short text that was copied into a long one still counts;
    over the union it would hide behind the rest.
    """
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
