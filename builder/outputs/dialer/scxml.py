"""A script as a state machine in W3C SCXML, which runs as it stands.

What is said is logged as it is said: ``say``, or ``say-exactly`` for disclosures. What
only people need (labels, notes, flags) stands in attributes of our own namespace.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from builder.outputs.dialer.export import Export, Refusal, utterances
from builder.outputs.dialer.format import ChoiceRecord, DialerRecord, NodeRecord
from builder.outputs.dialer.names import name_map
from builder.outputs.dialer.scxml_notes import (
    about_disclosure,
    about_disposition,
    about_field,
    describe,
    heading,
)
from builder.outputs.dialer.scxml_words import (
    NUMBER_DATA,
    condition,
    is_numeric,
    literal,
    read_number,
    sentence,
)
from builder.outputs.dialer.statechart import (
    address,
    circling_branches,
    other_scripts,
)

# python-statemachine keeps states among the attributes of its own classes, where a
# node that is called "name" or "send" would be in the way.
_NODE = "node_"
_LONGEST_NAME = 80
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODE_MARK = "__UNQUOTE__"  # SCION takes an attribute between two of these for code


def export(record: DialerRecord) -> Export:
    """Return a script as an SCXML document."""
    root = _Document(record, data_names(record), circling_branches(record)).root()
    if refusals := tuple(_unsafe(root)):
        return Export(refusals=refusals)
    indent(root)
    text = tostring(root, encoding="unicode")
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
    return Export(content=content, losses=other_scripts(record))


def state_name(node: str) -> str:
    """Return the id of a node's state."""
    return f"{_NODE}{node}"


def data_names(record: DialerRecord) -> dict[str, str]:
    """Return the id of each field's datum, by the field's name."""
    names = name_map(
        record["fields"],
        clean=lambda name: name.replace(".", "_"),
        longest=_LONGEST_NAME,
    )
    return {field: f"field_{name}" for field, name in names.items()}


@dataclass(frozen=True, slots=True)
class _Document:
    """One script on its way into XML.

    Attributes:
        data: The id of each field's datum.
        circling: The branches that wait for ``next``.
    """

    record: DialerRecord
    data: Mapping[str, str]
    circling: Collection[str]

    def root(self) -> Element:
        """Return the whole document."""
        root = Element("scxml", heading(self.record))
        self._declare_data(root)
        call = SubElement(root, "state", {"id": "call", "initial": "ready"})
        for datum in self.data.values():
            known = SubElement(
                call, "transition", {"event": datum.replace("_", ".", 1)}
            )
            _assign(known, datum, "_event.data.value")
        ready = SubElement(call, "state", {"id": "ready"})
        _add_way(ready, "start", self.record["start"])
        for identifier, node in self.record["nodes"].items():
            is_final = node["kind"] in ("end", "go")
            self._add_node(root if is_final else call, identifier, node)
        return root

    def _declare_data(self, root: Element) -> None:
        """Declare the fields, what the end tells, and what reading a number needs."""
        model = SubElement(root, "datamodel")
        for field, datum in self.data.items():
            about = about_field(field, self.record["fields"][field])
            _add_datum(model, datum, "''", about)
        told = {"disposition": "''", "goes_to": "''"}
        if any(map(_reads_number, self.record["nodes"].values())):
            told |= NUMBER_DATA
        for datum, expression in told.items():
            _add_datum(model, datum, expression, {})

    def _add_node(self, parent: Element, identifier: str, node: NodeRecord) -> None:
        state = SubElement(parent, "final" if parent.tag == "scxml" else "state")
        state.set("id", state_name(identifier))
        describe(state, {"kind": node["kind"], "note": node.get("note", "")})
        entry = SubElement(state, "onentry")
        self._say(entry, node)
        match node["kind"]:
            case "say":
                _add_way(state, "next", node["next"])
            case "ask":
                for choice in node["choices"]:
                    self._add_choice(state, choice)
                _add_way(state, "silence", node["default"])
            case "collect":
                self._collect(state, node)
            case "branch":
                event = "next" if identifier in self.circling else ""
                self._branch(state, entry, node, event)
            case "go":
                self._end(state, entry, "goes_to", address(node))
            case "end":
                describe(state, about_disposition(self.record, node["disposition"]))
                self._end(state, entry, "disposition", node["disposition"])
        if not len(entry):
            state.remove(entry)

    def _say(self, entry: Element, node: NodeRecord) -> None:
        for said in utterances(node, self.record):
            words = sentence(said.parts, self.data)
            if not (exact := said.disclosure):
                SubElement(entry, "log", {"label": "say", "expr": words})
                continue
            log = SubElement(entry, "log", {"label": "say-exactly", "expr": words})
            describe(log, about_disclosure(exact))

    def _add_choice(self, state: Element, choice: ChoiceRecord) -> None:
        way = _add_way(state, f"choice.{choice['id']}", choice["goto"])
        describe(way, {"label": choice["label"], "key": choice.get("key", "")})
        if records := choice.get("records"):
            _assign(way, self.data[records["field"]], literal(records["value"]))

    def _collect(self, state: Element, node: NodeRecord) -> None:
        given = _add_way(state, "value", node["next"], "_event.data.value > ''")
        _assign(given, self.data[node["into"]], "_event.data.value")
        _add_way(state, "value silence", node["default"])

    def _branch(
        self, state: Element, entry: Element, node: NodeRecord, event: str
    ) -> None:
        datum = self.data[node["on"]]
        if _reads_number(node):
            read_number(entry, datum)
        for case in node["cases"]:
            _add_way(state, event, case["goto"], condition(case, datum))
        _add_way(state, event, node["default"])

    def _end(self, state: Element, entry: Element, told: str, value: str) -> None:
        """Let the end tell its outcome, in the data model and to who invoked it."""
        _assign(entry, told, literal(value))
        done = SubElement(state, "donedata")
        # The same in every end: SCION keeps one list of parameters per document.
        fields = [self.data[field] for field in _written_fields(self.record)]
        for name in ("disposition", "goes_to", *fields):
            SubElement(done, "param", {"name": name, "expr": name})


def _add_datum(
    model: Element, datum: str, expression: str, about: Mapping[str, str]
) -> None:
    element = SubElement(model, "data", {"id": datum, "expr": expression})
    describe(element, about)


def _add_way(state: Element, event: str, goto: str, test: str = "") -> Element:
    way = {"event": event, "cond": test, "target": state_name(goto)}
    present = {name: value for name, value in way.items() if value}
    return SubElement(state, "transition", present)


def _assign(parent: Element, location: str, expression: str) -> None:
    SubElement(parent, "assign", {"location": location, "expr": expression})


def _unsafe(element: Element, node: str = "") -> Iterator[Refusal]:
    """Refuse text that a program would not read as the text that it is."""
    name = element.get("id", "")
    node = name.removeprefix(_NODE) if name.startswith(_NODE) else node
    for text in element.attrib.values():
        if found := _NOT_XML.search(text):
            sign = f"U+{ord(found[0]):04X}"
            yield Refusal(
                node=node,
                message=f"a text holds the sign {sign}, which XML cannot hold",
                hint="take the sign out of the text",
            )
        if _CODE_MARK in text:
            yield Refusal(
                node=node,
                message=f"a text holds '{_CODE_MARK}', which SCION reads as code",
                hint="write it in another way",
            )
    for child in element:
        yield from _unsafe(child, node)


def _written_fields(record: DialerRecord) -> list[str]:
    """Return the fields that the script writes: what the call adds to the record."""
    nodes = record["nodes"].values()
    choices = [choice for node in nodes for choice in node.get("choices", ())]
    written = {node["into"] for node in nodes if "into" in node}
    written |= {one["records"]["field"] for one in choices if "records" in one}
    return sorted(written)


def _reads_number(node: NodeRecord) -> bool:
    return any(map(is_numeric, node.get("cases", ())))
