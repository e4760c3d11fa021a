"""What a reader of events notes on its way: the problems, and the words at fault."""

import re
from typing import Any, NoReturn

from builder.diagnostics import Diagnostic, Mark, Rule
from builder.rules import source as rules
from builder.source_comments import find_swallowed
from builder.source_mistakes import Mistake
from builder.source_parser import mark_of
from builder.source_scalars import describe_alias, describe_marks
from builder.source_text import SourceText, shown

_MOST_PROBLEMS = 500
"""A file with more is broken in one way, over and over."""


class LimitReachedError(Exception):
    """A limit stops the reading of this file; the diagnostic is already noted."""


class Notes:
    """The problems of one text.

    Args:
        text: What is parsed: the text of the file, perhaps mended here and there.
        source: The file's own text, for the excerpts.

    Attributes:
        problems: What is wrong, as far as it was read.
        mistake: The first mistake that may be mended to read the rest better.
    """

    def __init__(self, text: str, source: SourceText) -> None:
        self.text = text
        self.source = source
        self.problems: list[Diagnostic] = []
        self.mistake: Mistake | None = None
        self._duplicate = Mark()
        self._names: dict[str, frozenset[str]] = {}
        self._lines: list[str] | None = None

    def add(self, rule: Rule, message: str, event: Any) -> None:
        """Note a problem where an event starts."""
        self.add_ready(self.source.diagnose(rule, message, mark_of(event.start_mark)))

    def add_ready(self, problem: Diagnostic) -> None:
        """Note a problem, unless there are far too many already."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(problem)

    def stop(self, rule: Rule, message: str, event: Any) -> NoReturn:
        """Note a problem that ends the reading.

        Raises:
            LimitReachedError: Always.
        """
        self.problems.append(
            self.source.diagnose(rule, message, mark_of(event.start_mark))
        )
        raise LimitReachedError

    def add_alias(self, event: Any) -> str:
        """Note an alias, perhaps never meant as one, and return its words."""
        words = self.words(event, event)
        self.add(*describe_alias(event, words, self._named("&")), event)
        return words

    def add_marked(self, event: Any) -> str:
        """Note a value with an anchor or a tag, and return its words with them."""
        words = self.words(event, event)
        self.add(*describe_marks(event, words, self._named("*")), event)
        return words

    def add_odd_key(self, event: Any) -> None:
        """Note a key that stands twice or takes values from elsewhere."""
        if event.anchor or event.tag:
            self.add_marked(event)
        elif event.value == "<<":
            self.add(rules.MERGE_KEY, "'<<' takes keys from another place", event)
        else:
            mark = mark_of(event.start_mark)
            # A run of them is one slip: an entry of a list has lost its start.
            if self._duplicate != Mark(line=mark.line - 1, column=mark.column):
                message = f"{shown(event.value)} stands twice in one group of keys"
                self.add(rules.DUPLICATE_KEY, message, event)
            self._duplicate = mark

    def add_swallowed(self, event: Any) -> None:
        """Note a line that a text over several lines has swallowed."""
        if event.start_mark.line == event.end_mark.line or self.mistake:
            return
        if self._lines is None:
            self._lines = self.text.split("\n")
        mistake = find_swallowed(self._lines, event)
        if mistake is not None and mistake.mended:
            self.mistake = mistake
        elif mistake is not None:
            self.add_ready(
                self.source.diagnose(mistake.rule, mistake.message, mistake.mark)
            )

    def words(self, first: Any, last: Any) -> str:
        """Return the text from the start of one event to the end of another."""
        return self.text[first.start_mark.index : last.end_mark.index]

    def _named(self, sign: str) -> frozenset[str]:
        """Return the names of all anchors (``&``) or aliases (``*``)."""
        if sign not in self._names:
            found = re.findall(rf"\{sign}([0-9A-Za-z_-]+)", self.text)
            self._names[sign] = frozenset(found)
        return self._names[sign]
