"""From parser events to data: JSON's rules for values, and no surprise let through."""

from typing import Any

import yaml

from builder.limits import Limits
from builder.rules import environment
from builder.rules import source as rules
from builder.source_comments import commented_lines, cut_off, has_marks
from builder.source_notes import Notes
from builder.source_parser import PARSER
from builder.source_scalars import (
    MAY_BE_VALUE,
    describe_escaped,
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


class Builder:
    """Builds the data of one document from its events, and notes the problems.

    Args:
        text: What is parsed: the text of the file, perhaps mended here and there.
        source: The file's own text, for the excerpts.
        limits: What one file may ask of the machine.
    """

    def __init__(self, text: str, source: SourceText, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.notes = Notes(text, source)
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
            self.notes.add(rules.DIRECTIVE, message, event)
        data = self._node(self._get(), 0)
        self._get()
        event = self._get()
        if event.__class__ is yaml.DocumentStartEvent:
            message = "a second document starts here"
            self.notes.add(rules.SEVERAL_DOCUMENTS, message, event)
        return data

    def _may_hold_too_much(self) -> bool:
        """Return whether there are enough signs for more values than allowed."""
        most = self.limits.max_values
        return len(self.text) > most and sum(map(self.text.count, ":-,[{?")) >= most

    def _node(self, event: Any, depth: int) -> object:
        kind = event.__class__
        if kind is _Scalar:
            return self._scalar(event)
        self._count(event)
        if kind is _Alias:
            return self.notes.add_alias(event)
        if depth >= self._depth:
            message = f"values are nested deeper than {self._depth} levels"
            self.notes.stop(environment.TOO_DEEP, message, event)
        if self._has_marks and (event.anchor or event.tag):
            self.notes.add_marked(event)
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
                meant = self._complex(start, event, depth)
                if start.flow_style:
                    return meant
                self._node(get(), depth)
                continue
            key = event.value
            if key in found or (self._has_marks and self._is_odd_key(event)):
                self.notes.add_odd_key(event)
                event = get()
                if event.__class__ is not _Alias:
                    self._node(event, depth)
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
        if self._is_wary:
            self._count(event)
        if len(value) > self.limits.max_text:
            message = f"the text is longer than {self.limits.max_text:,} characters"
            self.notes.add(environment.TEXT_TOO_LONG, message, event)
        if self._has_marks and (event.tag is not None or event.anchor is not None):
            return self.notes.add_marked(event)
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
            self.notes.add(*problem, event)
        return value

    def _quoted(self, event: Any, value: str) -> str:
        if self._has_escapes and event.style == '"':
            problem = describe_escaped(value)
            if problem:
                self.notes.add(*problem, event)
                return without_escaped(value)
        if ": " in value or " - " in value:
            self.notes.add_swallowed(event)
        return value

    def _check_plain(self, event: Any) -> None:
        problem = cut_off(self.notes.source, self._commented, event)
        if problem:
            self.notes.add_ready(problem)
        else:
            self.notes.add_swallowed(event)

    def _is_odd_key(self, event: Any) -> bool:
        return bool(event.anchor or event.tag) or (
            event.value == "<<" and not event.style
        )

    def _complex(self, start: Any, event: Any, depth: int) -> str:
        """Read past a key that is none; in braces, past all of the mapping.

        Return the words, because a field in double braces is most likely meant.
        """
        level, end = int(start.flow_style), event
        while True:
            kind = end.__class__
            level += kind in (_MappingStart, _SequenceStart)
            level -= kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent)
            if depth + level > self._depth:
                message = f"values are nested deeper than {self._depth} levels"
                self.notes.stop(environment.TOO_DEEP, message, end)
            if level == 0:
                break
            end = self._get()
        words = self.notes.words(start, end)
        if event.__class__ is _Alias:
            self.notes.add_alias(event)
        elif start.flow_style or words.startswith("{{"):
            message = f"unquoted text starts with '{{': {shown(words)}"
            self.notes.add(rules.BRACE, message, start)
        else:
            message = "a list or mapping stands as a key"
            self.notes.add(rules.COMPLEX_KEY, message, event)
        return words

    def _count(self, event: Any) -> None:
        self._left -= 1
        if self._left < 0:
            message = f"the file holds more than {self.limits.max_values:,} values"
            self.notes.stop(environment.TOO_MANY_VALUES, message, event)
