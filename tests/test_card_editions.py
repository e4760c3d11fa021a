"""What cards said before is read from git, and told in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from builder.history import read_history
from builder.library import Library
from builder.outputs.cards.editions import (
    Edition,
    changes_between,
    editions_of,
    told,
)
from builder.outputs.cards.past import read_earlier_cards
from builder.outputs.strings import strings_for
from builder.project import find_project
from builder.view import LibraryView
from tests.card_history import (
    CALL,
    OUTCOMES,
    call,
    edition_at,
    library_at,
    project_with_past,
)
from tests.cards import changed, including, without_card
from tests.helpers import GitProject
from tests.tiny import TODAY

WORDS = strings_for("en")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    return project_with_past(tmp_path_factory.mktemp("past"))


def earlier(project: GitProject, library: Library | None = None) -> list[Edition]:
    """Return what is known about earlier cards of the SOP; drafts are not printed."""
    found = find_project(project.root, as_of=TODAY)
    found = replace(found, settings=replace(found.settings, publish_drafts=False))
    library = library or library_at(project, "HEAD")
    cards = read_earlier_cards(found, library, read_history(found.root))
    return [one for one in cards["first-call"] if one.kind == "sop"]


def edition(library: Library) -> Edition:
    return editions_of(library.by_id["first-call"], LibraryView(library), WORDS)[0]


def differences(old: Library, new: Library) -> list[str]:
    changes = changes_between(edition(old), edition(new))
    return [told(change, WORDS) for change in changes]


def test_every_version_is_known_with_the_shared_words_of_its_time(
    past: GitProject,
) -> None:
    """Fingerprints are those that reading each commit by itself gives."""
    found = earlier(past)

    assert [one.fingerprint for one in found] == [
        edition_at(past, "HEAD~1").fingerprint,
        edition_at(past, "HEAD~2").fingerprint,
    ]
    assert {one.version for one in found} == {"1.0.0"}
    assert edition_at(past, "HEAD").fingerprint not in {o.fingerprint for o in found}


def test_states_between_two_versions_were_never_handed_out(tmp_path: Path) -> None:
    """Of a version its last approved state counts, and no draft of it."""
    project = project_with_past(tmp_path)
    words = ("a fair price matters", "fair prices matter")
    draft = call(words, ("version: 1.1.0\neff", "version: 1.2.0\neff"))
    project.commit({CALL: draft.replace("status: approved", "status: draft")})
    project.commit({CALL: call()})

    assert {one.version for one in earlier(project)} == {"1.0.0"}


def test_words_that_were_approved_twice_under_one_version_are_both_known(
    tmp_path: Path,
) -> None:
    """The version alone does not tell them apart; the approvals do."""
    project = project_with_past(tmp_path)
    signed = "role: compliance-officer\n    date: 2026-03-01\n    fingerprint: "
    twice = f'{signed}"0123456789ab"\n  - version: 1.1.0\n    {signed}'
    other = call(("a fair price matters", "fair prices matter"), (signed, twice))
    project.commit({CALL: other})

    assert edition_at(project, "HEAD~1").fingerprint in {
        one.fingerprint for one in earlier(project)
    }


def test_a_renamed_file_keeps_its_past(tmp_path: Path) -> None:
    project = project_with_past(tmp_path)
    (tmp_path / "sop/care").mkdir(exist_ok=True)
    project.move(CALL, "sop/care/first-call.yaml")

    assert len(earlier(project)) == 2


def test_an_uncommitted_change_makes_the_committed_card_an_earlier_one(
    tmp_path: Path,
) -> None:
    project = project_with_past(tmp_path)
    committed = edition_at(project, "HEAD").fingerprint
    change = ("a fair price matters", "fair prices matter")
    (tmp_path / CALL).write_text(call(change))

    assert earlier(project, changed(change))[0].fingerprint == committed


def test_without_a_history_nothing_is_guessed(tmp_path: Path) -> None:
    found = find_project(Path(__file__).parent / "golden" / "project", as_of=TODAY)

    cards = read_earlier_cards(found, changed(), read_history(tmp_path))

    assert set(map(len, cards.values())) == {0}


def test_shared_words_that_a_card_does_not_show_make_no_edition(
    tmp_path: Path,
) -> None:
    project = project_with_past(tmp_path)
    text = (tmp_path / OUTCOMES).read_text()
    for number in range(3):
        project.commit({OUTCOMES: text.replace("Nobody spoke.", f"Nobody {number}.")})

    assert {one.fingerprint for one in earlier(project)} - {
        edition_at(project, "HEAD").fingerprint
    } == {edition_at(project, f"HEAD~{back}").fingerprint for back in (4, 5)}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            (("a fair price matters", "a fair price counts"),),
            ["Changed: the objection “Too expensive”"],
        ),
        (
            (including("step:greet.say-who", "disposition:SALE"),),
            ["Gone: the objection “Too expensive”"],
        ),
        (
            (
                including(
                    "step:greet.say-who",
                    "objection:price",
                    "disposition:SALE",
                    "checklist:daily",
                ),
            ),
            ["New: the checklist Daily checklist"],
        ),
        (
            (including("objection:price", "step:greet.say-who", "disposition:SALE"),),
            ["The order of the blocks changed"],
        ),
        (
            (
                ("do: Say who", "do: Tell who"),
                ("title: First call\n  include", "title: Call\n  include"),
                ("title: Greet", "title: Say hello"),
            ),
            [
                "Changed: the title",
                "Changed: the heading “Say hello”",
                "Changed: step 1.1 Tell who you are & why you call.",
            ],
        ),
    ],
    ids=["changed", "removed", "added", "order", "title, heading and step"],
)
def test_changes_are_told_in_words(
    changes: tuple[tuple[str, str], ...], told: list[str]
) -> None:
    assert differences(changed(), changed(*changes)) == told


def test_cards_of_other_kinds_have_editions_of_their_own(past: GitProject) -> None:
    """The objection that changed is on two cards, the name of the outcome on one."""
    found = find_project(past.root, as_of=TODAY)
    library = library_at(past, "HEAD")
    cards = read_earlier_cards(found, library, read_history(found.root))
    now = editions_of(library.by_id["first-call"], LibraryView(library), WORDS)
    current = {one.fingerprint for one in now}

    changed_kinds = {
        one.kind for one in cards["first-call"] if one.fingerprint not in current
    }
    assert changed_kinds == {"sop", "objection"}
    assert [one.kind for one in cards["dispositions"]] == ["disposition"]
    assert {one.kind for one in now} >= {"sop", "objection", "script", "checklist"}


def test_a_step_that_moved_down_is_no_other_step() -> None:
    """A new step before it gives it a new number and not one new word."""
    new = ("      - {id: thank,", "      - {id: ask, do: Ask.}\n      - {id: thank,")

    found = differences(changed(without_card()), changed(without_card(), new))

    assert found == ["New: step 2.1 Ask."]
