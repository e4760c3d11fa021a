"""Genesys Cloud scripts: their shapes compared, then walked by a program of our own.

No program outside of Genesys Cloud runs them. The walk follows the JSON alone: pages,
what is done when they load, buttons, custom actions. What stands in italics is for the
agent.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from builder.outputs.dialer.format import DialerRecord
from tests.dialers.genesys_shapes import known_shapes, shapes
from tests.dialers.protocol import Answer, Job, Outcome, Path

RUN_BY = "shapes compared; a walk of our own along the JSON"

_MOST_STEPS = 1_000
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_AT_LEAST = re.compile(r"at least (-?[0-9.]+)")
_BELOW = re.compile(r"below (-?[0-9.]+)")
_ASKED = re.compile(r": (.*)\. Pick the first that fits\.", re.DOTALL)

Thing = dict[str, Any]


class _LostError(Exception):
    """The script cannot go on; the message says why."""


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what an agent is shown on each path, if every shape is known."""
    known = set().union(*known_shapes())
    found = []
    for job in jobs:
        script = json.loads(job.export.content)
        if strange := sorted(shapes(script) - known):
            error = f"unknown shapes: {', '.join(strange)}"
            found.append([Outcome(error=error)] * len(job.paths))
        else:
            found.append([_outcome(script, job.record, path) for path in job.paths])
    return found


def _outcome(script: Thing, record: DialerRecord, path: Path) -> Outcome:
    call = _Call(script, record, path)
    try:
        end = call.finish()
    except _LostError as lost:
        return Outcome(said=tuple(call.said), error=str(lost))
    return Outcome(
        said=tuple(call.said),
        end=end,
        recorded=call.recorded,
        offered=tuple(call.offered),
    )


class _Call:
    def __init__(self, script: Thing, record: DialerRecord, path: Path) -> None:
        self.said: list[str] = []
        self.recorded: dict[str, str] = {}
        self.offered: list[tuple[str, ...]] = []
        self._answers = iter(path.answers)
        self._pages = {page["id"]: page for page in script["pages"]}
        self._actions = {one["id"]: one["action"] for one in script["customActions"]}
        self._names = {one["id"]: one["name"] for one in script["variables"]}
        self._values: dict[str, str] = {one["id"]: "" for one in script["variables"]}
        self._fields = dict(_fields(script, record))
        for variable, field in self._fields.items():
            example = record["fields"][field]["example"]
            self._values[variable] = path.given.get(field, example)
        self._page = script["startPageId"]

    def finish(self) -> str:
        """Return how the call ends, after going through the pages."""
        for _step in range(_MOST_STEPS):
            page = self._pages.get(self._page)
            if page is None:
                message = f"no page has the id '{self._page}'"
                raise _LostError(message)
            self._page = ""
            self._do(page["properties"]["onLoadAction"])
            if not self._page:
                self._show(page["rootContainer"]["children"])
            if not self._page:
                return self._end()
        message = "it never ends"
        raise _LostError(message)

    def _show(self, parts: Sequence[Thing]) -> None:
        """Read a page, and press the button that fits the answer."""
        texts = [part for part in parts if part["type"] == "text"]
        buttons = [part for part in parts if part["type"] == "button"]
        boxes = [part for part in parts if part["type"] == "input"]
        told = ""
        for part in texts:
            shown = self._filled(part["properties"]["text"]["value"])
            if part["properties"]["italic"]["value"]:
                told = told or shown
            else:
                self.said.append(shown)
        if not buttons:
            return
        if asked := _ASKED.search(told):
            pressed = self._by_value(buttons, asked[1])
        elif boxes:
            pressed = self._by_box(buttons, boxes[0])
        elif len(buttons) == 1:
            pressed = buttons[0]
        else:
            pressed = self._by_answer(buttons)
        self._do(pressed["properties"]["clickAction"])
        if not self._page:
            message = f"nothing happens at '{self._label(pressed)}'"
            raise _LostError(message)

    def _by_answer(self, buttons: Sequence[Thing]) -> Thing:
        answer = self._answer()
        *choices, silence = buttons
        labels = [self._label(one) for one in choices]
        self.offered.append(tuple(labels))
        if answer.kind == "choice" and answer.label in labels:
            return choices[labels.index(answer.label)]
        return silence

    def _by_box(self, buttons: Sequence[Thing], box: Thing) -> Thing:
        answer = self._answer()
        take, silence = buttons
        if answer.kind == "value":
            self._values[box["properties"]["value"]["value"]] = answer.value
            return take
        return silence

    def _by_value(self, buttons: Sequence[Thing], value: str) -> Thing:
        """Return the button that an agent presses who has read value and labels."""
        *cases, other = buttons
        return next((one for one in cases if _fits(self._label(one), value)), other)

    def _answer(self) -> Answer:
        answer = next(self._answers, None)
        if answer is None:
            message = "it asks once more than the script"
            raise _LostError(message)
        return answer

    def _do(self, action: Thing) -> None:
        value = action["value"]
        if not value:
            return
        if value["actionName"] in self._actions:
            self._steps(self._actions[value["actionName"]]["block"])
        else:
            self._step(value)

    def _steps(self, block: Sequence[Thing]) -> None:
        for step in block:
            if step["type"] == "if":
                condition = step["condition"]
                left = self._values[condition["leftHandSide"]["value"]]
                differs = left != self._filled(condition["rightHandSide"]["value"])
                self._steps(step["ifBlock" if differs else "elseBlock"])
            else:
                self._step(step)

    def _step(self, step: Thing) -> None:
        (argument,) = step["actionArgumentValues"]
        if step["actionName"] == "scripter.changePage":
            self._page = argument["value"]
        elif step["actionName"] == "scripter.setVariable":
            variable = argument["value"]["variable"]["value"]
            value = self._filled(argument["value"]["valueOfVariableProperty"]["value"])
            if variable not in self._values:
                message = f"no variable has the id '{variable}'"
                raise _LostError(message)
            self._values[variable] = value
            if variable in self._fields:
                self.recorded[self._fields[variable]] = value
        else:
            message = f"action '{step['actionName']}'"
            raise _LostError(message)

    def _filled(self, text: str) -> str:
        """Return text with the variables in it filled in."""
        parts = re.split(r"\{\{([0-9a-f-]{36})\}\}", text)
        for place, part in enumerate(parts):
            if (part not in self._values) if place % 2 else ("{{" in part):
                message = f"no variable has the id '{part}'"
                raise _LostError(message)
        return "".join(
            self._values[part] if place % 2 else part
            for place, part in enumerate(parts)
        )

    def _label(self, button: Thing) -> str:
        return self._filled(button["properties"]["text"]["value"])

    def _end(self) -> str:
        by_name = {name: self._values[one] for one, name in self._names.items()}
        if script := by_name.get("next_script"):
            return f"go:{script}"
        return by_name.get("disposition", "")


def _fits(label: str, value: str) -> bool:
    """Tell whether a value fits what a button says, as a person reads it."""
    if label.startswith("is "):
        return value in label.removeprefix("is ").split(" or ")
    if not _NUMBER.fullmatch(value):
        return False
    number = Decimal(value)
    low, high = _AT_LEAST.search(label), _BELOW.search(label)
    return not (low and number < Decimal(low[1])) and not (
        high and number >= Decimal(high[1])
    )


def _fields(script: Thing, record: DialerRecord) -> Iterator[tuple[str, str]]:
    """Yield the variables that stand for fields, each with its field."""
    ids = {one["name"]: one["id"] for one in script["variables"] if one["input"]}
    for field in record["fields"]:
        plain = field.replace(".", "_")
        mark = hashlib.sha256(field.encode()).hexdigest()[:6]
        for name in (f"{plain}_{mark}", plain):
            if name in ids:
                yield ids[name], field
                break
