"""Nothing that changes what an SOP means, or its record, goes untold."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.changes.change import Change, Side
from builder.changes.compare import compare
from builder.changes.redline import Edit, redline
from builder.fingerprint import control_of, fingerprint_of
from builder.model.sop import Sop
from builder.reader import read_as
from builder.view import LibraryView
from tests.comparing import SOP, library_of

LIBRARY = library_of({})
DATA: Any = LIBRARY.sources[SOP].data
OLD = Side(sop=LIBRARY.by_id["first-call"], library=LIBRARY)
SCHEMA = Path(__file__).parents[1] / "schema" / "sop.schema.json"
WORDS = (
    *("in_review", "inbound", "monthly", "script", "billing", "chat", "sms", "ask"),
    *("say", "9", "9.9.9", "SOP-CON-009", "2026-03-02", "2 hours", "plus_x", "aa"),
    *("bb.cc", "greet.ask-time", "complaint", "step:close.thank", "abcdefabcdef"),
)
"""Of these, the schema takes at least one in the place of any value."""

Route = tuple[str | int, ...]


def routes(value: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Yield every value with the way to it."""
    if route:
        yield route, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from routes(inner, (*route, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from routes(inner, (*route, position))


def others(value: Any) -> Iterator[Any]:
    """Yield what could stand in the place of a value; None takes it away."""
    yield None
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value - 1
    elif isinstance(value, str):
        yield from (f"{value} quite otherwise", f"{value}_x", value.swapcase(), *WORDS)
    elif isinstance(value, list):
        yield from (value[::-1], value[:1], value[1:], [*value, *value])


def put(route: Route, made: Any) -> dict[str, Any]:
    """Return the data of the SOP with one value made anew."""
    data: dict[str, Any] = copy.deepcopy(DATA)
    home: Any = data
    for key in route[:-1]:
        home = home[key]
    if made is None:
        del home[route[-1]]
    else:
        home[route[-1]] = made
    return data


def read_mutants() -> dict[str, Sop]:
    """Return valid SOPs that differ from the tiny one in one value."""
    validator = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text("utf-8")))
    found: dict[str, Sop] = {}
    for route, value in routes(DATA):
        for made in others(value):
            data = put(route, made)
            if validator.is_valid(data) and (sop := read_as(Sop, data)) != OLD.sop:
                found[f"{'.'.join(map(str, route))}: {made}"] = sop
    return found


MUTANTS = read_mutants()


def both_ways(sop: Sop) -> tuple[Change, ...]:
    new = Side(sop=sop, library=LIBRARY)
    there, back = compare(OLD, new), compare(new, OLD)
    assert there
    assert back
    return (*there, *back)


def test_every_difference_is_told() -> None:
    """Each value of an SOP: put otherwise, taken away, shouted, said twice.

    What changes the fingerprint asks for a version; what changes nothing but the
    record asks for none.
    """
    view = LibraryView(LIBRARY)
    meant = fingerprint_of(OLD.sop, view)
    wrong = []
    for name, sop in MUTANTS.items():
        is_meant = fingerprint_of(sop, view) != meant
        changes = both_ways(sop)
        if is_meant is all(change.is_record for change in changes):
            wrong.append(name)

    assert wrong == []
    assert len(MUTANTS) > 600


def test_sentences_are_sentences() -> None:
    """Each begins with a capital, ends with a stop, and has no hole."""
    told = {change.sentence for sop in MUTANTS.values() for change in both_ways(sop)}

    assert [one for one in told if one[0].islower() or not one.endswith(".")] == []
    assert [one for one in told if "None" in one or "  " in one or ".." in one] == []


def test_all_control_data_is_known() -> None:
    """The mutants touch every field of the model that the tiny SOP fills."""
    touched = {name.split(".")[0].split(":")[0] for name in MUTANTS}

    assert touched >= DATA.keys() - {"schema", "id", "scope", "language"}
    assert len({control_of(sop) for sop in MUTANTS.values()}) > 30


def test_nothing_differs_from_itself() -> None:
    """Two readings of one text: no change, however much there is."""
    again = Side(sop=library_of({}).by_id["first-call"], library=LIBRARY)

    assert compare(OLD, again) == ()
    assert compare(None, None) == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_redlines_hold_both_texts(old: str, new: str) -> None:
    """Without what was added a redline is the old text, without what went the new."""
    spans = redline(old, new)

    for edit, text in ((Edit.ADDED, old), (Edit.REMOVED, new)):
        assert "".join(span.words for span in spans if span.edit is not edit) == text
    assert all(span.words for span in spans)


@pytest.mark.parametrize("words", [3_000, 20_000])
def test_a_redline_of_a_long_text_takes_no_time(words: int) -> None:
    """Two texts of many words that share nothing are told as a whole."""
    old, new = (" ".join(f"{letter}{n}" for n in range(words)) for letter in "ab")

    assert {span.edit for span in redline(old, new)} == {Edit.REMOVED, Edit.ADDED}
