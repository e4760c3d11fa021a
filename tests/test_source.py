"""YAML means what it says; what would surprise a reader is told at its place."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.diagnostics import Mark
from builder.errors import SopError
from builder.limits import Limits
from builder.rules import source as rules
from builder.source import Source, read_configuration, read_source
from tests.tiny import tiny_files

ROOT = Path(__file__).resolve().parent.parent
WHOLE = tiny_files()["sop/contact/first-call.yaml"]


def read(content: str | bytes, **limits: int) -> Source:
    raw = content.encode() if isinstance(content, str) else content
    return read_source("sop/a/b.yaml", raw, limits=Limits(**limits))


def told(source: Source) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in source.diagnostics]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("7", 7),
        ("-7", -7),
        ("0", 0),
        ("0.5", 0.5),
        ("2.0", 2),
        ("1e3", 1000),
        ("9007199254740992", 2**53),
        ("True", "True"),
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("~", "~"),
        ("=", "="),
        ("8:30", "8:30"),
        ("22:30:00", "22:30:00"),
        ("0700123", "0700123"),
        ("+441632960961", "+441632960961"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        ("NaN", "NaN"),
        ("2026-11-21", "2026-11-21"),
        ("1.0.0", "1.0.0"),
        ('"7"', "7"),
        ("'true'", "true"),
        ("it's", "it's"),
    ],
)
def test_values_follow_the_rules_of_json(words: str, value: object) -> None:
    """Only true, false, null and JSON's numbers are more than text."""
    source = read(f"key: {words}\n")
    if value is None and "#" in words:
        assert told(source) == ["1:8 SOP132"]
    else:
        assert {"key": value} == source.data
        assert type(value) is type(source.data["key"])
        assert told(source) == []


def test_keys_are_text_as_written() -> None:
    """A key such as yes, 7 or null is the word and no value."""
    assert (read("yes: 1\n7: 2\nnull: 3\n2026-11-21: 4\n").data) == {
        "yes": 1,
        "7": 2,
        "null": 3,
        "2026-11-21": 4,
    }


def test_a_block_of_text_has_no_line_end_of_its_own() -> None:
    """The four ways to write a block of text differ only inside it."""
    for sign in ("|", "|-", "|+", ">", ">-"):
        assert read(f"a: {sign}\n  one\n\nb: 1\n").data == {"a": "one", "b": 1}


def test_windows_line_ends_are_line_ends() -> None:
    """A file from Windows reads like any other, with the same places."""
    unix = read("a: |\n  one\n  two\nb: [x]\n")
    windows = read("a: |\r\n  one\r\n  two\r\nb: [x]\r\n")

    assert unix.data == windows.data == {"a": "one\ntwo", "b": ["x"]}
    assert Mark(line=4, column=5) == windows.mark(("b", 0))


TEXTS = st.text(
    st.characters(
        codec="utf-8",
        exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Zs"],
        include_characters=" ",
        exclude_characters="\ufffc",  # refused: it stands for an object, not a letter
    ),
    max_size=12,
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e9, 1e9).filter(
    lambda number: not number.is_integer()
)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(TEXTS, JSON, min_size=1, max_size=4), st.booleans())
def test_json_is_read_as_json(data: dict[str, Any], is_indented: bool) -> None:
    """JSON is YAML: it is read as what it is, at any layout."""
    text = json.dumps(data, ensure_ascii=False, indent=2 if is_indented else None)

    source = read(text)

    assert data == source.data
    assert source.diagnostics == ()


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(TEXTS, st.lists(TEXTS, max_size=4) | TEXTS, min_size=1, max_size=4)
)
def test_text_that_a_program_wrote_is_read_back(data: dict[str, Any]) -> None:
    """Whatever PyYAML quotes and folds is read as the text that it was."""
    source = read(yaml.safe_dump(data, allow_unicode=True, width=40))

    assert data == source.data


def test_marks_lead_to_values_and_keys() -> None:
    """Each value has a place; what is not there has that of what is around it."""
    source = read("a:\n  - b: one\n    c: [x, 'y']\n")

    assert Mark(line=1, column=1) == source.mark(())
    assert Mark(line=2, column=3) == source.mark(("a",))
    assert Mark(line=2, column=5) == source.mark(("a", 0))
    assert Mark(line=2, column=8) == source.mark(("a", 0, "b"))
    assert Mark(line=2, column=5) == source.key_mark(("a", 0, "b"))
    assert Mark(line=3, column=12) == source.mark(("a", 0, "c", 1))
    assert Mark(line=3, column=8) == source.mark(("a", 0, "c", 7))
    assert Mark(line=2, column=5) == source.mark(("a", 0, "d", "e"))


def test_a_diagnostic_carries_the_line() -> None:
    """The excerpt is the line of the file, with nothing that upsets a terminal."""
    source = read("a: one \x1b[31m\n")

    found = source.diagnose(rules.COLON, "words", at=("a",))

    assert (found.path, found.line, found.column) == ("sop/a/b.yaml", 1, 4)
    assert found.excerpt == "a: one \ufffd[31m"
    assert rules.COLON.fix == found.hint


def test_every_mistake_is_told_in_one_run() -> None:
    """Mistakes that stop a parser do not hide those further down."""
    source = read(
        "a: *bold* text\n"
        "b: Hello: you\n"
        "c: {{ x }}, hello\n"
        'd: "open\n'
        "e: @home\n"
        "f:glued\n"
        "g: [a, b\n"
        "h: 'it's'\n"
        "h: again\n"
        "i: Press the # key\n"
    )

    assert sorted(told(source), key=lambda place: int(place.split(":")[0])) == [
        "1:4 SOP121",
        "2:4 SOP129",
        "3:4 SOP120",
        "4:4 SOP133",
        "5:4 SOP123",
        "6:2 SOP130",
        "7:4 SOP136",
        "8:8 SOP134",
        "9:1 SOP111",
        "10:14 SOP132",
    ]
    assert source.data == {
        "a": "*bold* text",
        "b": "Hello: you",
        "c": "{{ x }}, hello",
        "d": "open",
        "e": "@home",
        "f": "glued",
        "g": ["a", "b"],
        "h": "it's",
        "i": "Press the",
    }


@pytest.mark.parametrize(
    ("line", "is_cut_off"),
    [
        ("do: Press the # key", True),
        ("do: Press the #", True),
        ("do: Order #5", True),
        ("do: #hashtag", True),
        ("do: Press # now", True),
        ("do: Press the key  # as said above", False),
        ("do: Press the key   #as said above", False),
        ("id: press-key # an id", False),
        ("number: SOP-CON-001 # a number", False),
        ('do: "Press the # key"', False),
        ("do: Press the key#5", False),
        ("do: [a, b] # both", False),
        ("do: >\n  Press the # key\n", False),
    ],
)
def test_a_comment_is_told_from_text_that_is_cut_off(
    line: str, is_cut_off: bool
) -> None:
    """One blank before '#' behind words is a slip; two blanks are a comment."""
    codes = [each.code for each in read(line + "\n").diagnostics]

    assert (["SOP132"] if is_cut_off else []) == codes


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", ["1:1 SOP107"], id="empty"),
        pytest.param(b" \n\n", ["1:1 SOP107"], id="blank"),
        pytest.param(b"# x\n", ["1:1 SOP107"], id="comment"),
        pytest.param(b"---\n", ["1:1 SOP107"], id="marker"),
        pytest.param(b"a: \xff\n", ["1:4 SOP104"], id="not UTF-8"),
        pytest.param(b"a: \xed\xa0\x80\n", ["1:4 SOP104"], id="surrogate in UTF-8"),
        pytest.param("a: b\n".encode("utf-16"), ["1:1 SOP104"], id="UTF-16"),
        pytest.param("a: b\n".encode("utf-16-le"), ["1:1 SOP104"], id="UTF-16 bare"),
        pytest.param(
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"x" * 99, ["1:1 SOP105"], id="png"
        ),
        pytest.param(b"a: b\0\n", ["1:1 SOP105"], id="NUL"),
        pytest.param(b'a: "\\ud800"\n', ["1:5 SOP118"], id="surrogate"),
        pytest.param(b'a: "\\u202e"\n', ["1:4 SOP108"], id="escaped bidi"),
        pytest.param(b"a: b\rc: d\n", ["1:5 SOP108"], id="old line end"),
        pytest.param(b"a: " + b"9" * 5_000, ["1:4 SOP119"], id="5,000 digits"),
        pytest.param(b"a: 1e999\n", ["1:4 SOP119"], id="infinite"),
        pytest.param(b"a: &a {a: *a}\n", ["1:4 SOP112", "1:11 SOP112"], id="in itself"),
        pytest.param(b"[" * 100_000, ["1:25 SOP902"], id="brackets"),
        pytest.param(b"{a: " * 100_000, ["1:97 SOP902"], id="braces"),
        pytest.param(b"{" * 100_000, ["1:24 SOP902"], id="bare braces"),
        pytest.param(b"- " * 100_000, ["1:49 SOP902"], id="hyphens"),
        pytest.param(b"? " * 100_000, ["1:49 SOP902"], id="question marks"),
        pytest.param(b"a: [" + b"[]," * 60_000 + b"]", ["1:149999 SOP903"], id="lists"),
        pytest.param(
            b"a: [" + b"1," * 60_000 + b"]", ["1:100001 SOP903"], id="numbers"
        ),
        pytest.param(b"a: " + b"x" * 20_001, ["1:4 SOP904"], id="long text"),
        pytest.param(b"a" * 1_000_001, ["1:1 SOP901"], id="long file"),
    ],
)
def test_hostile_content_is_told(content: bytes, expected: list[str]) -> None:
    """Whatever is handed in, the answer is a diagnostic and not an accident."""
    assert expected == told(read(content))


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    """Aliases are never followed, so nothing grows."""
    levels = [
        f"{name}: &{name} [{', '.join([f'*{inner}'] * 9)}]"
        for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    source = read("\n".join(["a: &a lol", *levels]))

    assert {"SOP112"} == {each.code for each in source.diagnostics}
    assert len(json.dumps(source.data)) < 2_000


@pytest.mark.parametrize(
    "line",
    ["a#b ", "a #", "! ", "&a ", "*a, ", "x: y ", "- ", "'", '"', " " * 50 + "x", "\t"],
)
def test_a_hostile_line_of_a_million_signs_is_read(line: str) -> None:
    """No check takes more than time in proportion to the file."""
    source = read("a: {{ " + line * (300_000 // len(line)) + "\nb: c: d\n")

    assert source.diagnostics


def test_thousands_of_mistakes_are_not_all_told() -> None:
    """A file that is broken all over is told in part."""
    assert len(read("a: 1\n\n" * 30_000, max_values=100_000).diagnostics) == 500
    assert len(read("a: 'x\x07'\n" * 30_000, max_values=100_000).diagnostics) < 800


SIGNS = "{}[]|>*&!%@`'\"#:-?,<\\~=\t\u00a0\u202e\ufeff\x85“”é😀"
WORDS = [
    *("a", "key", ": ", "- ", " #", "\n", "\n  ", "\n    ", "\r\n", "---\n", "...\n"),
    *("{{ x }}", "<<", "!!str", "&a ", "*a", "1e5", "null", "\\u12"),
]
FRAGMENTS = st.sampled_from([*SIGNS, *WORDS])


@settings(deadline=None, max_examples=400)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_no_text_is_an_accident(text: str) -> None:
    """Any text gives data or diagnostics, and each place is one in the file."""
    source = read(text)

    lines = source.text.split("\n")
    assert source.data is not None or source.diagnostics
    for each in source.diagnostics:
        assert each.message
        assert 1 <= each.line <= len(lines)
        assert 1 <= each.column <= len(lines[each.line - 1]) + 1
    json.dumps(source.data, allow_nan=False).encode("ascii")
    assert source.mark(("key", 0, "a")).line <= len(lines)


@settings(deadline=None, max_examples=100)
@given(
    st.integers(0, len(WHOLE)),
    FRAGMENTS,
    st.integers(0, 30),
    st.integers(0, len(WHOLE)),
)
def test_a_slip_in_a_real_file_is_no_accident(
    at: int, fragment: str, length: int, cut: int
) -> None:
    """A real file with a slip and a cut gives data or diagnostics."""
    text = WHOLE[:at] + fragment + WHOLE[at:]

    source = read(text[:cut] + text[cut + length :])

    assert source.data is not None or source.diagnostics


READ_ALL = """\
from pathlib import Path
from builder.limits import Limits
from builder.source import read_source
def places(path):
    source = read_source("x", Path(path).read_bytes(), limits=Limits())
    return [f"{each.line}:{each.column} {each.code}" for each in source.diagnostics]
print(*(places(path) for path in sys.argv[1:]), sep="\\n")
"""
WITHOUT_C_PARSER = "sys.modules['yaml._yaml'] = None"


def test_both_parsers_give_one_answer() -> None:
    """Where PyYAML has no C parser, each example gets the same diagnostics."""
    examples = sorted((ROOT / "tests/examples").rglob("*.yaml"))
    # Here the C parser stops at what the other reads: the place is the value's.
    differing = {"SOP118-half-a-character.yaml"}
    paths = [str(path) for path in examples if path.name not in differing]

    with_it, without = (
        subprocess.run(
            [sys.executable, "-c", f"import sys; {first}\n{READ_ALL}", *paths],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for first in ("", WITHOUT_C_PARSER)
    )

    assert dict(zip(paths, with_it, strict=True)) == dict(
        zip(paths, without, strict=True)
    )
    assert any("SOP1" in line for line in with_it)


def test_a_configuration_may_hold_tags_and_anchors() -> None:
    """The file of another program is read as it is, without running anything."""
    text = (
        "site_name: &name Desk\n"
        "title: *name\n"
        "plugins: [search]\n"
        "emoji: !!python/name:material.extensions.emoji.twemoji\n"
        "run: !!python/object/apply:os.system ['exit 1']\n"
        "secret: !ENV [SECRET, none]\n"
        "other: !unknown {a: 1}\n"
    )

    assert read_configuration(text) == {
        "site_name": "Desk",
        "title": "Desk",
        "plugins": ["search"],
        "emoji": None,
        "run": None,
        "secret": None,
        "other": None,
    }


@pytest.mark.parametrize("text", ["", "- a\n", "text"])
def test_a_configuration_without_keys_is_empty(text: str) -> None:
    assert read_configuration(text) == {}


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "[" * 10_000, "a: &a [*a, *b]"])
def test_a_broken_configuration_is_a_problem_of_the_environment(text: str) -> None:
    """It is told as such, and not as a mistake in an SOP."""
    with pytest.raises(SopError, match="configuration"):
        read_configuration(text)


def test_numbers_are_finite() -> None:
    """Nothing that JSON has no word for leaves the source."""
    assert math.isfinite(read("a: 1e15\n").data["a"])  # type: ignore[index]
