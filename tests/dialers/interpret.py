"""A small interpreter of the neutral record: the runtime of the format sop-dialer.

It also tells which mutants of a record nobody could tell from the original. Written
from docs/dialer-scripts.md, without a line of the tool's code.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.dialers.protocol import Answer, Outcome, Path

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST_STEPS = 1_000


class _LostError(Exception):
    """The call cannot go on; the message says why."""


def interpret(record: Mapping[str, Any], path: Path) -> Outcome:
    """Return what a dialer that follows the record does when a path is tried on it.

    An answer is looked for by the id of its choice, then by its label; one that the
    node does not have counts as silence, as no person can pick what is not shown.
    """
    call = _Call(record, path)
    try:
        end = call.run()
    except _LostError as lost:
        return Outcome(said=tuple(call.said), error=str(lost))
    return Outcome(
        said=tuple(call.said),
        end=end,
        recorded=call.recorded,
        offered=tuple(call.offered),
    )


class _Call:
    def __init__(self, record: Mapping[str, Any], path: Path) -> None:
        self.said: list[str] = []
        self.recorded: dict[str, str] = {}
        self.offered: list[tuple[str, ...]] = []
        self._record = record
        self._answers = list(reversed(path.answers))
        fields = record["fields"].items()
        self._values = {name: field["example"] for name, field in fields}
        self._values.update(path.given)
        self._exact = {one["id"]: one["sayParts"] for one in record["disclosures"]}

    def run(self) -> str:
        """Return the end that the call comes to."""
        place = self._record["start"]
        for _step in range(_MOST_STEPS):
            node = self._record["nodes"].get(place)
            if node is None:
                raise _LostError(f"there is no node '{place}'")
            self._speak(node)
            if node["kind"] == "end":
                return str(node["disposition"])
            if node["kind"] == "go":
                return f"go:{node['to']['sop']}/{node['to']['script']}"
            place = getattr(self, f"_{node['kind']}")(node)
        raise _LostError(f"no end after {_MOST_STEPS} nodes")

    def _speak(self, node: Mapping[str, Any]) -> None:
        for identifier in node.get("disclosures", ()):
            self.said.append(self._words(self._exact.get(identifier, ())))
        if "sayParts" in node:
            self.said.append(self._words(node["sayParts"]))

    def _words(self, parts: Iterable[Mapping[str, str]]) -> str:
        return "".join(
            part["text"] if "text" in part else self._values.get(part["field"], "")
            for part in parts
        )

    def _say(self, node: Mapping[str, Any]) -> str:
        return str(node["next"])

    def _ask(self, node: Mapping[str, Any]) -> str:
        self.offered.append(tuple(choice["label"] for choice in node["choices"]))
        answer = self._next_answer()
        choice = _picked(node["choices"], answer)
        if choice is None:
            return str(node["default"])
        if "records" in choice:
            self._write(choice["records"]["field"], choice["records"]["value"])
        return str(choice["goto"])

    def _collect(self, node: Mapping[str, Any]) -> str:
        answer = self._next_answer()
        if not answer.value:
            return str(node["default"])
        self._write(node["into"], answer.value)
        return str(node["next"])

    def _branch(self, node: Mapping[str, Any]) -> str:
        value = self._values.get(node["on"], "")
        ways = (case["goto"] for case in node["cases"] if _fits(case, value))
        return str(next(ways, node["default"]))

    def _write(self, field: str, value: str) -> None:
        self._values[field] = self.recorded[field] = value

    def _next_answer(self) -> Answer:
        if not self._answers:
            raise _LostError("it asks more than the path has answers for")
        return self._answers.pop()


def _picked(
    choices: Sequence[Mapping[str, Any]], answer: Answer
) -> Mapping[str, Any] | None:
    if answer.kind != "choice":
        return None
    for key, wanted in (("id", answer.choice), ("label", answer.label)):
        for choice in choices:
            if choice[key] == wanted:
                return choice
    return None


def _fits(case: Mapping[str, Any], value: str) -> bool:
    if not value:
        return False
    if "equals" in case:
        return bool(case["equals"] == value)
    if "oneOf" in case:
        return value in case["oneOf"]
    if _NUMBER.fullmatch(value) is None:
        return False
    number = Decimal(value)
    is_low = "atLeast" in case and number < Decimal(str(case["atLeast"]))
    is_high = "below" in case and number >= Decimal(str(case["below"]))
    return not is_low and not is_high
