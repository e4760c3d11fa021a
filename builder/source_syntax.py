"""Why a parser gave up, in the words of somebody who writes SOPs."""

import re
from typing import Any

from builder.diagnostics import Mark, Rule
from builder.rules import source as rules
from builder.source_mistakes import (
    Mistake,
    find_mistaken_sign,
    find_mistaken_start,
    find_mistaken_value,
    quoted_length,
    replaced,
)

_BAD_ESCAPE = re.compile(r"\\(?![0abtnvfre \"/\\N_LPxuU])|\\(?=u[dD][89a-fA-F])")
_PAIR = re.compile(r" *(?:- +)*[a-z_][a-z0-9_-]*:(?: |$)")
_MISPLACED = ("expected key", "'-' indicator", "<block end>", "not allowed")
"""What parsers say of a line that starts in the wrong column."""

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
        found = error.problem_mark or error.context_mark
        opened = error.context_mark or found
        self.line, self.column = _inside(lines, found)
        self.opened_line, self.opened_column = _inside(lines, opened)

    def mistake(self) -> Mistake:
        """Return the most likely mistake behind the error."""
        for find in (
            self._document,
            self._escape,
            self._quote,
            self._start,
            self._value,
            self._sign,
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
            line = self.opened_line
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
        is_half = line[column + 1 : column + 2] in ("u", "U")
        sign = line[column : column + (6 if is_half else 2)]
        message = f"the backslash in '{sign}' means nothing in double quotes"
        if is_half:
            message = f"the escape '{sign}' is no whole character"
        mended = _BAD_ESCAPE.sub(r"\\\\", line)
        return self._at(
            rules.BAD_ESCAPE,
            message,
            column=column,
            hint="write the character itself" if is_half else "",
            mended=replaced(self.lines, self.line, mended) if found else None,
        )

    def _quote(self) -> Mistake | None:
        """Return the quote that was never closed, where the parser read past lines."""
        if "quoted scalar" in self.context:
            line, column = self.opened_line, self.opened_column
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
            # An item such as 'step:greet.say-who' is a text; an entry has more lines.
            is_entry = line != self.line or self.lines[line].lstrip()[:1] != "-"
            if found and (is_entry or found.rule is rules.NO_BLANK_AFTER_HYPHEN):
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
            lines = [self.opened_line]
        elif self._last_is_text_over_lines():
            lines = [self.last.start_mark.line, self.line]
        return lines

    def _last_is_text_over_lines(self) -> bool:
        last = self.last
        return (
            getattr(last, "style", "|") in (None, "")
            and last.start_mark.line < last.end_mark.line == self.line
        )

    def _sign(self) -> Mistake | None:
        places = [(self.opened_line, self.opened_column), (self.line, self.column)]
        for line, column in places:
            found = find_mistaken_sign(self.lines, line, column)
            if found and line == self.line:
                return found
        return None

    def _stray(self) -> Mistake | None:
        if "simple key" not in self.context:
            return None
        line = self.opened_line
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
        line, column = self.opened_line, self.opened_column
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
        if not any(words in self.problem for words in _MISPLACED):
            return None
        text = self.lines[self.line]
        indent = len(text) - len(text.lstrip())
        is_item = text.lstrip().startswith("- ")
        columns = self._open_columns(of_items=is_item)
        if indent in columns or not columns:
            kind = "a list item" if is_item else "a key"
            message = f"{kind} stands here where none can stand"
        else:
            below = [column for column in columns if column < indent]
            above = [column for column in columns if column > indent]
            near = [*sorted(below)[-1:], *sorted(above)[:1]]
            known = " or ".join(str(column + 1) for column in near)
            message = (
                f"this line starts in column {indent + 1}; expected column {known}"
            )
        hint = rules.INDENTATION.fix
        if self._last_is_text_over_lines():
            hint += "; if the text above goes on here, put quotes around all of it"
        elif getattr(self.last, "style", None) in ("|", ">"):
            hint += (
                "; if the text above goes on here, indent it like the first line of it"
            )
        return self._at(rules.INDENTATION, message, column=indent, hint=hint)

    def _open_columns(self, *, of_items: bool) -> set[int]:
        """Return the columns in which entries above the line start."""
        columns: set[int] = set()
        limit = len(self.lines[self.line]) + 1_000
        for line in reversed(self.lines[: self.line]):
            bare = line.lstrip()
            indent = len(line) - len(bare)
            if indent >= limit or not (_PAIR.match(line) or bare.startswith("- ")):
                continue
            limit = indent
            is_item = bare.startswith("- ")
            inner = indent + len(bare) - len(bare[1:].lstrip()) if is_item else indent
            if is_item or not of_items:
                columns.add(indent if of_items else inner)
            if indent == 0:
                break
        return columns


def _inside(lines: list[str], mark: Any) -> tuple[int, int]:
    """Return the line and column of a parser's mark, which may be behind the end."""
    line = min(mark.line, len(lines) - 1) if mark else 0
    return line, min(mark.column, len(lines[line])) if mark else 0
