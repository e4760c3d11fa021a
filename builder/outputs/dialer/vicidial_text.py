"""The script_text of VICIdial: one screen per node, shown without JavaScript.

VICIdial puts the text into the agent's page by ``innerHTML``, where no script runs.
Each screen has a hidden radio button before it, and a choice is a label for the button
of its target; so every screen stands there once, and ways may lead back.

On its way the text passes PHP's ``stripslashes`` and, in GOautodial, a second round of
quoting. It holds no backslash, no quotation mark, no line break and no character beyond
ASCII, so nothing on the way can change it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from builder.outputs.dialer.case_words import case_parts
from builder.outputs.dialer.export import utterances
from builder.outputs.dialer.format import (
    ChoiceRecord,
    DialerRecord,
    NodeRecord,
    SayPart,
)
from builder.outputs.dialer.vicidial_names import field_names, script_id
from builder.outputs.dialer.written import written_before
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import Strings, strings_for
from builder.outputs.templating import render

_KEPT = re.compile(r"[0-9A-Za-z .,:;!?()/]")
_MEANT = re.compile("iframe|ignorenoscroll|localfqdn", re.IGNORECASE)
_NO_LINKS = TextContext(link=str, field=str)

Way = dict[str, Markup | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A script on its way into screens, with what all of them look up."""

    record: DialerRecord
    names: Mapping[str, str]
    written: Mapping[str, frozenset[str]]
    strings: Strings


def script_text(record: DialerRecord) -> str:
    """Return the HTML of a script, on one line."""
    sheet = _Sheet(
        record=record,
        names=field_names(record),
        written=written_before(record),
        strings=strings_for(record["language"]),
    )
    text = render(
        "dialers/vicidial.html.j2",
        texts=_NO_LINKS,
        name=script_id(record["id"]),
        language=record["language"],
        direction=sheet.strings.direction,
        start=record["start"],
        screens=[_screen(sheet, node_id) for node_id in record["nodes"]],
        sop=as_html(f"{record['sop']['number']}, {record['id']}, "),
        version=_word(sheet, "version", version=record["sop"]["version"]),
        word=lambda key: _word(sheet, key),
    )
    return "".join(line.strip() for line in text.splitlines())


def as_html(text: str) -> Markup:
    """Return a text as HTML that VICIdial hands on as it stands.

    Everything but letters, digits, blanks and some signs becomes a reference. Words
    that VICIdial looks for in a script are broken by one.
    """
    html = "".join(sign if _KEPT.match(sign) else _reference(sign) for sign in text)
    return Markup(_MEANT.sub(lambda word: _reference(word[0][0]) + word[0][1:], html))


def _reference(sign: str) -> str:
    return "<br>" if sign == "\n" else f"&#{ord(sign)};"


def _word(sheet: _Sheet, key: str, **values: object) -> Markup:
    return as_html(sheet.strings(f"dialer.{key}", **values))


def _screen(sheet: _Sheet, node_id: str) -> dict[str, object]:
    node = sheet.record["nodes"][node_id]
    return {
        "node": node_id,
        "said": [
            {
                "words": _spoken(sheet, node_id, said.parts),
                "exact": said.disclosure
                and as_html(
                    f"{said.disclosure['title']}, {said.disclosure['regulation']}"
                ),
                "record": said.disclosure
                and as_html(said.disclosure.get("record", "")),
            }
            for said in utterances(node, sheet.record)
        ],
        "note": as_html(node.get("note", "")),
        "asked": _asked(sheet, node_id),
        "ways": list(_ways(sheet, node)),
        "go": _target(node),
        "end": _outcome(sheet, node),
    }


def _spoken(sheet: _Sheet, node_id: str, parts: Iterable[SayPart]) -> Markup:
    return Markup("").join(
        _shown(sheet, node_id, part["field"])
        if "field" in part
        else as_html(part["text"])
        for part in parts
    )


def _shown(sheet: _Sheet, node_id: str, field: str) -> Markup:
    """Return a field in a line: its value, or its title if the call may write it.

    VICIdial fills fields when the script opens. What the agent writes down later does
    not reach the text, so there the agent says it.
    """
    name = sheet.names[field]
    value = Markup(f"--A--{name}--B--")
    if field not in sheet.written[node_id]:
        return Markup("<i>{}</i>").format(value)
    return Markup(
        "<i class=noted data-field={}>({}<small>, {}: <b>{}</b></small>)</i>"
    ).format(name, _title(sheet, field), _word(sheet, "on_record"), value)


def _title(sheet: _Sheet, field: str) -> Markup:
    return as_html(sheet.record["fields"][field]["title"])


def _asked(sheet: _Sheet, node_id: str) -> dict[str, object] | None:
    """Return the field that the agent writes into or looks at, if there is one."""
    node = sheet.record["nodes"][node_id]
    field = node.get("into") or node.get("on")
    if not field:
        return None
    values = sheet.record["fields"][field].get("values", ())
    return {
        "title": _title(sheet, field),
        "name": sheet.names[field],
        "value": _shown(sheet, node_id, field) if "on" in node else "",
        "allowed": _word(sheet, "one_of", values=", ".join(values)) if values else "",
    }


def _ways(sheet: _Sheet, node: NodeRecord) -> Iterator[Way]:
    if node["kind"] in ("say", "collect"):
        key = "next" if node["kind"] == "say" else "written_down"
        yield {"to": node["next"], "label": _word(sheet, key), "write": ""}
    for choice in node.get("choices", ()):
        label = as_html(choice["label"])
        yield {"to": choice["goto"], "label": label, "write": _write(sheet, choice)}
    for case in node.get("cases", ()):
        tests = Markup(" ").join(
            Markup("{} <b>{}</b>").format(as_html(sheet.strings(key)), as_html(value))
            for key, value in case_parts(case)
        )
        yield {"to": case["goto"], "label": tests, "write": ""}
    if "default" in node:
        key = _DEFAULTS[node["kind"]]
        yield {"to": node["default"], "label": _word(sheet, key), "write": ""}


_DEFAULTS = {"ask": "no_answer", "collect": "no_value", "branch": "otherwise"}


def _write(sheet: _Sheet, choice: ChoiceRecord) -> Markup | str:
    if not (records := choice.get("records")):
        return ""
    return Markup("{}: <b>{}</b> (<code>{}</code>) = <b>{}</b>").format(
        _word(sheet, "write_down"),
        _title(sheet, records["field"]),
        sheet.names[records["field"]],
        as_html(records["value"]),
    )


def _target(node: NodeRecord) -> dict[str, object] | None:
    if not (to := node.get("to")):
        return None
    address = f"{to['sop']}/{to['script']}"
    return {"address": as_html(address), "name": script_id(address)}


def _outcome(sheet: _Sheet, node: NodeRecord) -> dict[str, Markup] | None:
    if not (code := node.get("disposition")):
        return None
    labels = {found["code"]: found["label"] for found in sheet.record["dispositions"]}
    return {"code": as_html(code), "label": as_html(labels.get(code, ""))}
