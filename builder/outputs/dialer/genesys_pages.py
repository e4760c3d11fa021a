"""The pages of a Genesys Cloud script: one for each node."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from builder.outputs.dialer.export import Utterance, utterances, words
from builder.outputs.dialer.format import CaseRecord, DialerRecord, NodeRecord
from builder.outputs.dialer.genesys_parts import (
    Part,
    button,
    reference,
    run,
    stack,
    step_set,
    step_to,
    step_unless,
    text,
    text_box,
    turn_to,
)
from builder.outputs.dialer.screens import (
    DISPOSITION,
    NEXT_SCRIPT,
    case_values,
    case_words,
    script_address,
)
from builder.outputs.strings import Strings

NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands for the organization, which only the importing one knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWriter:
    """Turns nodes into pages and the actions that these need.

    Attributes:
        strings: What the tool itself says to agents, in the script's language.
        actions: The custom actions so far.
        drafts: Variables that hold an answer until it is taken, with their node.
    """

    record: DialerRecord
    strings: Strings
    actions: list[Part] = field(default_factory=list)
    drafts: dict[str, str] = field(default_factory=dict)

    def identify(self, *what: str) -> str:
        """Return the id of a thing, the same in every export of this script."""
        name = ":".join(("sopwright", "genesys", self.record["id"], *what))
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:{name}"))

    def page(self, node_id: str, node: NodeRecord) -> Part:
        """Return the page of a node."""
        writers: dict[str, Callable[[str, NodeRecord], Part]] = {
            "say": self._say,
            "ask": self._ask,
            "collect": self._collect,
            "branch": self._branch,
            "go": self._go,
            "end": self._end,
        }
        return writers[node["kind"]](node_id, node)

    def _say(self, node_id: str, node: NodeRecord) -> Part:
        on = self._button("screen.next", node["next"])
        return self._page(node_id, [*self._said(node), on])

    def _ask(self, node_id: str, node: NodeRecord) -> Part:
        buttons: list[Part] = []
        for choice in node["choices"]:
            click = turn_to(self._page_of(choice["goto"]))
            if records := choice.get("records"):
                kept = step_set(self._variable(records["field"]), records["value"])
                block = [kept, step_to(self._page_of(choice["goto"]))]
                click = run(self._action(node_id, choice["id"], block))
            buttons.append(button(choice["label"], click))
        silence = self._button("screen.no_answer", node["default"])
        return self._page(node_id, [*self._said(node), *buttons, silence])

    def _collect(self, node_id: str, node: NodeRecord) -> Part:
        draft = self.identify("draft", node_id)
        self.drafts[node_id] = draft
        known = self.record["fields"][node["into"]]
        values = ", ".join(known.get("values", ()))
        hint = (
            self.strings("screen.fits", values=values)
            if values
            else self.strings("screen.example", example=known["example"])
        )
        nothing = [step_to(self._page_of(node["default"]))]
        taken = [
            step_set(self._variable(node["into"]), reference(draft)),
            step_to(self._page_of(node["next"])),
        ]
        block = [step_unless(draft, "", taken, nothing)]
        take = run(self._action(node_id, "take", block))
        parts = [
            *self._said(node),
            text(known["title"], is_spoken=False),
            text_box(hint, draft),
            button(self.strings("screen.next"), take),
            self._button("screen.no_value", node["default"]),
        ]
        empty = self._action(node_id, "empty", [step_set(draft, "")])
        return self._page(node_id, parts, on_load=empty)

    def _branch(self, node_id: str, node: NodeRecord) -> Part:
        title = self.record["fields"][node["on"]]["title"]
        if any(not case_values(case) for case in node["cases"]):
            return self._asked(node_id, node, title)
        block = self._cases(node["cases"], self._variable(node["on"]), node["default"])
        look = self._action(node_id, "look", block)
        told = self._told("screen.looking", title=title)
        return self._page(node_id, [told, *self._said(node)], on_load=look)

    def _asked(self, node_id: str, node: NodeRecord, title: str) -> Part:
        """Return the page of a branch on numbers: the agent looks at the value."""
        value = reference(self._variable(node["on"]))
        buttons = [
            button(case_words(case), turn_to(self._page_of(case["goto"])))
            for case in node["cases"]
        ]
        parts = [
            self._told("screen.decide", title=title, value=value),
            *self._said(node),
            *buttons,
            self._button("screen.other", node["default"]),
        ]
        return self._page(node_id, parts)

    def _cases(
        self, cases: list[CaseRecord], variable_id: str, default: str
    ) -> list[Part]:
        """Return the tests one inside the other, as only "is not" is known."""
        block = [step_to(self._page_of(default))]
        tests = [(value, case) for case in cases for value in case_values(case)]
        for value, case in reversed(tests):
            fits = [step_to(self._page_of(case["goto"]))]
            block = [step_unless(variable_id, value, block, fits)]
        return block

    def _go(self, node_id: str, node: NodeRecord) -> Part:
        address = script_address(node)
        kept = [step_set(self._variable(NEXT_SCRIPT), address)]
        told = self._told("screen.go_on", script=address)
        keep = self._action(node_id, "keep", kept)
        return self._page(node_id, [*self._said(node), told], on_load=keep)

    def _end(self, node_id: str, node: NodeRecord) -> Part:
        code = node["disposition"]
        labels = {one["code"]: one["label"] for one in self.record["dispositions"]}
        parts = [
            *self._said(node),
            self._told("screen.outcome", label=labels.get(code, code), code=code),
            self._told("screen.wrap_up"),
        ]
        kept = [step_set(self._variable(DISPOSITION), code)]
        keep = self._action(node_id, "keep", kept)
        return self._page(node_id, parts, on_load=keep)

    def _said(self, node: NodeRecord) -> list[Part]:
        """Return what a page shows: the words in order, then the note."""
        said = [
            part for one in utterances(node, self.record) for part in self._spoken(one)
        ]
        if note := node.get("note"):
            said.append(self._told("screen.note", note=note))
        return said

    def _spoken(self, utterance: Utterance) -> list[Part]:
        spoken = words(utterance.parts, lambda one: reference(self._variable(one)))
        if (exact := utterance.disclosure) is None:
            return [text(spoken, is_spoken=True)]
        record = exact.get("record")
        return [
            self._told("screen.exactly", regulation=exact["regulation"]),
            text(spoken, is_spoken=True, is_exact=True),
            *([self._told("screen.record", record=record)] if record else []),
        ]

    def _told(self, key: str, **values: str) -> Part:
        return text(self.strings(key, **values), is_spoken=False)

    def _button(self, key: str, to: str) -> Part:
        return button(self.strings(key), turn_to(self._page_of(to)))

    def _action(self, node_id: str, what: str, block: list[Part]) -> str:
        """Add a custom action and return its id."""
        action_id = self.identify("action", node_id, what)
        name = f"{node_id} {what}"
        self.actions.append({"id": action_id, "name": name, "action": {"block": block}})
        return action_id

    def _page_of(self, node_id: str) -> str:
        return self.identify("page", node_id)

    def _variable(self, name: str) -> str:
        return self.identify("variable", name)

    def _page(self, node_id: str, parts: list[Part], *, on_load: str = "") -> Part:
        return {
            "id": self._page_of(node_id),
            "name": node_id,
            "organizationId": NOBODY,
            "versionId": self.identify("version", self.record["contentHash"]),
            "scriptId": self.identify("script"),
            "properties": {
                "onLoadAction": run(on_load),
                "backgroundColor": {"typeName": "null"},
            },
            "dataVersion": 0,
            "rootContainer": stack(parts),
        }
