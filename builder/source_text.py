"""The text of a file: decoding it, its lines, and signs that nobody can see."""

import re
from collections.abc import Iterator
from itertools import islice

from builder.diagnostics import Diagnostic, Mark, Rule, diagnose
from builder.rules import source as rules

_PRINTABLE = bytes([0x0A, *range(0x20, 0x7F)])
_LONGEST_EXCERPT = 300
_MOST = 200
"""How many faulty signs of one file are told; more would help nobody."""

_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_INVISIBLE = re.compile(
    f"[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffc\ufffe\uffff{_DIRECTION}]"
)
_BIDI = re.compile(f"[{_DIRECTION}]")
_ODD_BLANK = re.compile(
    "^ *(?:- +)*(?:[A-Za-z_][A-Za-z0-9_]*:|-|)"
    "([\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000])",
    re.MULTILINE,
)


class SourceText:
    """The text of one file, which can say where in it a problem stands."""

    __slots__ = ("_lines", "path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._lines: list[str] | None = None

    @property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    def mark_at(self, index: int) -> Mark:
        """Return the place of a character of the text."""
        start = self.text.rfind("\n", 0, index) + 1
        return Mark(line=self.text.count("\n", 0, index) + 1, column=index - start + 1)

    def excerpt(self, mark: Mark) -> str:
        """Return the line of a place, fit to be shown on a terminal."""
        if mark.line > len(self.lines) or mark.column > _LONGEST_EXCERPT:
            return ""
        return visible(self.lines[mark.line - 1][:_LONGEST_EXCERPT])

    def diagnose(
        self, rule: Rule, message: str, mark: Mark, hint: str = ""
    ) -> Diagnostic:
        """Return a diagnostic at a place, with the line it stands in."""
        return diagnose(
            rule,
            message,
            path=self.path,
            mark=mark,
            hint=hint,
            excerpt=self.excerpt(mark),
        )


def visible(text: str) -> str:
    """Return a text with each invisible sign replaced, so that a terminal is safe."""
    return _INVISIBLE.sub(lambda found: " " if found[0] == "\t" else "\ufffd", text)


def shown(value: str, longest: int = 60) -> str:
    """Return a value as it is quoted in a message: on one line, cut if it is long."""
    text = visible(" ".join(value.split("\n")))
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return f'"{text}"' if "'" in text and '"' not in text else f"'{text}'"


def decode(path: str, content: bytes) -> tuple[SourceText, list[Diagnostic]]:
    """Return the text of a file, and why it is none where it cannot be decoded."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse(path, rules.NOT_UTF8, "the file is UTF-16, not UTF-8")
    if b"\0" in content:
        if content.count(0) * 3 > len(content):
            return _refuse(path, rules.NOT_UTF8, "the file is UTF-16, not UTF-8")
        return _refuse(path, rules.BINARY, "the file is not a text file")
    bare = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = bare.decode()
    except UnicodeDecodeError as error:
        return _undecodable(path, bare, error)
    source = SourceText(path, text.replace("\r\n", "\n"))
    if len(bare) == len(content):
        return source, []
    message = "the file starts with a byte order mark"
    return source, [source.diagnose(rules.BYTE_ORDER_MARK, message, Mark())]


def _refuse(path: str, rule: Rule, message: str) -> tuple[SourceText, list[Diagnostic]]:
    return SourceText(path, ""), [diagnose(rule, message, path=path)]


def _undecodable(
    path: str, content: bytes, error: UnicodeDecodeError
) -> tuple[SourceText, list[Diagnostic]]:
    """Return the place and the value of the first byte that is not UTF-8."""
    text = content.decode(errors="replace").replace("\r\n", "\n")
    before = content[: error.start].decode().replace("\r\n", "\n")
    source = SourceText(path, text)
    message = f"the file is not UTF-8: byte 0x{content[error.start]:02X} is no letter"
    mark = source.mark_at(len(before))
    return source, [source.diagnose(rules.NOT_UTF8, message, mark)]


def check_characters(
    source: SourceText, content: bytes
) -> tuple[str, list[Diagnostic]]:
    """Return the text with blanks for forbidden signs, and a problem for each.

    One sign becomes one blank, so that places stay what they are.
    """
    if not content.translate(None, _PRINTABLE):
        return source.text, []
    problems = [*islice(_problems(source), _MOST)]
    if not problems:
        return source.text, []
    text = _INVISIBLE.sub(" ", source.text)
    text = _ODD_BLANK.sub(lambda found: found[0][:-1] + " ", text)
    return text, [source.diagnose(*problem) for problem in problems]


def _problems(source: SourceText) -> Iterator[tuple[Rule, str, Mark]]:
    """Return each forbidden sign; of several of a kind in one line only the first."""
    for number, line in enumerate(source.lines, 1):
        if line.isascii() and line.isprintable():
            continue
        told = set()
        for found in _INVISIBLE.finditer(line):
            rule, message = _describe(found[0])
            if rule.code not in told:
                yield rule, message, Mark(line=number, column=found.start() + 1)
            told.add(rule.code)
        if odd := _ODD_BLANK.match(line):
            name = f"U+{ord(odd[1]):04X}"
            message = f"this looks like a blank and is none to YAML ({name})"
            yield rules.ODD_BLANK, message, Mark(line=number, column=odd.start(1) + 1)


def _describe(sign: str) -> tuple[Rule, str]:
    name = f"U+{ord(sign):04X}"
    if sign == "\t":
        return rules.TAB, "a tab stands here instead of blanks"
    if _BIDI.match(sign):
        message = f"an invisible sign turns the direction of the text ({name})"
        return rules.BIDI_CHARACTER, message
    message = f"an invisible control character stands here ({name})"
    return rules.CONTROL_CHARACTER, message
