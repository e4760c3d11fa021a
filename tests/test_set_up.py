"""Set-up tells what is missing on a machine, and the line that brings it."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


def run_on_bare_machine(folder: Path, *command: str) -> tuple[int, str]:
    """Return exit code and complaint of a command that finds no program on its PATH."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={"PATH": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr


def test_missing_programs_come_with_the_line_to_run(tmp_path: Path) -> None:
    """Where nothing may be installed, the reader can copy one line and go on."""
    code, complaint = run_on_bare_machine(
        tmp_path, sys.executable, str(SCRIPTS / "system-packages"), "test"
    )

    assert code == 2
    assert complaint.splitlines() == [
        "error: not found: git, Chromium, Node 20 or newer, Poppler's tools, qpdf, "
        "ssh-keygen",
        "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --yes "
        "--no-install-recommends git chromium-headless-shell nodejs poppler-utils "
        "qpdf openssh-client",
        "  Fedora:          sudo dnf install chromium-headless git nodejs openssh "
        "poppler-utils qpdf",
        "  macOS:           brew install git google-chrome node openssh poppler qpdf",
        "  Then run the same make command again.",
    ]


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        ("chromium-headless-shell chromium", "chromium-headless-shell"),
        ("chromium", "chromium"),
        ("nothing", "chromium-headless-shell"),
    ],
)
def test_a_release_that_names_a_package_otherwise_gets_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: str, chosen: str
) -> None:
    """What Debian calls chromium-headless-shell, others have in chromium only."""
    cache = tmp_path / "apt-cache"
    cache.write_text(
        f'#!/bin/sh\ncase " {known} " in *" $3 "*) echo "Package: $3";; esac\n'
    )
    cache.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    script = runpy.run_path(str(SCRIPTS / "system-packages"))

    browser = next(need for need in script["TEST"] if need.title == "Chromium")
    assert script["find_package"](browser.debian) == chosen


def test_present_programs_say_nothing() -> None:
    """On a machine that has everything, the check is silent."""
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "system-packages"), "test"],
        cwd=SCRIPTS.parent,
        check=False,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_missing_python_is_said_so(tmp_path: Path) -> None:
    """Without a Python that is new enough, the reader learns where to get one."""
    code, complaint = run_on_bare_machine(
        tmp_path, "/bin/sh", str(SCRIPTS / "find-python")
    )

    assert code == 2
    assert complaint.startswith("error: no Python 3.11 or newer was found\n")


def test_old_python_is_passed_over(tmp_path: Path) -> None:
    """A python3 that is too old is no Python; the next name is tried."""
    for name, verdict in (("python3", 1), ("python3.12", 0)):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\nexit {verdict}\n")
        program.chmod(0o755)

    found = subprocess.run(
        ["/bin/sh", str(SCRIPTS / "find-python")],
        env={"PATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )

    assert found.stdout == f"{tmp_path / 'python3.12'}\n"
