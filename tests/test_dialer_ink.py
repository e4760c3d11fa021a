"""Ink stories: their shape, what they lose, and what no text can do to them."""

import copy
import json
from typing import Any, cast

import pytest

from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.ink import export
from builder.outputs.dialer.ink_text import line, quoted
from tests.dialers.libraries import fixture_samples
from tests.dialers.protocol import Answer, Job, Path
from tests.dialers.runtimes import ink

TOUR, CALL = "every-kind/tour", "first-call/call"


def record_of(address: str) -> dict[str, Any]:
    return cast("dict[str, Any]", copy.deepcopy(fixture_samples()[address].record))


def made(record: dict[str, Any]) -> Export:
    return export(cast("DialerRecord", record))


def knot_of(record: dict[str, Any], name: str) -> str:
    """Return the lines of one knot."""
    found = made(record)
    assert not found.refusals
    after = found.content.decode().partition(f"\n=== {name} ===\n")[2]
    return after.partition("\n\n")[0]


def job_of(record: dict[str, Any], *calls: Path) -> Job:
    return Job(export=made(record), record=cast("DialerRecord", record), paths=calls)


def call_of(*answers: Answer, **given: str) -> Path:
    known = {name.replace("__", "."): value for name, value in given.items()}
    return Path(given=known, answers=answers, nodes=(), said=(), end="")


def with_case(**case: Any) -> dict[str, Any]:
    """Return a script that ends as a sale if the plan fits, else with no answer."""
    record = record_of(CALL)
    record["nodes"]["plan"]["cases"] = [{**case, "goto": "thanks"}]
    record["nodes"]["good_time"] = {"kind": "end", "disposition": "NOANS"}
    return record


def test_a_knot_says_the_line_and_offers_the_answers() -> None:
    assert (
        knot_of(record_of(CALL), "good_time")
        == """\
Is it a good time?
+ [Yes, go on # choice: yes_go_on # key: 1]
  -> thanks
+ [Later # choice: later # key: 2]
  -> when
+ [No answer # no answer]
  -> nobody"""
    )


def test_words_to_be_said_exactly_are_tagged() -> None:
    assert knot_of(record_of(CALL), "hello").splitlines()[0] == (
        "This call is recorded. # say exactly: recording-notice"
    )


def test_a_value_is_the_example_or_what_a_program_says() -> None:
    assert 'answer_or("2026-12-01")' in knot_of(record_of(CALL), "when")


def test_known_values_are_offered() -> None:
    """So that a trainee can try every way of a branch."""
    record = record_of(CALL)
    record["nodes"]["when"]["into"] = "account.plan"

    knot = knot_of(record, "when")

    assert '+ [plus # value]\n  ~ account__plan = "plus"\n  -> later' in knot
    assert "+ [The customer answers something else # answer]" in knot


def test_the_end_is_told_and_kept() -> None:
    assert (
        knot_of(record_of(CALL), "nobody")
        == """\
~ disposition = "NOANS"
Outcome: NOANS # disposition: NOANS
-> END"""
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, with 'marks' & more!", "Plain words, with 'marks' & more!"),
        ("a -> b <> {c} | d # e", r"a -\> b \<\> \{c\} \| d \# e"),
        ("- \x54ODO: x", "\\- \x54ODO: x"),
        ("\x54ODO: x", "\\\x54ODO: x"),
        ("VAR x", r"\VAR x"),
        ("* a // b /* c */", r"\* a \/\/ b \/\* c \*\/"),
        (" two\nlines ", "two lines"),
        ("(a) [b]", r"\(a) \[b\]"),
    ],
)
def test_signs_of_the_language_are_escaped(text: str, written: str) -> None:
    assert line(text) == written


def test_a_value_keeps_every_sign() -> None:
    assert quoted('two  "blanks" {') == r'"two  \"blanks\" \{"'


NUMBERS = ["2", "2.0", "02", "2.25", "-0.5", "4.4999", "0", "4.49"]
NO_NUMBERS = ["", " ", "three", "2 ", "+2", "2e0", "0x2", "2,5", "2.", ".5", "-", "."]
NO_NUMBERS += ["Infinity", "1.2.3", "--2", "2-", "=2", "2;", "=", ";", "2;3", "-=2"]
OUT_OF_BOUNDS = ["4.5", "4.75", "-3", "-1.01", "999999999"]


@pytest.mark.slow
def test_only_plain_numbers_fit_a_number() -> None:
    """Ink reads no number out of a text; the story brings the functions for it."""
    held = [*NUMBERS, *OUT_OF_BOUNDS, *NO_NUMBERS]
    job = job_of(
        with_case(atLeast=-1, below=4.5),
        *(call_of(account__plan=value) for value in held),
    )

    (outcomes,) = ink.run([job])

    assert {one.error for one in outcomes} == {""}
    ends = dict(zip(held, [one.end for one in outcomes], strict=True))
    assert {value for value, end in ends.items() if end == "SALE"} == set(NUMBERS)


def test_functions_are_there_only_where_they_are_called() -> None:
    assert b"=== function" not in made(record_of("every-kind/short")).content
    assert b"number_of" not in made(record_of(CALL)).content


@pytest.mark.slow
def test_names_that_ink_keeps_are_not_used() -> None:
    record = record_of(CALL)
    renamed = {"good_time": "not", "when": "answer", "later": "else", "plan": "temp"}
    text = json.dumps(record)
    for old, new in renamed.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    changed = json.loads(text)
    answers = (
        Answer(node="not", kind="choice", choice="else"),
        Answer(node="answer", kind="value", value="tomorrow"),
    )

    ((found,),) = ink.run([job_of(changed, call_of(*answers, account__plan="basic"))])

    assert (found.error, found.end) == ("", "CALLBK")
    assert found.recorded == {"callback.date": "tomorrow"}


def test_the_loss_report_names_every_loss_at_its_node() -> None:
    typing = "typing what the customer says"
    choices = "choices; a program may put any text into 'answer' before"
    on = "the way on in the other script"
    named = "a last line that names it, and the variable 'next_script'"

    assert made(record_of(TOUR)).losses == (
        Loss(
            what="what each disposition means to a dialer, such as 'do not call'",
            instead="its code in the result",
        ),
        Loss(what="which fields are personal data"),
        Loss(node="score", what=typing, instead=choices),
        Loss(node="code", what=typing, instead=choices),
        Loss(node="when", what=typing, instead=choices),
        Loss(node="to_sales", what=on, instead=named),
        Loss(node="to_card", what=on, instead=named),
    )


def test_what_ink_cannot_hold_is_refused() -> None:
    record = with_case(equals="two\nlines")
    record["nodes"]["hello"]["next"] = "gone"

    assert [(one.node, one.message) for one in made(record).refusals] == [
        ("hello", "there is no node 'gone' to go to"),
        ("plan", r"'two\nlines' is more than one line"),
    ]
