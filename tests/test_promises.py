"""What SECURITY.md promises is tested, by the tests that it names."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny import TODAY, copy_tiny

TESTS = Path(__file__).parent
PROMISES = TESTS.parent / "SECURITY.md"

NO_NETWORK = """\
import socket
def refuse(*arguments, **named):
    open({told!r}, "a").write(repr(arguments[1:]))
    raise OSError("no network here")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
"""


def test_every_promise_names_a_test() -> None:
    """A promise without a test is a wish."""
    promises = re.findall(
        r"^(\d+)\. .+\n   Tested by (.+)\.$", PROMISES.read_text(), re.M
    )
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PROMISES.read_text())

    assert [number for number, _ in promises] == [str(n) for n in range(1, 12)]
    assert [
        f"{file}::{name}"
        for file, name in named
        if f"def {name}(" not in (TESTS / file).read_text("utf-8")
    ] == []


@pytest.mark.slow
def test_building_needs_no_network(tmp_path: Path) -> None:
    """Site, cards and exports are made by processes that cannot reach anybody."""
    told = tmp_path / "told"
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK.format(told=str(told)))
    folder = copy_tiny(tmp_path / "tiny")
    command = [
        sys.executable,
        "-m",
        "builder.cli",
        "build",
        "-C",
        folder,
        "--as-of",
        TODAY,
    ]
    paths = os.pathsep.join([str(tmp_path), str(TESTS.parent)])
    surroundings = {**os.environ, "PYTHONPATH": paths}
    # The trap works: whoever asks for an address is caught.
    asking = [sys.executable, "-c", "import socket; socket.getaddrinfo('localhost', 1)"]
    assert subprocess.run(asking, env=surroundings, check=False).returncode == 1
    told.unlink()

    built = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=False
    )

    assert built.returncode == 0, built.stderr
    assert not told.exists(), told.read_text()
    assert (folder / "build/cards/first-call.sop.a4.pdf").is_file()
    assert (folder / "build/site/contact/first-call/index.html").is_file()
