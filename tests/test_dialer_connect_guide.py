"""The Amazon Connect agent guide: its shape, its limits, what it refuses."""

import copy
import json
from typing import Any, cast

import pytest

from builder.dialers import DIALERS
from builder.outputs.dialer.connect_guide import export
from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import DialerRecord
from tests.dialers.connect_lint import complaint
from tests.dialers.libraries import fixture_samples
from tests.dialers.protocol import Job, difference
from tests.dialers.runtimes import connect_guide

TOUR = "every-kind/tour"


def tour() -> dict[str, Any]:
    """Return the record of the script with every kind of node, to be changed."""
    return cast("dict[str, Any]", copy.deepcopy(fixture_samples()[TOUR].record))


def made(record: dict[str, Any]) -> Export:
    return export(cast("DialerRecord", record))


def flow_of(record: dict[str, Any]) -> dict[str, Any]:
    found = made(record)
    assert not found.refusals
    flow: dict[str, Any] = json.loads(found.content)
    return flow


def actions_of(record: dict[str, Any]) -> dict[str, Any]:
    return {action["Identifier"]: action for action in flow_of(record)["Actions"]}


def refusals_of(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.node, one.message) for one in made(record).refusals]


def test_a_line_is_a_view_with_one_button() -> None:
    """A view that nobody answers is shown afresh; nothing else is guessed."""
    view = actions_of(tour())["hello"]

    assert view["Type"] == "ShowView"
    assert view["Parameters"]["ViewResource"] == {"Id": "detail", "Version": "Latest"}
    assert view["Parameters"]["ViewData"] == {
        "Heading": "Say this",
        "Description": "Note: Smile; it is heard.",
        "AttributeBar": [
            {"Label": "Script", "Value": "A tour of all kinds"},
            {"Label": "SOP", "Value": "SOP-CON-101, version 1.0.0"},
        ],
        "Sections": [
            {
                "Heading": "Say exactly",
                "Items": [
                    {"Label": "Recording notice", "Value": "This call is recorded."}
                ],
            },
            {
                "Heading": "Say exactly",
                "Items": [
                    {
                        "Label": "No obligation",
                        "Value": "Nothing that you say today, "
                        "$.Attributes.customer_first_name, binds you.",
                    },
                    {"Label": "Write down", "Value": "Note the answer."},
                ],
            },
            {
                "Heading": "Say",
                "Items": [
                    {
                        "Label": "Say",
                        "Value": "Hello $.Attributes.customer_first_name, this is "
                        "$.Attributes.agent_first_name.",
                    }
                ],
            },
        ],
        "Actions": ["Next"],
    }
    assert view["Transitions"] == {
        "NextAction": "hang-up",
        "Conditions": [way("tier", "Equals", "ActionSelected")],
        "Errors": [
            {"NextAction": "hang-up", "ErrorType": "NoMatchingCondition"},
            {"NextAction": "hang-up", "ErrorType": "NoMatchingError"},
            {"NextAction": "hello", "ErrorType": "TimeLimitExceeded"},
        ],
    }


def way(target: str, operator: str, operand: str) -> dict[str, Any]:
    condition = {"Operator": operator, "Operands": [operand]}
    return {"NextAction": target, "Condition": condition}


def test_the_button_that_was_pressed_leads_on() -> None:
    """By way of an attribute, as in the guides that AWS publishes."""
    actions = actions_of(tour())

    view = actions["praise"]["Parameters"]["ViewData"]
    assert view["Actions"] == ["Yes", "No", "No answer, or another one"]
    assert actions["praise.pressed"]["Parameters"] == {
        "Attributes": {"button_pressed": "$.Views.ViewResultData.actionName"},
        "TargetContact": "Current",
    }
    compare = actions["praise.way"]
    assert compare["Parameters"] == {"ComparisonValue": "$.Attributes.button_pressed"}
    assert compare["Transitions"]["Conditions"] == [
        way("praise.records.yes", "Equals", "Yes"),
        way("praise.records.no", "Equals", "No"),
        way("closing", "Equals", "No answer, or another one"),
    ]
    kept = actions["praise.records.yes"]
    assert kept["Parameters"]["Attributes"] == {"call_code": "10"}
    again = actions[kept["Transitions"]["NextAction"]]
    assert again["Parameters"] == {
        "Attributes": {"call_code": "10"},
        "TargetContact": "Related",
    }
    assert again["Transitions"]["NextAction"] == "closing"


def test_a_value_comes_from_a_form() -> None:
    actions = actions_of(tour())

    form = actions["when"]["Parameters"]
    assert form["ViewResource"]["Id"] == "form"
    (asked,) = form["ViewData"]["Sections"][-1]["Items"]
    assert (asked["Name"], asked["Required"]) == ("callback_date", True)
    assert actions["when"]["Transitions"]["Conditions"] == [
        way("when.keep", "Equals", "Next"),
        way("when.keep", "Equals", "Step"),
        way("mood", "Equals", "Cancel"),
    ]
    assert actions["when.keep"]["Parameters"]["Attributes"] == {
        "callback_date": "$.Views.ViewResultData.FormData.callback_date"
    }


def test_a_case_with_two_bounds_takes_two_comparisons() -> None:
    """The first that fits wins, also among those that came before."""
    actions = actions_of(tour())

    def ways(name: str) -> tuple[list[Any], str]:
        transitions = actions[name]["Transitions"]
        assert actions[name]["Type"] == "Compare"
        return transitions["Conditions"], transitions["NextAction"]

    more, less = "NumberGreaterOrEqualTo", "NumberLessThan"
    assert ways("orders") == ([way("score", more, "10")], "orders.2.low")
    assert ways("orders.2.low") == (
        [way("orders.2.high", more, "2.5")],
        "orders.2.else",
    )
    assert ways("orders.2.high") == ([way("mood", less, "5")], "orders.2.else")
    assert ways("orders.2.else") == ([way("nobody", less, "0")], "code")
    gold, silver, bronze = (
        way("thanks_gold", "Equals", "gold"),
        way("orders", "Equals", "silver"),
        way("orders", "Equals", "bronze"),
    )
    assert ways("tier") == ([gold, silver, bronze], "mood")


def test_an_end_tells_and_records_the_outcome() -> None:
    """On the contact of the customer: the guide is a contact of its own."""
    actions = actions_of(tour())

    told = actions["later"]["Parameters"]["ViewData"]["Sections"][-1]
    assert told["Heading"] == "Outcome"
    assert told["Items"][0]["Label"] == "CALLBK"
    recorded = actions["later.outcome"]["Parameters"]
    assert recorded["TargetContact"] == "Related"
    assert recorded["Attributes"]["disposition"] == "CALLBK"
    assert recorded["Attributes"]["disposition_callback"] == "true"
    assert recorded["Attributes"]["disposition_sale"] == "false"
    assert recorded["Attributes"]["script"] == TOUR
    assert actions["later.outcome"]["Transitions"]["NextAction"] == "hang-up"
    assert actions["hang-up"]["Type"] == "DisconnectParticipant"
    assert actions["hang-up"]["Transitions"] == {}


def test_what_is_lost_stands_in_the_report() -> None:
    """The golden loss report of a script with every kind of node and a loop."""
    assert made(tour()).losses == (
        Loss(node="to_sales", what="the note 'The other script greets again.'"),
        Loss(what="the keys of choices", instead="buttons with their labels"),
        Loss(
            node="to_sales",
            what="the ARN of the flow of first-call/call, which only your instance has",
            instead="the placeholder <<ContactFlow:first-call/call guide>>",
        ),
        Loss(
            node="to_card",
            what="the ARN of the flow of every-kind/short, which only your instance "
            "has",
            instead="the placeholder <<ContactFlow:every-kind/short guide>>",
        ),
    )


def test_the_table_tells_which_attribute_holds_which_field() -> None:
    table = json.loads(made(tour()).others["attributes.json"])

    assert table["flow"] == f"{TOUR} guide"
    (row,) = [row for row in table["fields"] if row["field"] == "account.tier"]
    assert row["attribute"] == "account_tier"
    assert {"title", "type", "example", "source"} <= set(row)
    assert "disposition" in table["own"]


def test_fields_with_alike_names_stay_apart() -> None:
    """Also from the names that a flow keeps for itself."""
    record = tour()
    known = record["fields"]["call.mood"]
    record["fields"] |= {"call_mood": known, "disposition": known, "script": known}
    table = json.loads(made(record).others["attributes.json"])
    names = {row["field"]: row["attribute"] for row in table["fields"]}

    assert names["call_mood"] == "call_mood"
    assert len(set(names.values())) == len(names)
    assert not set(names.values()) & set(table["own"])


def test_a_node_may_be_called_as_anything_of_ours() -> None:
    text = json.dumps(tour()).replace('"sorry"', '"hang_up"')
    actions = actions_of(json.loads(text))

    assert actions["hang_up"]["Type"] == "ShowView"
    assert actions["hang-up"]["Type"] == "DisconnectParticipant"


def test_identifiers_are_such_as_amazon_allows() -> None:
    """At most 50 signs, none of those that are forbidden, no forbidden word."""
    record = json.loads(
        json.dumps(tour())
        .replace('"praise"', '"constructor"')
        .replace('"wants_callback"', f'"{"long_" * 12}node"')
    )
    names = list(actions_of(record))

    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 50
    assert not [name for name in names if set(name) & set("%:(\\/)=$,;[]{}")]
    assert "constructor" not in names


SPOKEN = (
    "<b>bold</b> & {curly} {{ not.a.field }} ${sub} $5.00 $ .5 \"quoted\" 'x' \\n "
    "<<ContactFlow:x guide>> [1] ]]> -- é 選 🙂 שלום #{x} %s <speak>slow</speak>"
)


def test_words_come_out_as_they_went_in() -> None:
    """In lines, labels, notes and values: nothing in them is markup or a command."""
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = [{"text": SPOKEN}]
    record["nodes"]["praise"]["choices"][0]["label"] = SPOKEN
    record["nodes"]["praise"]["choices"][0]["records"]["value"] = SPOKEN
    record["nodes"]["praise"]["note"] = SPOKEN
    actions = actions_of(record)

    section = actions["sorry"]["Parameters"]["ViewData"]["Sections"][-1]
    assert section["Items"][0]["Value"] == SPOKEN
    view = actions["praise"]["Parameters"]["ViewData"]
    assert view["Actions"][0] == SPOKEN
    assert view["Description"] == f"Note: {SPOKEN}"
    assert (
        way("praise.records.yes", "Equals", SPOKEN)
        in (actions["praise.way"]["Transitions"]["Conditions"])
    )
    kept = actions["praise.records.yes"]["Parameters"]["Attributes"]
    assert kept == {"call_code": SPOKEN}


@pytest.mark.parametrize(
    "parts",
    [
        [{"text": "Say $.Attributes.x now."}],
        [{"text": "It is $['x']."}],
        [{"field": "call.mood"}, {"text": "s"}],
        [{"field": "call.mood"}, {"text": "-and-more"}],
        [{"field": "call.mood"}, {"text": ".com"}],
        [{"field": "call.mood"}, {"text": "[0]"}],
        [{"text": "You pay $"}, {"field": "call.code"}],
    ],
)
def test_what_would_be_read_as_another_reference_is_refused(
    parts: list[dict[str, str]],
) -> None:
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = parts

    ((node, message),) = refusals_of(record)
    assert node == "sorry"
    assert "would read a reference" in message


@pytest.mark.parametrize("text", [", ", ". ", "'s ", "? ", ".", "! $5 "])
def test_a_field_ends_where_its_name_ends(text: str) -> None:
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = [{"field": "call.mood"}, {"text": text}]

    assert refusals_of(record) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("praise", "note"), "See $.x"),
        (("tier", "cases", 0, "equals"), "$.Attributes.account_tier"),
        (("praise", "choices", 0, "records", "value"), "$.External.x"),
        (("praise", "choices", 0, "label"), "\0.Attributes.x\1"),
    ],
)
def test_no_text_of_an_sop_becomes_a_reference(
    place: tuple[str | int, ...], value: str
) -> None:
    record = tour()
    holder: Any = record["nodes"]
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value

    assert len(refusals_of(record)) == 1


def test_labels_of_a_question_are_told_apart() -> None:
    record = tour()
    first, second = record["nodes"]["praise"]["choices"]
    second["label"] = first["label"]

    assert ("praise", "two choices with the same label cannot be told apart") in (
        refusals_of(record)
    )


def test_the_button_for_no_answer_is_unlike_the_others() -> None:
    record = tour()
    record["nodes"]["praise"]["choices"][0]["label"] = "No answer, or another one"

    view = actions_of(record)["praise"]["Parameters"]["ViewData"]
    assert view["Actions"][-1] == "No answer, or another one *"


def test_a_flow_of_too_many_actions_is_refused_with_what_would_fit() -> None:
    """Beforehand, somebody is told that the flow designer will not export it."""
    record = tour()
    question = record["nodes"]["praise"]
    for number in range(30):
        record["nodes"][f"more_{number}"] = question
    told = [loss.what for loss in made(record).losses if not loss.node]
    assert any("more than 99 are not exported" in what for what in told)
    for number in range(60):
        record["nodes"][f"yet_more_{number}"] = question

    ((_, message),) = refusals_of(record)
    assert "a flow holds at most 250, about" in message


def test_a_view_that_would_not_be_shown_is_refused() -> None:
    record = tour()
    record["nodes"]["sorry"]["sayParts"] = [{"text": "é" * 9_000}]

    ((node, message),) = refusals_of(record)
    assert node == "sorry"
    assert "at most 16,384 are shown" in message


def test_values_that_a_contact_cannot_hold_are_refused() -> None:
    record = tour()
    record["nodes"]["praise"]["choices"][0]["records"]["value"] = "x" * 33_000

    ((_, message),) = refusals_of(record)
    assert "a contact holds at most 32,768" in message


def test_a_way_to_nowhere_is_refused() -> None:
    record = tour()
    record["nodes"]["sorry"]["next"] = "nowhere"

    assert refusals_of(record) == [("sorry", "'nowhere' is not a node")]


def test_the_limits_are_declared() -> None:
    assert DIALERS["connect-guide"].max_bytes == 256_000


def test_the_linters_see_what_is_wrong() -> None:
    """connect-flow and cxblueprint: nothing in ours, something in what we broke."""
    flow = flow_of(tour())
    assert complaint(json.dumps(flow)) == ""

    broken = copy.deepcopy(flow)
    broken["Actions"][0]["Transitions"]["NextAction"] = "nowhere"
    assert "does not exist" in complaint(json.dumps(broken))
    broken = copy.deepcopy(flow)
    broken["Actions"][0]["Parameters"]["ViewData"]["Surprise"] = "x"
    assert "never reads" in complaint(json.dumps(broken))


def test_some_calls_go_as_written() -> None:
    """The rest is in the matrix of all formats."""
    sample = fixture_samples()[TOUR]
    paths = sample.paths(20)
    job = Job(export=export(sample.record), record=sample.record, paths=paths)

    (outcomes,) = connect_guide.run([job])

    assert [difference(*pair) for pair in zip(paths, outcomes, strict=True)] == (
        [""] * len(paths)
    )
