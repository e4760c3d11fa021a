"""From parser events to data: JSON's rules for values, and no surprise let through."""

from typing import Any

import yaml

from builder.diagnostics import Diagnostic, Rule
from builder.limits import Limits
from builder.rules import environment
from builder.rules import source as rules
from builder.source_comments import commented_lines, cut_off, find_swallowed, has_marks
from builder.source_mistakes import Mistake
from builder.source_parser import PARSER, mark_of
from builder.source_scalars import (
    MAY_BE_VALUE,
    describe_alias,
    describe_escaped,
    describe_marks,
    read_plain,
    without_escaped,
)
from builder.source_text import SourceText, shown

_DEEPEST = 200
"""Whatever the settings say: deeper than this the reader itself would fall over."""

_Scalar = yaml.ScalarEvent
_MappingStart = yaml.MappingStartEvent
_SequenceStart = yaml.SequenceStartEvent
_Alias = yaml.AliasEvent


class LimitReachedError(Exception):
    """A limit stops the reading of this file; the diagnostic is already noted."""


class Builder:
    """Builds the data of one document from its events, and notes the problems.

    Args:
        text: What is parsed: the text of the file, perhaps mended here and there.
        source: The file's own text, for the excerpts.
        limits: What one file may ask of the machine.

    Attributes:
        problems: What is wrong, as far as it was read.
        mistake: The first mistake that may be mended to read the rest better.
    """

    def __init__(self, text: str, source: SourceText, limits: Limits) -> None:
        self.text = text
        self.source = source
        self.limits = limits
        self.problems: list[Diagnostic] = []
        self.mistake: Mistake | None = None
        self._get = PARSER(text).get_event
        self._depth = min(limits.max_depth, _DEEPEST)
        self._left = limits.max_values
        self._has_escapes = "\\" in text
        self._commented = commented_lines(text)
        # Most files need none of the careful checks: a look at the whole text tells,
        # and saves a fifth of the time.
        self._has_marks = has_marks(text)
        self._is_wary = (
            self._has_marks or bool(self._commented) or self._may_hold_too_much()
        )

    def build(self) -> object:
        """Return the data of the document.

        Raises:
            yaml.YAMLError: If the text is no YAML.
            LimitReachedError: If the file asks too much.
        """
        self._get()
        event = self._get()
        if event.__class__ is yaml.StreamEndEvent:
            return None
        if event.version or event.tags:
            message = "a line that starts with '%' stands here"
            self._note(rules.DIRECTIVE, message, event)
        data = self._node(self._get(), 0)
        self._get()
        event = self._get()
        if event.__class__ is yaml.DocumentStartEvent:
            message = "a second document starts here"
            self._note(rules.SEVERAL_DOCUMENTS, message, event)
        return data

    def _may_hold_too_much(self) -> bool:
        """Return whether there are enough signs for more values than allowed."""
        most = self.limits.max_values
        return len(self.text) > most and sum(map(self.text.count, ":-,[{?")) >= most

    def _node(self, event: Any, depth: int) -> object:
        kind = event.__class__
        if kind is _Scalar:
            return self._scalar(event)
        if kind is _Alias:
            return self._alias(event)
        if depth >= self._depth:
            message = f"values are nested deeper than {self._depth} levels"
            self._stop(environment.TOO_DEEP, message, event)
        if self._has_marks and (event.anchor or event.tag):
            self._marked(event)
        if kind is _MappingStart:
            return self._mapping(event, depth + 1)
        return self._sequence(depth + 1)

    def _mapping(self, start: Any, depth: int) -> object:
        found: dict[str, object] = {}
        get, is_wary, longest = self._get, self._is_wary, self.limits.max_text
        while True:
            event = get()
            if event.__class__ is not _Scalar:
                if event.__class__ is yaml.MappingEndEvent:
                    return found
                return self._complex(start, event)
            key = event.value
            if key in found or (self._has_marks and self._is_odd_key(event)):
                self._skip_odd(event, get(), depth)
                continue
            event = get()
            if event.__class__ is not _Scalar:
                found[key] = self._node(event, depth)
                continue
            words: str = event.value
            # Written out, not called: this is done for every text of every file.
            if (
                words[:1] in MAY_BE_VALUE
                or is_wary
                or event.style
                or ":" in words
                or " -" in words
                or len(words) > longest
            ):
                found[key] = self._scalar(event)
            else:
                found[key] = words

    def _sequence(self, depth: int) -> object:
        found: list[object] = []
        get, scalar = self._get, self._scalar
        while True:
            event = get()
            if event.__class__ is _Scalar:
                found.append(scalar(event))
            elif event.__class__ is yaml.SequenceEndEvent:
                return found
            else:
                found.append(self._node(event, depth))

    def _scalar(self, event: Any) -> object:
        """Return the value of a scalar by JSON's rules."""
        value: str = event.value
        if self._is_wary or len(value) > self.limits.max_text:
            self._count(event, value)
        if self._has_marks and (event.tag is not None or event.anchor is not None):
            return self._marked(event)
        style = event.style
        if not style:
            if value[:1] in MAY_BE_VALUE:
                return self._plain(event, value)
            if self._commented or ":" in value or " -" in value:
                self._check_plain(event)
            return value
        if style in "|>":
            return value.rstrip("\n")
        return self._quoted(event, value)

    def _plain(self, event: Any, words: str) -> object:
        """Return the value of an unquoted scalar that may be more than text."""
        if self._commented or " -" in words or ":" in words:
            self._check_plain(event)
        value, problem = read_plain(words)
        if problem:
            self._note(*problem, event)
        return value

    def _quoted(self, event: Any, value: str) -> str:
        if self._has_escapes and event.style == '"':
            problem = describe_escaped(value)
            if problem:
                self._note(*problem, event)
                return without_escaped(value)
        if ": " in value or " - " in value:
            self._check_lines(event)
        return value

    def _check_plain(self, event: Any) -> None:
        problem = cut_off(self.source, self._commented, event)
        if problem:
            self.problems.append(problem)
        else:
            self._check_lines(event)

    def _check_lines(self, event: Any) -> None:
        """Note a line that a text over several lines has swallowed."""
        mistake = find_swallowed(self.text, event)
        if mistake is not None and mistake.mended and self.mistake is None:
            self.mistake = mistake
        elif mistake is not None:
            self.problems.append(
                self.source.diagnose(mistake.rule, mistake.message, mistake.mark)
            )

    def _alias(self, event: Any) -> str:
        """Return the words of an alias, which was perhaps never meant as one."""
        words = self._slice(event, event)
        self._note(*describe_alias(event, words, self.text), event)
        return words

    def _marked(self, event: Any) -> str:
        """Return the words of a value with an anchor or a tag in front of it."""
        words = self._slice(event, event)
        self._note(*describe_marks(event, words, self.text), event)
        return words

    def _is_odd_key(self, event: Any) -> bool:
        return bool(event.anchor or event.tag) or (
            event.value == "<<" and not event.style
        )

    def _skip_odd(self, event: Any, value: Any, depth: int) -> None:
        """Note a key that cannot count, and read past its value."""
        if event.anchor or event.tag:
            self._marked(event)
        elif event.value == "<<":
            message = "'<<' takes keys from another place"
            self._note(rules.MERGE_KEY, message, event)
        else:
            message = f"{shown(event.value)} stands twice in the same place"
            self._note(rules.DUPLICATE_KEY, message, event)
        if value.__class__ is not _Alias:
            self._node(value, depth)

    def _complex(self, start: Any, event: Any) -> str:
        """Return the words of a mapping whose key is none, and read past it."""
        level, end = 1, event
        while True:
            kind = end.__class__
            level += kind in (_MappingStart, _SequenceStart)
            level -= kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent)
            if level > 1000:
                message = "values are nested far too deeply"
                self._stop(environment.TOO_DEEP, message, event)
            if level == 0:
                break
            end = self._get()
        words = self._slice(start, end)
        if event.__class__ is _Alias:
            self._alias(event)
        elif words.startswith("{"):
            message = f"unquoted text starts with '{{': {shown(words)}"
            self._note(rules.BRACE, message, start)
        else:
            self._note(rules.COMPLEX_KEY, "a list or mapping stands as a key", event)
        return words

    def _slice(self, first: Any, last: Any) -> str:
        return self.text[first.start_mark.index : last.end_mark.index]

    def _count(self, event: Any, value: str) -> None:
        """Note a text that is too long, and stop at too many values."""
        self._left -= 1
        if self._left < 0:
            message = f"the file holds more than {self.limits.max_values:,} values"
            self._stop(environment.TOO_MANY_VALUES, message, event)
        if len(value) > self.limits.max_text:
            message = f"the text is longer than {self.limits.max_text:,} characters"
            self._note(environment.TEXT_TOO_LONG, message, event)

    def _stop(self, rule: Rule, message: str, event: Any) -> None:
        self._note(rule, message, event)
        raise LimitReachedError

    def _note(self, rule: Rule, message: str, event: Any) -> None:
        place = mark_of(event.start_mark)
        self.problems.append(self.source.diagnose(rule, message, place))
