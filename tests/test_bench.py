"""What is measured is realistic, valid, and the same on every machine."""

import json
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bench.corpus import build_areas, build_sop
from bench.generate import write_library
from bench.git_history import RENAMED, write_history
from bench.peer import to_markdown
from bench.yaml_text import to_yaml
from builder.commands.check import check
from builder.project import find_project
from tests.conftest import TODAY

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schema"
SOME = range(0, 600, 20)


def schema(name: str) -> jsonschema_rs.Validator:
    text = (SCHEMAS / f"{name}.schema.json").read_text("utf-8")
    return jsonschema_rs.validator_for(json.loads(text))


def test_sops_have_the_promised_size() -> None:
    """150 to 250 lines of YAML, with one script of 15 nodes."""
    for index in SOME:
        sop = build_sop(index, count=600, seed=1)
        lines = to_yaml(sop).count("\n")

        assert (150 <= lines <= 250, len(sop["scripts"][0]["nodes"])) == (True, 15)


def test_sops_and_areas_are_valid() -> None:
    """Everything that is generated fits the published schemas."""
    validator = schema("sop")

    assert schema("areas").is_valid(build_areas())
    assert all(validator.is_valid(build_sop(i, count=600, seed=1)) for i in SOME)


def test_yaml_reads_back_as_it_was() -> None:
    """The text that people would type means the data it was made from."""
    sop = build_sop(20, count=600, seed=1)

    def as_text(value: object) -> object:
        if isinstance(value, dict):
            return {name: as_text(item) for name, item in value.items()}
        if isinstance(value, list):
            return [as_text(item) for item in value]
        return value if isinstance(value, str) else json.dumps(value)

    # Every scalar is read as text: dates, `on` and the like have no meaning here.
    assert yaml.load(to_yaml(sop), yaml.BaseLoader) == as_text(sop)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "yes"}, 'a: "yes"\n'),
        ({"a": "so: it is"}, 'a: "so: it is"\n'),
        ({"a": ["voice", "chat"]}, "a: [voice, chat]\n"),
        ({"a": [{"b": "c, d", "e": True}]}, 'a:\n  - {b: "c, d", e: true}\n'),
        (
            {"a": "word " * 20 + "end"},
            f"a: >-\n  {'word ' * 18}word\n  word end\n",
        ),
    ],
)
def test_yaml_looks_typed(value: dict[str, object], text: str) -> None:
    """Short things stand in one line, prose is folded, other types are quoted."""
    assert to_yaml(value) == text


def test_same_seed_same_sop() -> None:
    """Two machines measure the same library; another seed makes another one."""
    first, again, other = (build_sop(7, count=600, seed=seed) for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_peer_shows_every_line_of_the_script() -> None:
    """The peer is given the same content, so the comparison is fair."""
    sop = build_sop(7, count=600, seed=1)

    class Titles(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return key

    page = to_markdown(sop, Titles())
    said = [node["say"] for node in sop["scripts"][0]["nodes"] if "say" in node]
    done = [step["do"] for section in sop["procedure"] for step in section["steps"]]

    assert [text for text in (*said, *done) if text not in page] == []


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated library of 40 SOPs with its history."""
    root = tmp_path_factory.mktemp("bench") / "library"
    write_library(root, count=40, seed=1)
    write_history(root, seed=1)
    return root


@pytest.mark.long
def test_the_library_passes_the_strict_check(library: Path) -> None:
    """Approved, with every reference in place, and without a warning."""
    result = check(find_project(library, as_of=TODAY))

    assert len(result.library.sops) == 40
    assert result.diagnostics == ()


@pytest.mark.long
def test_same_seed_same_library(library: Path, tmp_path: Path) -> None:
    """Files and commits are the same bytes on every machine."""
    write_library(tmp_path / "again", count=40, seed=1)
    write_history(tmp_path / "again", seed=1)

    first, again = (
        subprocess.run(
            ["git", "-C", root, "rev-parse", "HEAD"], capture_output=True, check=True
        ).stdout
        for root in (library, tmp_path / "again")
    )

    assert first == again


@pytest.mark.long
def test_both_sides_find_the_same_history(library: Path) -> None:
    """What is compared in time agrees in result, where nothing was renamed."""
    told = []
    for module, *more in (("bench.history_ours",), ("bench.history_peer", "40")):
        command = [sys.executable, "-m", module, str(library), *more]
        output = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        told.append(json.loads(output.stdout)["revisions"])
    ours, peer = told
    renamed = sorted(peer)[::RENAMED]

    assert len(peer) == 40
    assert {path: ours[path] for path in peer if path not in renamed} == {
        path: count for path, count in peer.items() if path not in renamed
    }
    assert all(ours[path] == peer[path] + 1 for path in renamed)


@pytest.mark.long
def test_a_trial_run_writes_its_table(tmp_path: Path) -> None:
    """Every command of every comparison still works."""
    command = [sys.executable, "-m", "bench.run", "--quick", "--output", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)

    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    page = (tmp_path / "results.md").read_text("utf-8")
    missed = {one["id"] for one in found["comparisons"] if not one["is_met"]}

    assert [one["id"] for one in found["comparisons"]] == ["check", "history", "site"]
    assert "A trial with few SOPs" in page
    assert {path.stem for path in tmp_path.glob("profiles/*.txt")} == missed
