"""Why a parser gave up, in the words of somebody who writes SOPs."""

import re
from typing import Any

from builder.diagnostics import Mark, Rule
from builder.rules import source as rules
from builder.source_mistakes import (
    Mistake,
    find_mistaken_start,
    find_mistaken_value,
    quoted_length,
    replaced,
)

_BAD_ESCAPE = re.compile(r"\\(?![0abtnvfre \"/\\N_LPxuU])|\\(?=u[dD][89a-fA-F])")
_PAIR = re.compile(r" *(?:- +)*[a-z_][a-z0-9_-]*:(?: |$)")
_VALUE_QUOTE = re.compile(r" *(?:- +)*(?:[A-Za-z_][A-Za-z0-9_-]*: +)?(?=[\"'])")


class Explanation:
    """One error of the parser, looked at from all sides.

    Args:
        lines: The lines that were parsed.
        error: What the parser said.
        last: The last event before it.
    """

    def __init__(self, lines: list[str], error: Any, last: Any) -> None:
        self.lines = lines
        self.problem: str = error.problem or ""
        self.context: str = error.context or ""
        self.last = last
        place = error.problem_mark or error.context_mark
        self.line = min(place.line, len(lines) - 1) if place else 0
        self.column = place.column if place else 0
        self.opened = error.context_mark or place

    def mistake(self) -> Mistake:
        """Return the most likely mistake behind the error."""
        for find in (
            self._document,
            self._escape,
            self._quote,
            self._start,
            self._value,
            self._stray,
            self._bracket,
            self._indentation,
        ):
            found = find()
            if found:
                return found
        return self._at(rules.BROKEN_YAML, "this line cannot be read as YAML")

    def _at(
        self,
        rule: Rule,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
        mended: list[str] | None = None,
    ) -> Mistake:
        mark = Mark(
            line=(self.line if line is None else line) + 1,
            column=(self.column if column is None else column) + 1,
        )
        return Mistake(rule=rule, message=message, mark=mark, hint=hint, mended=mended)

    def _document(self) -> Mistake | None:
        if "directive" in self.context or self.lines[self.line].startswith("%"):
            message = "a line that starts with '%' stands here"
            line = self.opened.line if self.opened else self.line
            mended = replaced(self.lines, line, "")
            return self._at(
                rules.DIRECTIVE, message, line=line, column=0, mended=mended
            )
        if "document start" in self.problem:
            message = "text stands after the end of the document"
            return self._at(rules.SEVERAL_DOCUMENTS, message)
        return None

    def _escape(self) -> Mistake | None:
        if "escape" not in self.problem:
            return None
        line = self.lines[self.line]
        found = _BAD_ESCAPE.search(line)
        column = found.start() if found else self.column
        sign = line[column : column + 2]
        message = f"the backslash in '{sign}' means nothing in double quotes"
        mended = _BAD_ESCAPE.sub(r"\\\\", line)
        return self._at(
            rules.BAD_ESCAPE,
            message,
            column=column,
            mended=replaced(self.lines, self.line, mended) if found else None,
        )

    def _quote(self) -> Mistake | None:
        """Return the quote that was never closed, where the parser read past lines."""
        if "quoted scalar" in self.context:
            line, column = self.opened.line, self.opened.column
        elif self._last_is_quoted_over_lines():
            line, column = self.last.start_mark.line, self.last.start_mark.column
        else:
            return None
        text = self.lines[line]
        quote = text[column : column + 1]
        return self._at(
            rules.UNCLOSED_QUOTE,
            "the quote that opens here is not closed",
            line=line,
            column=column,
            hint=f"put {quote} at the end of the text",
            mended=replaced(self.lines, line, text.rstrip() + quote),
        )

    def _last_is_quoted_over_lines(self) -> bool:
        if getattr(self.last, "style", None) not in ("'", '"'):
            return False
        first, end = self.last.start_mark.line, self.last.end_mark.line
        between = self.lines[first + 1 : end + 1]
        return end == self.line and any(_PAIR.match(line) for line in between)

    def _start(self) -> Mistake | None:
        for line in self._suspects():
            found = find_mistaken_start(self.lines, line)
            if found:
                return found
        return None

    def _value(self) -> Mistake | None:
        is_key = "simple key" in self.context
        for line in () if is_key else self._suspects():
            found = find_mistaken_value(self.lines, line)
            if found and not self._is_deeper(found):
                return found
        return None

    def _is_deeper(self, found: Mistake) -> bool:
        """Return whether a colon is the sign of a key that is indented too far."""
        return found.rule is rules.COLON and found.mark.line - 1 != self.line

    def _suspects(self) -> list[int]:
        """Return the lines that may hold the mistake, most likely first."""
        lines = [self.line]
        if "simple key" in self.context:
            lines = [self.opened.line]
        elif self._last_is_text_over_lines():
            lines = [self.last.start_mark.line, self.line]
        return lines

    def _last_is_text_over_lines(self) -> bool:
        last = self.last
        return (
            getattr(last, "style", "|") in (None, "")
            and last.start_mark.line < last.end_mark.line == self.line
        )

    def _stray(self) -> Mistake | None:
        if "simple key" not in self.context:
            return None
        line = self.opened.line
        text = self.lines[line]
        if _VALUE_QUOTE.match(text) and not quoted_length(text.strip()):
            return None
        return self._at(
            rules.STRAY_TEXT,
            "this line belongs to nothing: it has no key and is no list item",
            line=line,
            column=len(text) - len(text.lstrip()),
            mended=replaced(self.lines, line, ""),
        )

    def _bracket(self) -> Mistake | None:
        if "flow" not in self.context:
            return None
        line, column = self.opened.line, self.opened.column
        sign = self.lines[line][column : column + 1]
        closing = {"[": "]", "{": "}"}.get(sign, "")
        if line == self.line:
            message = f"the text in brackets that starts with '{sign}' breaks here"
            return self._at(rules.UNCLOSED_BRACKET, message)
        text = self.lines[line]
        is_open = text.count(sign) == text.count(closing) + 1
        return self._at(
            rules.UNCLOSED_BRACKET,
            f"the bracket '{sign}' that opens here is not closed",
            line=line,
            column=column,
            hint=f"put {closing} at the end of the list or mapping",
            mended=replaced(self.lines, line, text.rstrip() + closing)
            if is_open
            else None,
        )

    def _indentation(self) -> Mistake | None:
        is_misplaced = "expected key" in self.problem or "indicator" in self.problem
        if not (is_misplaced or "not allowed" in self.problem):
            return None
        text = self.lines[self.line]
        indent = len(text) - len(text.lstrip())
        columns = self._open_columns()
        if indent in columns:
            kind = "a list item" if text.lstrip().startswith("-") else "a key"
            message = f"{kind} stands here where none can stand"
        else:
            known = " or ".join(str(column + 1) for column in sorted(columns))
            message = (
                f"this line starts in column {indent + 1}; expected column {known}"
            )
        hint = ""
        if self._last_is_text_over_lines():
            hint = "if it goes on with the text above, put quotes around the whole text"
        elif getattr(self.last, "style", None) in ("|", ">"):
            hint = "if it belongs to the text above, indent it like the lines of that"
        return self._at(rules.INDENTATION, message, column=indent, hint=hint)

    def _open_columns(self) -> set[int]:
        """Return the columns in which the entries around the line start."""
        columns: set[int] = set()
        limit = len(self.lines[self.line]) + 1_000
        for line in reversed(self.lines[: self.line]):
            bare = line.lstrip()
            if not bare or bare.startswith("#"):
                continue
            indent = len(line) - len(bare)
            if (indent < limit and _PAIR.match(line)) or bare.startswith("- "):
                limit = min(limit, indent)
                columns.add(indent)
                if bare.startswith("- "):
                    columns.add(indent + len(bare) - len(bare[1:].lstrip()))
            if indent == 0 or len(columns) > 4:
                break
        return columns or {0}
