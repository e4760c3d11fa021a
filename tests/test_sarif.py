"""SARIF: what code scanning of forges and editors read."""

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from builder.cli.main import run
from tests.tiny import TODAY, copy_tiny, tiny_files

SOP = "sop/contact/first-call.yaml"
PACKAGE = Path(__file__).parent / "node/node_modules/@microsoft/sarif-multitool-linux"
MISTAKES = (
    ("owner: team-lead", "owner: team-lad"),
    ("disclosures: [recording-notice]\n        next: plan", "next: plan"),
    ("do: Thank the customer.", "do: Thank the titel."),
)


@pytest.fixture
def log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the check says of a file with three mistakes, one told by a path."""
    text = tiny_files()[SOP]
    for old, new in MISTAKES:
        assert old in text
        text = text.replace(old, new, 1)
    folder = copy_tiny(tmp_path, {SOP: text})
    arguments = ["-C", str(folder), "--as-of", TODAY, "--format", "sarif"]
    assert run(["check", *arguments]) == 1
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def results_of(log: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["ruleId"]: one for one in log["runs"][0]["results"]}


def test_each_problem_has_place_level_and_way_out(log: dict[str, Any]) -> None:
    found = results_of(log)
    owner = found["SOP308"]

    assert owner["level"] == "error"
    assert owner["message"]["text"] == (
        "'team-lad' is not in sop/shared/roles.yaml. "
        "What to do: Did you mean 'team-lead'?"
    )
    place = owner["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": SOP, "uriBaseId": "PROJECT"}
    assert place["region"] == {
        "startLine": 10,
        "startColumn": 8,
        "snippet": {"text": "owner: team-lad"},
    }
    assert found["SOP606"]["level"] == "warning"


def test_rules_are_told_once_and_pointed_at(log: dict[str, Any]) -> None:
    run_log = log["runs"][0]
    rules = run_log["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == sorted({r["id"] for r in rules})
    for result in run_log["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_path_is_a_flow(log: dict[str, Any]) -> None:
    """A broken path rule shows the call that breaks it, node by node."""
    flow = results_of(log)["SOP420"]["codeFlows"][0]["threadFlows"][0]["locations"]

    assert flow[0]["location"]["message"]["text"].startswith("hello")


def test_a_result_is_known_again_below_a_new_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forges close and open results by their marks; lines above do not count."""
    marks = []
    for number, head in enumerate(("", "# a remark\n# another\n")):
        text = tiny_files()[SOP].replace("owner: team-lead", "owner: team-lad")
        folder = copy_tiny(tmp_path / str(number), {SOP: head + text})
        run(["check", "-C", str(folder), "--as-of", TODAY, "--format", "sarif"])
        found = json.loads(capsys.readouterr().out)["runs"][0]["results"]
        marks.append([one["partialFingerprints"] for one in found])

    assert marks[0] == marks[1] != []


def test_nothing_wrong_is_a_log_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty list closes what was open on the forge."""
    folder = copy_tiny(tmp_path)
    assert run(["check", "-C", str(folder), "--as-of", TODAY, "--format", "sarif"]) == 0

    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []


@pytest.mark.slow
def test_the_log_is_valid_under_the_published_schema(log: dict[str, Any]) -> None:
    """The schema comes with Microsoft's reader."""
    schema = json.loads((PACKAGE / "sarif-2.1.0.json").read_text("utf-8"))

    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(log)] == []


@pytest.mark.slow
def test_another_reader_takes_it(log: dict[str, Any], tmp_path: Path) -> None:
    """Microsoft's SARIF Multitool finds no error in it, by its own rules."""
    program = PACKAGE / "Sarif.Multitool"
    program.chmod(program.stat().st_mode | stat.S_IXUSR)  # npm runs no scripts here
    written = tmp_path / "sop.sarif"
    written.write_text(json.dumps(log), "utf-8")

    done = subprocess.run(
        [program, "validate", written, "--output", tmp_path / "found.sarif"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.sarif").read_text("utf-8-sig"))
    results = found["runs"][0].get("results", [])
    assert [one for one in results if one.get("level", "warning") == "error"] == []
