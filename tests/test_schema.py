"""What does not fit a schema is told once, in the author's words, at its place."""

import copy
import functools
import json
import operator
import re
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builder.diagnostics import Diagnostic
from builder.formats import format_of, newest
from builder.limits import Limits
from builder.schema import (
    SHARED_KINDS,
    load_schema,
    refuse_to_fetch,
    schema_text,
    validate,
)
from builder.schema_explain import find_violations
from builder.source import Source, read_source
from tests.tiny import tiny_files

WHOLE = tiny_files()["sop/contact/first-call.yaml"]
NAMES = ("sop", *SHARED_KINDS)


def parse(text: str) -> Source:
    return read_source("sop/contact/example.yaml", text.encode(), limits=Limits())


def data_of(text: str) -> Any:
    return parse(text).data


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the pointer to every value in a value, itself left out."""
    pairs: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    return [
        place
        for key, inner in pairs
        for place in [(*at, key), *places(inner, (*at, key))]
    ]


PLACES = places(data_of(WHOLE))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 200),
    st.sampled_from(
        [0.5, 1.0, 1.5e3, "", " ", "\n", "end", "next", "a-b\n", "a_b", "A"]
    ),
    st.sampled_from(["2026-02-30", "2026-13-01", "0000-01-01", "2026-1-1", "20260101"]),
    st.sampled_from(
        ["draft", "Draft", "say", "ask", "1.0.0", "1.0", "sop:a#b.c", "a.b"]
    ),
    st.text(max_size=8),
    st.lists(st.sampled_from(["voice", "chat", 1, True, None]), max_size=3),
    st.just({}),
    st.just({"id": "x", "kind": "go", "to": "a/b"}),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["replace", "remove", "rename", "double"]),
        st.sampled_from(PLACES),
        VALUES,
    ),
    min_size=1,
    max_size=3,
)


def changed(changes: list[tuple[str, tuple[str | int, ...], Any]]) -> Any:
    """Return the whole SOP as data with some values changed."""
    data = copy.deepcopy(data_of(WHOLE))
    for how, at, value in changes:
        holder = data
        try:
            for step in at[:-1]:
                holder = holder[step]
            change(holder, how, at[-1], value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken the place away
    return data


def change(holder: Any, how: str, key: str | int, value: Any) -> None:
    if how == "replace":
        holder[key] = value
    elif how == "remove":
        del holder[key]
    elif how == "rename" and isinstance(holder, dict):
        holder[str(value)] = holder.pop(key)
    elif how == "double" and isinstance(holder, list):
        holder.insert(int(key), copy.deepcopy(holder[key]))


def assert_same_verdict(changes: Any) -> None:
    data = changed(changes)
    fast = jsonschema_rs.Draft202012Validator(load_schema("sop"), validate_formats=True)

    violations = list(find_violations(data, load_schema("sop")))

    assert fast.is_valid(data) == (violations == [])


@settings(deadline=None, max_examples=30)
@given(CHANGES)
def test_both_validators_give_one_verdict(changes: Any) -> None:
    """The fast validator and the explaining one never disagree."""
    assert_same_verdict(changes)


@pytest.mark.long
@settings(deadline=None, max_examples=2_000)
@given(CHANGES)
def test_both_validators_give_one_verdict_for_long(changes: Any) -> None:
    """As above, for many more documents."""
    assert_same_verdict(changes)


@settings(deadline=None, max_examples=30)
@given(CHANGES)
def test_whatever_does_not_fit_is_told(changes: Any) -> None:
    """An invalid file has diagnostics with words and a place inside the file."""
    source = parse(json.dumps(changed(changes), indent=1, ensure_ascii=False))
    assume(not source.diagnostics)
    name = "v1/sop" if format_of(source.data) == 1 else "sop"
    is_valid = not list(find_violations(source.data, load_schema(name)))

    found = validate(source, "sop")

    assert (found == []) == is_valid
    for diagnostic in found:
        line = source.text.split("\n")[diagnostic.line - 1]
        assert diagnostic.message
        assert diagnostic.hint
        assert 1 <= diagnostic.column <= len(line) + 1


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_found_and_whole(name: str) -> None:
    """Each schema can be read by its name and published as it is."""
    schema = json.loads(schema_text(name))

    assert schema["$id"] == f"urn:sopwright:schema:{newest(name)}:{name}"
    assert schema == load_schema(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_with_nothing_but_a_wrong_key_is_told(name: str) -> None:
    """Each schema can be compiled and explained."""
    found = validate(parse("schema: 1\nwrong: 2\n"), name)

    assert "SOP202" in {each.code for each in found}


@pytest.mark.parametrize("uri", ["https://example.org/a.json", "file:///etc/passwd"])
def test_nothing_is_fetched(uri: str) -> None:
    """A reference out of a schema is refused by both validators."""
    schema = {"$ref": uri}

    with pytest.raises(jsonschema_rs.ValidationError, match="never fetched"):
        jsonschema_rs.Draft202012Validator(schema, retriever=refuse_to_fetch)
    with pytest.raises(Exception, match="Unresolvable"):
        list(find_violations({}, schema))


def told(text: str) -> list[Diagnostic]:
    source = parse(text)
    return [*source.diagnostics, *validate(source, "sop")]


LINE_OF_SAY = "        say: Hello **{{ customer.first_name }}**, this is"


@pytest.mark.parametrize(
    ("old", "new", "code", "message", "hint"),
    [
        (
            "title: First call\n",
            "title: 7\n",
            "SOP204",
            "'title' must be text, but it is a number (7)",
            'put it in quotes: "7"',
        ),
        (
            "title: First call\n",
            "titlle: First call\n",
            "SOP202",
            "'titlle' is not a key of the file",
            "did you mean 'title'?",
        ),
        (
            "title: First call\n",
            "name: First call\n",
            "SOP202",
            "'name' is not a key of the file",
            "did you mean 'title'?",
        ),
        (
            "status: approved\n",
            "status: In review\n",
            "SOP205",
            "'status' cannot be 'In review'",
            "did you mean 'in_review'? allowed: draft, in_review, approved, retired",
        ),
        (
            "version: 1.1.0\neff",
            "version: 1.1\neff",
            "SOP204",
            "'version' must be text, but it is a number (1.1)",
            "for example 1.0.0",
        ),
        (
            "effective: 2026-03-01",
            "effective: 31.12.2026",
            "SOP212",
            "'effective' must be a date, but it is '31.12.2026'",
            "write 2026-12-31",
        ),
        (
            "effective: 2026-03-01",
            "effective: 04/05/2026",
            "SOP212",
            "'effective' must be a date, but it is '04/05/2026'",
            "write year-month-day, such as 2026-11-21",
        ),
        (
            "        must: true",
            "        must: On",
            "SOP204",
            "'must' must be true or false, but it is text ('On')",
            "write true, in small letters and without quotes",
        ),
        (
            "      - id: hello\n",
            "      - id: next\n",
            "SOP214",
            "'next' is a reserved word",
            "choose another id, such as the word with a second one",
        ),
        (
            "        next: plan\n",
            "        goto: plan\n",
            "SOP215",
            "'goto' does not belong to a say node",
            "did you mean 'next'?",
        ),
        (
            'key: "1"',
            "key: 1",
            "SOP204",
            "'key' must be text, but it is a number (1)",
            'put it in quotes: "1"',
        ),
        (
            "      - id: ask-time\n",
            "      - id: Ask Time\n",
            "SOP206",
            "'id' must be small letters and digits, joined by single hyphens, "
            "starting with a letter, but it is 'Ask Time'",
            "did you mean 'ask-time'?",
        ),
        (
            "        do: Ask if it is a good time.\n",
            "        within: 1 hour\n",
            "SOP203",
            "'do' is missing in item 2 of 'steps' (ask-time)",
            "add it, for example 'do: Check the number against the do-not-call list.'",
        ),
        (
            "schema: 2\n",
            "schema: x\n",
            "SOP216",
            "'schema' must be 2, but it is 'x'",
            "write 'schema: 2'",
        ),
        (
            "effective: 2026-03-01",
            "effective: 0000-03-01",
            "SOP212",
            "'effective' must be a date, but it is '0000-03-01'",
            "there is no such day",
        ),
        (
            "schema: 2\n",
            "schema: 3\n",
            "SOP216",
            "the file is written in format 3; this program knows 2",
            "install a newer release of sopwright",
        ),
        (
            "  covers: [Calls that we start]",
            "  owner: agent\n  covers: [Calls that we start]",
            "SOP202",
            "'owner' is not a key of 'scope'",
            "it belongs to the file: indent it less",
        ),
        (
            "review: {cadence: yearly,",
            "review: {cadence: yearly, or twice,",
            "SOP202",
            "'or twice' is not a key of 'review'",
            "inside { } a comma ends a text: put the text in quotes",
        ),
    ],
)
def test_one_mistake_is_told_once(
    old: str, new: str, code: str, message: str, hint: str
) -> None:
    """Each mistake gives one diagnostic, with the way out beside it."""
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE

    assert [(code, message, hint)] == [
        (each.code, each.message, each.hint) for each in told(text)
    ]


@pytest.mark.parametrize("at", PLACES[::12], ids=lambda at: ".".join(map(str, at)))
def test_a_wrong_type_is_told_once(at: tuple[str | int, ...]) -> None:
    """Whatever becomes a number with a fraction, that and nothing else is told."""
    data = copy.deepcopy(data_of(WHOLE))
    change(functools.reduce(operator.getitem, at[:-1], data), "replace", at[-1], 7.5)

    found = validate(parse(json.dumps(data, indent=1)), "sop")

    assert [re.findall(r"7\.5", each.message)[0] for each in found] == ["7.5"]


def test_a_problem_with_the_yaml_is_not_told_again() -> None:
    """A line that is no good YAML is not judged by the schema as well."""
    text = WHOLE.replace("status: approved", "status: *approved")

    assert [each.code for each in told(text)] == ["SOP121"]


def test_a_missing_key_is_told_beside_a_problem_with_the_yaml() -> None:
    """What is missing elsewhere is told in the same run."""
    text = WHOLE.replace("title: First call\n", "", 1).replace(
        "direction: outbound", "direction: {{ x }}, outbound"
    )

    assert [each.code for each in told(text)] == ["SOP120", "SOP203"]


def test_every_problem_of_a_file_is_told_at_once() -> None:
    """Ten mistakes need one run, not ten."""
    text = (
        WHOLE.replace("status: approved", "status: approoved")
        .replace("title: First call\n", "title: First: call\n", 1)
        .replace("direction: outbound", "direction: @outbound")
        .replace("tags: [sales]", "tags:\n  -sales")
        .replace("        must: true", "        must: yes")
        .replace("        do: Ask if it is", "        do: Ask\u00a0if\u202e it is")
        .replace("  pass_mark: 80", "  pass_mark: 800")
        .replace("    severity: 1", "    severity: high")
        .replace("        kind: ask", "        kind: aask")
        .replace("quiz:", "quizz:")
    )

    lines = text.split("\n")
    assert [
        (each.code, lines[each.line - 1])
        for each in sorted(told(text), key=lambda each: each.line)
    ] == [
        ("SOP129", "title: First: call"),
        ("SOP205", "status: approoved"),
        ("SOP123", "direction: @outbound"),
        ("SOP131", "  -sales"),
        ("SOP204", "        must: yes"),
        ("SOP109", "        do: Ask\u00a0if\u202e it is a good time."),
        ("SOP205", "        kind: aask"),
        ("SOP204", "    severity: high"),
        ("SOP213", "  pass_mark: 800"),
        ("SOP202", "quizz:"),
    ]


def test_shared_files_of_the_tiny_project_fit() -> None:
    """Each shared file fits its schema; so does PyYAML's reading of it."""
    for kind in SHARED_KINDS:
        text = tiny_files()[f"sop/shared/{kind}.yaml"]

        assert validate(parse(text), kind) == []
        assert data_of(text)[kind]
        assert yaml.safe_load(text).keys() == data_of(text).keys()
