"""Tables as CSV: RFC 4180, and no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A quoted cell is still a formula to a spreadsheet. Apostrophes before the sign count
# as part of it, so that taking one away always gives back the original.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a line of names, then a line per row; lines end as RFC 4180 asks for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([neutralize(cell) for cell in row] for row in rows)
    return text.getvalue()


def neutralize(cell: str) -> str:
    """Return a cell with an apostrophe before it if it would be read as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """Return a cell as it was before it was made safe for spreadsheets."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
