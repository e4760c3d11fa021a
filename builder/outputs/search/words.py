"""Text as words that can be compared; the script of the site does exactly the same.

What is shared with the script (common words, endings) stands here as data and goes into
the index, so that neither can know another list than the other.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_COMMON = """
client clients must myself yourself a about all also am an and any are as at be been
being but by can could customer customers did do does done for from get gets getting
give given go goes going gonna got had has have having he help her here him his how i
if in into is it its just let like may me might my need needs of on one or our please
she should so some someone somebody something tell than that the their them then there
these they thing things this those to us use using very want wanted wants was we were
what when where which who whom whose why will with would you your im ive id dont
doesnt whats hows wheres whos theyre youre cant wont didnt isnt says saying mean means
"""
COMMON = frozenset(_COMMON.split())
"""Words that say little about what is looked for, in questions above all."""

_SOFT = """
agent agents call calls caller callers say said ask asks make makes take takes before
after new right way handle handling happens much many long often people person keep
put work line phone soon fast quick quickly start
"""
SOFT = frozenset(_SOFT.split())
"""Words that stand in most SOPs and still tell places apart; they count for less."""

ENDINGS = (
    "ations", "ation", "ments", "ment", "ances", "ance", "ences", "ence", "ness",
    "ions", "ion", "ings", "ers", "ors", "ity", "ive", "able", "ible", "ally", "als",
    "al", "er", "or", "ly", "y", "at",
)  # fmt: skip
"""Endings that make one word from another: what is left names the family."""

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHES = re.compile("['’‘ʼ´`]")  # noqa: RUF001
_MARKS = re.compile("[\u0300-\u036f]")
_VOWEL = re.compile("[aeiouy]")
SHORTEST_FAMILY = 5


def fold(text: str) -> str:
    """Return text without case, accents and apostrophes."""
    if text.isascii():
        return text.replace("'", "").replace("`", "").lower()
    plain = unicodedata.normalize("NFKD", text)
    return _APOSTROPHES.sub("", _MARKS.sub("", plain)).lower()


def raw_tokens(text: str) -> list[str]:
    """Return words as they stand; parts joined by hyphens stay one."""
    return _TOKEN.findall(fold(text))


def tokens(text: str) -> Iterator[str]:
    """Return every word of a text as it is indexed.

    Of words joined by a hyphen come the parts and the whole: "no-show" is found by
    "no show" and by "noshow". A single letter never stands alone: "e-mail".
    """
    for word in raw_tokens(text):
        if "-" not in word:
            yield stem(word)
            continue
        parts = word.split("-")
        yield from (stem(part) for part in parts if len(part) > 1)
        yield stem("".join(parts))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without the endings of number, tense and person.

    It is light on purpose: a stem still looks like its word, so that a mistyped word
    can be compared with it. "calls", "called" and "calling" are one; "caller" is not.
    """
    if len(word) < 4 or not word.isascii() or word.isdigit():
        return word
    return _without_final_e(_without_tense(_without_plural(word)))


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_tense(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest) > 2 and _VOWEL.search(rest):
            return _without_double(rest)
    return word


def _without_double(word: str) -> str:
    """Return "stop" for "stopp"; but "call", "miss" and "add" keep their letters."""
    is_double = len(word) > 3 and word[-1] == word[-2]
    is_spelling = word[-1] in "bdgmnprt" or (word[-1] == "l" and len(word) > 5)
    return word[:-1] if is_double and is_spelling else word


def _without_final_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@lru_cache(maxsize=65536)
def family(term: str) -> str:
    """Return what a stem shares with its relatives: "escalat", of "escalation"."""
    for ending in ENDINGS:
        rest = len(term) - len(ending)
        if rest >= SHORTEST_FAMILY and term.endswith(ending):
            return term[:rest]
    return term
