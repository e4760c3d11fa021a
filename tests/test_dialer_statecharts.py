"""SCXML and XState are twins: whatever a script holds, both machines do the same."""

from typing import Any

import pytest

from builder.outputs.dialer.build import exporter_of
from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord
from tests.call_records import EVERY_KIND, a_record
from tests.dialers.interpret import interpret
from tests.dialers.protocol import Answer, Job, Outcome, Path, runtime_of

FORMATS = ("scxml", "xstate")

HOSTILE = (
    'It\'s "quoted" and `ticked`',
    r"a\b \n \x41 \u0041 ends with \\",
    "two\nlines\tand a tab",
    "<log expr=\"'x'\"/> ]]> <!-- -- > <![CDATA[",
    "&amp;lt; &lt; & < > &#65;",
    "true false null, x === y && z || !w",
    "true",
    "${name} {{ customer.name }} {name} {!name} $.x %s %(x)s",
    "' + field_customer_name + '",
    "__proto__ constructor toString",
    "Grüße, 漢字, עברית, 😀 👩‍👩‍👧 e\u0301",
    "line\u2028separator\u2029and\u00a0spaces\ufeff",
    "# hash // slashes /* and */ --dashes;",
    "=SUM(A1)",
    " leading and trailing ",
    "7",
)


def outcomes(name: str, record: DialerRecord, *paths: Path) -> list[Outcome]:
    """Return what the programs of a format make of paths through a record."""
    export = exporter_of(name)(record)
    assert not export.refusals
    runtime = runtime_of(name)
    assert runtime
    (found,) = runtime.run([Job(export=export, record=record, paths=paths)])
    return found


def a_call(*answers: Answer, **given: str) -> Path:
    fields = {name.replace("__", "."): value for name, value in given.items()}
    return Path(given=fields, answers=answers, nodes=(), said=(), end="")


def picked(node: str, choice: str) -> Answer:
    return Answer(node=node, kind="choice", choice=choice)


def silent(node: str) -> Answer:
    return Answer(node=node, kind="silence")


def told(node: str, value: str) -> Answer:
    return Answer(node=node, kind="value", value=value)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_a_call_is_heard_word_by_word(name: str) -> None:
    """Loops say everything again; a field is shown with what it holds by then."""
    record = a_record(EVERY_KIND, recording="Recorded for {{ customer.name }}.")
    call = a_call(
        picked("good_time", "again"),
        picked("good_time", "who"),
        picked("good_time", "yes"),
        told("score", "9"),
        customer__name="Ann",
    )

    (outcome,) = outcomes(name, record, call)

    hello = ("Recorded for Ann.", "Hello Ann.")
    ask = "Is it a good time?"
    labels = ("Yes", "Say that again", "Who is it?")
    assert outcome == Outcome(
        said=(*hello, ask, ask, *hello, ask, "From 0 to 10?", "Thank you, Ann."),
        end="SALE",
        recorded={"customer.mood": "good", "survey.score": "9"},
        offered=(labels, labels, labels),
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_every_way_is_taken_as_the_format_says(name: str) -> None:
    record = a_record(EVERY_KIND, recording="Recorded.")
    yes = picked("good_time", "yes")
    nobody = silent("good_time")
    calls = [
        a_call(account__plan="plus"),
        a_call(account__plan="pro"),
        a_call(account__plan="old"),
        a_call(nobody, account__plan="PLUS"),
        a_call(nobody, account__plan="plus "),
        a_call(nobody, account__plan=""),
        a_call(yes, silent("score")),
        a_call(yes, told("score", "")),
        *(
            a_call(yes, told("score", score), nobody)
            for score in ("9", "8.99", "7.25", "7.2499", "-0.5", "-0.51", "0", "10")
        ),
    ]

    found = outcomes(name, record, *calls)

    assert found == [interpret(record, call) for call in calls]
    assert found[2].end == "go:call-handling/voicemail"


NUMBERS = (
    *("5", "05", "5.0", "-5", "4.999999999999999", "5.000000000000001", "0", "-0"),
    *("10", "9.99", "10.0", "1234567890.12345", "0.1", "-0.000001", "-10.5"),
    *(
        "five",
        "",
        " 5",
        "5 ",
        "5.",
        ".5",
        "-",
        "--5",
        "5-",
        "+5",
        "1e1",
        "5,0",
        "5.5.5",
    ),
    *("0x5", "Infinity", "NaN", "\u0665", "5", "5\n", "$5", "5 days", "😀", "9" * 40),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "case", [{"atLeast": 5}, {"below": 5}, {"atLeast": -0.5, "below": 9.99}]
)
def test_numbers_are_read_alike(name: str, case: dict[str, float]) -> None:
    """A plain decimal number counts; any other text fits no numeric case."""
    record = a_record(
        {
            "size": {
                "kind": "branch",
                "on": "order.size",
                "cases": [{**case, "goto": "fits"}],
                "default": "fits_not",
            },
            "fits": {"kind": "end", "disposition": "YES"},
            "fits_not": {"kind": "end", "disposition": "NO"},
        }
    )
    calls = [a_call(order__size=text) for text in NUMBERS]

    ends = dict(
        zip(NUMBERS, (one.end for one in outcomes(name, record, *calls)), strict=True)
    )

    assert ends == {
        text: interpret(record, call).end
        for text, call in zip(NUMBERS, calls, strict=True)
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_text_is_data(name: str) -> None:
    """Whatever it looks like: in a line, a test, a value, a label or a note."""
    choices = [
        {
            "id": f"choice_{place}",
            "label": text,
            "goto": "test",
            "records": {"field": "customer.name", "value": text},
        }
        for place, text in enumerate(HOSTILE)
    ]
    cases = [
        {"equals": text, "goto": f"say_{place}"} for place, text in enumerate(HOSTILE)
    ]
    lines = {
        f"say_{place}": {
            "kind": "say",
            "say": text,
            "sayParts": [{"text": text}, {"field": "customer.name"}],
            "note": text,
            "next": "done",
        }
        for place, text in enumerate(HOSTILE)
    }
    nodes: dict[str, dict[str, Any]] = {
        "ask": {"kind": "ask", "say": "?", "choices": choices, "default": "done"},
        "test": {
            "kind": "branch",
            "on": "customer.name",
            "cases": cases,
            "default": "done",
        },
        **lines,
        "done": {"kind": "end", "disposition": "SALE"},
    }
    calls = [a_call(picked("ask", f"choice_{place}")) for place in range(len(HOSTILE))]

    found = outcomes(name, a_record(nodes), *calls)

    assert [outcome.said for outcome in found] == [
        ("?", text + text) for text in HOSTILE
    ]
    assert all(outcome.offered == (HOSTILE,) for outcome in found)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_ids_never_clash(name: str) -> None:
    """Neither with each other nor with anything that a program calls so itself."""
    ids = ("name", "id", "states", "send", "model", "value", "final", "enter", "call")
    ids += ("ready", "constructor", "next", "silence", "start", "on_enter_state", "to")
    nodes: dict[str, dict[str, Any]] = {
        one: {"kind": "say", "say": f"{one} {{{{ {one} }}}}", "next": other}
        for one, other in zip(ids, (*ids[1:], "states_end"), strict=True)
    }
    nodes["states_end"] = {
        "kind": "end",
        "say": "{{ a.b }} {{ a_b }} {{ disposition }}",
        "disposition": "SALE",
    }
    call = a_call(**{one: f"<{one}>" for one in ids}, a__b="dot", a_b="low")

    (outcome,) = outcomes(name, a_record(nodes), call)

    said = (f"{one} <{one}>" for one in ids)
    assert outcome.said == (*said, "dot low Example")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_lost_is_listed(name: str) -> None:
    record = a_record(EVERY_KIND, recording="Recorded.")

    assert exporter_of(name)(record).losses == (
        Loss(
            node="other",
            what="going on in 'call-handling/voicemail' by itself",
            instead="the machine ends and names that script; the program that runs it "
            "starts the other one",
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_branches_in_a_circle_do_not_hang(name: str) -> None:
    """They wait for ``next``: a machine that took them at once might never stop."""

    def branch(on: str, goto: str, default: str) -> dict[str, Any]:
        cases = [{"equals": "x", "goto": goto}]
        return {"kind": "branch", "on": on, "cases": cases, "default": default}

    record = a_record(
        {
            "into": branch("a", "done", "one"),
            "one": branch("b", "two", "done"),
            "two": branch("c", "one", "itself"),
            "itself": branch("d", "itself", "done"),
            "done": {"kind": "end", "disposition": "SALE"},
        }
    )
    calls = (a_call(a="x"), a_call(b="x"), a_call(b="x", c="x"), a_call(b="x", d="x"))

    through, out, around, stuck = outcomes(name, record, *calls)

    assert (through.end, out.end) == ("SALE", "SALE")
    assert "never waits" in around.error
    assert stuck.error


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_a_machine_that_is_wrong_is_an_outcome(name: str) -> None:
    """A target that is not there, and lines that never end, stop no test run."""
    done = {"kind": "end", "disposition": "SALE"}
    nowhere = a_record({"a": {"kind": "say", "say": "A", "next": "b"}, "c": done})
    endless = a_record({"a": {"kind": "say", "say": "A", "next": "a"}, "c": done})
    waits = a_record(EVERY_KIND, recording="Recorded.")

    assert outcomes(name, nowhere, a_call())[0].error
    assert "never waits" in outcomes(name, endless, a_call())[0].error
    assert "good_time" in outcomes(name, waits, a_call())[0].error
