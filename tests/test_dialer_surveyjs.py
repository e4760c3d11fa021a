"""SurveyJS forms: their shape, what they lose, and what no text can do to them."""

import copy
import json
from typing import Any, cast

import pytest

from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.surveyjs import MAX_PAGES, export
from tests.dialers.libraries import fixture_samples
from tests.dialers.protocol import CUT, Answer, Job, Outcome, Path, difference
from tests.dialers.runtimes import surveyjs

TOUR, HOSTILE, CALL = "every-kind/tour", "hostile/texts", "first-call/call"


def record_of(address: str) -> dict[str, Any]:
    return cast("dict[str, Any]", copy.deepcopy(fixture_samples()[address].record))


def made(record: dict[str, Any]) -> Export:
    return export(cast("DialerRecord", record))


def form_of(record: dict[str, Any]) -> dict[str, Any]:
    found = made(record)
    assert not found.refusals
    form: dict[str, Any] = json.loads(found.content)
    return form


def page_of(record: dict[str, Any], name: str) -> dict[str, Any]:
    pages = {page["name"]: page for page in form_of(record)["pages"]}
    page: dict[str, Any] = pages[f"{name}-page"]
    return page


def call_of(*answers: Answer, **given: str) -> Path:
    known = {name.replace("__", "."): value for name, value in given.items()}
    return Path(given=known, answers=answers, nodes=(), said=(), end="")


def job_of(record: dict[str, Any], *calls: Path) -> Job:
    return Job(export=made(record), record=cast("DialerRecord", record), paths=calls)


def outcome(record: dict[str, Any], *answers: Answer, **given: str) -> Outcome:
    """Return what survey-core makes of one call."""
    return surveyjs.run([job_of(record, call_of(*answers, **given))])[0][0]


def with_case(**case: Any) -> dict[str, Any]:
    """Return a script that ends as a sale if the plan fits, else with no answer."""
    record = record_of(CALL)
    record["nodes"]["plan"]["cases"] = [{**case, "goto": "thanks"}]
    record["nodes"]["good_time"] = {"kind": "end", "disposition": "NOANS"}
    return record


def picked(node: str, choice: str) -> Answer:
    return Answer(node=node, kind="choice", choice=choice)


def given(node: str, value: str) -> Answer:
    return Answer(node=node, kind="value", value=value)


def cut(node: str, target: str, rounds: int) -> Loss:
    return Loss(
        node=node,
        what=f"the way back to '{target}' from round {rounds} on",
        instead=f"a last page that says to go on with '{target}'",
    )


def left(node: str) -> Loss:
    return Loss(
        node=node,
        what="the way on in the other script",
        instead="a last page that names it, and 'next_script' in the result",
    )


TOUR_LOSSES = (
    Loss(
        what="the keys that pick an answer",
        instead="a click, or the arrow keys and Enter",
    ),
    Loss(
        what="what each disposition means to a dialer, such as 'do not call'",
        instead="its code in the result",
    ),
    Loss(what="which fields are personal data"),
    cut("mood", "score", 7),
    cut("mood", "mood", 7),
    cut("mood", "hello", 7),
    cut("by_mood", "wants_callback", 7),
    cut("by_mood", "score", 7),
    cut("sorry", "wants_callback", 7),
    cut("score", "score", 7),
    cut("by_code", "code", 2),
    left("to_sales"),
    left("to_card"),
)


def test_a_page_shows_the_words_and_waits_for_the_answer() -> None:
    page = page_of(record_of(CALL), "good_time")

    assert page == {
        "name": "good_time-page",
        "visibleIf": "{good_time-reached}",
        "elements": [
            {
                "type": "radiogroup",
                "name": "good_time",
                "title": "Is it a good time?",
                "choices": [
                    {"value": "yes_go_on", "text": "Yes, go on"},
                    {"value": "later", "text": "Later"},
                    {"value": "no-answer", "text": "No answer"},
                ],
                "isRequired": True,
            }
        ],
    }


def test_a_disclosure_stands_in_its_own_frame_before_the_line() -> None:
    frame, line = page_of(record_of(CALL), "hello")["elements"]

    assert frame["title"] == "Say exactly: Recording notice"
    assert [one["title"] for one in frame["elements"]] == ["This call is recorded."]
    assert line["title"].startswith("Hello {customer__first_name}")


def test_a_value_is_typed_or_there_is_none() -> None:
    """One of the two is needed: no value by mistake, no way on without an answer."""
    box, tick = page_of(record_of(CALL), "when")["elements"]

    assert (box["type"], box["requiredIf"]) == ("text", "{when-none} empty")
    assert (tick["type"], tick["choices"][0]["text"]) == ("checkbox", "No answer")


def test_no_expression_grows_with_the_paths() -> None:
    """A ladder of questions doubles its paths at each step, and the form does not."""
    steps = 60
    record = record_of(CALL)
    ask = record["nodes"]["good_time"]
    record["start"] = "n0"
    for step in range(steps):
        onward = [f"n{step + 1}", f"n{step + 1}"] if step < steps - 1 else ["later"] * 2
        choices = [
            {**choice, "goto": goto}
            for choice, goto in zip(ask["choices"], onward, strict=True)
        ]
        record["nodes"][f"n{step}"] = {**ask, "choices": choices}
    form = form_of(record)

    expressions = [one["expression"] for one in form["calculatedValues"]]

    assert len(form["pages"]) < steps + 10
    assert sum(map(len, expressions)) < 300 * steps


def test_the_loss_report_names_every_loss_at_its_node() -> None:
    assert made(record_of(TOUR)).losses == TOUR_LOSSES


@pytest.mark.slow
def test_a_loop_that_never_ends_is_cut() -> None:
    """No checked script has one; the form still comes to its last page."""
    record = record_of(CALL)
    record["nodes"]["hello"]["next"] = "hello"

    found = outcome(record)

    assert (found.error, found.end) == ("", CUT)
    assert found.said is not None
    assert len(found.said) == 2 * 3


def test_a_script_that_is_too_large_is_refused() -> None:
    record = record_of(CALL)
    for step in range(MAX_PAGES):
        record["nodes"][f"n{step}"] = {
            **record["nodes"]["hello"],
            "next": f"n{step + 1}" if step < MAX_PAGES - 1 else "thanks",
        }
    record["nodes"]["hello"]["next"] = "n0"

    (refusal,) = made(record).refusals

    assert refusal.message == "more than 300 pages once its loops are written out"


def test_a_way_to_nowhere_is_refused() -> None:
    record = record_of(CALL)
    record["nodes"]["hello"]["next"] = "gone"

    (refusal,) = made(record).refusals

    assert (refusal.node, refusal.message) == (
        "hello",
        "there is no node 'gone' to go to",
    )


def test_a_node_that_nobody_reaches_is_told() -> None:
    record = record_of(CALL)
    record["nodes"]["alone"] = {**record["nodes"]["hello"]}

    assert made(record).losses[-1] == Loss(
        node="alone", what="the node, since no way leads to it"
    )


@pytest.mark.slow
def test_names_that_survey_core_keeps_are_not_used() -> None:
    """``locale`` would be the language, ``equals`` would be replaced by its parser."""
    record = record_of(CALL)
    renamed = {"good_time": "locale", "when": "equals", "later": "disposition"}
    text = json.dumps(record)
    for old, new in renamed.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    changed = json.loads(text)
    found = outcome(
        changed,
        picked("locale", "disposition"),
        given("equals", "tomorrow"),
        account__plan="basic",
    )

    assert found.error == ""
    assert found.end == "CALLBK"
    assert found.recorded == {"callback.date": "tomorrow"}


NUMBERS = ["2", "2.0", "02", "2.25", "-0.5", "4.4999"]
NO_NUMBERS = [
    "",
    " ",
    "three",
    "2 ",
    " 2",
    "+2",
    "2e0",
    "0x2",
    "0b10",
    "2,5",
    "2.",
    ".5",
]
NO_NUMBERS += [
    "Infinity",
    "-Infinity",
    "NaN",
    "1.2.3",
    "--2",
    "2-",
    "\u0662",
    "2\u00a0",
]
OUT_OF_BOUNDS = ["4.5", "4.75", "-3", "1000000000000"]


@pytest.mark.slow
def test_only_plain_numbers_fit_a_number() -> None:
    held = [*NUMBERS, *OUT_OF_BOUNDS, *NO_NUMBERS]
    job = job_of(
        with_case(atLeast=-1, below=4.5),
        *(call_of(account__plan=value) for value in held),
    )

    (outcomes,) = surveyjs.run([job])

    ends = dict(zip(held, [one.end for one in outcomes], strict=True))
    assert {value for value, end in ends.items() if end == "SALE"} == set(NUMBERS)
    assert set(ends.values()) == {"SALE", "NOANS"}


TEXTS = [
    "Plus",
    "007",
    "true",
    "a <> b =< c",
    "it equals 'x'",
    "a\\",
    "{#x}",
    '\\"',
    "~",
]


@pytest.mark.slow
def test_texts_are_compared_to_the_letter() -> None:
    """survey-core's own ``=`` takes capitals, blanks and numbers for the same."""
    others = [
        sorted({text.swapcase(), f"{text} ", text.lstrip("0"), f"{text}x", ""} - {text})
        for text in TEXTS
    ]
    jobs = [
        job_of(
            with_case(oneOf=["something", text]),
            *(call_of(account__plan=value) for value in (text, *different)),
        )
        for text, different in zip(TEXTS, others, strict=True)
    ]

    for text, (same, *different) in zip(TEXTS, surveyjs.run(jobs), strict=True):
        assert same.end == "SALE", text
        assert {one.end for one in different} == {"NOANS"}, text


@pytest.mark.slow
@pytest.mark.parametrize("address", [TOUR, HOSTILE])
def test_calls_that_start_afresh_are_spoken_as_written(address: str) -> None:
    """The matrix goes back from call to call; here each has a form of its own."""
    sample = fixture_samples()[address]
    paths = sample.paths(12)
    job = Job(export=export(sample.record), record=sample.record, paths=paths)

    (outcomes,) = surveyjs.run([job], afresh=True)

    assert [*map(difference, paths, outcomes)] == [""] * len(paths)


@pytest.mark.slow
def test_what_a_customer_says_is_not_looked_at_again() -> None:
    """Neither as HTML nor as a variable: a value is shown as it was typed."""
    record = record_of(CALL)
    record["nodes"]["later"]["sayParts"] = [{"text": "{ "}, {"field": "callback.date"}]
    value = "<img src=x onerror=alert(1)> {disposition} {account__plan}"
    found = outcome(
        record,
        picked("good_time", "later"),
        given("when", value),
        account__plan="basic",
    )

    assert found.said is not None
    assert found.said[-1] == f"{{ {value}"
