"""Walking a script: cases that authors write, ``sop play``, ``sop paths``, coverage."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import run
from builder.graph.cases import play_case
from builder.graph.paths import MOST_PATHS, list_paths
from builder.model.proof import CallCase, FieldValue
from builder.reader import read_as
from tests.calls import HOME, known, scripts_of
from tests.test_export import sop
from tests.tiny import copy_tiny, tiny_files

SOP = "sop/contact/first-call.yaml"
CALL = """
    hi[recording-notice] ask Yes:plan No:nobody Plus:hi~account.plan=plus else nobody
    plan branch account.plan plus:when else nobody
    when collect callback.date later else nobody
    later end CALLBK
    nobody end NOANS
"""
ON = "here say on\non go first-call/call"


def played(text: str, case: CallCase, **others: str) -> list[str]:
    """Return what does not come out as a case says."""
    scripts = scripts_of(call=text, **others)
    result = play_case(scripts, known(scripts), case)
    return [one.message for one in result.mismatches]


def a_case(**parts: Any) -> CallCase:
    return CallCase(id="case", title="Case", **parts)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"answers": ("No",), "reaches": "NOANS"}, []),
        ({"answers": ("no",), "reaches": "NOANS", "hears": ("recording-notice",)}, []),
        ({"answers": ("(silence)",), "reaches": "NOANS"}, []),
        ({"answers": ("Plus", "Yes", "Friday"), "reaches": "CALLBK"}, []),
        ({"answers": ("Plus", "Yes", "(silence)"), "reaches": "NOANS"}, []),
        (
            {
                "given": (FieldValue(field="account.plan", value="plus"),),
                "answers": ("Yes", "Friday"),
                "passes": ("when",),
                "reaches": "CALLBK",
            },
            [],
        ),
        (
            {"answers": ("Yes",), "reaches": "CALLBK"},
            ["the call ends with NOANS, not with CALLBK"],
        ),
        (
            {"answers": ("No", "Yes")},
            ["the call is over before 'Yes' is answered"],
        ),
        ({"answers": ()}, ["no answer is left at 'hi'"]),
        ({"answers": ("Maybe",)}, ["'Maybe' is no choice of 'hi'"]),
        (
            {"answers": ("No",), "never_hears": ("recording-notice",)},
            ["'recording-notice' is said on this call"],
        ),
        (
            {"answers": ("No",), "hears": ("consent",)},
            ["'consent' is never said on this call"],
        ),
        (
            {"answers": ("No",), "passes": ("when",)},
            ["the call never comes to 'when'"],
        ),
        (
            {"answers": ("Plus", "Yes", "silence")},
            ["'silence' would be written down as a value"],
        ),
        (
            {"answers": ("No",), "goes_to": "first-call/other"},
            ["the call ends with NOANS, not to first-call/other"],
        ),
    ],
)
def test_a_case_is_played_through_the_script(
    parts: dict[str, Any], expected: list[str]
) -> None:
    assert played(CALL, a_case(**parts)) == expected


def test_a_case_follows_the_call_into_another_script() -> None:
    """The outcome counts, wherever it is reached; ``goes_to`` stops before."""
    scripts = scripts_of(start=ON, call=CALL)
    script = known(scripts, "start")

    for case in (
        a_case(answers=("No",), reaches="NOANS", passes=("hi",)),
        a_case(goes_to=f"{HOME}/call"),
    ):
        assert play_case(scripts, script, case).mismatches == ()


def test_a_circle_in_which_nobody_is_asked_ends_the_case() -> None:
    scripts = scripts_of(call="a say b\nb say a\nc end SALE")

    result = play_case(scripts, known(scripts), a_case(reaches="SALE"))

    assert [one.message for one in result.mismatches] == [
        "the call goes in a circle at 'a', where nobody is asked"
    ]
    assert [way.place.node for way in result.path] == ["a", "b", "a"]


def test_paths_come_to_no_node_twice_and_know_their_seconds() -> None:
    scripts = scripts_of(call=CALL)

    found = list_paths(scripts, known(scripts))

    shown = [
        " ".join([*(way.place.node for way in path.ways), path.end])
        for path in found.paths
    ]
    assert found.is_whole
    assert sorted(shown) == [
        "hi nobody NOANS",
        "hi nobody NOANS",
        "hi plan nobody NOANS",
        "hi plan when later CALLBK",
        "hi plan when nobody NOANS",
    ]
    # "This call is recorded." and "Hm." once or twice, at 150 words a minute.
    assert [path.seconds for path in found.paths] == [2, 2, 2, 3, 3]


def test_paths_of_a_script_that_goes_on_end_there() -> None:
    scripts = scripts_of(start=ON, call=CALL)

    (path,) = list_paths(scripts, known(scripts, "start")).paths

    assert path.end == f"go {HOME}/call"


def test_nodes_that_lie_only_on_ways_back_are_named() -> None:
    text = "menu ask A:a End:done else menu\na say menu\ndone end SALE"
    scripts = scripts_of(call=text)

    found = list_paths(scripts, known(scripts))

    assert len(found.paths) == 1
    assert found.elsewhere == ("a",)


def test_a_flood_of_paths_is_cut_and_told() -> None:
    steps = "\n".join(f"s{n} ask A:t{n} B:s{n + 1} else t{n}" for n in range(20))
    turns = "\n".join(f"t{n} say s{n + 1}" for n in range(20))
    scripts = scripts_of(call=f"{steps}\n{turns}\ns20 end SALE")

    found = list_paths(scripts, known(scripts))

    assert len(found.paths) == MOST_PATHS
    assert not found.is_whole


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "tiny")


def test_paths_are_listed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sop(tiny, "paths", "first-call") == 0
    told = capsys.readouterr().out
    assert "First call (first-call/call): 5 paths" in told
    assert "hello → plan account.plan is plus → thanks" in told

    assert sop(tiny, "paths", "first-call", "--to", "CALLBK", "--json") == 0
    (path,) = json.loads(capsys.readouterr().out)
    assert path["end"] == "CALLBK"
    assert [step["node"] for step in path["nodes"]][-2:] == ["when", "later"]


@pytest.mark.parametrize(
    ("verb", "arguments", "words"),
    [
        ("paths", ["first-cal"], "did you mean 'first-call/call'?"),
        ("paths", ["first-call", "--to", "SALES"], "did you mean 'SALE'?"),
        ("paths", ["complaint"], "there is no script 'complaint'"),
        ("play", ["first-call", "--field", "plan"], "write --field plan=VALUE"),
        ("play", ["first-call", "--field", "account.plam=x"], "'account.plan'?"),
        ("export", ["first-call/call", "--diff", "nosuch"], "no git repository"),
    ],
)
def test_a_wrong_order_is_answered_with_the_right_one(
    verb: str,
    arguments: list[str],
    words: str,
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert sop(tiny, verb, *arguments) == 2
    assert words in capsys.readouterr().err


def play(
    tiny: Path, typed: str, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    return sop(tiny, "play", "first-call", *arguments)


def test_a_call_is_played_and_comes_out_as_a_case(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was typed goes into the SOP as it stands, and the check accepts it."""
    assert play(tiny, "9\n2\nb\nlater\nFriday\n", monkeypatch) == 0

    told = capsys.readouterr().out
    assert "SAY EXACTLY: Recording notice" in told
    assert "Hello [Alex], this is [Sam]." in told
    assert "no such answer; there are: Yes, go on, Later" in told
    assert "RECORD CALLBK" in told
    case = told.partition("This call as a case:\n\n")[2]
    assert 'answers: ["Later", "Friday"]' in case
    text = tiny_files()[SOP].replace(
        "\nchecklists:", f"\n    cases:\n{case}checklists:"
    )
    (tiny / SOP).write_text(text, "utf-8")
    assert sop(tiny, "check", "--strict", "--coverage") == 0
    told = capsys.readouterr().out
    assert "first-call/call: 1 of 2 choices picked by 1 cases" in told
    assert "good_time “Yes, go on” is picked by no case" in told
    assert "1 case (1 of 2 choices picked)" in told


def test_a_known_field_decides_and_is_said(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = ("--field", "account.plan=plus", "--field", "customer.first_name=Kim")

    assert play(tiny, "", monkeypatch, *given) == 0

    told = capsys.readouterr().out
    assert "Hello Kim, this is [Sam]." in told
    assert "RECORD SALE" in told
    assert '- {field: account.plan, value: "plus"}' in told


def test_the_end_of_all_input_ends_the_call(
    tiny: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert play(tiny, "?\n", monkeypatch) == 0
    assert "answers: []" in capsys.readouterr().out


def test_a_case_is_read_like_the_rest_of_the_file() -> None:
    data = {"id": "a", "title": "A", "given": [{"field": "a.b", "value": "c"}]}

    case = read_as(CallCase, data, ("scripts", 0, "cases", 0))

    assert case.given[0].at == ("scripts", 0, "cases", 0, "given", 0)
    assert run(["play", "--help"]) == 0
