"""The dictionary of English: what is a word, and which word is near."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker

LANGUAGE = "en"
"""The one language that is known here."""


@cache
def is_word(word: str) -> bool:
    """Tell whether a word in small letters, or what stands before its ', is one."""
    known = _dictionary().word_frequency
    return len(word) < 2 or word in known or word.partition("'")[0] in known


@cache
def nearest(word: str) -> str:
    """Return the word that is one slip away, the most usual of several; or nothing."""
    return _dictionary().correction(word) or ""


@cache
def _dictionary() -> "SpellChecker":
    from spellchecker import SpellChecker

    # Distance 1 finds what people mistype; distance 2 takes seconds a word.
    return SpellChecker(language=LANGUAGE, distance=1)
