"""The API: every file fits its schema, tells everything, and names what it leads to."""

import json
import subprocess
import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, NotRequired, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from builder.addresses import parts_of
from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.fingerprint import fingerprint_of
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.api import format as shapes
from builder.outputs.api import format_blocks, format_scripts
from builder.outputs.api.format import KINDS, schema_name
from builder.outputs.inline_text import plain_words
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.project import find_project
from builder.schema import load_schema, schema_text
from builder.texts import texts_of
from builder.view import LibraryView
from tests.test_site_pages import Document, facts, hostile_library
from tests.tiny import TODAY, read_tiny_library

ROOT = Path(__file__).parent.parent
RECORDS = {
    name.removesuffix("Record"): shape
    for module in (shapes, format_blocks, format_scripts)
    for name, shape in vars(module).items()
    if name.endswith("Record")
}


@cache
def shipped() -> tuple[Library, SiteContent]:
    """The repository's own library, and its site."""
    project = find_project(ROOT, as_of=TODAY)
    library = check(project).library
    return library, site_content(library, gather_facts(project, library))


@cache
def tiny() -> SiteContent:
    return site_content(read_tiny_library(), facts())


def api(made: SiteContent) -> dict[str, Any]:
    return {
        file.path.removeprefix("api/v1/"): json.loads(file.content)
        for file in made.files
        if file.path.startswith("api/")
    }


def kind_of(path: str) -> str:
    return "sop" if path.startswith("sops/") else path.removesuffix(".json")


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_files_fit_the_published_schema(kind: str, tmp_path: Path) -> None:
    """As check-jsonschema judges, for the shipped, the tiny and a hostile library."""
    schema = tmp_path / "schema.json"
    schema.write_text(schema_text(schema_name(kind)), "utf-8")
    names: list[Path] = []
    hostile = site_content(hostile_library(), facts())
    for made in (shipped()[1], tiny(), hostile):
        for path, found in api(made).items():
            if kind_of(path) == kind:
                names.append(tmp_path / f"{len(names)}.json")
                names[-1].write_text(json.dumps(found), "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *names],
        check=False,
        capture_output=True,
        text=True,
    )

    assert len(names) >= 3
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_sound_and_explained(kind: str) -> None:
    """Each key has a title, a description and examples that are valid."""
    schema = load_schema(schema_name(kind))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(
        schema, format_checker=FormatChecker(), registry=Registry()
    )
    holders = [schema, *schema["$defs"].values()]

    assert schema["$id"] == f"urn:sopwright:schema:api:{kind}:1.0"
    for holder in holders:
        assert holder["description"]
        assert holder["additionalProperties"] is False
        for key, part in holder["properties"].items():
            assert part["title"], key
            assert part["description"].endswith("."), key
            for example in part.get("examples", ()):
                found = validator.evolve(schema=part).iter_errors(example)
                assert [error.message for error in found] == [], key


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_the_keys_of_the_records(kind: str) -> None:
    for name, part in load_schema(schema_name(kind))["$defs"].items():
        hints = get_type_hints(RECORDS[name], include_extras=True)
        needed = [key for key in hints if get_origin(hints[key]) is not NotRequired]

        assert list(part["properties"]) == list(hints), name
        assert part["required"] == needed, name
        for key, hint in hints.items():
            inner = get_args(hint)[0] if get_origin(hint) is NotRequired else hint
            is_list = get_origin(inner) is list
            assert (part["properties"][key].get("type") == "array") is is_list, key


def test_a_file_says_what_it_is() -> None:
    """Format, version, and a schema that stands on the site where the file says."""
    paths = {file.path for file in tiny().files}

    for path, found in api(tiny()).items():
        assert list(found)[:4] == ["$schema", "format", "formatVersion", "site"]
        assert found["format"] == f"sop-api-{kind_of(path)}"
        assert found["formatVersion"] == "1.0"
        steps = 3 if path.startswith("sops/") else 2
        assert found["$schema"].count("../") == steps
        assert found["$schema"].replace("../", "") in paths


def test_only_approved_sops_have_a_file() -> None:
    """The index names retired ones, with their successors; drafts are nowhere."""
    library = read_tiny_library()
    index = {one["id"]: one for one in api(tiny())["sops.json"]["sops"]}
    of = {status: ids_of(library, status) for status in Status}

    assert set(index) == of[Status.APPROVED] | of[Status.RETIRED]
    assert of[Status.DRAFT] | of[Status.IN_REVIEW]
    files = {one["file"] for one in index.values() if "file" in one}
    assert files == {f"api/v1/sops/{sop}.json" for sop in of[Status.APPROVED]}
    for sop in of[Status.RETIRED]:
        assert index[sop]["successor"] == library.by_id[sop].successor
    steps = api(tiny())["context.json"]["steps"].values()
    assert {step["sop"] for step in steps} == of[Status.APPROVED]
    told = {one["sop"] for one in api(tiny())["changes.json"]["changes"]}
    assert told == of[Status.APPROVED] | of[Status.RETIRED]


def ids_of(library: Library, status: Status) -> set[str]:
    return {sop.id for sop in library.sops if sop.status is status}


@pytest.mark.parametrize("make", [shipped, lambda: (read_tiny_library(), tiny())])
def test_an_sop_is_told_whole(make: Any) -> None:
    """Every text of the model is in its file, without marks, and as it was written."""
    library, made = make()
    files = api(made)

    for sop in library.sops:
        if sop.status is Status.APPROVED:
            strings = set(strings_in(files[f"sops/{sop.id}.json"]))
            missing = [
                text
                for part in told_parts(sop)
                for text in texts_of(part)
                if text.words not in strings
            ]
            assert missing == []


def told_parts(sop: Sop) -> list[Any]:
    """Return the parts of an SOP but its card and what only proves its scripts."""
    found: list[Any] = []
    for field in fields(sop):
        value = getattr(sop, field.name)
        if field.name not in ("at", "card", "scripts"):
            found += [one for one in as_list(value) if hasattr(one, "at")]
    return found + [node for script in sop.scripts for node in script.nodes]


def as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, tuple) else [value]


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        return [text for child in children for text in strings_in(child)]
    return []


def test_texts_have_no_marks_and_fields_in_brackets() -> None:
    sop = api(tiny())["sops/first-call.json"]["sop"]
    step = sop["sections"][0]["steps"][0]

    assert sop["purpose"] == {
        "text": "Make a first call that the customer is glad of.",
        "markup": "Make a **first call** that the customer is glad of.",
    }
    assert step["say"][0]["text"] == (
        "Hello [customer first name], this is [agent first name]."
    )
    assert "{{ customer.first_name }}" in step["say"][0]["markup"]
    assert step["do"] == {"text": "Say who you are & why you call."}


@pytest.mark.parametrize("make", [lambda: shipped()[1], tiny])
def test_every_page_that_is_named_is_there(make: Any) -> None:
    """Paths lead to pages of the site, and anchors to places on them."""
    made = make()
    ids = {page.path: set(Document(page.html).ids) for page in made.pages}
    files = {file.path for file in made.files}
    named = {
        value
        for found in api(made).values()
        for key, value in keyed_in(found)
        if key in ("page", "step") and isinstance(value, str)
    }
    embeds = {
        value
        for found in api(made).values()
        for key, value in keyed_in(found)
        if key == "embed"
    }

    assert len(named) > 20
    for page in named:
        path, _, anchor = page.partition("#")
        assert path in ids, page
        assert not anchor or anchor in ids[path], page
    assert {f"{path}index.html" for path in embeds} <= files


def keyed_in(value: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        found += value.items()
    for child in value.values() if isinstance(value, dict) else value:
        if isinstance(child, dict | list):
            found += keyed_in(child)
    return found


def test_fingerprints_are_those_of_the_parts() -> None:
    library = read_tiny_library()
    sop = library.by_id["first-call"]
    parts = dict(parts_of(sop))
    record = api(tiny())["sops/first-call.json"]["sop"]
    view = LibraryView(library)

    assert record["fingerprint"] == fingerprint_of(sop, view)[:12]
    for section in record["sections"]:
        for part in (section, *section["steps"]):
            anchor = part["page"].partition("#")[2]
            assert part["fingerprint"] == fingerprint_of(parts[anchor], view)[:12]


def test_a_context_finds_what_to_say() -> None:
    """By channel, direction and stage to steps, with lines, warnings, exact words."""
    found = api(tiny())["context.json"]
    (context,) = [one for one in found["contexts"] if one.get("stage") == "open"]

    assert (context["channel"], context["direction"]) == ("voice", "outbound")
    assert context["steps"] == ["first-call#greet.say-who", "first-call#greet.ask-time"]
    first, second = (found["steps"][address] for address in context["steps"])
    assert first["must"] is True
    assert first["lines"][0]["text"].startswith("Hello [customer")
    assert first["disclosures"][0]["say"] == {"text": "This call is recorded."}
    assert second["warnings"] == [
        {"kind": "warning", "text": {"text": "Never go on after a no."}}
    ]
    assert "lines" not in second


def test_contexts_name_every_step_and_no_other() -> None:
    """An SOP for both directions stands in both; order follows the model."""
    library, made = shipped()
    found = api(made)["context.json"]
    keys = [(one["channel"], one["direction"]) for one in found["contexts"]]

    assert {step for one in found["contexts"] for step in one["steps"]} == set(
        found["steps"]
    )
    assert len(found["steps"]) == sum(
        len(section.steps) for sop in library.sops for section in sop.procedure
    )
    assert keys == sorted(keys, key=list(dict.fromkeys(keys)).index)
    stages = [one.get("stage") for one in found["contexts"]]
    assert len(set(zip(keys, stages, strict=True))) == len(stages)


def test_changes_are_those_of_the_feed() -> None:
    changes = api(tiny())["changes.json"]["changes"]
    feed = next(file for file in tiny().files if file.path == "changes.json")
    items = json.loads(feed.content)["items"]

    assert [item["id"].partition(":")[2].partition(":")[2] for item in items] == [
        change["id"] for change in changes
    ]
    assert changes[0]["what"]["text"] == plain_words(changes[0]["what"]["text"])


def test_the_same_library_makes_the_same_bytes() -> None:
    again = site_content(read_tiny_library(), facts())

    assert [file for file in again.files if file.path.startswith("api/")] == [
        file for file in tiny().files if file.path.startswith("api/")
    ]
    for file in tiny().files:
        if file.path.startswith("api/"):
            assert file.content.endswith(b"}\n")
            file.content.decode("ascii")
