"""Files rewritten to the newest format: only what has to change, all else as it was.

Comments, blank lines, quotes and the order of keys are the author's, so a file is
edited at places, never written anew from its data.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from builder.formats import Data, format_of, newest
from builder.model.text import Pointer
from builder.source import Source

_SCALAR = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s,\[\]{}#]+""")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words of a text that others take the place of.

    Attributes:
        start: The first character, counted from 0.
        end: The one behind the last.
    """

    start: int
    end: int
    text: str


def migrated(kind: str, source: Source) -> str:
    """Return the text of a valid file in the next format, as its author laid it out.

    Returns:
        The text with its first key raised by one; the same text if it is the newest.
    """
    version = format_of(source.data)
    if version >= newest(kind):
        return source.text
    text = _Text(source)
    edits = [
        text.value(("schema",), str(version + 1)),
        *MIGRATIONS[kind, version](text),
    ]
    return text.edited(edits)


class _Text:
    """A parsed file whose words are found by the pointers to them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._starts = [0]
        for line in source.text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    @property
    def data(self) -> Data:
        """The data, which is valid."""
        data = self._source.data
        return data if isinstance(data, dict) else {}

    def key(self, at: Pointer, name: str) -> Edit:
        """Return the edit that renames the key of a value."""
        mark = self._source.key_mark(at)
        return self._scalar(mark.line, mark.column, lambda _words: name)

    def value(self, at: Pointer, words: str) -> Edit:
        """Return the edit that puts words in place of a value of one word."""
        mark = self._source.mark(at)
        return self._scalar(mark.line, mark.column, lambda _words: words)

    def wrapped(self, at: Pointer, before: str, after: str) -> Edit:
        """Return the edit that puts signs around a value of one word."""
        mark = self._source.mark(at)
        return self._scalar(
            mark.line, mark.column, lambda words: f"{before}{words}{after}"
        )

    def edited(self, edits: list[Edit]) -> str:
        """Return the text with all edits made."""
        text = self._source.text
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def _scalar(self, line: int, column: int, change: Callable[[str], str]) -> Edit:
        start = self._starts[line - 1] + column - 1
        found = _SCALAR.match(self._source.text, start)
        words = found[0] if found else ""
        if words[:1] not in ("'", '"'):
            words = words.removesuffix(":")
        return Edit(start, start + len(words), change(words))


def _sop_1(text: _Text) -> Iterator[Edit]:
    """``change: wording`` becomes ``changes: [wording]``."""
    for position in range(len(text.data["revision_history"])):
        at = ("revision_history", position, "change")
        yield text.key(at, "changes")
        yield text.wrapped(at, "[", "]")


MIGRATIONS: Mapping[tuple[str, int], Callable[[_Text], Iterator[Edit]]] = {
    ("sop", 1): _sop_1,
}
"""What has to change in a file of a kind and format, to raise it by one."""
