"""The pieces that a Salesforce flow is put together from, each in its own shape."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from builder.outputs.dialer.salesforce_xml import Element, Name

_MERGE = "{!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The pieces of one flow.

    Attributes:
        name: Gives each piece its name in the flow.
        parts: The pieces so far, by their kind.
    """

    name: Name
    parts: dict[str, list[Element]] = field(default_factory=dict)

    def text(self, words: str) -> str:
        """Return words out of which nobody reads a field: ``{!`` is put together."""
        if _MERGE not in words:
            return words
        brace = self.name("text:brace")
        constant: Element = {
            "name": brace,
            "dataType": "String",
            "value": {"stringValue": "{"},
        }
        self.parts["constants"] = [constant]
        return words.replace(_MERGE, f"{{!{brace}}}!")

    def rule(
        self, rule_id: str, label: str, tests: Iterable[str], *, to: str
    ) -> Element:
        """Return a rule that holds when one of the formulas is true."""
        conditions: list[Element] = [
            {
                "leftValueReference": self.name(test),
                "operator": "EqualTo",
                "rightValue": {"booleanValue": True},
            }
            for test in tests
        ]
        return self.rule_of(rule_id, label, conditions, to=to)

    def rule_of(
        self, rule_id: str, label: str, conditions: list[Element], *, to: str
    ) -> Element:
        """Return a rule that leads on when its conditions hold."""
        return {
            "name": self.name(rule_id),
            "conditionLogic": "or" if len(conditions) > 1 else "and",
            "conditions": conditions,
            "connector": {"targetReference": self.name(to)},
            "label": label,
        }

    def choice(self, choice_id: str, label: str, value: str) -> None:
        """Add a choice: what the agent reads, and what it stands for."""
        self.parts.setdefault("choices", []).append(
            {
                "name": self.name(choice_id),
                "choiceText": self.text(label),
                "dataType": "String",
                "value": {"stringValue": value},
            }
        )

    def formula(self, formula_id: str, expression: str) -> None:
        """Add a formula that is true or false."""
        self.parts.setdefault("formulas", []).append(
            {
                "name": self.name(formula_id),
                "dataType": "Boolean",
                "expression": expression,
            }
        )

    def display(self, field_id: str, html: str) -> Element:
        """Return rich text for a screen."""
        return {
            "name": self.name(field_id),
            "fieldText": html,
            "fieldType": "DisplayText",
        }

    def screen(
        self, screen_id: str, node_id: str, fields: list[Element], *, to: str = ""
    ) -> None:
        """Add a screen; there is no way back, as what was written down would stay."""
        way: Element = {"connector": {"targetReference": self.name(to)}} if to else {}
        self._add(
            "screens",
            self._place(screen_id, node_id),
            allowBack=False,
            allowFinish=True,
            allowPause=False,
            **way,
            fields=fields,
            showFooter=True,
            showHeader=True,
        )

    def decision(
        self,
        decision_id: str,
        node_id: str,
        rules: list[Element],
        default: str,
        default_label: str,
        *,
        note: str = "",
    ) -> None:
        """Add a decision: the first rule that holds leads on, else the default."""
        self._add(
            "decisions",
            {
                **({"description": note} if note else {}),
                **self._place(decision_id, node_id),
            },
            defaultConnector={"targetReference": self.name(default)},
            defaultConnectorLabel=default_label,
            rules=rules,
        )

    def assign(
        self, assignment_id: str, node_id: str, values: dict[str, Element], *, to: str
    ) -> None:
        """Add what writes values into variables, and where it leads."""
        items: list[Element] = [
            {"assignToReference": name, "operator": "Assign", "value": value}
            for name, value in values.items()
        ]
        self._add(
            "assignments",
            self._place(assignment_id, node_id),
            assignmentItems=items,
            connector={"targetReference": self.name(to)},
        )

    def subflow(
        self, subflow_id: str, node_id: str, flow: str, outputs: list[Element]
    ) -> None:
        """Add another flow to go on in; when it ends, this one ends."""
        place = self._place(subflow_id, node_id)
        self._add("subflows", place, flowName=flow, outputAssignments=outputs)

    def _add(self, kind: str, start: Element, **rest: object) -> None:
        self.parts.setdefault(kind, []).append({**start, **rest})

    def _place(self, piece_id: str, node_id: str) -> Element:
        """Return how a piece on the canvas begins; where it stands comes later."""
        label = node_id.replace("_", " ")
        return {
            "name": self.name(piece_id),
            "label": label[:1].upper() + label[1:],
            "locationX": 0,
            "locationY": 0,
        }
