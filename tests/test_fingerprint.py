"""Fingerprints tell apart what means something else, and nothing else."""

from dataclasses import replace

import pytest

from builder.fingerprint import control_of, fingerprint_of, short
from builder.library import Library
from builder.view import LibraryView
from tests.tiny import read_tiny_library, tiny_files

SOP = "sop/contact/first-call.yaml"


def fingerprint(library: Library) -> str:
    return fingerprint_of(library.by_id["first-call"], LibraryView(library))


def changed(old: str, new: str, path: str = SOP) -> Library:
    """Return the tiny library with one text replaced in one file."""
    files = tiny_files()
    assert old in files[path], "the tiny library no longer holds that text"
    return read_tiny_library({path: files[path].replace(old, new, 1)})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("summary: How to make", "summary:   How to make"),
        ("tags: [sales]", "tags:\n  - sales"),
        (
            "channels: [voice]\ndirection: outbound",
            "direction: outbound\nchannels: [voice]",
        ),
        ("schema: 2", "# a remark\nschema: 2"),
        ("title: Greet\n    stage: open", "stage: open\n    title: Greet"),
    ],
    ids=["spaces", "list style", "key order", "comment", "order in a section"],
)
def test_layout_does_not_count(old: str, new: str) -> None:
    """An approval must survive a change that no reader can see."""
    expected = fingerprint(read_tiny_library())

    assert fingerprint(changed(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: approved", "status: in_review"),
        ("version: 1.1.0\neffective", "version: 1.2.0\neffective"),
        ("effective: 2026-03-01", "effective: 2026-04-01"),
        ("last: 2026-03-01", "last: 2026-04-01"),
        ("number: SOP-CON-001", "number: SOP-CON-007"),
        ('fingerprint: "7e34901908a1"', 'fingerprint: "111111111111"'),
        ("what: Shorter greeting.", "what: Short greeting."),
    ],
)
def test_control_data_is_not_meaning(old: str, new: str) -> None:
    """Control data changes the control fingerprint and leaves the meaning alone."""
    before, after = read_tiny_library(), changed(old, new)

    assert fingerprint(after) == fingerprint(before)
    assert control_of(after.by_id["first-call"]) != control_of(
        before.by_id["first-call"]
    )


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("do: Ask if it is", "do: Ask whether it is", SOP),
        ("must: true", "must: false", SOP),
        ("default: nobody", "default: later", SOP),
        ("goto: when}", "goto: later}", SOP),
        (
            "say: This call is recorded.",
            "say: We record.",
            "sop/shared/disclosures.yaml",
        ),
        ("do: Name the feeling.", "do: Feel it.", "sop/shared/techniques.yaml"),
    ],
)
def test_meaning_counts(old: str, new: str, path: str) -> None:
    """Whatever an agent would do or say differently lapses the approval."""
    before = fingerprint(read_tiny_library())

    assert fingerprint(changed(old, new, path)) != before


def test_shared_words_count_only_where_they_are_shown() -> None:
    """A disclosure that an SOP does not show must not lapse its approval."""
    path = "sop/shared/disclosures.yaml"
    after = changed("say: This call is recorded.", "say: We record.", path)
    before = read_tiny_library()

    for library in (before, after):
        view = LibraryView(library)
        complaint = library.by_id["complaint"]
        assert ("disclosures", "recording-notice") not in view.used
        assert fingerprint_of(complaint, view) == fingerprint_of(
            before.by_id["complaint"], LibraryView(before)
        )


def test_parts_have_fingerprints_of_their_own() -> None:
    """A change in one step leaves the fingerprints of the other parts alone."""
    before = read_tiny_library()
    after = changed("do: Thank the customer.", "do: Say thanks.")
    views = LibraryView(before), LibraryView(after)
    sections = before.by_id["first-call"].procedure, after.by_id["first-call"].procedure

    assert fingerprint_of(sections[0][0], views[0]) == fingerprint_of(
        sections[1][0], views[1]
    )
    assert fingerprint_of(sections[0][1], views[0]) != fingerprint_of(
        sections[1][1], views[1]
    )


def test_places_do_not_count() -> None:
    """The same step at another place in the file is the same step."""
    library = read_tiny_library()
    step = library.by_id["first-call"].procedure[0].steps[0]
    moved = replace(step, at=("procedure", 9, "steps", 9))

    assert fingerprint_of(moved, LibraryView(library)) == fingerprint_of(
        step, LibraryView(library)
    )


def test_shown_are_twelve_hex_digits() -> None:
    whole = fingerprint(read_tiny_library())

    assert len(whole) == 64
    assert short(whole) == whole[:12]
