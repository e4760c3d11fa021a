"""Words: how many a text has, how long they take to say, how hard they are to read."""

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

WORDS_PER_MINUTE = 150
"""A calm speaking rate; 140 to 160 is usual for talks and audio books."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FIELD = re.compile(r"\{\{[^}]*\}\}")
_MARKS = re.compile(r"[*_`\\]")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.&/-][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")


def plain(text: str) -> str:
    """Return a text without marks; a field becomes one word, a link its label."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "{{" in text:
        text = _FIELD.sub("Field", text)
    return _MARKS.sub("", text)


def words_in(text: str) -> list[str]:
    """Return the words of a text; ``20%``, ``don't`` and ``e-mail`` are one each."""
    return _WORD.findall(plain(text))


def seconds_to_say(words: int) -> int:
    """Return how many seconds it takes to say so many words, rounded up."""
    return -(-words * 60 // WORDS_PER_MINUTE)


def reading_grade(texts: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of some texts, each of one sentence or more.

    Source: J. P. Kincaid and others, "Derivation of New Readability Formulas", 1975:
    0.39 x words a sentence + 11.8 x syllables a word - 15.59. Syllables are counted as
    the places where Pyphen's American English patterns would hyphenate, which is a
    little less than a dictionary counts.
    """
    sentences = words = syllables = 0
    for text in texts:
        found = words_in(text)
        words += len(found)
        sentences += max(1, len(_SENTENCE_END.findall(text.strip())))
        syllables += sum(map(_syllables, found))
    if not words:
        return 0.0
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@cache
def _syllables(word: str) -> int:
    return len(_hyphenation().positions(word.casefold())) + 1


@cache
def _hyphenation() -> "Pyphen":
    from pyphen import Pyphen

    return Pyphen(lang="en_US")
