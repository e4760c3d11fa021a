"""What is measured is realistic, valid, and the same on every machine."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bench.corpus import build_areas, build_sop
from bench.peer import to_markdown
from bench.yaml_text import to_yaml

SCHEMAS = Path(__file__).resolve().parent.parent / "schema"
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
