"""XState: what stands where in the configuration."""

import json
from typing import Any

from builder.outputs.dialer.xstate import export
from tests.call_records import EVERY_KIND, a_record


def machine() -> dict[str, Any]:
    record = a_record(EVERY_KIND, recording="This call is recorded.")
    made: dict[str, Any] = json.loads(export(record).content)
    return made


def test_words_come_in_parts() -> None:
    """Nobody parses braces; a disclosure is told from a line by its action."""
    exact, line = machine()["states"]["hello"]["entry"]

    assert exact == {
        "type": "sayExactly",
        "params": {
            "parts": [{"text": "This call is recorded."}],
            "disclosure": {
                "id": "recording",
                "title": "recording",
                "regulation": "A law",
            },
        },
    }
    assert line["type"] == "say"
    assert line["params"]["parts"][1] == {"field": "customer.name"}


def test_ways_have_guards_and_actions_by_name() -> None:
    states = machine()["states"]

    assert states["judge"]["always"] == [
        {
            "target": "thanks",
            "guard": {
                "type": "fieldIsFrom",
                "params": {"field": "survey.score", "atLeast": 9},
            },
        },
        {
            "target": "good_time",
            "guard": {
                "type": "fieldIsFrom",
                "params": {"field": "survey.score", "atLeast": -0.5, "below": 7.25},
            },
        },
        {"target": "nobody"},
    ]
    assert states["good_time"]["on"] == {
        "choice.yes": {
            "target": "score",
            "meta": {"label": "Yes", "key": "1"},
            "actions": [
                {
                    "type": "record",
                    "params": {"field": "customer.mood", "value": "good"},
                }
            ],
        },
        "choice.again": {
            "target": "good_time",
            "reenter": True,
            "meta": {"label": "Say that again"},
        },
        "choice.who": {"target": "hello", "meta": {"label": "Who is it?"}},
        "silence": {"target": "nobody"},
    }
    assert states["score"]["on"]["value"][1] == {"target": "nobody"}


def test_an_end_tells_its_outcome() -> None:
    states = machine()["states"]

    assert states["thanks"]["output"] == {"disposition": "SALE"}
    assert states["thanks"]["meta"]["disposition"] == "SALE"
    assert states["thanks"]["meta"]["doNotCall"] is False
    assert states["other"]["output"] == {"goesTo": "call-handling/voicemail"}
    assert states["other"]["type"] == "final"


def test_what_people_need_is_beside_what_runs() -> None:
    made = machine()

    assert (made["id"], made["initial"]) == ("first-call/call", "hello")
    assert made["states"]["hello"]["meta"] == {"kind": "say", "note": "Smile."}
    assert made["context"]["fields"]["customer.name"] == ""
    assert made["meta"]["fields"]["customer.name"]["example"] == "Example"
