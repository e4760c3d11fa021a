"""SCXML: what stands where in the document."""

import re
from pathlib import Path as FilePath
from typing import Any
from xml.etree import ElementTree

import pytest

from builder.outputs.dialer.scxml import export
from builder.outputs.dialer.scxml_notes import NAMESPACE
from builder.outputs.dialer.scxml_words import condition_literal, literal
from tests.call_records import EVERY_KIND, a_record

PAGE = FilePath(__file__).resolve().parent.parent / "docs" / "dialers" / "scxml.md"
SCXML = "{http://www.w3.org/2005/07/scxml}"
SOP = f"{{{NAMESPACE}}}"


def document(record: Any) -> ElementTree.Element:
    return ElementTree.fromstring(export(record).content)


def test_disclosures_are_told_from_lines() -> None:
    root = document(a_record(EVERY_KIND, recording="This call is recorded."))

    exact, line = root.findall(f".//{SCXML}state[@id='node_hello']//{SCXML}log")
    assert exact.attrib == {
        "label": "say-exactly",
        "expr": "'This call is recorded.'",
        f"{SOP}disclosure": "recording",
        f"{SOP}title": "recording",
        f"{SOP}regulation": "A law",
    }
    assert line.attrib == {
        "label": "say",
        "expr": "'Hello ' + field_customer_name + '.'",
    }


def test_what_people_need_is_beside_what_runs() -> None:
    root = document(a_record(EVERY_KIND, recording="Recorded."))

    assert root.attrib["name"] == "script_first_call_call"
    assert root.attrib[f"{SOP}script"] == "first-call/call"
    assert root.find(".//*[@id='node_hello']").attrib[f"{SOP}note"] == "Smile."
    way = root.find(f".//{SCXML}transition[@event='choice.yes']")
    assert (way.attrib[f"{SOP}label"], way.attrib[f"{SOP}key"]) == ("Yes", "1")
    end = root.find(f"{SCXML}final[@id='node_thanks']")
    assert end.attrib[f"{SOP}label"] == "Sale"
    assert end.attrib[f"{SOP}do-not-call"] == "false"
    known = root.find(f".//{SCXML}data[@id='field_customer_name']")
    assert known.attrib["expr"] == "''"
    assert known.attrib[f"{SOP}example"] == "Example"


def test_only_scripts_with_numbers_read_numbers() -> None:
    kinds = {**EVERY_KIND, "judge": {"kind": "end", "disposition": "SALE"}}

    assert b"number_" in export(a_record(EVERY_KIND, recording="Recorded.")).content
    assert b"number_" not in export(a_record(kinds, recording="Recorded.")).content


def test_the_same_script_makes_the_same_bytes() -> None:
    one, other = (export(a_record(EVERY_KIND, recording="Recorded.")) for _ in "12")

    assert one == other


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("__UNQUOTE__process.exit()__UNQUOTE__", "SCION"),
        ("a bell \x07", "U+0007"),
        ("half a sign \ud83d", "U+D83D"),
        ("no sign \uffff", "U+FFFF"),
    ],
)
def test_text_that_would_be_read_otherwise_is_refused(text: str, words: str) -> None:
    choice = {"id": "yes", "label": text, "goto": "done"}
    record = a_record(
        {
            "ask": {"kind": "ask", "say": "?", "choices": [choice], "default": "done"},
            "done": {"kind": "end", "disposition": "SALE"},
        }
    )

    (refusal,) = export(record).refusals

    assert refusal.node == "ask"
    assert words in refusal.message


def test_literals_hold_nothing_that_python_statemachine_replaces() -> None:
    """It decodes XML again in conditions, and puts its own words for JavaScript's."""
    assert literal("It's\n\\") == r"'It\x27s\x0a\x5c'"
    assert condition_literal("true && &lt;") == r"'\x74rue \x26\x26 \x26lt\x3b'"
    assert condition_literal("untrue") == "'untrue'"


def test_the_sample_on_the_page_runs(
    tmp_path: FilePath, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever copies it gets a call that ends with a sale."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    choice = {"id": "yes_go_on", "label": "Yes", "goto": "done"}
    record = a_record(
        {
            "hello": {"kind": "say", "say": "{{ customer.first_name }}", "next": "ask"},
            "ask": {"kind": "ask", "say": "?", "choices": [choice], "default": "done"},
            "done": {"kind": "end", "disposition": "SALE"},
        }
    )
    (tmp_path / "first-call.call.scxml").write_bytes(export(record).content)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}

    exec(found[1], names)

    assert names["call"].model.field_customer_first_name == "Alex"
