"""What holds for every test: a known day, no network, nobody's git settings."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# In CI the same examples every time: new ones are found where people develop.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")

TODAY = "2026-11-25"
_GIT_SETTINGS = """\
[user]
    name = Sam Author
    email = sam@example.org
[init]
    defaultBranch = main
[commit]
    gpgSign = false
[core]
    fsync = none
[gc]
    auto = 0
[maintenance]
    auto = false
[advice]
    detachedHead = false
"""
_LOOPBACK = ("127.0.0.1", "::1", "localhost", "0.0.0.0")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew."""
    words = "write the golden files anew instead of comparing with them"
    parser.addoption("--update-golden", action="store_true", help=words)


@pytest.fixture(scope="session", autouse=True)
def _known_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Git reads one known configuration; a build's day is fixed."""
    home = tmp_path_factory.mktemp("home")
    settings = home / "gitconfig"
    settings.write_text(_GIT_SETTINGS)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
        patch.setenv("SOURCE_DATE_EPOCH", "1795608000")  # noon of TODAY, in UTC
        yield


@pytest.fixture(scope="session")
def library_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own library, for reading."""
    from tests.browser import build_library_site

    base = tmp_path_factory.getbasetemp()
    return build_library_site(
        base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    )


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """A test that reaches for another machine fails at once."""
    connect = socket.socket.connect

    def guard(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test must not connect to {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guard)
        yield
