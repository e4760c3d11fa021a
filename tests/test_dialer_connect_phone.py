"""The Amazon Connect phone menu: what callers hear, which keys they have, limits."""

import copy
import json
from typing import Any, cast

import pytest

from builder.outputs.dialer.connect_phone import export
from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import DialerRecord
from tests.dialers.connect_lint import complaint
from tests.dialers.libraries import fixture_samples
from tests.dialers.protocol import Job, difference
from tests.dialers.runtimes import connect_phone

TOUR = "every-kind/tour"


def tour() -> dict[str, Any]:
    """Return the record of the script with every kind of node, to be changed."""
    return cast("dict[str, Any]", copy.deepcopy(fixture_samples()[TOUR].record))


def made(record: dict[str, Any]) -> Export:
    return export(cast("DialerRecord", record))


def actions_of(record: dict[str, Any]) -> dict[str, Any]:
    found = made(record)
    assert not found.refusals
    flow = json.loads(found.content)
    return {action["Identifier"]: action for action in flow["Actions"]}


def refusals_of(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.node, one.message) for one in made(record).refusals]


def choices(*told: tuple[str, str]) -> list[dict[str, str]]:
    """Return choices with these labels and keys, all of which lead on alike."""
    return [
        {"id": f"c{place}", "label": label, "goto": "closing"}
        | ({"key": key} if key else {})
        for place, (label, key) in enumerate(told)
    ]


def test_each_text_is_said_by_itself() -> None:
    """Words to be said exactly come first, unmixed."""
    actions = actions_of(tour())

    texts, name = [], "hello"
    while actions[name]["Type"] == "MessageParticipant":
        texts.append(actions[name]["Parameters"]["Text"])
        name = actions[name]["Transitions"]["NextAction"]
    assert name == "tier"
    assert texts == [
        "This call is recorded.",
        "Nothing that you say today, $.Attributes.customer_first_name, binds you.",
        "Hello $.Attributes.customer_first_name, this is "
        "$.Attributes.agent_first_name.",
    ]


def test_a_question_tells_its_keys() -> None:
    """Silence and other keys take the default; a failure ends the call."""
    record = tour()
    record["nodes"]["praise"]["choices"][0]["key"] = "9"
    record["nodes"]["praise"]["choices"][1]["key"] = "*"
    question = actions_of(record)["praise"]

    assert question["Type"] == "GetParticipantInput"
    assert question["Parameters"] == {
        "Text": "A $.Attributes.survey_score! May I write that down? "
        "For Yes, press 9. For No, press star.",
        "StoreInput": "False",
        "InputTimeLimitSeconds": "10",
    }
    conditions = question["Transitions"]["Conditions"]
    assert [
        (one["Condition"]["Operands"], one["NextAction"]) for one in conditions
    ] == [(["9"], "praise.records.yes"), (["*"], "praise.records.no")]
    assert question["Transitions"]["Errors"] == [
        {"NextAction": "closing", "ErrorType": "InputTimeLimitExceeded"},
        {"NextAction": "closing", "ErrorType": "NoMatchingCondition"},
        {"NextAction": "hang-up", "ErrorType": "NoMatchingError"},
    ]


@pytest.mark.parametrize(
    ("given", "keys", "changed"),
    [
        (("", "", ""), ["1", "2", "3"], []),
        (("2", "", "1"), ["2", "3", "1"], []),
        (("y", "1", "n"), ["2", "1", "3"], ["y", "n"]),
        (("1", "1", "#"), ["1", "2", "#"], ["1"]),
    ],
)
def test_keys_are_those_of_a_keypad(
    given: tuple[str, ...], keys: list[str], changed: list[str]
) -> None:
    """A letter, or a key that is taken, becomes a free key, and that is told."""
    record = tour()
    labels = ("Yes", "Maybe", "No")
    record["nodes"]["praise"]["choices"] = choices(*zip(labels, given, strict=True))
    conditions = actions_of(record)["praise"]["Transitions"]["Conditions"]

    assert [one["Condition"]["Operands"] for one in conditions] == [
        [key] for key in keys
    ]
    losses = [loss.what for loss in made(record).losses if loss.node == "praise"]
    assert [what.split("'")[1] for what in losses] == changed


def test_a_keypad_has_twelve_keys() -> None:
    record = tour()
    record["nodes"]["praise"]["choices"] = choices(
        *((f"Choice {number}", "") for number in range(12))
    )
    assert refusals_of(record) == []
    record["nodes"]["praise"]["choices"] += choices(("One more", ""))

    assert ("praise", "13 choices; a keypad has 12 keys") in refusals_of(record)


def test_digits_are_stored_and_silence_is_found_out() -> None:
    """Amazon Connect stores the word Timeout if the caller types nothing."""
    actions = actions_of(tour())

    assert actions["when"]["Parameters"] == {
        "Text": "When may I call you?",
        "StoreInput": "True",
        "InputTimeLimitSeconds": "10",
        "InputValidation": {"CustomValidation": {"MaximumLength": "20"}},
    }
    assert actions["when"]["Transitions"]["Errors"] == [
        {"NextAction": "hang-up", "ErrorType": "NoMatchingError"}
    ]
    given = actions[actions["when"]["Transitions"]["NextAction"]]
    assert given["Parameters"] == {"ComparisonValue": "$.StoredCustomerInput"}
    (none,) = given["Transitions"]["Conditions"]
    assert none == {
        "NextAction": "mood",
        "Condition": {"Operator": "Equals", "Operands": ["Timeout"]},
    }
    kept = actions[given["Transitions"]["NextAction"]]
    assert kept["Parameters"] == {
        "Attributes": {"callback_date": "$.StoredCustomerInput"},
        "TargetContact": "Current",
    }
    assert kept["Transitions"]["NextAction"] == "later"


def test_what_is_lost_stands_in_the_report() -> None:
    """The golden loss report of a script with every kind of node and a loop."""
    assert made(tour()).losses == (
        Loss(node="hello", what="the note 'Smile; it is heard.'"),
        Loss(node="hello", what="what to write down about 'No obligation'"),
        Loss(node="score", what="what to write down about 'No obligation'"),
        Loss(
            node="code",
            what="an answer that is not digits: 'call.code' holds a text",
            instead="at most 20 digits, as the caller types them",
        ),
        Loss(
            node="when",
            what="an answer that is not digits: 'callback.date' holds a date",
            instead="at most 20 digits, as the caller types them",
        ),
        Loss(node="to_sales", what="the note 'The other script greets again.'"),
        Loss(
            node="to_sales",
            what="the ARN of the flow of first-call/call, which only your instance has",
            instead="the placeholder <<ContactFlow:first-call/call phone>>",
        ),
        Loss(
            node="to_card",
            what="the ARN of the flow of every-kind/short, which only your instance "
            "has",
            instead="the placeholder <<ContactFlow:every-kind/short phone>>",
        ),
        Loss(
            what="the mark that words must be said exactly",
            instead="the machine says them as they stand",
        ),
    )


def test_another_language_needs_another_voice() -> None:
    record = {**tour(), "language": "de-CH"}

    assert made(record).losses[-1] == Loss(
        what="a voice for 'de-CH'",
        instead="the voice of your instance; put a Set voice block first",
    )


def test_a_text_that_cannot_be_spoken_at_once_is_refused() -> None:
    """The sentences that tell the keys count, too."""
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = [{"text": "x" * 3_001}]
    record["nodes"]["praise"]["sayParts"] = [{"text": "x" * 2_990}]

    found = refusals_of(record)

    assert [node for node, _ in found] == ["sorry", "praise"]
    assert found[0][1].startswith("3,001 characters in one text; at most 3,000")


def test_words_come_out_as_they_went_in() -> None:
    hostile = "<speak>x</speak> & {y} {{ z }} ${q} \"w\" 'v' \\n é 選 🙂 $5.00 %s"
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = [{"text": hostile}]
    record["nodes"]["praise"]["choices"][0]["label"] = hostile
    actions = actions_of(record)

    assert actions["sorry"]["Parameters"]["Text"] == hostile
    assert f"For {hostile}, press 1." in actions["praise"]["Parameters"]["Text"]


def test_what_would_be_read_as_another_reference_is_refused() -> None:
    record = tour()
    record["nodes"]["praise"]["choices"][0]["label"] = "$.Attributes.x"

    ((node, message),) = refusals_of(record)
    assert node == "praise"
    assert "would read a reference" in message


def test_the_linters_find_nothing() -> None:
    assert complaint(made(tour()).content.decode("utf-8")) == ""


@pytest.mark.slow
def test_some_calls_go_as_written() -> None:
    """The rest is in the matrix of all formats."""
    sample = fixture_samples()[TOUR]
    paths = sample.paths(20)
    job = Job(export=export(sample.record), record=sample.record, paths=paths)

    (outcomes,) = connect_phone.run([job])

    assert [difference(*pair) for pair in zip(paths, outcomes, strict=True)] == (
        [""] * len(paths)
    )
