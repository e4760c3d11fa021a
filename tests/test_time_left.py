"""How long a call still takes: the shortest and the longest way to its end."""

from builder.commands.check import check
from builder.graph.scripts import Place, Scripts
from builder.graph.time_left import TimeLeft, times_left
from builder.project import find_project
from builder.wording import seconds_to_say
from tests.calls import HOME, scripts_of
from tests.dialers.libraries import ROOT

TEN, TWENTY = " ".join(["word"] * 10), " ".join(["word"] * 20)


def left(name: str = "call", **texts: str) -> dict[str, tuple[int, int]]:
    """Return the shortest and longest time from each node of one script."""
    found = times_left(scripts_of(**texts))
    return {
        place.node: (time.shortest, time.longest)
        for place, time in found.items()
        if place.script == f"{HOME}/{name}"
    }


def test_the_words_of_a_node_and_of_what_follows_count() -> None:
    ten, twenty = seconds_to_say(10), seconds_to_say(20)
    call = f"a ask Yes:b No:c else c | {TEN}\nb say c | {TWENTY}\nc end SALE"

    found = left(call=call)

    assert found["c"][0] == found["c"][1]
    end = found["c"][0]
    assert found["b"] == (twenty + end, twenty + end)
    assert found["a"] == (ten + end, ten + twenty + end)


def test_a_loop_counts_once() -> None:
    ten = seconds_to_say(10)
    call = f"a ask Again:b No:c else c | {TEN}\nb say a | {TEN}\nc end SALE"

    found = left(call=call)

    end = found["c"][0]
    assert found["a"] == (ten + end, 2 * ten + end)
    assert found["b"] == (2 * ten + end, 2 * ten + end)


def test_a_go_counts_what_is_said_there() -> None:
    ten = seconds_to_say(10)
    other = f"start say stop | {TEN}\nstop end SALE"

    found = left(call=f"a go {HOME}/other", other=other)

    assert found["a"] == left("other", call="a end SALE", other=other)["start"]
    assert found["a"][0] >= ten


def test_a_go_to_nowhere_ends_and_a_circle_has_no_end() -> None:
    assert left(call="a go nowhere/call")["a"] == (0, 0)
    assert left(call="a say b\nb say a") == {}


def test_longest_is_never_below_shortest_in_the_library() -> None:
    scripts = Scripts(check(find_project(ROOT, as_of="2026-11-21")).library)
    found = times_left(scripts)

    places = [Place(one.address, node) for one in scripts for node in one.nodes]
    assert sorted(map(str, found)) == sorted(map(str, places))
    assert [
        place for place, time in found.items() if time.shortest > time.longest
    ] == []
    assert all(isinstance(time, TimeLeft) for time in found.values())
