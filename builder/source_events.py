"""From parser events to data: JSON's rules for values, and no surprise let through."""

import re
from typing import Any, Final

import yaml

from builder.diagnostics import Diagnostic, Mark, Rule
from builder.limits import Limits
from builder.rules import environment
from builder.rules import source as rules
from builder.source_comments import commented_lines, cut_off, swallowed
from builder.source_text import SourceText, shown

PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser: libyaml's where PyYAML was built with it, else the slow one."""

_DEEPEST = 200
"""Whatever the settings say: deeper than this the reader itself would fall over."""

_LONGEST_NUMBER = 2**53
"""Beyond this a whole number is not exact in JSON readers."""

_WORDS: Final = {"true": True, "false": False, "null": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_CURLY = {"“": "”", "„": "“", "‘": "’", "”": "”"}  # noqa: RUF001
_MAY_BE_VALUE = frozenset(["", *"-0123456789tfn", *_CURLY])
_NOT_IN_TEXT = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

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
    """

    def __init__(self, text: str, source: SourceText, limits: Limits) -> None:
        self.text = text
        self.source = source
        self.limits = limits
        self.problems: list[Diagnostic] = []
        self.last: Any = None
        self.parser = PARSER(text)
        self._get = self.parser.get_event
        self._depth = min(limits.max_depth, _DEEPEST)
        self._left = limits.max_values
        self._has_escapes = "\\" in text
        self._commented = commented_lines(text)

    def build(self) -> object:
        """Return the data of the document.

        Raises:
            yaml.YAMLError: If the text is no YAML; ``last`` is the event before.
            LimitReachedError: If the file asks too much.
        """
        self._get()
        event = self._get()
        if event.__class__ is yaml.StreamEndEvent:
            return None
        if event.version or event.tags:
            self._note(
                rules.DIRECTIVE, "a line that starts with '%' stands here", event
            )
        self.last = self._get()
        data = self._node(self.last, 0)
        self._get()
        event = self._get()
        if event.__class__ is yaml.DocumentStartEvent:
            message = "a second document starts here"
            self._note(rules.SEVERAL_DOCUMENTS, message, event)
        return data

    def _node(self, event: Any, depth: int) -> object:
        kind = event.__class__
        if kind is _Scalar:
            return self._scalar(event)
        if kind is _Alias:
            return self._alias(event)
        if depth >= self._depth:
            message = f"values are nested deeper than {self._depth} levels"
            self._stop(environment.TOO_DEEP, message, event)
        if event.anchor is not None or event.tag is not None:
            self._marked(event)
        if kind is _MappingStart:
            return self._mapping(event, depth + 1)
        return self._sequence(depth + 1)

    def _mapping(self, start: Any, depth: int) -> object:
        found: dict[str, object] = {}
        get, scalar = self._get, self._scalar
        while True:
            event = self.last = get()
            if event.__class__ is not _Scalar:
                if event.__class__ is yaml.MappingEndEvent:
                    return found
                return self._complex(start, event)
            key = event.value
            if key in found or key == "<<" or event.anchor or event.tag:
                self._odd_key(event, key)
                self._node(get(), depth)
                continue
            value = self.last = get()
            if value.__class__ is _Scalar:
                found[key] = scalar(value)
            else:
                found[key] = self._node(value, depth)

    def _sequence(self, depth: int) -> object:
        found: list[object] = []
        get, scalar = self._get, self._scalar
        while True:
            event = self.last = get()
            if event.__class__ is _Scalar:
                found.append(scalar(event))
            elif event.__class__ is yaml.SequenceEndEvent:
                return found
            else:
                found.append(self._node(event, depth))

    def _scalar(self, event: Any) -> object:
        """Return the value of a scalar by JSON's rules."""
        self._left -= 1
        value: str = event.value
        if self._left < 0 or len(value) > self.limits.max_text:
            self._too_much(event)
        if event.tag is not None or event.anchor is not None:
            return self._marked(event)
        style = event.style
        if not style:
            if value[:1] in _MAY_BE_VALUE:
                return self._plain(event, value)
            if self._commented or ":" in value or " -" in value:
                self._check_plain(event)
            return value
        if style in "|>":
            return value.rstrip("\n")
        return self._quoted(event, value, style)

    def _plain(self, event: Any, value: str) -> object:
        """Return the value of an unquoted scalar that may be more than text."""
        if self._commented or " -" in value or ":" in value:
            self._check_plain(event)
        if value in _WORDS:
            return _WORDS[value]
        number = _NUMBER.fullmatch(value)
        if number is None:
            if value[-1] in _CURLY.get(value[0], ()):
                message = f"curly quotes stand around {shown(value[1:-1])}"
                self._note(rules.CURLY_QUOTES, message, event)
            return value
        is_whole = not number[1] and not number[2]
        if len(value) <= 15 and is_whole:
            return int(value)
        return self._large(event, value, is_whole=is_whole)

    def _large(self, event: Any, value: str, *, is_whole: bool) -> object:
        exact = float(value) if len(value) < 400 else float("inf")
        if abs(exact) > _LONGEST_NUMBER:
            message = f"the number {shown(value, 30)} is too large to be exact"
            self._note(rules.NUMBER_RANGE, message, event)
            return value
        return int(exact) if is_whole or exact.is_integer() else exact

    def _quoted(self, event: Any, value: str, style: str) -> str:
        if self._has_escapes and style == '"':
            if _NOT_IN_TEXT.search(value):
                message = "an escape makes an invisible control character"
                self._note(rules.CONTROL_CHARACTER, message, event)
                return _NOT_IN_TEXT.sub(" ", value)
            if _SURROGATE.search(value):
                message = "an escape makes half a character"
                self._note(rules.BAD_ESCAPE, message, event)
                return _SURROGATE.sub(" ", value)
        if ": " in value or " - " in value:
            problem = swallowed(self.source, self.text, event)
            if problem:
                self.problems.append(problem)
        return value

    def _check_plain(self, event: Any) -> None:
        problem = cut_off(self.source, self._commented, event) or swallowed(
            self.source, self.text, event
        )
        if problem:
            self.problems.append(problem)

    def _alias(self, event: Any) -> str:
        """Return the words of an alias, which was perhaps never meant as one."""
        words = self._slice(event, event)
        if re.search(rf"&{re.escape(event.anchor)}\b", self.text):
            message = f"'{words}' stands for a value from another line"
            self._note(rules.ALIAS, message, event)
        else:
            message = f"unquoted text starts with '*': {shown(words)}"
            self._note(rules.STAR, message, event)
        return words

    def _marked(self, event: Any) -> str:
        """Return the words of a value with an anchor or a tag in front of it."""
        words = self._slice(event, event)
        if event.tag is not None:
            is_type = words.startswith(("!!", "!<")) or event.__class__ is not _Scalar
            rule = rules.TAG if is_type else rules.EXCLAMATION
            sign, name = "!", f"a tag stands before the value: {shown(words)}"
        else:
            is_used = re.search(rf"\*{re.escape(event.anchor)}\b", self.text)
            is_name = is_used or event.__class__ is not _Scalar
            rule = rules.ALIAS if is_name else rules.AMPERSAND
            sign, name = "&", f"an anchor stands before the value: {shown(words)}"
        if rule in (rules.EXCLAMATION, rules.AMPERSAND):
            name = f"unquoted text starts with '{sign}': {shown(words)}"
        self._note(rule, name, event)
        return words

    def _odd_key(self, event: Any, key: str) -> None:
        if event.anchor or event.tag:
            self._marked(event)
        elif key == "<<":
            message = "'<<' takes keys from another place"
            self._note(rules.MERGE_KEY, message, event)
        else:
            message = f"{shown(key)} stands twice in the same place"
            self._note(rules.DUPLICATE_KEY, message, event)

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
            end = self.last = self._get()
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

    def _too_much(self, event: Any) -> None:
        if self._left < 0:
            message = f"the file holds more than {self.limits.max_values:,} values"
            self._stop(environment.TOO_MANY_VALUES, message, event)
        message = f"the text is longer than {self.limits.max_text:,} characters"
        self._note(environment.TEXT_TOO_LONG, message, event)

    def _stop(self, rule: Rule, message: str, event: Any) -> None:
        self._note(rule, message, event)
        raise LimitReachedError

    def _note(self, rule: Rule, message: str, event: Any) -> None:
        place = mark_of(event.start_mark)
        self.problems.append(self.source.diagnose(rule, message, place))


def mark_of(mark: Any) -> Mark:
    """Return a parser's mark, which counts from 0, as ours."""
    return Mark(line=mark.line + 1, column=mark.column + 1)
