"""What a person is told of two versions: a table of edits, kinds and sentences."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.changes.compare import compare
from builder.changes.editorial import is_editorial, slips
from builder.changes.matching import match
from builder.dictionary import is_word
from builder.model.change import DEMANDS, KIND_WORDS, Kind
from tests.comparing import SOP, side_of
from tests.tiny import tiny_files

TABLE = Path(__file__).parent / "changes" / "table.yaml"
ROWS: list[dict[str, Any]] = yaml.load(TABLE.read_text("utf-8"), yaml.BaseLoader)


def texts_after(row: dict[str, Any]) -> dict[str, str]:
    """Return the files that a row makes anew, each fragment found exactly once."""
    texts = {SOP: tiny_files()[SOP]}
    for edit in row["edits"]:
        path = f"sop/shared/{edit['file']}.yaml" if "file" in edit else SOP
        text = texts.get(path, tiny_files()[path])
        assert text.count(edit["old"]) == 1, edit["old"]
        texts[path] = text.replace(edit["old"], edit["new"])
    return texts


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_what_is_told(row: dict[str, Any]) -> None:
    """Exactly these changes, of these kinds, in these words, in this order."""
    expected = [(kind, words) for one in row["told"] for kind, words in one.items()]
    texts = texts_after(row)
    sides = [side_of(tiny_files()[SOP]), side_of(texts[SOP], texts)]
    if "reversed" in row:
        sides.reverse()

    found = compare(*sides)

    assert [(change.kind.value, change.sentence) for change in found] == expected


def test_the_table_is_large_and_complete() -> None:
    """Sixty rows and more; every kind that one SOP can have; two at once, and none."""
    kinds = {kind for row in ROWS for one in row["told"] for kind in one}
    sizes = [len(row["told"]) for row in ROWS]

    assert kinds == set(Kind) - {Kind.SOP_ADDED, Kind.SOP_REMOVED}
    assert len(ROWS) >= 60
    assert sizes.count(0) >= 4
    assert sum(size > 1 for size in sizes) >= 8
    assert set(KIND_WORDS) == set(DEMANDS) == set(Kind)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ask first.", "ask first", True),
        ("Ask **first**", "Ask first", True),
        ("follow-up", "follow up", True),
        ("don't wait", "don\u2019t wait", True),
        ("Say the titel", "Say the title", True),
        ("Ask {{ a.b }}.", "Ask {{a.b}}", True),
        ("Ask {{ a.b }}.", "Ask {{ a.c }}.", False),
        ("see [it](sop:one)", "see [it](sop:two)", False),
        ("1.5 hours", "15 hours", False),
        ("10 %", "10", False),
        ("$5", "5", False),
        ("You can wait", "You cannot wait", False),
        ("Do it now", "Do it not", False),
        ("Charge the card", "Change the card", False),
        ("Say it once", "Say it one", False),
        ("the agent asks", "asks the agent", False),
        ("Open Zohox", "Open Zohoy", False),
        ("must", "msut", False),
        ("well known", "wellknown", False),
        ("", "", True),
    ],
)
def test_editorial_or_wording(old: str, new: str, expected: bool) -> None:
    """The same words in other letters; a mended typing mistake; nothing else."""
    assert is_editorial(old, new, knows=is_word) is expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abcd", 1), ("ab", "xy", 2)],
)
def test_slips(old: str, new: str, expected: int) -> None:
    assert slips(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("abc", "abc", ""),
        ("abc", "cab", "c"),
        ("abcd", "abdc", "c"),
        ("abc", "axbc", ""),
        ("abcd", "dcba", "bcd"),
    ],
)
def test_the_fewest_moves_are_told(old: str, new: str, moved: str) -> None:
    """Of all ways to tell a new order, one with the fewest parts."""
    found = match(list(old), list(new), key=str, words=lambda _: "")

    assert len(found.moved) == len(moved)
    assert {found.pairs[n][1] for n in found.moved} <= set(old)


def test_a_thousand_renamed_parts_are_not_compared_with_each_other() -> None:
    """Where all ids are new, parts are new: likeness is for a few."""
    old = [f"old{n} same words" for n in range(1000)]
    new = [f"new{n} same words" for n in range(1000)]

    found = match(old, new, key=str, words=str)

    assert (len(found.pairs), len(found.added)) == (0, 1000)
