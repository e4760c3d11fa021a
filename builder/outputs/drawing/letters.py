"""How wide words are in the bundled font, and where their lines end."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"

REGULAR = 400
BOLD = 600

_ELLIPSIS = "…"
_WIDE = 1000
_STRANGE = 700
"""For letters of other fonts, in thousandths of their size: rather too wide."""


def width_of(words: str, size: float, weight: int = REGULAR) -> float:
    """Return how wide words are at a size; never less, as pairs are not kerned."""
    widths = _widths(weight)
    total = sum(widths.get(ord(sign)) or _guessed(sign) for sign in words)
    return total * size / 1000


def lines_of(
    words: str, *, width: float, size: float, weight: int = REGULAR, most: int = 1
) -> tuple[str, ...]:
    """Return words as lines of at most a width; what is left out leaves an ellipsis."""
    lines = list(_broken(" ".join(words.split()), width, size, weight))
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and width_of(last + _ELLIPSIS, size, weight) > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,.;:-") + _ELLIPSIS)


def _broken(words: str, width: float, size: float, weight: int) -> Iterator[str]:
    """Yield lines that are broken between words, or inside one that fills a line."""
    line = ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while width_of(line, size, weight) > width:
            kept = _fitting(line, width, size, weight)
            yield line[:kept]
            line = line[kept:]
    if line:
        yield line


def _fitting(word: str, width: float, size: float, weight: int) -> int:
    """Return how many letters of a word fit, at least one."""
    total = 0.0
    for count, sign in enumerate(word):
        total += width_of(sign, size, weight)
        if total > width:
            return max(count, 1)
    return len(word)


def _guessed(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return _WIDE if unicodedata.east_asian_width(sign) in ("W", "F") else _STRANGE


@cache
def _widths(weight: int) -> Mapping[int, int]:
    """Return the widths of the letters in the font, in thousandths, by code point."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found: dict[int, int] = {}
    for part in ("latin-ext", "latin"):
        name = f"atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"
        with TTFont(FONTS / name) as font:
            per_letter = font["hmtx"].metrics
            scale = 1000 / font["head"].unitsPerEm
            for code, glyph in font.getBestCmap().items():
                found[code] = round(per_letter[glyph][0] * scale)
    return found
