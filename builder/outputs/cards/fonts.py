"""The bundled fonts: what they can show, and how the layout sees them and no others."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "fonts"
"""WOFF2 files, split by script as their publisher ships them, under the OFL."""

FAMILY = "Atkinson Hyperlegible Next"

COVERAGE = """
0020-007E 00A0-00AC 00AE-00B4 00B6-0107 010A-0113 0116-011B 011E-0123 0126-0127
012A-012B 012E-0133 0136-0137 0139-013E 0141-0148 0150-0155 0158-015B 015E-0165
016A-016B 016E-017E 0192 0218-021B 0237 02C6-02C7 02C9 02DA 02DC-02DD 0300-0301
0303-0304 0308 1E80-1E85 1E9E 1EF2-1EF3 2009 2013-2014 2018-201A 201C-201E 2020
2022 2026 2039-203A 2044 20AC 20B9 2113 2122 2212 2215
"""
"""Code points that every bundled style can show; a test compares it with the files."""

CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""
"""Fontconfig's world: one folder. What the machine has must not change a card."""


def unprintable(words: str) -> list[str]:
    """Return the characters that no bundled font can show, each once, in order."""
    covered = _covered()
    strange = (c for c in words if ord(c) not in covered and c not in "\n\t")
    return list(dict.fromkeys(strange))


def prepare_fonts(folder: Path) -> Path:
    """Return the path of a Fontconfig file that knows the bundled fonts only.

    Args:
        folder: An empty folder of our own; the fonts are unpacked into it.
    """
    for packed in font_files():
        _unpack(packed, folder / f"{packed.stem}.ttf")
    configuration = folder / "fonts.conf"
    text = CONFIGURATION.format(folder=folder.as_posix())
    configuration.write_text(text, encoding="utf-8")
    return configuration


def font_files() -> list[Path]:
    """Return the bundled font files in a fixed order."""
    return sorted(FOLDER.glob("atkinson-hyperlegible-next-*.woff2"))


def _unpack(packed: Path, target: Path) -> None:
    """Write a font as TrueType; the further letters get a family name of their own.

    Two files with one family name are one font to WeasyPrint, which then takes the
    glyphs of one file for the letters of the other.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(packed, recalcTimestamp=False)
    font.flavor = None
    if "-latin-ext-" in packed.name:
        for record in font["name"].names:
            if record.nameID in (1, 4, 16):
                renamed = str(record).replace(FAMILY, f"{FAMILY} Extended")
                record.string = renamed
            elif record.nameID == 6:
                record.string = str(record).replace("Next", "NextExtended")
    font.save(target)


@cache
def _covered() -> frozenset[int]:
    covered: set[int] = set()
    for entry in COVERAGE.split():
        first, _, last = entry.partition("-")
        covered |= set(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(covered)
