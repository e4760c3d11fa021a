"""Loops written out: every way back can be gone, and all stands in order."""

from itertools import pairwise

import pytest

from builder.outputs.dialer.unroll import Place, Unrolled, Ways, unroll, ways_back

LINE: Ways = {"a": ["b"], "b": ["c"], "c": []}
ITSELF: Ways = {"a": ["a", "b"], "b": []}
TWO_LOOPS: Ways = {"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c", "e"], "e": []}
BESIDE: Ways = {"a": ["b", "c"], "b": ["c", "d"], "c": ["b", "d"], "d": []}
"""A loop that is entered at two places: neither comes before the other."""


def written_out(
    ways: Ways, *, most: int = 1000, gladly: int = 1000, easily: int = 0
) -> Unrolled:
    found = unroll(ways, "a", most=most, gladly=gladly, easily=easily)
    assert found is not None
    return found


def names(unrolled: Unrolled) -> list[str]:
    return [f"{place.node}{place.round}" for place in unrolled.places]


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (LINE, ["a1", "b1", "c1"]),
        (ITSELF, ["a1", "a2", "b1"]),
        # What follows a loop is not copied, and each loop counts for itself.
        (TWO_LOOPS, ["a1", "b1", "a2", "b2", "c1", "d1", "c2", "d2", "e1"]),
        ({"a": ["b"], "b": [], "nobody": ["a"]}, ["a1", "b1"]),
    ],
)
def test_loops_are_written_out_once(ways: Ways, expected: list[str]) -> None:
    assert names(written_out(ways)) == expected


def test_with_room_every_way_back_may_be_gone_twice() -> None:
    assert names(written_out(ITSELF, easily=10)) == ["a1", "a2", "a3", "b1"]
    assert names(written_out(ITSELF, easily=3)) == ["a1", "a2", "b1"]


def test_a_way_back_of_the_last_round_leads_nowhere() -> None:
    found = written_out(ITSELF)

    assert (Place("a", 2), "a") not in found.goes_to
    assert found.goes_to[Place("a", 2), "b"] == Place("b", 1)
    assert found.loops["a"].rounds == 2


MANY_WAYS: Ways = {
    "a": ["b"],
    "b": ["a", "c"],
    "c": ["b", "d"],
    "d": ["c", "a", "e"],
    "e": [],
}
"""One loop with ways back to three of its nodes."""


def test_a_large_loop_has_fewer_rounds() -> None:
    """But never so few that a call cannot go back once."""
    rounds = [
        written_out(MANY_WAYS, easily=easily, gladly=gladly).loops["a"].rounds
        for easily, gladly in ((100, 100), (20, 100), (10, 10))
    ]

    assert rounds == [7, 4, 2]


def test_what_is_too_large_is_not_written_out() -> None:
    assert unroll(TWO_LOOPS, "a", most=8, gladly=8, easily=0) is None
    assert unroll(LINE, "a", most=2, gladly=2, easily=0) is None


@pytest.mark.parametrize("ways", [LINE, ITSELF, TWO_LOOPS, BESIDE])
def test_every_place_comes_after_all_that_lead_to_it(ways: Ways) -> None:
    found = written_out(ways, easily=100)
    position = {place: number for number, place in enumerate(found.places)}

    assert all(
        position[one] < position[other] for (one, _), other in found.goes_to.items()
    )


@pytest.mark.parametrize("ways", [ITSELF, TWO_LOOPS, BESIDE])
def test_a_call_that_passes_no_node_more_than_twice_fits(ways: Ways) -> None:
    """The promise on which the pages of the formats rest: every way back, once."""
    found = written_out(ways)
    calls = list(calls_of(ways, ("a",)))

    assert len(calls) > 1
    for call in calls:
        place = Place("a", 1)
        for _, target in pairwise(call):
            place = found.goes_to[place, target]


def calls_of(ways: Ways, call: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not ways[call[-1]]:
        return [call]
    onward = (target for target in ways[call[-1]] if call.count(target) < 2)
    return [found for target in onward for found in calls_of(ways, (*call, target))]


def test_ways_back_are_those_of_the_authors_order() -> None:
    assert ways_back(TWO_LOOPS, "a") == {("b", "a"), ("d", "c")}
    assert ways_back(BESIDE, "a") == {("c", "b")}
