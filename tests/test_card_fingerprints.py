"""A card has a fingerprint of what it says, and of nothing else."""

import pytest

from builder.library import Library
from builder.outputs.cards.fingerprints import card_parts
from builder.outputs.cards.kinds.procedure import of_sop
from builder.outputs.strings import strings_for
from builder.view import LibraryView
from tests.cards import changed, content_of, including, without_card


def printed(library: Library, sop: str = "first-call") -> str:
    """Return what stands on the card as its fingerprint."""
    return content_of(library, sop=sop).control.fingerprint


def parts(library: Library) -> dict[str, str]:
    view = LibraryView(library)
    sop = library.by_id["first-call"]
    return card_parts(next(of_sop(sop, view, strings_for("en"))), view)


def test_it_is_short_enough_to_be_compared_by_eye() -> None:
    assert len(printed(changed())) == 12


@pytest.mark.parametrize(
    "change",
    [
        ("version: 1.1.0", "version: 1.2.0"),
        ("effective: ", "effective:  "),
        ("do: Thank the customer.", "do: Thank them."),
    ],
    ids=["version", "layout", "a step that is not on the card"],
)
def test_it_does_not_change_with(change: tuple[str, str]) -> None:
    assert printed(changed(change)) == printed(changed())


@pytest.mark.parametrize(
    "changes",
    [
        (("title: First call\n  incl", "title: The call\n  incl"),),
        (("a fair price matters", "a fair price counts"),),
        (including("step:greet.say-who", "objection:price"),),
        (including("objection:price", "step:greet.say-who", "disposition:SALE"),),
        (("title: Greet", "title: Say hello"),),
    ],
    ids=["title", "words", "choice", "order", "heading"],
)
def test_it_changes_with(changes: tuple[tuple[str, str], ...]) -> None:
    assert printed(changed(*changes)) != printed(changed())


def test_a_step_changes_alone() -> None:
    """So a reader can be told which steps are others."""
    before = parts(changed(without_card()))
    after = parts(
        changed(without_card(), ("do: Thank the customer.", "do: Thank them."))
    )

    assert [key for key in after if before[key] != after[key]] == ["step:close.thank"]


def test_why_a_step_is_done_is_not_on_a_card() -> None:
    explained = ("do: Thank the customer.", "do: Thank the customer., why: It is kind.")

    assert parts(changed(without_card(), explained)) == parts(changed(without_card()))


def test_words_that_are_shared_belong_to_the_card() -> None:
    """The name of an outcome stands in another file."""
    path = "sop/shared/dispositions.yaml"
    other = changed(("title: Sale", "title: Sold"), path=path)

    assert printed(other) != printed(changed())
