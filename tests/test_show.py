"""A printed SOP: every word of its file, every part by itself, and whether it holds."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from builder.addresses import anchors_of
from builder.cli.main import run
from builder.library import Library, read_library
from builder.limits import Limits
from builder.outputs.search.sop_entries import sop_origin
from builder.outputs.strings import strings_for
from builder.outputs.terminal.sop import render_part, render_sop
from builder.tree import WorkTree
from builder.view import LibraryView
from tests.tiny import TINY, TODAY, copy_tiny, tiny_files

ROOT = Path(__file__).parents[1]
CALL = "sop/contact/first-call.yaml"
UNSAID = {"schema", "id", "stages", "tags", "card", "path_rules", "cases"}
"""Keys that say where something belongs or prove a script; readers are told others."""


def words_of(data: object) -> Iterator[str]:
    """Yield every text of some words in the data of an SOP."""
    match data:
        case dict():
            for key, value in data.items():
                # The tests of a branch share their name with the proofs of a script.
                if key not in UNSAID:
                    yield from words_of(value)
        case list():
            for value in data:
                yield from words_of(value)
        case str() if " " in data:
            yield data


def plain(text: str) -> str:
    """Return text without marks, targets of links, line ends and indentation."""
    unlinked = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    return " ".join(re.sub(r"[*`\\]", "", unlinked).split())


@cache
def library_of(root: Path) -> Library:
    """Return the library of a project, read once for all tests."""
    library, _ = read_library(WorkTree(root), limits=Limits())
    return library


EXAMPLES = pytest.mark.parametrize(
    ("root", "identifier"),
    [
        (TINY, "first-call"),
        (ROOT, "outbound-contact"),
        (ROOT, "objection-handling"),
        (ROOT, "booking-appointments"),
        (ROOT, "performance-metrics"),
    ],
)


@EXAMPLES
def test_not_a_word_is_left_out(root: Path, identifier: str) -> None:
    library = library_of(root)
    sop = library.by_id[identifier]
    data = library.sources[library.path_of(sop)].data
    text = render_sop(sop, library)
    printed = plain(text)

    assert [words for words in words_of(data) if plain(words) not in printed] == []
    assert max(map(len, text.splitlines())) <= 88
    assert all(line.count("{{") == line.count("}}") for line in text.splitlines())


@EXAMPLES
def test_every_place_that_search_finds_can_be_shown(
    root: Path, identifier: str
) -> None:
    library = library_of(root)
    sop, view = library.by_id[identifier], LibraryView(library)
    string = strings_for("en")
    found = sop_origin(sop, path="", view=view, string=string, players={})
    anchors = {one.anchor for one in found.entries if one.anchor} | {*anchors_of(sop)}
    whole = plain(render_sop(sop, library))
    assert len(anchors) > 10

    for anchor in sorted(anchors):
        part = render_part(sop, anchor, library)
        assert part, anchor
        assert plain(part.splitlines()[-1]).removeprefix("- ") in whole, anchor


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", "approved · in force since 2026-03-01"),
        (
            "effective: 2026-03-01",
            "effective: 2026-09-01",
            "approved · effective 2026-09-01, not in force yet",
        ),
        (
            "status: approved",
            "status: draft",
            "draft · effective 2026-03-01, not in force ·",
        ),
        (
            "status: approved",
            "status: in_review",
            "in review · effective 2026-03-01, not in force ·",
        ),
    ],
)
def test_only_what_is_in_force_is_said_to_be(
    old: str,
    new: str,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = copy_tiny(tmp_path / "p", {CALL: tiny_files()[CALL].replace(old, new, 1)})
    assert run(["show", "-C", str(root), "--as-of", TODAY, "first-call"]) == 0
    assert f"Version 1.1.0 · {words}" in capsys.readouterr().out
