"""Salesforce flows: shape, names, texts that nobody can bend, what is told as lost."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from typing import Any

import pytest

from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.salesforce import export
from builder.outputs.dialer.salesforce_xml import flow_name
from tests.dialers.every_kind import a_field, a_record
from tests.dialers.flow_formula import evaluate
from tests.dialers.protocol import Answer, Job, Outcome, Path
from tests.dialers.runtimes.salesforce import check_flows, flow_object, run

NAME = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*")


def flow_of(record: DialerRecord) -> dict[str, Any]:
    made = export(record)
    assert not made.refusals
    flow: dict[str, Any] = flow_object(ET.fromstring(made.content))
    return flow


def named(flow: dict[str, Any]) -> list[str]:
    """Return the name of everything in a flow that has one."""
    names: list[str] = []

    def look(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                look(item)
        elif isinstance(value, dict):
            names.extend([value["name"]] if "name" in value else [])
            for inner in value.values():
                look(inner)

    for kind, value in flow.items():
        if kind not in ("processMetadataValues", "subflows"):
            look(value)
    return [*names, *(one["name"] for one in flow["subflows"])]


def answers(*told: tuple[str, str]) -> tuple[Answer, ...]:
    """Return answers: a choice by its id, a value after an equals sign, or silence."""
    return tuple(
        Answer(node=node, kind="value", value=word[1:])
        if word[:1] == "="
        else Answer(node=node, kind="choice", choice=word)
        if word
        else Answer(node=node, kind="silence")
        for node, word in told
    )


def a_path(given: dict[str, str], *told: tuple[str, str]) -> Path:
    return Path(given=given, answers=answers(*told), nodes=(), said=(), end="")


def walked(record: DialerRecord, *paths: Path) -> list[Outcome]:
    (outcomes,) = run([Job(export=export(record), record=record, paths=paths)])
    return outcomes


def test_names_are_as_the_maker_wants_them() -> None:
    """A letter first, single underscores, none at the end, 80 characters, each once."""
    names = named(flow_of(a_record()))

    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert max(map(len, names)) <= 80
    assert len({name.casefold() for name in names}) == len(names)


def test_names_that_would_be_the_same_stay_apart() -> None:
    """A node may be called like a field, like our variables, like a part of another."""
    record = a_record(
        account_plan={"kind": "say", "say": "One.", "next": "disposition"},
        disposition={"kind": "say", "say": "Two.", "next": "good_time_answer"},
        good_time_answer={"kind": "say", "say": "Three.", "next": "nobody"},
    )
    names = named(flow_of(record))

    assert len({name.casefold() for name in names}) == len(names)
    assert {"account_plan", "good_time_answer"} <= set(names)


def test_flows_of_scripts_with_like_names_stay_apart() -> None:
    assert flow_name("a-b/c") != flow_name("a/b_c")
    assert NAME.fullmatch(flow_name(f"{'very-' * 11}long/{'x_' * 19}y"))
    assert len(flow_name(f"{'very-' * 11}long/{'x_' * 19}y")) <= 80


def test_pieces_of_a_kind_stand_side_by_side() -> None:
    """The Metadata API refuses a flow in which a kind comes twice."""
    root = ET.fromstring(export(a_record()).content)
    kinds = [child.tag.partition("}")[2] for child in root]

    assert kinds == sorted(kinds)


def test_the_head_is_a_draft_of_a_screen_flow() -> None:
    flow = flow_of(a_record())

    assert (flow["processType"], flow["status"]) == ("Flow", "Draft")
    assert flow["label"] == "First call"
    assert flow["start"]["connector"]["targetReference"] == "hello"
    assert flow["description"] == (
        "first-call/call of SOP-CON-001, version 1.1.0. Content 0123456789ab. "
        "From hello to a date."
    )


def test_what_comes_in_and_what_goes_out() -> None:
    """Every field can be set at the start; what the script writes is given back."""
    variables = {
        one["name"]: (one["isInput"], one["isOutput"])
        for one in flow_of(a_record())["variables"]
    }

    assert variables == {
        "account_plan": (True, True),
        "callback_date": (True, True),
        "customer_first_name": (True, False),
        "customer_score": (True, False),
        "disposition": (False, True),
        "next_script": (False, True),
    }


def test_words_to_be_said_exactly_are_marked() -> None:
    screens = {one["name"]: one for one in flow_of(a_record())["screens"]}

    assert [one["fieldText"] for one in screens["hello"]["fields"]] == [
        "<p><i>Say exactly (Recording law):</i></p><p>This call is recorded.</p>"
        "<p><i>Record: Tick the box.</i></p>",
        "<p>Hello {!customer_first_name}.</p>",
        "<p><i>Note: Smile.</i></p>",
    ]


def test_a_call_that_goes_on_elsewhere_does_not_come_back() -> None:
    (subflow,) = flow_of(a_record())["subflows"]

    assert subflow["flowName"] == flow_name("first-call/other")
    assert "connector" not in subflow


def test_pieces_have_a_place_of_their_own() -> None:
    flow = flow_of(a_record())
    kinds = ("screens", "decisions", "assignments", "subflows")
    places = [(one["locationX"], one["locationY"]) for k in kinds for one in flow[k]]

    assert len(set(places)) == len(places)


def test_the_package_deploys_the_flow_under_its_name() -> None:
    made = export(a_record())
    with zipfile.ZipFile(io.BytesIO(made.others["package.zip"])) as package:
        names = package.namelist()
        flow = package.read(names[0])

    assert names == [f"flows/{flow_name('first-call/call')}.flow", "package.xml"]
    assert flow == made.content
    assert export(a_record()) == made


def test_what_is_lost_is_told() -> None:
    """The golden loss report of a script with every kind of node."""
    assert export(a_record()).losses == (
        Loss(
            what="the values of the fields when the call begins",
            instead="input variables, to be set where the flow is started",
        ),
        Loss(
            what="what an outcome means: contact, sale, do not call, callback",
            instead="the output variable 'disposition' holds the code",
        ),
        Loss(node="good_time", what="the keys 1 of the choices"),
        Loss(
            node="when",
            what="the check that the answer is of type date",
            instead="a text box that takes any text",
        ),
        Loss(
            node="plan",
            what="the note, as nothing is shown here",
            instead="the description of the decision, which agents do not see",
        ),
        Loss(
            node="elsewhere",
            what="the values of the fields on the way into 'first-call/other'",
            instead=f"the flow '{flow_name('first-call/other')}', which must be in "
            "the org, starts with empty fields",
        ),
    )


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ({"kind": "say", "say": "Bad \x02 sign.", "next": "nobody"}, "XML"),
        (
            {
                "kind": "ask",
                "say": "Which?",
                "choices": [{"id": "a", "label": "<b>A</b>", "goto": "nobody"}],
                "default": "nobody",
            },
            "markup",
        ),
    ],
)
def test_text_that_would_not_show_as_it_stands_is_refused(
    node: dict[str, Any], words: str
) -> None:
    made = export(a_record(odd=node))

    assert made.content == b""
    assert [one.node for one in made.refusals] == ["odd"]
    assert words in made.refusals[0].message


HOSTILE = (
    "<p><i>A</i> & \"B\" 'C' ]]> &amp; {!x} {{!$User.Id} ${y} {z} \\ <br> é \U0001f600"
)


@pytest.mark.slow
def test_hostile_words_stay_words() -> None:
    """Said, written down, picked from and looked for, they come out as they stand."""
    label = "{!plan} {{!x}} \\ \"y\" 'z'"
    choice = {
        "id": "it",
        "label": label,
        "goto": "look",
        "records": {"field": "account.plan", "value": HOSTILE},
    }
    case = {"equals": HOSTILE, "goto": "plan"}
    record = a_record(
        hello={"kind": "say", "say": "x", "next": "pick", "note": HOSTILE},
        pick={"kind": "ask", "say": "x", "choices": [choice], "default": "nobody"},
        look={
            "kind": "branch",
            "on": "account.plan",
            "cases": [case],
            "default": "tell",
        },
        tell={"kind": "say", "say": "No.", "next": "plan"},
    )
    for name in ("hello", "pick"):
        record["nodes"][name]["sayParts"] = [{"text": HOSTILE}]

    (outcome,) = walked(record, a_path({}, ("pick", "it"), ("good_time", "")))

    assert outcome.error == ""
    assert outcome.said == (HOSTILE, HOSTILE, "Is it a good time?")
    assert outcome.offered is not None
    assert outcome.offered[0] == (label,)
    assert outcome.recorded == {"account.plan": HOSTILE}


@pytest.mark.slow
def test_branches_mind_capitals_and_what_is_no_number() -> None:
    ends = {
        ("plus", "1"): "SALE",
        ("Plus", "1"): "NOANS",
        ("plus ", "1"): "NOANS",
        ("", "1"): "NOANS",
        ("max", "9"): "SALE",
        ("max", "9.0"): "SALE",
        ("max", "6.5"): "NOANS",
        ("max", "6.49"): "go:first-call/other",
        ("max", "-10"): "go:first-call/other",
        ("max", "nine"): "go:first-call/other",
        ("max", "1e3"): "go:first-call/other",
        ("max", " 9"): "go:first-call/other",
        ("max", ""): "go:first-call/other",
    }
    paths = [
        a_path({"account.plan": plan, "customer.score": score}, ("good_time", ""))
        for plan, score in ends
    ]
    outcomes = walked(a_record(), *paths)

    found = dict(zip(ends, (one.end for one in outcomes), strict=True))
    assert found == ends


@pytest.mark.slow
def test_a_way_back_is_kept() -> None:
    """A choice leads to its own node; no answer leads back to a question."""
    path = a_path(
        {},
        ("good_time", "again"),
        ("good_time", "later"),
        ("when", ""),
        ("good_time", "later"),
        ("when", "={!next} <Friday>"),
    )
    (outcome,) = walked(a_record(), path)

    assert outcome.error == ""
    assert outcome.end == "CALLBK"
    assert outcome.said is not None
    assert outcome.said[2:] == (
        *("Is it a good time?", "Is it a good time?", "When may I call?"),
        *("Is it a good time?", "When may I call?", "Until {!next} <Friday>."),
    )
    assert outcome.recorded == {"callback.date": "{!next} <Friday>"}


@pytest.mark.slow
def test_both_programs_say_what_is_wrong() -> None:
    """A misspelt key, a word the maker does not know, a piece that nothing leads to."""
    good = export(a_record()).content
    misspelt = good.replace(b"allowBack", b"allowBakc", 2)
    unknown = good.replace(b"<operator>EqualTo", b"<operator>Equals", 1)
    loose = export(
        a_record(loose={"kind": "say", "say": "Never.", "next": "nobody"})
    ).content
    reports = check_flows([good, misspelt, unknown, loose])

    assert reports[0] == ""
    assert "allowBakc" in reports[1]
    assert '"Equals"' in reports[2]
    assert reports[3] == "UnconnectedElement: loose"


def test_long_lists_of_values_are_cut_into_formulas_that_fit() -> None:
    values = [f'value "{number}" \\ {"x" * 80}' for number in range(100)]
    record = a_record(
        plan={
            "kind": "branch",
            "on": "account.plan",
            "cases": [{"oneOf": values, "goto": "thanks"}],
            "default": "nobody",
        }
    )
    formulas = [
        one["expression"]
        for one in flow_of(record)["formulas"]
        if one["name"].startswith("plan")
    ]

    assert len(formulas) > 1
    assert max(map(len, formulas)) <= 3_900
    for value in values:
        found = [evaluate(one, {"account_plan": value}) for one in formulas]
        assert found.count(True) == 1


def test_texts_of_our_own_are_left_out_whole_or_kept_whole() -> None:
    record = a_record()
    record["summary"] = "Long. " * 100
    record["fields"]["account.plan"] = a_field(  # type: ignore[assignment]
        "Plan", example="x" * 250
    )
    flow = flow_of(record)

    descriptions = [flow["description"], *(v["description"] for v in flow["variables"])]
    assert max(map(len, descriptions)) <= 255
    assert descriptions[1] == "Plan. Personal data."
    assert "the summary, as it is too long" in [
        one.what for one in export(record).losses
    ]
