"""CSV and Markdown: one row, or one section, per node; nothing of it is lost."""

import re
from typing import Any

import pytest

from builder.outputs.dialer import markdown_page, node_table
from builder.outputs.dialer.decimals import decimal_text
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.markdown_page import as_cell, as_code, as_markdown
from tests.dialers.libraries import (
    Sample,
    drawn_samples,
    fixture_samples,
    library_samples,
)
from tests.dialers.protocol import Job
from tests.dialers.runtimes.csv import read_table, rows_of
from tests.dialers.runtimes.markdown import sections_of

RFC_4180 = re.compile(rb'((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n))+')
"""The grammar of the RFC, section 2: records of fields, each line ended by CRLF."""

TOUR = "every-kind/tour"


def samples() -> dict[str, Sample]:
    return {**library_samples(), **fixture_samples(), **drawn_samples(6)}


def with_line(record: DialerRecord, say: str) -> DialerRecord:
    """Return a script of one node that says this."""
    parts = [{"text": say}]
    node = {"kind": "end", "say": say, "sayParts": parts, "disposition": "NOANS"}
    return {**record, "start": "only", "nodes": {"only": node}}  # type: ignore[typeddict-item]


def test_the_table_is_csv_as_the_rfc_has_it() -> None:
    for address, sample in samples().items():
        content = node_table.export(sample.record).content

        assert RFC_4180.fullmatch(content), address
        rows = rows_of(content)
        assert [row["node"] for row in rows] == list(sample.record["nodes"]), address
        assert {len(row) for row in rows} == {len(rows[0])}, address


def test_a_round_trip_loses_nothing_that_a_column_names() -> None:
    for address, sample in samples().items():
        export = node_table.export(sample.record)
        job = Job(export=export, record=sample.record, paths=())

        found = read_table(export.content, job)

        assert found["start"] == sample.record["start"]
        for name, node in sample.record["nodes"].items():
            assert told(found["nodes"][name]) == told(node), (address, name)


def told(node: Any) -> dict[str, Any]:
    """Return what the columns hold of a node; numbers are compared by value."""
    kept = ("kind", "disclosures", "sayParts", "next", "default", "to", "disposition")
    empty = ("", [], {"sop": "", "script": ""}, None)
    found = {key: node[key] for key in kept if node.get(key) not in empty}
    found["field"] = node.get("into") or node.get("on") or ""
    found["choices"] = [
        {key: value for key, value in choice.items() if key != "key"}
        for choice in node.get("choices", ())
    ]
    found["cases"] = [
        {
            key: float(value) if key in ("atLeast", "below") else value
            for key, value in case.items()
        }
        for case in node.get("cases", ())
    ]
    found["sayParts"] = [part for part in found.get("sayParts", ()) if part != _EMPTY]
    return found


_EMPTY = {"text": ""}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''-", "＝"])  # noqa: RUF001
def test_no_cell_is_a_formula(start: str) -> None:
    """OWASP's list; an apostrophe stands before it, and can be taken away again."""
    say = f"{start}HYPERLINK(1)"
    record = with_line(fixture_samples()[TOUR].record, say)

    content = node_table.export(record).content

    assert f"'{say}".encode() in content
    assert rows_of(content)[0]["say"] == say


@pytest.mark.parametrize(
    ("value", "digits"),
    [(3, "3"), (3.0, "3"), (2.5, "2.5"), (-0.5, "-0.5"), (1e21, "1" + "0" * 21)],
)
def test_numbers_are_plain(value: float, digits: str) -> None:
    assert decimal_text(value) == digits


def test_every_link_of_the_page_has_its_heading() -> None:
    """As forges make anchors: small letters, blanks become hyphens."""
    for address, sample in samples().items():
        page = markdown_page.export(sample.record).content.decode()
        headings = list(sections_of(page))
        anchors = {heading.lower().replace(" ", "-") for heading in headings}

        links = set(re.findall(r"\]\(#([^)]+)\)", page))

        assert links <= anchors, address
        assert len(anchors) == len(headings), address
        assert [h for h in headings if h.startswith("Node ")] == [
            f"Node {name}" for name in sample.record["nodes"]
        ]


@pytest.mark.parametrize(
    "text",
    [
        "# no heading",
        "1. no list",
        "2) none",
        "- none",
        "+ none",
        "=== no heading",
        "> no quote",
        "a | b",
        "<!-- hidden -->",
        "[x](javascript:1) ![y](z)",
        "*no* _stress_ ~~none~~ `code` $math$",
        "&amp; &#60; \\n \\| \\",
        "    no code",
        "one\ntwo\n\n- three",
        "ends in #",
    ],
)
def test_words_are_shown_as_words(text: str) -> None:
    """In a quote, in a paragraph, in a heading and in a cell."""
    record = {**with_line(fixture_samples()[TOUR].record, text), "title": text}
    record["summary"] = text
    words = " ".join(text.split())

    page = markdown_page.export(record).content.decode()  # type: ignore[arg-type]
    sections = sections_of(page)

    top = next(iter(sections))
    assert " ".join(top.split()) == f"SOP-CON-101: {words}"
    assert shown(sections[top].paragraphs[0]) == words
    assert [shown(quote) for quote in sections["Node only"].quotes] == [words]
    cells = sections_of(f"# x\n\n| {as_cell(text)} |\n| --- |\n| {as_cell(text)} |\n")
    assert [shown(row[0]) for row in cells["x"].rows] == [words, words]


@pytest.mark.parametrize(
    "value", ["a|b", "`", "``a`", " a ", "a\\", "\\|", "*a*", "a``b|`"]
)
def test_values_are_shown_as_code(value: str) -> None:
    cells = sections_of(f"# x\n\n| a |\n| --- |\n| {as_code(value)} |\n")

    assert cells["x"].rows[1][0] == [("code", value)]


def test_a_line_break_stays_in_a_paragraph() -> None:
    assert as_markdown("one\n two") == "one\\\ntwo"


def shown(pieces: Any) -> str:
    return " ".join("".join(words for _, words in pieces).split())
