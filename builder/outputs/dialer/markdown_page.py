"""Markdown: a script for people who review it, on a forge or on paper.

Nodes link to each other. Headings of nodes begin with a word and a hyphen, which no
other heading does, so the anchors that a forge makes of them are known. What authors
wrote is escaped, values stand as code, and fields lead to the table of fields.
"""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from builder.outputs.dialer.case_words import case_parts
from builder.outputs.dialer.export import Export, Loss, utterances
from builder.outputs.dialer.format import (
    CaseRecord,
    ChoiceRecord,
    DialerRecord,
    DispositionRecord,
    NodeRecord,
    SayPart,
)
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import Strings, strings_for
from builder.outputs.templating import render

_MEANT = re.compile(r"[\\`*_\[\]<>|~&$#]")
_MEANT_FIRST = re.compile(r"^((?:> )?(?:(?=[-+=:])|\d+(?=[.)])))", re.MULTILINE)
_TICKS = re.compile("`+")
_NO_LINKS = TextContext(link=str, field=str)
_WAYS = {"say": "next", "ask": "answer", "collect": "answer", "branch": "when"}
_DEFAULTS = {"ask": "no_answer", "collect": "no_value", "branch": "otherwise"}
_FLAGS = ("contact", "sale", "doNotCall", "callback", "completed")


def export(record: DialerRecord) -> Export:
    """Return a page: what the script is, its nodes at a glance, each node in full."""
    strings = strings_for(record["language"])

    def word(key: str, **values: object) -> Markup:
        return as_markdown(strings(f"dialer.{key}", **values))

    text = render(
        "dialers/markdown.md.j2",
        texts=_NO_LINKS,
        word=word,
        record=record,
        link=lambda node_id: _link(node_id, strings),
        cell=as_cell,
        text=as_markdown,
        code=as_code,
        nodes=[_node(node_id, record, strings) for node_id in record["nodes"]],
        outcomes=[_outcome(found, strings) for found in record["dispositions"]],
    )
    ids = any("choices" in node for node in record["nodes"].values())
    lost = Loss(what="the ids of the choices", instead="their words")
    return Export(content=text.encode(), losses=(lost,) if ids else ())


def as_markdown(text: str) -> Markup:
    """Return a text that Markdown shows as it stands."""
    lines = (line.strip() for line in text.split("\n"))
    escaped = _escaped("\n".join(filter(None, lines)))
    return Markup(_MEANT_FIRST.sub(r"\1\\", escaped).replace("\n", "\\\n"))


def as_cell(text: str) -> Markup:
    """Return a text for a cell of a table, which is one line."""
    return Markup("<br>").join(map(_escaped, text.split("\n")))


def as_code(text: str) -> Markup:
    """Return a value as code, whatever it holds; a bar is escaped as tables want it."""
    if "\n" in text:
        return as_cell(text)
    fence = "`" * (max(map(len, _TICKS.findall(text)), default=0) + 1)
    pad = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return Markup(f"{fence}{pad}{text}{pad}{fence}".replace("|", "\\|"))


def _escaped(text: str) -> Markup:
    return Markup(_MEANT.sub(r"\\\g<0>", text))


def _link(node_id: str, strings: Strings) -> Markup:
    return Markup(f"[{node_id}](#{_anchor('node', strings)}-{node_id})")


def _shown(field: str, strings: Strings) -> Markup:
    return Markup(f"[{{{{ {field} }}}}](#{_anchor('fields', strings)})")


def _anchor(key: str, strings: Strings) -> str:
    return strings(f"dialer.{key}").lower().replace(" ", "-")


def _node(node_id: str, record: DialerRecord, strings: Strings) -> dict[str, object]:
    node = record["nodes"][node_id]
    ways = list(_ways(node, strings))
    return {
        "id": node_id,
        "kind": node["kind"],
        "said": [
            {"exact": said.disclosure, "words": _quoted(said.parts, strings)}
            for said in utterances(node, record)
        ],
        "note": node.get("note", ""),
        "into": node.get("into", ""),
        "on": node.get("on", ""),
        "heading": strings(f"dialer.{_WAYS[node['kind']]}") if ways else "",
        "ways": ways,
        "targets": list(dict.fromkeys(way["to"] for way in ways)),
        "to": f"{node['to']['sop']}/{node['to']['script']}" if "to" in node else "",
        "code": node.get("disposition", ""),
    }


def _quoted(parts: Iterable[SayPart], strings: Strings) -> Markup:
    """Return words as the lines of a block quote, without the sign before the first."""
    words = Markup("").join(
        _shown(part["field"], strings) if "field" in part else _escaped(part["text"])
        for part in parts
    )
    lines = [line.strip() for line in words.split("\n")]
    told = "\\\n> ".join(filter(None, lines))
    return Markup(_MEANT_FIRST.sub(r"\1\\", told))


def _ways(node: NodeRecord, strings: Strings) -> Iterator[dict[str, str]]:
    if "next" in node:
        key = "written_down" if "into" in node else "next"
        yield _way(as_cell(strings(f"dialer.{key}")), node["next"])
    for choice in node.get("choices", ()):
        yield _choice(choice)
    for case in node.get("cases", ()):
        yield _way(_test(case, strings), case["goto"])
    if "default" in node:
        label = strings(f"dialer.{_DEFAULTS[node['kind']]}")
        yield _way(as_cell(label), node["default"])


def _way(label: str, to: str, *, key: str = "", write: str = "") -> dict[str, str]:
    return {"label": label, "to": to, "key": key, "write": write}


def _choice(choice: ChoiceRecord) -> dict[str, str]:
    write = Markup("")
    if records := choice.get("records"):
        write = Markup("{} = {}").format(
            as_code(records["field"]), as_code(records["value"])
        )
    key = as_code(choice["key"]) if "key" in choice else ""
    return _way(as_cell(choice["label"]), choice["goto"], key=key, write=write)


def _test(case: CaseRecord, strings: Strings) -> Markup:
    return Markup(" ").join(
        Markup("{} {}").format(as_markdown(strings(key)), as_code(value))
        for key, value in case_parts(case)
    )


def _outcome(found: DispositionRecord, strings: Strings) -> dict[str, object]:
    flags = [strings(f"dialer.flag_{flag}") for flag in _FLAGS if found[flag]]  # type: ignore[literal-required]
    return {
        "code": found["code"],
        "label": found["label"],
        "category": found["category"],
        "flags": ", ".join(flags),
    }
