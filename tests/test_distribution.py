"""The packages hold all they need, and the tests pass from what was packed."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.long


def run(*command: str | Path, cwd: Path) -> str:
    """Return what a program prints; its complaint is shown when it fails."""
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def project_files(*folders: str) -> set[str]:
    """Return what git tracks, or would if it were added."""
    which = ("--cached", "--others", "--exclude-standard")
    told = run("git", "ls-files", "-z", *which, *folders, cwd=ROOT)
    return set(told.split("\0")) - {""}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "-o", folder, cwd=ROOT)
    return folder


@pytest.fixture(scope="module")
def unpacked(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that an sdist unpacks to."""
    target = tmp_path_factory.mktemp("sdist")
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        archive.extractall(target, filter="data")
    return next(target.iterdir())


@pytest.fixture(scope="module")
def wheel_names(packages: Path) -> set[str]:
    """The paths in the wheel."""
    with zipfile.ZipFile(next(packages.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_sdist_holds_every_tracked_file(packages: Path) -> None:
    """Whoever gets the sdist can do what a clone can; nothing else travels along."""
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}

    assert packed - {"PKG-INFO"} == project_files()


def test_wheel_holds_the_package_and_its_data(wheel_names: set[str]) -> None:
    """Schemas and library travel as data; templates, fonts and scripts as they are."""
    data = {
        f"builder/data/{path}"
        for path in project_files("schema", "sop", "docs", "mkdocs.yml")
    }
    expected = project_files("builder") | data

    assert {name for name in wheel_names if ".dist-info/" not in name} == expected


def test_fast_tests_pass_from_the_sdist(unpacked: Path) -> None:
    """What was packed is complete enough to be tested, by the tests that look at it.

    The others read only what they have written themselves.
    """
    tests = sorted((unpacked / "tests").glob("test_*.py"))
    asked = [test for test in tests if re.search(r"\bROOT\b", test.read_text("utf-8"))]
    told = run(
        *(sys.executable, "-m", "pytest", "-q", "-m", "not slow and not long", *asked),
        cwd=unpacked,
    )

    assert " passed" in told


def test_wheel_works_in_a_clean_environment(packages: Path, tmp_path: Path) -> None:
    """The wheel and what it names are enough to start, check and build a library."""
    wheel = next(packages.glob("*.whl"))
    python = tmp_path / "venv" / "bin" / "python"
    pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    run(
        *pip, "--require-hashes", "-r", ROOT / "requirements/runtime.lock", cwd=tmp_path
    )
    run(*pip, "--no-deps", "--no-index", wheel, cwd=tmp_path)

    sop, ours = python.with_name("sop"), tmp_path / "ours"
    told = run(sop, "--version", cwd=tmp_path)
    run(sop, "init", ours, cwd=tmp_path)
    run(sop, "check", "--strict", cwd=ours)
    run(sop, "build", cwd=ours)

    for part in ("site/index.html", "cards/call-handling.sop.a4.pdf"):
        assert (ours / "build" / part).is_file()
    assert len(list((ours / "build/dialer/sop-dialer").glob("*.json"))) >= 9
    assert told == f"sop {wheel.name.split('-')[1]}\n"
