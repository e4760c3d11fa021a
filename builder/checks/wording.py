"""Wording: short steps, lines that can be said, known words, no harmful phrases."""

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.model.sop import Sop
from builder.model.text import Pointer
from builder.rules import wording as rules
from builder.source import Source
from builder.texts import Text
from builder.wording import reading_grade, seconds_to_say, words_in

_ABBREVIATION = re.compile(r"\b[A-Z]{2,6}\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_COMMON = frozenset({"OK", "AM", "PM", "ID", "US", "SOP", "PDF", "FAQ", "TV", "URL"})
"""Abbreviations that everybody knows."""

_NOT_SAID_BY_US = frozenset({"customer_says", "instead_of", "avoid", "answers"})
"""Keys whose words are the customer's, or examples of what not to say."""

_MESSAGES = frozenset({"subject", "body"})
"""Spoken by kind, because they hold fields, but written and read."""

_TOO_SHORT_TO_JUDGE = 600
"""Characters; the formula for reading grades says nothing about a few sentences."""


def check_wording(context: CheckContext) -> Iterator[Diagnostic]:
    """The words of every SOP are short, plain, kind and known."""
    library = context.library
    phrases = _phrases(library)
    known = _explained(library)
    for sop, source in library.with_paths():
        texts = context.texts(sop)
        yield from _lengths(texts, source, context)
        yield from _banned(texts, source, phrases, library)
        yield from _abbreviations(texts, source, known | _defined(sop))
        yield from _grade(texts, source, context)


def _lengths(
    texts: Iterable[Text], source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    limits = context.wording
    for text in texts:
        key = _key(text.at)
        if key == "do" and text.at[0] == "procedure":
            count = _count(text.words, limits.step_words)
            if count > limits.step_words:
                message = f"the step has {count} words; {limits.step_words} is enough"
                yield source.diagnose(rules.STEP_TOO_LONG, message, at=text.at)
        elif text.kind == "spoken" and key not in _MESSAGES:
            count = _count(text.words, limits.line_words)
            if count > limits.line_words:
                seconds = seconds_to_say(count)
                message = f"the line has {count} words and takes {seconds} s to say"
                yield source.diagnose(rules.LINE_TOO_LONG, message, at=text.at)


def _count(text: str, limit: int) -> int:
    """Return the number of words, or 0 if so short a text cannot pass the limit."""
    return len(words_in(text)) if len(text) > 2 * limit else 0


def _key(at: Pointer) -> str:
    """Return the last key of a pointer, without positions in a list."""
    for part in reversed(at):
        if isinstance(part, str):
            return part
    return ""


def _phrases(library: Library) -> "re.Pattern[str] | None":
    """Return one pattern for every phrase to avoid, or None if there is none."""
    phrases = sorted(
        (item.instead_of for item in library.wording.values()), key=len, reverse=True
    )
    if not phrases:
        return None
    either = "|".join(map(re.escape, phrases))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _banned(
    texts: Sequence[Text],
    source: Source,
    phrases: "re.Pattern[str] | None",
    library: Library,
) -> Iterator[Diagnostic]:
    if phrases is None:
        return
    better = {item.instead_of.casefold(): item for item in library.wording.values()}
    # Looking for each phrase as it stands is ten times as fast as the pattern is.
    together = "\n".join(text.words for text in texts).casefold()
    said = [phrase for phrase in better if phrase in together]
    if not said:
        return
    for text in texts:
        folded = text.words.casefold()
        if text.kind == "plain" or not any(phrase in folded for phrase in said):
            continue
        if _NOT_SAID_BY_US.intersection(text.at):
            continue
        for found in phrases.findall(_QUOTED.sub("", text.words)):
            item = better[found.casefold()]
            message = f"'{found}' is a phrase to avoid"
            hint = f"say instead: {item.say}"
            yield source.diagnose(rules.PHRASE_TO_AVOID, message, at=text.at, hint=hint)


def _explained(library: Library) -> frozenset[str]:
    """Return every abbreviation that shared data explains."""
    words: list[str] = [*library.dispositions]
    for term in library.terms.values():
        words += [term.abbreviation or "", term.term, *term.aliases]
    for law in library.regulations.values():
        words += [law.title, law.name]
    for technique in library.techniques.values():
        words.append(technique.title)
    for tool in library.tools.values():
        words += [tool.title, *tool.examples]
    return _COMMON.union(*(_ABBREVIATION.findall(word) for word in words))


def _defined(sop: Sop) -> frozenset[str]:
    """Return the abbreviations that an SOP defines for itself."""
    terms = (definition.term for definition in sop.definitions)
    return frozenset().union(*(_ABBREVIATION.findall(term) for term in terms))


def _abbreviations(
    texts: Sequence[Text], source: Source, known: frozenset[str]
) -> Iterator[Diagnostic]:
    unknown = set(_ABBREVIATION.findall("\n".join(text.words for text in texts)))
    unknown -= known
    for text in texts if unknown else ():
        for found in _ABBREVIATION.findall(text.words):
            if found in unknown:
                unknown.remove(found)
                message = f"'{found}' is not explained in the terms"
                at = text.at
                yield source.diagnose(rules.UNKNOWN_ABBREVIATION, message, at=at)


def _grade(
    texts: Iterable[Text], source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    """Judge instructions and reasons; a single hard sentence is no harm."""
    read = [
        text.words
        for text in texts
        if text.at[0] == "procedure" and _key(text.at) in ("do", "why", "say", "note")
    ]
    if sum(map(len, read)) < _TOO_SHORT_TO_JUDGE:
        return
    grade = reading_grade(read)
    if grade > context.wording.grade:
        message = (
            f"it reads like grade {grade:.0f}; grade {context.wording.grade} is plain"
        )
        yield source.diagnose(rules.HARD_TO_READ, message, at=("procedure",), key=True)
