"""The pieces of a flow that a script's nodes become."""

from collections.abc import Callable
from dataclasses import dataclass

from builder.outputs.dialer.export import Utterance, utterances, words
from builder.outputs.dialer.format import (
    CaseRecord,
    ChoiceRecord,
    DialerRecord,
    NodeRecord,
    SayPart,
)
from builder.outputs.dialer.salesforce_cases import case_formulas
from builder.outputs.dialer.salesforce_pieces import Pieces
from builder.outputs.dialer.salesforce_xml import (
    LONGEST_LABEL,
    Element,
    flow_name,
    instruction,
    paragraph,
    rich_text,
    sentences_within,
)
from builder.outputs.dialer.screens import (
    DISPOSITION,
    NEXT_SCRIPT,
    case_words,
    script_address,
)
from builder.outputs.strings import Strings

SILENCE = "(silence)"
"""What stands for no answer; no choice can have this id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeWriter:
    """Turns nodes into pieces of a flow.

    Attributes:
        pieces: Where what becomes of the nodes is put.
        strings: What the tool itself says to agents, in the script's language.
    """

    record: DialerRecord
    pieces: Pieces
    strings: Strings

    def write(self, node_id: str, node: NodeRecord) -> None:
        """Add the pieces of a node; the first one bears the node's own name."""
        writers: dict[str, Callable[[str, NodeRecord], None]] = {
            "say": self._say,
            "ask": self._ask,
            "collect": self._collect,
            "branch": self._branch,
            "go": self._go,
            "end": self._end,
        }
        writers[node["kind"]](node_id, node)

    def _say(self, node_id: str, node: NodeRecord) -> None:
        self.pieces.screen(node_id, node_id, self._said(node_id, node), to=node["next"])

    def _ask(self, node_id: str, node: NodeRecord) -> None:
        answer, silence = f"{node_id}:answer", f"{node_id}:no_answer"
        choices = [(f"{node_id}:choice:{one['id']}", one) for one in node["choices"]]
        for choice_id, choice in choices:
            self.pieces.choice(choice_id, choice["label"], choice["id"])
        self.pieces.choice(silence, self.strings("screen.no_answer"), SILENCE)
        radio: Element = {
            "name": self.pieces.name(answer),
            "choiceReferences": [self.pieces.name(one) for one, _ in choices]
            + [self.pieces.name(silence)],
            "dataType": "String",
            "fieldText": self.strings("screen.answer"),
            "fieldType": "RadioButtons",
            "inputsOnNextNavToAssocScrn": "ResetValues",
            "isRequired": True,
        }
        fields = [*self._said(node_id, node), radio]
        picked = f"{node_id}:picked"
        self.pieces.screen(node_id, node_id, fields, to=picked)
        rules = [self._picked(node_id, one, choice) for one, choice in choices]
        self.pieces.decision(picked, node_id, rules, node["default"], "no answer")

    def _collect(self, node_id: str, node: NodeRecord) -> None:
        value, kept = f"{node_id}:value", f"{node_id}:kept"
        fields = [*self._said(node_id, node), self._input(value, node["into"])]
        self.pieces.screen(node_id, node_id, fields, to=f"{node_id}:given")
        is_given = f"{node_id}:is_given"
        self.pieces.formula(is_given, f"NOT(ISBLANK({{!{self.pieces.name(value)}}}))")
        rule = self.pieces.rule(f"{node_id}:a_value", "a value", [is_given], to=kept)
        self.pieces.decision(
            f"{node_id}:given", node_id, [rule], node["default"], "no value"
        )
        taken: Element = {"elementReference": self.pieces.name(value)}
        into = self.pieces.name(node["into"])
        self.pieces.assign(kept, node_id, {into: taken}, to=node["next"])

    def _branch(self, node_id: str, node: NodeRecord) -> None:
        rules = [
            self._case(f"{node_id}:case:{number}", case, node["on"])
            for number, case in enumerate(node["cases"], 1)
        ]
        note = node.get("note", "")
        self.pieces.decision(
            node_id, node_id, rules, node["default"], "none", note=note
        )

    def _go(self, node_id: str, node: NodeRecord) -> None:
        address = script_address(node)
        leave, first = f"{node_id}:leave", node_id
        if notes := self._said(node_id, node):
            first = f"{node_id}:way"
            self.pieces.screen(node_id, node_id, notes, to=first)
        target: Element = {"stringValue": address}
        self.pieces.assign(first, node_id, {NEXT_SCRIPT: target}, to=leave)
        outcome: Element = {"assignToReference": DISPOSITION, "name": DISPOSITION}
        self.pieces.subflow(leave, node_id, flow_name(address), [outcome])

    def _end(self, node_id: str, node: NodeRecord) -> None:
        code, close = node["disposition"], f"{node_id}:close"
        self.pieces.assign(
            node_id, node_id, {DISPOSITION: {"stringValue": code}}, to=close
        )
        labels = {one["code"]: one["label"] for one in self.record["dispositions"]}
        label = labels.get(code, code)
        outcome = self._told("screen.outcome", label=label, code=code)
        shown = self.pieces.display(f"{node_id}:outcome", outcome)
        self.pieces.screen(close, node_id, [*self._said(node_id, node), shown])

    def _said(self, node_id: str, node: NodeRecord) -> list[Element]:
        """Return what a screen shows: the words in order, then the note."""
        said = [
            self.pieces.display(f"{node_id}:words:{number}", self._words(utterance))
            for number, utterance in enumerate(utterances(node, self.record), 1)
        ]
        if note := node.get("note"):
            words = self._told("screen.note", note=note)
            said.append(self.pieces.display(f"{node_id}:note", words))
        return said

    def _words(self, utterance: Utterance) -> str:
        parts: list[SayPart] = [
            {"text": self.pieces.text(rich_text(part["text"]))}
            if "text" in part
            else part
            for part in utterance.parts
        ]
        spoken = paragraph(words(parts, lambda one: f"{{!{self.pieces.name(one)}}}"))
        if (exact := utterance.disclosure) is None:
            return spoken
        regulation = exact["regulation"]
        before = self._told("screen.exactly", regulation=regulation)
        if record := exact.get("record"):
            return before + spoken + self._told("screen.record", record=record)
        return before + spoken

    def _told(self, key: str, **values: str) -> str:
        """Return what the agent is told: read, not spoken."""
        return instruction(self.pieces.text(self.strings(key, **values)))

    def _picked(self, node_id: str, choice_id: str, choice: ChoiceRecord) -> Element:
        """Return the rule that leads on from a choice, over what it records."""
        to, kept = choice["goto"], f"{choice_id}:kept"
        if records := choice.get("records"):
            value: Element = {"stringValue": self.pieces.text(records["value"])}
            field_name = self.pieces.name(records["field"])
            self.pieces.assign(kept, node_id, {field_name: value}, to=to)
            to = kept
        condition: Element = {
            "leftValueReference": self.pieces.name(f"{node_id}:answer"),
            "operator": "EqualTo",
            "rightValue": {"elementReference": self.pieces.name(choice_id)},
        }
        return self.pieces.rule_of(
            f"{choice_id}:rule", choice["label"], [condition], to=to
        )

    def _case(self, case_id: str, case: CaseRecord, on: str) -> Element:
        formulas = case_formulas(case, self.pieces.name(on))
        tests = [f"{case_id}:test:{number}" for number in range(1, len(formulas) + 1)]
        for test, formula in zip(tests, formulas, strict=True):
            self.pieces.formula(test, formula)
        label = case_words(case)
        if len(label) > LONGEST_LABEL:
            label = f"is one of {len(case.get('oneOf', []))} values"
        return self.pieces.rule(case_id, label, tests, to=case["goto"])

    def _input(self, field_id: str, into: str) -> Element:
        known = self.record["fields"][into]
        values = ", ".join(known.get("values", ()))
        fits = (
            self.strings("screen.fits", values=values)
            if values
            else self.strings("screen.example", example=known["example"])
        )
        help_text = sentences_within(
            LONGEST_LABEL, self.strings("screen.if_none"), fits
        )
        return {
            "name": self.pieces.name(field_id),
            "dataType": "String",
            "fieldText": self.pieces.text(known["title"]),
            "fieldType": "InputField",
            "helpText": self.pieces.text(help_text),
            "inputsOnNextNavToAssocScrn": "ResetValues",
            "isRequired": False,
        }
