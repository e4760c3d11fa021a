"""Spelling: every word is in the dictionary, in the shared data, or on our list."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.dictionary import LANGUAGE, is_word, nearest
from builder.library import Library
from builder.model.text import Located
from builder.rules import wording as rules
from builder.source import Source
from builder.texts import Text, texts_of
from builder.wording import plain

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_NOT_WORDS = re.compile(
    r"`[^`]*`|\{\{[^}]*\}\}|\S*[/@_]\S*|\S+\.[a-z]\S*|\b[A-Z\d]{2,}s?\b"
)
"""Code, fields, addresses, file names, abbreviations."""

_FIELD = re.compile(r"\{\{[^}]*\}\}")


def check_spelling(context: CheckContext) -> Iterator[Diagnostic]:
    """Every word of an English text is known; each unknown one is told once a file."""
    library = context.library
    ours = _words_of_the_library(library)
    for sop, source in library.with_paths():
        if (sop.language or context.language).startswith(LANGUAGE):
            yield from _unknown(context.texts(sop), source, ours)


def _unknown(
    texts: Sequence[Text], source: Source, ours: frozenset[str]
) -> Iterator[Diagnostic]:
    # Most files have no unknown word: one look at all texts together tells.
    every = _words_together(text.words for text in texts)
    unknown = {word for word in every - ours if not _is_known(word, ours)}
    for text in texts if unknown else ():
        for word in unknown.intersection(_words(text.words)):
            unknown.remove(word)
            near = nearest(word)
            hint = f"did you mean '{near}'? If not, add it to sop/shared/words.txt"
            yield source.diagnose(
                rules.UNKNOWN_WORD,
                f"'{word}' is not in the dictionary",
                at=text.at,
                hint=hint if near else "",
            )


def _words_together(texts: Iterable[str]) -> set[str]:
    """Return the words of some texts, as ``_words`` would of each."""
    odd: list[str] = []
    even: list[str] = []
    for text in texts:
        (odd if "](" in text or "`" in text else even).append(text)
    # Without code and links, what stands between blanks can be looked at by itself;
    # and nearly all of that was seen before, in this file or in another.
    between_blanks = set(_FIELD.sub(" ", "\n".join(even)).split())
    return set().union(*map(_words_in_one, between_blanks), *map(_words, odd))


@cache
def _words_in_one(word: str) -> frozenset[str]:
    return frozenset(_words(word))


def _words(text: str) -> set[str]:
    """Return the words of a text in small letters, without possessives."""
    return set(map(_root, set(_WORD.findall(plain(_NOT_WORDS.sub(" ", text))))))


@cache
def _root(word: str) -> str:
    return re.sub(r"'s?$", "", word.casefold().replace("\u2019", "'"))


def _words_of_the_library(library: Library) -> frozenset[str]:
    """Return what shared data names, and the project's own list of words."""
    named: list[str] = []
    for kind in ("terms", "tools", "regulations", "techniques", "fields", "roles"):
        items: Mapping[str, Located] = getattr(library, kind)
        for item in items.values():
            named += [text.words for text in texts_of(item) if text.kind == "plain"]
    return library.words.union(*(_words(text) for text in named))


def _is_known(word: str, ours: frozenset[str]) -> bool:
    """Tell whether each part of a word with hyphens is a word."""
    return all(part in ours or is_word(part) for part in word.split("-"))
