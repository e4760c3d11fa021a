"""What is tracked by git names no machine, no package host, and no person's folder."""

import itertools
import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements/runtime.lock", "requirements/dev.lock")
FOLDERS = ("builder", "schema", "sop", "tests", "docs", "contributing", "scripts")

# Written in two halves, so that this file does not hold what it looks for.
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")
PATHS = re.compile(r"(?<![\w.:/<-])/(?:work|root|home|Users|farm)/")
UNFINISHED = re.compile(
    "|".join(
        [r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", "lorem " + "ipsum"]
    )
)
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def project_files() -> list[Path]:
    """Return what git tracks; in an unpacked sdist, what is in the usual folders."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False
    )
    names = listed.stdout.decode().split("\0")
    if "pyproject.toml" in names:
        found = [ROOT / name for name in names if name]
    else:
        found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return [
        path for path in found if path.is_file() and "__pycache__" not in path.parts
    ]


def read_texts() -> dict[str, str]:
    """Return the project's texts by path; what is not UTF-8 is not text."""
    texts = {}
    for path in project_files():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return texts


TEXTS = read_texts()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(re.compile("|".join(map(re.escape, HOSTS))), id="package hosts"),
        pytest.param(PATHS, id="paths of one machine"),
        pytest.param(UNFINISHED, id="unfinished work"),
    ],
)
def test_no_file_holds(words: re.Pattern[str]) -> None:
    """A stranger's clone holds nothing of the machine it was written on."""
    lines = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in TEXTS.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if words.search(line)
    ]

    assert lines == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cd /ho" + "me/someone/project", True),
        ('"/ro' + 'ot/x"', True),
        ("see https://example.org/ho" + "me/page", False),
        ("sop/wo" + "rk/plan.yaml", False),
    ],
)
def test_paths_are_told_from_addresses(line: str, found: bool) -> None:
    """Only a path that begins at the top of a disk counts."""
    assert bool(PATHS.search(line)) is found


def test_project_is_seen() -> None:
    """The walk finds the project: an empty list would pass the tests above."""
    assert {"builder/__init__.py", "tests/test_repository.py"} <= set(TEXTS)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_file_has_hashes_and_no_address(name: str) -> None:
    """Every locked package is known by its hash, wherever it is fetched from."""
    text = (ROOT / name).read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert len(entries) == len(PIN.findall(text)) > 30
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|index-url|find-links|trusted-host", text) == []


def test_lock_files_agree() -> None:
    """One .venv serves both: what the first pins, the second pins alike."""
    runtime, development = (
        set(PIN.findall((ROOT / name).read_text("utf-8"))) for name in LOCKS
    )

    assert runtime - development == set()


def is_pinned(requirement: Requirement, pins: dict[str, str]) -> bool:
    version = pins.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def test_every_dependency_is_locked() -> None:
    """What pyproject.toml asks for is in the lock file, in a version it accepts."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [
        told["project"]["dependencies"],
        *told["project"]["optional-dependencies"].values(),
        *told["dependency-groups"].values(),
    ]
    pins = dict(PIN.findall((ROOT / "requirements" / "dev.lock").read_text("utf-8")))
    wrong = [
        text
        for text in itertools.chain.from_iterable(groups)
        if not is_pinned(Requirement(text), pins)
    ]

    assert wrong == [], "run make lock"


OWN_KINDS = {".py", ".j2", ".css", ".js", ".svg", ".md", ".json", ".yaml", ".yml"}
OWN_KINDS |= {".toml", ".typed"}
LICENSES = "builder/outputs/site/assets/licenses.txt"


def test_every_bundled_work_of_others_is_listed_with_its_license() -> None:
    """The list is in the package and on the site, and so is each text it points at."""
    listed = (ROOT / LICENSES).read_text("utf-8")
    patterns = re.findall(r"^assets/sop/(fonts/\S+)", listed, re.MULTILINE)
    texts = re.findall(r"assets/sop/(fonts/OFL\S+\.txt)", listed)
    bundled = [
        f"fonts/{path.name}"
        for path in sorted((ROOT / "builder").rglob("*"))
        if path.is_file() and path.suffix not in OWN_KINDS | {".pyc"}
        if path != ROOT / LICENSES and not path.name.startswith(".")
    ]

    assert len(texts) == len(patterns)
    assert set(texts) <= set(bundled)
    assert [
        name
        for name in bundled
        if name not in texts and not any(fnmatch(name, one) for one in patterns)
    ] == []


def test_no_source_of_ours_is_somebody_elses() -> None:
    """Scripts and styles are written here: a library that moves in has a notice."""
    notice = re.compile(
        r"@license|@preserve|/\*!|\(c\) |sourceMappingURL", re.IGNORECASE
    )
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "builder").rglob("*.[cj]s*"))
        if notice.search(path.read_text("utf-8"))
    ]

    assert found == []


def test_license_is_present() -> None:
    """The license travels with the project."""
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")
