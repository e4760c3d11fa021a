"""The walker lists what a call can do; the interpreter, written apart, agrees."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

import pytest

from tests.dialers.interpret import interpret
from tests.dialers.libraries import (
    Sample,
    drawn_samples,
    fixture_samples,
    library_samples,
    samples_of,
)
from tests.dialers.protocol import Answer, Outcome, Path, difference, ways_back
from tests.dialers.raw import choice_ids, without_marks
from tests.dialers.walker import count_paths, list_paths
from tests.tiny import read_tiny_library

Shelf = Callable[[], Mapping[str, Sample]]

SHELVES = [
    pytest.param(fixture_samples, id="fixtures"),
    pytest.param(library_samples, id="library", marks=pytest.mark.slow),
    pytest.param(partial(drawn_samples, 12), id="drawn", marks=pytest.mark.slow),
]


def tiny() -> Sample:
    return samples_of(read_tiny_library())["first-call/call"]


def test_a_path_is_a_whole_call() -> None:
    """Fields are filled with what they hold at that moment; marks are taken off."""
    (path,) = (
        path
        for path in tiny().paths()
        if path.end == "CALLBK" and path.given == {"account.plan": "basic"}
    )

    assert path == Path(
        given={"account.plan": "basic"},
        answers=(
            Answer(node="good_time", kind="choice", choice="later", label="Later"),
            Answer(node="when", kind="value", value="2027-05-17"),
        ),
        nodes=("hello", "plan", "good_time", "when", "later"),
        said=(
            "This call is recorded.",
            "Hello Alex, this is Sam.",
            "Is it a good time?",
            "When may I call?",
            "Talk to you then.",
        ),
        end="CALLBK",
        recorded={"callback.date": "2027-05-17"},
        offered=(("Yes, go on", "Later"),),
    )


def test_a_short_script_is_listed_whole() -> None:
    """Two plans and none, and four ways to answer unless the plan is plus."""
    listing = list_paths(tiny().raw)

    assert listing.is_whole
    assert len(listing.paths) == 1 + 2 * 4
    assert {path.given["account.plan"] for path in listing.paths} == {
        "basic",
        "plus",
        "",
    }
    assert count_paths(tiny().raw) == (9, True)


@pytest.mark.parametrize("samples", SHELVES)
def test_walker_and_interpreter_agree(samples: Shelf) -> None:
    """One reads the YAML, one the neutral record; neither uses the tool's own code."""
    for address, sample in samples().items():
        assert sample.paths(), address
        for path in sample.paths():
            assert difference(path, interpret(sample.record, path)) == "", address


@pytest.mark.parametrize("samples", SHELVES)
def test_every_way_and_every_two_ways_are_taken(samples: Shelf) -> None:
    """Only a pair that would pass a node a third time may be left out."""
    for address, sample in samples().items():
        listing = sample.listing()
        assert all(len(goal) == 4 for goal in listing.missed), "pairs of ways"
        assert len(listing.missed) <= 4, address
        taken = {node for path in listing.paths for node in path.nodes}
        assert taken == sample.raw.nodes.keys(), address


@pytest.mark.parametrize("samples", SHELVES)
def test_paths_are_simple_but_for_loops_taken_once(samples: Shelf) -> None:
    for sample in samples().values():
        for path in sample.paths():
            assert Counter(path.nodes).most_common(1)[0][1] <= 2


def test_a_branch_takes_every_way_by_what_was_recorded() -> None:
    """A value that a choice writes decides; a value of the record is not asked then."""
    tour = fixture_samples()["every-kind/tour"]
    met = {
        (path.recorded["call.mood"], path.nodes[path.nodes.index("by_mood") + 1])
        for path in tour.paths()
        if "by_mood" in path.nodes and path.nodes.count("mood") == 1
        if "call.mood" in path.recorded
    }

    assert met == {("poorly", "sorry")}


def test_ways_back_are_counted() -> None:
    def back(*nodes: str) -> int:
        return ways_back(Path(answers=(), nodes=nodes, said=(), end="SALE"))

    assert back("a", "b", "c") == 0
    assert back("a", "b", "a", "b", "c") == 1
    assert back("a", "a", "b", "b", "c") == 2


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        (Outcome(said=("A b.",), end="SALE"), ""),
        (Outcome(said=("A", " b. "), end="SALE"), ""),
        (Outcome(end="SALE"), ""),
        (Outcome(said=("A c.",), end="SALE"), "says"),
        (Outcome(said=("A b.",), end="NOANS"), "ends with"),
        (Outcome(said=("A b.",), end="SALE", error="crash"), "crash"),
        (Outcome(said=("A b.",), end="SALE", recorded={"a": "b"}), "records"),
        (Outcome(said=("A b.",), end="SALE", offered=(("Yes",),)), "offers"),
    ],
)
def test_a_difference_is_told(outcome: Outcome, told: str) -> None:
    path = Path(answers=(), nodes=("a",), said=("A  b.",), end="SALE")

    found = difference(path, outcome)

    assert told in found
    assert bool(told) == bool(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Hello** *you*, `a*b` and [link](https://example.org).", "link"),
        ("snake_case 2 * 3", "snake_case 2 * 3"),
        ("[bad](javascript:x) <b>", "[bad](javascript:x) <b>"),
        ("\\*star\\*", "*star*"),
    ],
)
def test_marks_are_taken_off(text: str, words: str) -> None:
    expected = "Hello you, a*b and link." if words == "link" else words

    assert without_marks(text) == expected


def test_choices_without_an_id_get_one_of_their_own() -> None:
    choices = [{"label": one} for one in ("Yes!", "yes", "1", "選")]

    assert choice_ids({"choices": choices}) == ["yes", "yes_2", "choice_1", "choice"]
