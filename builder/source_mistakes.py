"""What people write in one line that YAML reads otherwise, and how to mend it."""

import re
from dataclasses import dataclass

from builder.diagnostics import Mark, Rule
from builder.rules import source as rules
from builder.source_text import shown

_SIGNS = {
    "{": rules.BRACE,
    "[": rules.BRACKET,
    "*": rules.STAR,
    "@": rules.AT_SIGN,
    "`": rules.AT_SIGN,
    "%": rules.PERCENT,
    "&": rules.AMPERSAND,
    "!": rules.EXCLAMATION,
}
_CLOSING = {"[": "]", "{": "}"}
_LINE = re.compile(
    r"(?P<lead> *(?:- +)*)(?:(?P<key>[A-Za-z_][A-Za-z0-9_-]*):(?: +|$))?(?P<value>.*)"
)
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]{0,2} *(?:#.*)?$")
_NO_BLANK_AFTER_HYPHEN = re.compile(r" *-(?=[^\s-])")
_NO_BLANK_AFTER_COLON = re.compile(r" *(?:- +)*[A-Za-z_][A-Za-z0-9_-]*:(?=[^\s/:])")
_QUOTE_IN_PROSE = re.compile(r"(?:^|\W)'|'(?:$|\W)")
_NEW_ENTRY = re.compile(r" *(?:-(?: |$)|[A-Za-z_][A-Za-z0-9_-]*:(?: |$))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What is wrong, where, and the text as it was probably meant.

    Attributes:
        mended: The lines with the mistake taken out, to read on; None if nobody
            can say what was meant.
    """

    rule: Rule
    message: str
    mark: Mark
    hint: str = ""
    mended: list[str] | None = None


def find_mistaken_start(lines: list[str], number: int) -> Mistake | None:
    """Return a hyphen or a key's colon without a blank, at the start of a line."""
    line = lines[number]
    for pattern, rule, what in (
        (_NO_BLANK_AFTER_HYPHEN, rules.NO_BLANK_AFTER_HYPHEN, "hyphen"),
        (_NO_BLANK_AFTER_COLON, rules.NO_BLANK_AFTER_COLON, "colon"),
    ):
        found = pattern.match(line)
        if found:
            column = found.end()
            return Mistake(
                rule=rule,
                message=f"no blank after the {what} in {shown(line.strip())}",
                mark=Mark(line=number + 1, column=column),
                mended=replaced(lines, number, f"{line[:column]} {line[column:]}"),
            )
    return None


def find_mistaken_sign(lines: list[str], number: int, column: int) -> Mistake | None:
    """Return an unquoted text inside brackets that starts with a sign of YAML."""
    sign = lines[number][column : column + 1]
    if sign not in _SIGNS or sign in _CLOSING:
        return None
    return Mistake(
        rule=_SIGNS[sign],
        message=f"unquoted text starts with '{sign}'",
        mark=Mark(line=number + 1, column=column + 1),
    )


def find_mistaken_value(lines: list[str], number: int) -> Mistake | None:
    """Return an unquoted value that YAML does not read as the text it is."""
    found = _LINE.fullmatch(lines[number])
    if found is None or not found["value"]:
        return None
    column = found.start("value")
    value = found["value"]
    judged = _judge(value)
    if judged is None:
        return None
    rule, message = judged
    if rule is rules.TEXT_AFTER_QUOTE:
        column += quoted_length(value)
    return Mistake(
        rule=rule,
        message=f"{message}: {shown(_without_comment(value))}",
        mark=Mark(line=number + 1, column=column + 1),
        hint=f"write {_quote(value)}" if len(value) < 60 else "",
        mended=_with_quoted(lines, number, found),
    )


def _judge(value: str) -> tuple[Rule, str] | None:
    """Return the rule that a value breaks, in order of certainty."""
    first = value[0]
    if first in "\"'":
        return _judge_quoted(value)
    if first in _SIGNS and not _is_flow(value):
        return _SIGNS[first], f"unquoted text starts with '{first}'"
    if first in "|>" and not _BLOCK_HEAD.match(value):
        return rules.BLOCK_SIGN, f"text follows '{first}' on the same line"
    if value.startswith(("- ", "? ")) or first in ",]}":
        return rules.OTHER_SIGN, f"unquoted text starts with '{first}'"
    if first not in _CLOSING and (": " in value or value.endswith(":")):
        return rules.COLON, "unquoted text holds a colon and a blank"
    return None


def _judge_quoted(value: str) -> tuple[Rule, str] | None:
    length = quoted_length(value)
    behind = value[length:].strip()
    if length and behind and not behind.startswith("#"):
        return rules.TEXT_AFTER_QUOTE, "text follows the closing quote"
    return None


def _is_flow(value: str) -> bool:
    """Return whether a value is a list or mapping in brackets, closed or not."""
    if value[0] not in _CLOSING or value.startswith("{{"):
        return False
    level = 0
    for position, sign in enumerate(value):
        level += (sign in "[{") - (sign in "]}")
        if level == 0:
            behind = value[position + 1 :].strip()
            return not behind or behind.startswith("#")
    return True


def quoted_length(value: str) -> int:
    """Return how long the quoted text at the start of a value is, 0 if not closed."""
    quote, position = value[0], 1
    while position < len(value):
        if quote == '"' and value[position] == "\\":
            position += 1
        elif value[position] == quote:
            if quote == "'" and value[position + 1 : position + 2] == "'":
                position += 1
            else:
                return position + 1
        position += 1
    return 0


def replaced(lines: list[str], number: int, line: str) -> list[str]:
    """Return the lines with one of them replaced."""
    return [*lines[:number], line, *lines[number + 1 :]]


def _with_quoted(lines: list[str], number: int, found: re.Match[str]) -> list[str]:
    """Return the lines with the value of one put in quotes, with what continues it."""
    margin = found.start("key") if found["key"] else found.end("lead")
    words, last = [found["value"]], number
    for line in lines[number + 1 :]:
        indent = len(line) - len(line.lstrip())
        if indent <= margin or not line.strip() or _NEW_ENTRY.match(line):
            break
        words.append(line.strip())
        last += 1
    quoted = found[0][: found.start("value")] + _quote(" ".join(words))
    blank = [""] * (last - number)
    return [*lines[:number], quoted, *blank, *lines[last + 1 :]]


def _quote(value: str) -> str:
    """Return a text in quotes; quotes that were meant to enclose it are not doubled."""
    words = _without_comment(value)
    if words[0] == words[-1] == "'" and not _QUOTE_IN_PROSE.search(words[1:-1]):
        words = words[1:-1]
    if "'" in words and '"' not in words and "\\" not in words:
        return f'"{words}"'
    return "'" + words.replace("'", "''") + "'"


def _without_comment(value: str) -> str:
    """Return a value without the comment that stands two blanks behind it."""
    return value.partition("  #")[0].rstrip()
