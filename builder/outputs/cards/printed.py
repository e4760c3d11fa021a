"""A register that was filled in on the floor, read back whatever a spreadsheet did."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from builder.errors import SopError
from builder.outputs.cards.register import COLUMNS
from builder.outputs.csv_text import original
from builder.suggestions import suggest

LARGEST = 16 * 1024 * 1024
"""Bytes of a register; 100,000 rows need no more."""

NEEDED = ("sop", "kind", "fingerprint")
"""Columns without which a card cannot be told from another."""

_HINT = "name the index.csv of the build whose cards were printed"
_SEPARATORS = ",;\t"
_NUMBERS = re.compile(r"(\d{1,4})[-./ ]+(\d{1,2})[-./ ]+(\d{2,4})")
_FINGERPRINT = re.compile(r"[0-9a-f]{12}|[0-9]{1,12}")
_ROUNDED = re.compile(r"[0-9]\.[0-9]+e\+?[0-9]+")
_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCard:
    """One row of a register: a card that hangs somewhere.

    Attributes:
        line: Its line in the file.
        cells: By column, as they were before a spreadsheet made them safe.
    """

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; empty if the register has no such column."""
        return self.cells.get(column, "")

    def has(self, fingerprint: str) -> bool:
        """Tell whether the row means a fingerprint.

        Spreadsheets take one without letters, or with one ``e``, for a number.
        """
        cell = self["fingerprint"].casefold().replace(",", ".")
        if cell == fingerprint:
            return True
        try:
            said, meant = float(cell), float(fingerprint)
        except ValueError:
            return False
        nearly = 1e-5 * abs(meant) if _ROUNDED.fullmatch(cell) else 0.0
        return meant == said or abs(meant - said) <= nearly

    @property
    def id(self) -> str:
        """The id of the card: the file name without kind and size, else its SOP's."""
        stem, _, _ = self["file"].removesuffix(".pdf").rpartition(".")
        return stem.removesuffix(f".{self['kind']}") or self["sop"]

    @property
    def is_spoiled(self) -> bool:
        """Whether the cell of the fingerprint holds none, not even as a number."""
        cell = self["fingerprint"].casefold().replace(",", ".")
        return not (_FINGERPRINT.fullmatch(cell) or _ROUNDED.fullmatch(cell))

    @property
    def valid_until(self) -> str:
        """The ISO date of its last day, the earlier one of two; empty if unreadable."""
        return min(_dates(self["valid_until"]), default="")


def read_register(content: bytes, name: str) -> tuple[PrintedCard, ...]:
    """Return the rows of a register in their order.

    Rows and columns may stand in any order, and columns may be added; separators and
    letters are those of whatever spreadsheet saved it.

    Args:
        content: The file, at most ``LARGEST`` bytes.
        name: What messages call it.

    Raises:
        SopError: It is no register.
    """
    if len(content) > LARGEST:
        raise SopError(f"'{name}' is too large for a register", hint=_HINT)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        hint = "save the sheet as CSV UTF-8 and name that file"
        raise SopError(f"'{name}' is a workbook, not a table of text", hint=hint)
    lines = _letters(content).splitlines(keepends=True)
    separator = _separator(lines)
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as wrong:
        raise SopError(f"'{name}' is no table: {wrong}", hint=_HINT) from None
    if rows and rows[0][1][0].startswith("sep="):
        rows = rows[1:]
    columns = _columns(rows[0][1] if rows else [], name)
    return tuple(_cards(rows[1:], columns, name))


def _letters(content: bytes) -> str:
    """Return the text; Excel saves CSV in one of three ways."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _separator(lines: list[str]) -> str:
    """Return what stands between the names of the columns."""
    first = next((line for line in lines if not line.startswith("sep=")), "")
    return max(_SEPARATORS, key=first.count)


def _columns(head: list[str], name: str) -> list[str]:
    """Return the names of columns as we write them."""
    columns = [_plain(cell) for cell in head]
    missing = [column for column in NEEDED if column not in columns]
    if not missing:
        return columns
    if not set(columns) & set(COLUMNS):
        raise SopError(f"'{name}' is no register of cards", hint=_HINT)
    for column, written in zip(columns, head, strict=True):
        near = suggest(column, missing) if column not in COLUMNS else ""
        if near:
            raise SopError(f"'{name}' has an unknown column '{written}'", hint=near)
    raise SopError(f"'{name}' has no column '{missing[0]}'", hint=_HINT)


def _plain(cell: str) -> str:
    return "_".join(cell.strip().casefold().replace("_", " ").split())


def _cards(
    rows: list[tuple[int, list[str]]], columns: list[str], name: str
) -> Iterator[PrintedCard]:
    for line, row in rows:
        cells = dict(
            zip(columns, (original(cell.strip()) for cell in row), strict=False)
        )
        if not any(cells.get(name) for name in ("sop", "number", "file")):
            raise SopError(f"'{name}' line {line} names no SOP", hint=_HINT)
        yield PrintedCard(line=line, cells=cells)


def _dates(cell: str) -> Iterator[str]:
    """Yield every ISO date that a cell may mean; spreadsheets write their own."""
    found = _NUMBERS.fullmatch(cell)
    if not found:
        return
    one, two, three = (int(number) for number in found.groups())
    orders = (
        [(one, two, three)]
        if len(found[1]) == 4
        else [(three, two, one), (three, one, two)]
    )
    for year, month, day in orders:
        full = year + _FIRST_YEAR if year < 100 else year
        try:
            yield date(full, month, day).isoformat()
        except ValueError:
            continue
