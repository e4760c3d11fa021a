"""Path rules: what holds on every path, and the shortest path where it does not."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.graph.calls import Calls
from builder.graph.proof import Broken, prove, says_nothing
from builder.graph.scripts import Event
from builder.graph.values import fits, samples
from builder.model.proof import Ends, Moment, PathRule
from builder.model.script import EndNode
from tests.calls import calls_of, case, known, scripts_of

NOTICE = Moment(says=("recording-notice",))
SALE = Ends(flags=("sale",))
YES = Moment(answers=("Yes",))
PLAN = Moment(shows=("account.plan",))

LOOP = """
    hello ask Yes:price No:end_no Again:hello else end_no
    price[recording-notice] ask Yes:sold No:end_no Again:hello else price
    sold end SALE
    end_no end NOANS
"""
SHORT_CUT = """
    hello ask Yes:price Now:sold else end_no
    price[recording-notice] say sold
    sold end SALE
    end_no end NOANS
"""
REMEMBERS = """
    hello ask Plus:by_plan~account.plan=plus Basic:notice~account.plan=basic else end_no
    notice[recording-notice] say by_plan
    by_plan branch account.plan basic:sold else end_no
    sold end SALE
    end_no end NOANS
"""
ASKS_TWICE = """
    hello ask Yes:first No:end_no else end_no
    first[recording-notice] ask Yes:second else end_no
    second ask Yes:sold else end_no
    sold end SALE
    end_no end NOANS
"""
PRICE_LAST = """
    hello[recording-notice] say price
    price say sold | It is {{ account.plan }}.
    sold end SALE
"""
PRICE_FIRST = """
    price say hello | It is {{ account.plan }}.
    hello[recording-notice] say sold
    sold end SALE
"""
GOES = """
    hello say on
    on go first-call/other
"""
OTHER = """
    ask ask Yes:sold Back:home else end_no
    home go first-call/call
    sold end SALE
    end_no end NOANS
"""
OTHER_WITH_NOTICE = OTHER.replace("sold end", "sold[recording-notice] end")


def rule(**parts: Any) -> PathRule:
    return PathRule(id="rule", title="Rule", why="Because.", **parts)


def shown(broken: Broken | None) -> str:
    """Return the nodes of a counter-example, or ``holds``."""
    return " ".join(way.place.node for way in broken.path) if broken else "holds"


TABLE: dict[str, tuple[str, dict[str, Any], str]] = {
    # Existence: on every path, or on those that end so.
    "every sale, through loops": (LOOP, {"ends": SALE, "must": NOTICE}, "holds"),
    "not every call": (LOOP, {"must": NOTICE}, "hello end_no"),
    "a short cut": (SHORT_CUT, {"ends": SALE, "must": NOTICE}, "hello sold"),
    "named by its code": (
        SHORT_CUT,
        {"ends": Ends(dispositions=("SALE",)), "must": NOTICE},
        "hello sold",
    ),
    "named by its category": (
        SHORT_CUT,
        {"ends": Ends(categories=("success",)), "must": NOTICE},
        "hello sold",
    ),
    # What an answer wrote down settles which way a branch can take.
    "no path is made up": (REMEMBERS, {"ends": SALE, "must": NOTICE}, "holds"),
    "nor is one left out": (
        REMEMBERS.replace("basic:sold", "plus:sold"),
        {"ends": SALE, "must": NOTICE},
        "hello by_plan sold",
    ),
    # Order: after, before.
    "notice after the price": (
        PRICE_LAST,
        {"must": NOTICE, "after": PLAN},
        "hello price sold",
    ),
    "price comes first": (PRICE_FIRST, {"must": NOTICE, "after": PLAN}, "holds"),
    "a price that never comes": (
        SHORT_CUT,
        {"ends": SALE, "must": NOTICE, "after": PLAN},
        "hello sold",
    ),
    "before the price": (PRICE_LAST, {"must": NOTICE, "before": PLAN}, "holds"),
    "too late": (PRICE_FIRST, {"must": NOTICE, "before": PLAN}, "price"),
    # Response: each time anew.
    "each yes asks anew": (
        ASKS_TWICE,
        {"must": NOTICE, "after_each": YES},
        "hello first second sold",
    ),
    "a call without a yes": (
        ASKS_TWICE.replace("first[recording-notice]", "first"),
        {"must": NOTICE, "after_each": Moment(answers=("Nobody says this",))},
        "holds",
    ),
    # Absence.
    "never": (LOOP, {"never": NOTICE}, "hello price"),
    "never after the price": (PRICE_LAST, {"never": NOTICE, "after": PLAN}, "holds"),
    "never before the price": (PRICE_LAST, {"never": NOTICE, "before": PLAN}, "hello"),
    "never on a sale": (SHORT_CUT, {"ends": SALE, "never": YES}, "hello price sold"),
    "never on the way to it": (
        SHORT_CUT,
        {"ends": Ends(dispositions=("NOANS",)), "never": YES},
        "holds",
    ),
    # Bounded.
    "within the first node": (PRICE_LAST, {"must": NOTICE, "within_nodes": 1}, "holds"),
    "not within one": (
        PRICE_FIRST,
        {"must": NOTICE, "within_nodes": 1},
        "price hello",
    ),
    "within two": (PRICE_FIRST, {"must": NOTICE, "within_nodes": 2}, "holds"),
    "branches say nothing": (
        "b branch account.plan plus:c else c\n" + "c[recording-notice] end SALE",
        {"must": NOTICE, "within_nodes": 1},
        "holds",
    ),
    # Other moments.
    "words": (PRICE_LAST, {"never": Moment(words=("it IS",))}, "hello price"),
    "a node": (LOOP, {"never": Moment(passes=("sold",))}, "hello price sold"),
    "a star": (PRICE_LAST, {"never": Moment(shows=("account.*",))}, "hello price"),
}


@pytest.mark.parametrize(("text", "parts", "expected"), TABLE.values(), ids=TABLE)
def test_a_rule_holds_or_shows_its_shortest_path(
    text: str, parts: dict[str, Any], expected: str
) -> None:
    calls = calls_of(text)

    found = prove(rule(**parts), calls, calls.scripts.library.dispositions)

    assert shown(found) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [(OTHER, "hello on ask sold"), (OTHER_WITH_NOTICE, "holds")],
)
def test_a_rule_goes_on_where_the_call_goes_on(other: str, expected: str) -> None:
    """Two scripts that send calls to each other are one graph."""
    calls = calls_of(GOES, other=other)
    wanted = rule(ends=SALE, must=NOTICE)

    assert shown(prove(wanted, calls, calls.scripts.library.dispositions)) == expected


def test_a_rule_that_speaks_of_nothing_is_told() -> None:
    calls = calls_of(LOOP)
    shelf = calls.scripts.library.dispositions

    assert says_nothing(
        rule(ends=Ends(flags=("do_not_call",)), must=NOTICE), calls, shelf
    )
    assert says_nothing(rule(must=NOTICE, after_each=PLAN), calls, shelf)
    assert not says_nothing(rule(ends=SALE, must=NOTICE), calls, shelf)


def test_many_fields_do_not_hang_the_proof() -> None:
    """Beyond a number of states more paths are counted, never fewer."""
    names = [f"q.f{n}" for n in range(16)]
    asks = "\n".join(
        f"a{n} ask Y:a{n + 1}~{name}=y N:a{n + 1}~{name}=n else a{n + 1}"
        for n, name in enumerate(names)
    )
    tests = "\n".join(
        f"b{n} branch {name} y:b{n + 1} else b{n + 1}" for n, name in enumerate(names)
    )
    text = f"{asks}\na16 say b0\n{tests}\nb16[recording-notice] end SALE"
    calls = calls_of(text)

    assert not calls.is_exact
    assert len(calls.states) == 34
    shelf = calls.scripts.library.dispositions
    assert prove(rule(ends=SALE, must=NOTICE), calls, shelf) is None
    assert shown(prove(rule(never=NOTICE), calls, shelf)).endswith("b16")


@pytest.mark.parametrize(
    ("cases", "value", "expected"),
    [
        ("plus", "plus", True),
        ("plus", "Plus", False),
        ("plus", None, False),
        ("plus,basic", "basic", True),
        (">=3", "3", True),
        (">=3", "2.9", False),
        (">=3", "three", False),
        (">=3", "", False),
        ("<3", "-1", True),
        ("3..9", "9", False),
        ("3..9", " 3.5 ", True),
        (">=3", "1e9", False),
    ],
)
def test_what_fits_a_case(cases: str, value: str | None, expected: bool) -> None:
    assert fits(case(f"{cases}:x"), value) is expected


def test_samples_stand_for_every_difference() -> None:
    """Below, at, between and above all bounds; empty; and a text that none names."""
    tests = [case(">=3:a"), case("<9:b"), case("plus:c")]

    found = samples(tests, ["basic"])

    assert found[0] is None
    assert {"basic", "plus", "2", "3", "6", "9", "10"} <= set(found)
    assert len(found) == 9  # and one that nobody names


# -- beside a plain list of paths, which small scripts allow

NODES = "abcdef"
LINES = st.sampled_from(["", "[recording-notice]"])


@st.composite
def small_scripts(draw: st.DrawFn) -> str:
    """Return a script of six nodes that lead anywhere."""
    lines = []
    for name in NODES[:-1]:
        to = [draw(st.sampled_from(NODES)) for _ in range(3)]
        said = draw(LINES)
        kind = draw(st.sampled_from(["say", "ask", "branch", "end"]))
        if kind == "say":
            line = f"{name}{said} say {to[0]}"
        elif kind == "ask":
            plan = draw(st.sampled_from(["", "~account.plan=plus"]))
            line = f"{name}{said} ask Yes:{to[0]}{plan} No:{to[1]} else {to[2]}"
        elif kind == "branch":
            line = f"{name} branch account.plan plus:{to[0]} else {to[1]}"
        else:
            line = f"{name}{said} end {draw(st.sampled_from(['SALE', 'NOANS']))}"
        shows = draw(st.sampled_from(["", " | {{ account.plan }}"]))
        lines.append(line + (shows if kind != "branch" else ""))
    return "\n".join([*lines, "f end SALE"])


MOMENTS = st.sampled_from([NOTICE, YES, PLAN, Moment(passes=("c",))])


@st.composite
def rules(draw: st.DrawFn) -> PathRule:
    parts: dict[str, Any] = {draw(st.sampled_from(["must", "never"])): draw(MOMENTS)}
    parts["ends"] = draw(st.sampled_from([None, SALE]))
    which = draw(st.sampled_from(["", "after", "after_each"]))
    if which:
        parts[which] = draw(MOMENTS)
    parts["before"] = draw(st.none() | MOMENTS)
    return rule(**parts)


def breaks(wanted: PathRule, events: list[Event], code: str) -> bool:
    """Tell whether a call that ended breaks a rule, by the words of the manual.

    Another way to say it than the prover's: the stretch of the call that counts is cut
    out first, and then looked through.
    """
    if wanted.ends and code != "SALE":
        return False

    def places(moment: Moment | None) -> list[int]:
        if moment is None:
            return []
        names = [(kind, getattr(moment, kind)) for kind in ("says", "shows", "passes")]
        found = []
        for place, event in enumerate(events):
            value = event.value.rpartition("/")[2]
            is_answer = event.kind == "answers" and event.value in moment.answers
            if is_answer or (event.kind, (value,)) in names:
                found.append(place)
        return found

    ending = len(events)
    openings = [-1]
    if wanted.after:
        openings = places(wanted.after)[:1]
    elif wanted.after_each:
        openings = places(wanted.after_each)
    wants, limits = places(wanted.must or wanted.never), places(wanted.before)
    if wanted.must:
        if wanted.after and (not openings or any(n < openings[0] for n in limits)):
            return True
        return any(not _met(opening, wants, limits, ending) for opening in openings)
    return any(
        opening < want <= min((n for n in limits if n > opening), default=ending)
        for opening in openings
        for want in wants
    )


def _met(opening: int, wants: list[int], limits: list[int], ending: int) -> bool:
    limit = min((n for n in limits if n >= opening), default=ending)
    return any(opening <= want <= limit for want in wants)


def ended_calls(calls: Calls, longest: int) -> list[tuple[list[Event], str]]:
    """Return every call of so many nodes that ends, as its events and its code."""
    found = []
    waiting: list[tuple[int, list[Event], int]] = [(0, [], 1)]
    while waiting:
        position, events, length = waiting.pop()
        place = calls.states[position].place
        events = [*events, *calls.scripts.events(place)]
        node = calls.scripts.node(place)
        if isinstance(node, EndNode):
            found.append((events, node.disposition))
        elif length < longest:
            for way, target in calls.ways[position]:
                waiting.append((target, [*events, *way.events], length + 1))
    return found


@given(text=small_scripts(), wanted=rules())
def test_proofs_agree_with_a_list_of_all_short_paths(
    text: str, wanted: PathRule
) -> None:
    """What the prover shows is a real break, and no short call breaks a proved rule."""
    calls = calls_of(text)
    found = prove(wanted, calls, calls.scripts.library.dispositions)
    broken = [
        len([event for event in events if event.kind == "passes"])
        for events, code in ended_calls(calls, 7)
        if breaks(wanted, events, code)
    ]

    if found is None:
        assert broken == []
    elif found.disposition:
        assert min(broken, default=len(found.path)) == len(found.path)
        assert len(found.path) in broken or len(found.path) > 7
    for one, other in pairwise(found.path if found else ()):
        ways = [
            way.to
            for position, state in enumerate(calls.states)
            if state.place == one.place
            for way, _ in calls.ways[position]
            if way.words == one.words
        ]
        assert other.place in ways


def test_scripts_are_found_by_what_people_type() -> None:
    scripts = scripts_of(call=LOOP)

    assert scripts.get("first-call") is known(scripts)
    assert scripts.get("SOP-CON-001/call") is known(scripts)
