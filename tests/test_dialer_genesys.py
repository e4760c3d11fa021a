"""Genesys Cloud scripts: shape, references, hostile text, what is told as lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from builder.dialers import DIALERS, Verified
from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.genesys import MOST_TESTS, export
from tests.dialers.every_kind import a_record
from tests.dialers.genesys_shapes import known_shapes, shapes
from tests.dialers.libraries import library_samples
from tests.dialers.protocol import Answer, Job, Outcome, Path
from tests.dialers.runtimes.genesys import run


def script_of(record: DialerRecord) -> dict[str, Any]:
    made = export(record)
    assert not made.refusals
    script: dict[str, Any] = json.loads(made.content)
    return script


def walked(record: DialerRecord, *paths: Path) -> list[Outcome]:
    (outcomes,) = run([Job(export=export(record), record=record, paths=paths)])
    return outcomes


def values_of(thing: Any, type_name: str) -> Iterator[Any]:
    """Yield every value of a type, wherever it stands."""
    if isinstance(thing, list):
        for item in thing:
            yield from values_of(item, type_name)
    elif isinstance(thing, dict):
        if thing.get("typeName") == type_name and "value" in thing:
            yield thing["value"]
        for inner in thing.values():
            yield from values_of(inner, type_name)


def test_it_is_labelled_as_structure_checked_only() -> None:
    assert DIALERS["genesys"].verified is Verified.STRUCTURE


def test_shapes_are_the_makers_but_for_the_few_that_are_listed() -> None:
    """What the maker's own exports do not show is listed by name, and no more."""
    makers, others, ours = known_shapes()
    found: set[str] = set()
    for record in (a_record(), *(one.record for one in library_samples().values())):
        found |= shapes(script_of(record))

    assert found - makers == others | ours
    assert len(makers) > 200


def test_a_strange_shape_is_seen() -> None:
    script = script_of(a_record())
    script["pages"][0]["rootContainer"]["children"][0]["type"] = "heading"
    script["pages"][1]["dataVersion"] = "0"

    strange = shapes(script) - set().union(*known_shapes())
    assert "<verticalStackContainer>.children[]: <heading>" in strange
    assert "script.pages[].dataVersion: text" in strange


@pytest.mark.parametrize("address", ["", *library_samples()])
def test_every_reference_leads_somewhere(address: str) -> None:
    record = library_samples()[address].record if address else a_record()
    script = script_of(record)
    pages = {page["id"] for page in script["pages"]}
    variables = {one["id"] for one in script["variables"]}
    actions = {one["id"] for one in script["customActions"]}

    assert script["startPageId"] in pages
    assert set(values_of(script, "page")) <= pages
    assert set(values_of(script, "variable")) <= variables
    named = {value["actionName"] for value in values_of(script, "action") if value} - {
        "scripter.changePage"
    }
    assert named == actions
    everything = [*pages, *variables, *actions, script["id"], script["versionId"]]
    assert len(set(everything)) == len(everything)


def test_ids_stay_and_the_version_follows_the_words() -> None:
    before, after = a_record(), a_record()
    after["contentHash"] = "f" * 64
    one, other = script_of(before), script_of(after)

    assert export(before) == export(a_record())
    assert one["id"] == other["id"]
    assert [page["id"] for page in one["pages"]] == [p["id"] for p in other["pages"]]
    assert one["versionId"] != other["versionId"]


def test_what_comes_in_and_what_goes_out() -> None:
    variables = {
        one["name"]: (one["input"], one["output"])
        for one in script_of(a_record())["variables"]
    }

    assert variables == {
        "account_plan": (True, True),
        "callback_date": (True, True),
        "customer_first_name": (True, False),
        "customer_score": (True, False),
        "disposition": (False, True),
        "next_script": (False, True),
        "draft when": (False, False),
    }


def test_words_to_be_said_exactly_are_marked() -> None:
    hello = script_of(a_record())["pages"][0]["rootContainer"]["children"]
    shown = [
        (
            part["properties"]["text"]["value"],
            part["properties"]["bold"]["value"],
            part["properties"]["italic"]["value"],
        )
        for part in hello
        if part["type"] == "text"
    ]

    assert shown[:3] == [
        ("Say exactly (Recording law):", False, True),
        ("This call is recorded.", True, False),
        ("Record: Tick the box.", False, True),
    ]
    assert shown[4] == ("Note: Smile.", False, True)


def test_what_is_lost_is_told() -> None:
    """The golden loss report of a script with every kind of node."""
    assert export(a_record()).losses == (
        Loss(
            what="the values of the fields when the call begins",
            instead="input variables, to be filled in by the flow or the contact list",
        ),
        Loss(
            what="recording the outcome, and what it means",
            instead="the last page names the wrap-up code, and the variable "
            "'disposition' holds it",
        ),
        Loss(node="good_time", what="the keys 1 of the choices"),
        Loss(
            node="when",
            what="the check that the answer is of type date",
            instead="a text box that takes any text",
        ),
        Loss(
            node="plan",
            what="time to read the note, as the page moves on by itself",
            instead="the note on that page",
        ),
        Loss(
            node="score",
            what="the branch on 'customer.score' (at least 9; at least 6.5 and below "
            "9) going its way by itself",
            instead="the value, and a button for each case",
        ),
        Loss(
            node="elsewhere",
            what="the way into 'first-call/other'",
            instead="a page that names it; the agent opens that script",
        ),
    )


@pytest.mark.parametrize(
    "parts",
    [
        [{"text": "Say {{scripter.queueName}}."}],
        [{"text": "Braces {"}, {"field": "account.plan"}],
        [{"field": "account.plan"}, {"text": "} braces."}],
    ],
)
def test_braces_that_would_be_read_as_a_variable_are_refused(
    parts: list[Any],
) -> None:
    record = a_record()
    record["nodes"]["when"]["sayParts"] = parts
    made = export(record)

    assert made.content == b""
    assert [one.node for one in made.refusals] == ["when"]


def test_a_branch_with_too_many_values_is_refused() -> None:
    values = [f"value {number}" for number in range(MOST_TESTS + 1)]
    plan = {
        "kind": "branch",
        "on": "account.plan",
        "cases": [{"oneOf": values, "goto": "thanks"}],
        "default": "nobody",
    }
    (refusal,) = export(a_record(plan=plan)).refusals

    assert (refusal.node, str(len(values)) in refusal.message) == ("plan", True)


HOSTILE = "<b>A</b> & \"B\" 'C' {!x} ${y} {z} } { \\n </script> é \U0001f600"


def test_hostile_words_stay_words() -> None:
    choice = {
        "id": "it",
        "label": HOSTILE,
        "goto": "look",
        "records": {"field": "account.plan", "value": HOSTILE},
    }
    record = a_record(
        hello={"kind": "say", "say": HOSTILE, "next": "pick", "note": HOSTILE},
        pick={"kind": "ask", "say": "x", "choices": [choice], "default": "nobody"},
        look={
            "kind": "branch",
            "on": "account.plan",
            "cases": [{"equals": HOSTILE, "goto": "thanks"}],
            "default": "nobody",
        },
    )
    answer = Answer(node="pick", kind="choice", choice="it", label=HOSTILE)
    path = Path(answers=(answer,), nodes=(), said=(), end="")
    (outcome,) = walked(record, path)

    assert outcome == Outcome(
        said=(HOSTILE, "x", "Thank you."),
        end="SALE",
        recorded={"account.plan": HOSTILE},
        offered=((HOSTILE,),),
    )


def test_a_way_back_empties_the_box() -> None:
    """What was typed before is no answer to the question asked again."""
    again = {
        "kind": "collect",
        "say": "When?",
        "into": "callback.date",
        "next": "when",
        "default": "later",
    }
    value = Answer(node="when", kind="value", value="Friday")
    silence = Answer(node="when", kind="silence")
    hello = {"kind": "say", "say": "Hi.", "next": "when"}
    path = Path(answers=(value, silence), nodes=(), said=(), end="")
    (outcome,) = walked(a_record(hello=hello, when=again), path)

    assert outcome.said == ("Hi.", "When?", "When?", "Until Friday.")
    assert outcome.recorded == {"callback.date": "Friday"}
