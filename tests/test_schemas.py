"""The schema files: sound, explained, safe, and equal to the model."""

import dataclasses
import functools
import inspect
import json
import re
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import re2
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from builder.formats import newest
from builder.model import blocks, control, procedure, proof, script, shared, sop
from builder.model.text import Located

FOLDER = Path(__file__).parent.parent / "schema"
SHARED = {
    "areas": shared.Area,
    "roles": shared.Role,
    "tools": shared.Tool,
    "regulations": shared.Regulation,
    "techniques": shared.Technique,
    "terms": shared.Term,
    "fields": shared.Field,
    "dispositions": shared.Disposition,
    "disclosures": shared.Disclosure,
    "wording": shared.Wording,
    "path_rules": proof.PathRule,
}
NAMES = ("sop", *SHARED)
CLASSES = {
    name: value
    for module in (blocks, control, procedure, proof, script, shared, sop)
    for name, value in vars(module).items()
    if inspect.isclass(value) and issubclass(value, Located)
}
JSON_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
UNIONS = (types.UnionType, typing.Union)
COUNTED = {"string": "maxLength", "array": "maxItems"}

Schema = dict[str, Any]


@functools.cache
def load(name: str) -> Schema:
    text = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    return typing.cast(Schema, json.loads(text))


def resolve(root: Schema, schema: Schema) -> Schema:
    """Return a schema with its references followed; nearer keys win."""
    whole = dict(schema)
    while "$ref" in whole:
        name = whole.pop("$ref").removeprefix("#/$defs/")
        whole = {**root["$defs"][name], **whole}
    return whole


def objects(name: str) -> Iterator[tuple[str, Schema]]:
    """Return every object of a schema file that has keys, by its name."""
    yield name, load(name)
    for key, value in load(name)["$defs"].items():
        if value.get("type") == "object":
            yield key, value


def parts(value: object) -> Iterator[Schema]:
    """Return every mapping in a schema."""
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for child in children:
            yield from parts(child)


MODELED = [
    pytest.param(name, key, id=f"{name}-{key}")
    for name in NAMES
    for key, _ in objects(name)
    if key not in {*SHARED, "Node"}
]


@pytest.mark.parametrize("name", NAMES)
def test_is_valid_under_the_metaschema(name: str) -> None:
    """Each file is a JSON Schema 2020-12 with an id that nobody can fetch."""
    schema = load(name)

    Draft202012Validator.check_schema(schema)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:sopwright:schema:{newest(name)}:{name}"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_explained(name: str) -> None:
    """Each key has a title, a description and examples that are valid."""
    root = load(name)
    validator = Draft202012Validator(
        root, format_checker=FormatChecker(), registry=Registry()
    )
    for owner, holder in objects(name):
        for key, schema in holder.get("properties", {}).items():
            whole = resolve(root, schema)
            place = f"{owner}.{key}"

            assert whole["title"], place
            assert whole["description"].endswith("."), place
            assert whole["examples"], place
            for example in whole["examples"]:
                found = validator.evolve(schema=schema).iter_errors(example)
                assert [error.message for error in found] == [], place


@pytest.mark.parametrize("name", NAMES)
def test_objects_are_closed(name: str) -> None:
    """An object refuses unknown keys; nodes do so by their kind."""
    for key, schema in objects(name):
        if key != "Node":
            assert schema["additionalProperties"] is False, key


@pytest.mark.parametrize("name", NAMES)
def test_no_unions_and_no_outside_references(name: str) -> None:
    """Unions explain badly, and a reference to elsewhere could be fetched."""
    known = {f"#/$defs/{key}" for key in load(name)["$defs"]}

    for part in parts(load(name)):
        assert not {"oneOf", "anyOf", "$dynamicRef"} & part.keys()
        if isinstance(part.get("$ref"), str):
            assert part["$ref"] in known


@pytest.mark.parametrize("name", NAMES)
def test_no_definition_is_left_over(name: str) -> None:
    """Each definition is used."""
    used = {part["$ref"] for part in parts(load(name)) if "$ref" in part}

    assert {f"#/$defs/{key}" for key in load(name)["$defs"]} == used


@pytest.mark.parametrize("name", NAMES)
def test_text_and_lists_have_an_upper_bound(name: str) -> None:
    """A text or list without a bound lets one file stop a build."""
    for key, schema in load(name)["$defs"].items():
        for part in (schema, *schema.get("properties", {}).values()):
            whole = resolve(load(name), part)
            if whole.get("type") in COUNTED and "enum" not in whole:
                assert COUNTED[whole["type"]] in whole, key


def test_shared_definitions_are_equal_in_all_files() -> None:
    """The same name means the same in each file."""
    for name in SHARED:
        for key, schema in load(name)["$defs"].items():
            if key in load("sop")["$defs"]:
                assert load("sop")["$defs"][key] == schema, f"{name}: {key}"


PATTERNS = sorted(
    {
        (part["pattern"], part["maxLength"])
        for name in NAMES
        for part in parts(load(name))
        if isinstance(part.get("pattern"), str)
    }
)


@pytest.mark.parametrize(("pattern", "longest"), PATTERNS)
def test_pattern_is_linear(pattern: str, longest: int) -> None:
    """Each pattern runs in linear time and has words for people beside it.

    RE2 takes only what it can match in linear time. Backtracking matchers are
    held by a length limit that stands before the pattern.
    """
    assert re2.compile(pattern)
    assert longest <= 8000
    for name in NAMES:
        for part in parts(load(name)):
            if part.get("pattern") == pattern:
                keys = list(part)
                assert keys.index("maxLength") < keys.index("pattern")
                assert part["patternErrorMessage"].startswith("must ")


@pytest.mark.parametrize(("pattern", "longest"), PATTERNS)
def test_pattern_survives_long_near_misses(pattern: str, longest: int) -> None:
    """A backtracking matcher needs few steps even for a hostile text."""
    for unit in ("a", "a-", "a_", "a.", "1.", "a-a_", "sop:a-", "A", "aa-a/"):
        text = unit * (20_000 // len(unit)) + "!"
        found = re.search(pattern, text)
        assert (found is None) == (re2.search(pattern, text) is None)
    assert longest


@pytest.mark.parametrize(("name", "key"), MODELED)
def test_object_equals_its_class(name: str, key: str) -> None:
    """A schema object and its model class have the same keys, all alike."""
    schema = sop_or(key, name)
    model = sop.Sop if key == "sop" else CLASSES[key]
    fields = {each.name: each for each in dataclasses.fields(model)}
    del fields["at"]
    hints = typing.get_type_hints(model, include_extras=True)
    kind = ["kind"] if hasattr(model, "kind") else []
    needed = [
        field for field, facts in fields.items() if facts.default is dataclasses.MISSING
    ]

    assert sorted([*fields, *kind]) == sorted(schema["properties"])
    assert sorted([*needed, *kind]) == sorted(schema.get("required", []))
    for field in fields:
        assert_same(load(name), schema["properties"][field], hints[field])


def sop_or(key: str, name: str) -> Schema:
    return load("sop") if key == "sop" else load(name)["$defs"][key]


def assert_same(root: Schema, schema: Schema, hint: Any) -> None:
    """Compare the schema of a key with the type of a field."""
    whole = resolve(root, schema)
    text_kind = None
    if typing.get_origin(hint) in UNIONS and hint != script.Node:
        (hint,) = [each for each in hint.__args__ if each is not type(None)]
    if typing.get_origin(hint) is typing.Annotated:
        hint, text_kind = hint.__origin__, hint.__metadata__[0]
    if typing.get_origin(hint) is tuple:
        assert whole["type"] == "array"
        assert_same(root, whole["items"], typing.get_args(hint)[0])
    elif hint == script.Node:
        assert schema["$ref"] == "#/$defs/Node"
    elif issubclass(hint, Located):
        assert schema["$ref"] == f"#/$defs/{hint.__name__}"
    elif issubclass(hint, StrEnum):
        assert whole["enum"] == [str(value) for value in hint]
    elif "const" in whole:
        assert hint is int
    else:
        assert whole["type"] == JSON_TYPES[hint]
        assert whole.get("x-text") == text_kind


def test_every_class_has_a_schema() -> None:
    """No class of the model is without an object in a schema."""
    described = {key for name in NAMES for key, _ in objects(name)}

    assert set(CLASSES) - {"Located", "Sop"} == described - {*NAMES, "Node"}


def test_nodes_are_told_apart_by_kind() -> None:
    """Each kind of node has its own keys, chosen by if and then."""
    node = load("sop")["$defs"]["Node"]
    chosen = {
        each["if"]["properties"]["kind"]["const"]: each["then"]["$ref"]
        for each in node["allOf"]
    }

    assert {
        kind: f"#/$defs/{model.__name__}" for kind, model in script.NODE_KINDS.items()
    } == chosen
    assert list(script.NODE_KINDS) == load("sop")["$defs"]["kind"]["enum"]


@pytest.mark.parametrize(("name", "model"), SHARED.items())
def test_shared_file_is_one_list_named_like_its_kind(name: str, model: type) -> None:
    """A shared file holds the format version and one list."""
    schema = load(name)

    assert ["schema", name] == schema["required"] == list(schema["properties"])
    assert schema["properties"][name]["items"] == {"$ref": f"#/$defs/{model.__name__}"}


@pytest.mark.parametrize("name", NAMES)
def test_values_to_choose_from_are_explained_one_by_one(name: str) -> None:
    """Where an editor explains the values, it explains each of them."""
    for part in parts(load(name)):
        if "markdownEnumDescriptions" in part:
            assert len(part["enum"]) == len(part["markdownEnumDescriptions"])
