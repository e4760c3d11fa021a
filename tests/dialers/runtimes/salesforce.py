"""Salesforce flows: checked by two programs of others, walked as the flow engine does.

The engine itself runs only in an org. The walk follows the XML alone: screens, the
component values that decisions look at, formulas, assignments, subflows.
"""

import hashlib
import html
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any

from builder.outputs.dialer.format import DialerRecord
from tests.dialers.flow_formula import FormulaError, evaluate
from tests.dialers.protocol import Answer, Job, Outcome, Path
from tests.test_scripts import run_node

RUN_BY = "TypeScript and a scanner read it; a walk of our own along the XML"

CHECKER = FilePath(__file__).parent.parent.parent / "node" / "check-flows.mjs"

EXPECTED = {
    "InactiveFlow": "a draft by design: a person activates it",
    "AutoLayout": "a free canvas, as automatic layout knows no loops of our kind",
    "CyclomaticComplexity": "a script is as complex as its author made it",
}
"""Findings of the scanner that we mean, each with the reason."""

LISTS = frozenset(
    {
        *("assignmentItems", "assignments", "choiceReferences", "choices"),
        *("conditions", "constants", "decisions", "environments", "fields"),
        "formulas",
        *("outputAssignments", "processMetadataValues", "rules", "screens"),
        *("subflows", "variables"),
    }
)
NUMBERS = frozenset({"apiVersion", "locationX", "locationY"})
BOOLEANS = re.compile("(is|allow|show|boolean)[A-Z]")
_SPACE = "{http://soap.sforce.com/2006/04/metadata}"
_MOST_STEPS = 1_000
_SILENCE = "(silence)"


class _LostError(Exception):
    """The flow cannot go on; the message says why."""


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what the flow engine makes of each path, if both programs agree first."""
    reports = check_flows([job.export.content for job in jobs])
    found = []
    for job, problem in zip(jobs, reports, strict=True):
        if problem:
            found.append([Outcome(error=problem)] * len(job.paths))
        else:
            flow = flow_object(ET.fromstring(job.export.content))
            found.append([_outcome(flow, job.record, path) for path in job.paths])
    return found


def check_flows(flows: Sequence[bytes]) -> list[str]:
    """Return what compiler and scanner say of each flow; empty if all is well."""
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(flows):
            stem = f"Flow_{number:04}"
            FilePath(folder, f"{stem}.flow-meta.xml").write_bytes(content)
            data = json.dumps(flow_object(ET.fromstring(content)))
            FilePath(folder, f"{stem}.json").write_text(data, "utf-8")
        done = run_node(str(CHECKER), folder)
    if done.returncode:
        return [done.stderr[-2000:]] * len(flows)
    reports = json.loads(done.stdout)
    return [_problem(reports[name]) for name in sorted(reports)]


def _problem(report: dict[str, Any]) -> str:
    findings = [
        f"{rule}: {', '.join(places)}"
        for rule, places in report["findings"].items()
        if rule not in EXPECTED
    ]
    return "; ".join([*report["types"], *findings])[:1_000]


def flow_object(element: ET.Element) -> Any:
    """Return an element as the maker's types describe it."""
    if not len(element):
        return element.text or ""
    found: dict[str, Any] = {}
    for child in element:
        key = child.tag.removeprefix(_SPACE)
        value = flow_object(child)
        if key in NUMBERS:
            value = float(value)
        elif BOOLEANS.match(key):
            value = {"true": True, "false": False}[value]
        if key in LISTS:
            found.setdefault(key, []).append(value)
        elif key in found:
            message = f"'{key}' stands twice"
            raise ValueError(message)
        else:
            found[key] = value
    return found


def _outcome(flow: dict[str, Any], record: DialerRecord, path: Path) -> Outcome:
    walk = _Interview(flow, record, path)
    try:
        end = walk.finish()
    except (_LostError, FormulaError) as lost:
        return Outcome(said=tuple(walk.said), error=str(lost))
    return Outcome(
        said=tuple(walk.said),
        end=end,
        recorded=walk.recorded,
        offered=tuple(walk.offered),
    )


class _Interview:
    """One run of a flow: what an agent would see, pick and type."""

    def __init__(self, flow: dict[str, Any], record: DialerRecord, path: Path) -> None:
        self.said: list[str] = []
        self.recorded: dict[str, str] = {}
        self.offered: list[tuple[str, ...]] = []
        self._flow = flow
        self._answers = iter(path.answers)
        self._elements = dict(_elements(flow))
        self._choices = {one["name"]: one for one in flow.get("choices", ())}
        self._formulas = {
            one["name"]: one["expression"] for one in flow.get("formulas", ())
        }
        self._fields = dict(_field_names(flow, record))
        self._values: dict[str, str | None] = {
            one["name"]: None for one in flow["variables"]
        }
        for constant in flow.get("constants", ()):
            self._values[constant["name"]] = constant["value"]["stringValue"]
        for name, field in self._fields.items():
            example = record["fields"][field]["example"]
            self._values[name] = path.given.get(field, example) or None

    def finish(self) -> str:
        """Return how the interview ends, after going through it."""
        at = self._flow["start"]["connector"]["targetReference"]
        for _step in range(_MOST_STEPS):
            if at not in self._elements:
                message = f"no element is named '{at}'"
                raise _LostError(message)
            kind, element = self._elements[at]
            if kind == "subflows":
                return self._leave(element)
            to = getattr(self, f"_{kind}")(element)
            if to is None:
                return self._values["disposition"] or ""
            at = to
        message = "it never ends"
        raise _LostError(message)

    def _screens(self, screen: dict[str, Any]) -> str | None:
        for field in screen.get("fields", ()):
            if field["fieldType"] == "DisplayText":
                self.said += self._spoken(field["fieldText"])
            elif field["fieldType"] == "RadioButtons":
                self._values[field["name"]] = self._pick(field)
            else:
                answer = self._answer()
                self._values[field["name"]] = answer.value or None
        return _target(screen)

    def _decisions(self, decision: dict[str, Any]) -> str | None:
        for rule in decision.get("rules", ()):
            met = [self._is_met(one) for one in rule["conditions"]]
            if all(met) if rule["conditionLogic"] == "and" else any(met):
                return _target(rule)
        return str(decision["defaultConnector"]["targetReference"])

    def _assignments(self, assignment: dict[str, Any]) -> str | None:
        for item in assignment["assignmentItems"]:
            name, value = item["assignToReference"], self._value(item["value"])
            if name not in self._values or not isinstance(value, str):
                message = f"'{name}' cannot be assigned {value!r}"
                raise _LostError(message)
            self._values[name] = value
            if name in self._fields:
                self.recorded[self._fields[name]] = value
        return _target(assignment)

    def _leave(self, subflow: dict[str, Any]) -> str:
        """Return where the call goes on; the flow's own name has to say the same."""
        address = self._values["next_script"] or ""
        start = re.sub(r"[^a-z0-9]", "_", address)[:73]
        mark = hashlib.sha256(address.encode()).hexdigest()[:6]
        if subflow["flowName"] != f"{start.rstrip('_')}_{mark}":
            message = f"'{subflow['flowName']}' is not the flow of '{address}'"
            raise _LostError(message)
        if "connector" in subflow:
            message = "a call that went on elsewhere comes back"
            raise _LostError(message)
        return f"go:{address}"

    def _pick(self, field: dict[str, Any]) -> str:
        """Return the value of the choice that the agent picks, or of silence."""
        answer = self._answer()
        shown = [self._choices[name] for name in field["choiceReferences"]]
        real = [one for one in shown if one["value"]["stringValue"] != _SILENCE]
        self.offered.append(tuple(map(self._text_of, real)))
        for key, wanted in ((_id_of, answer.choice), (self._text_of, answer.label)):
            for one in real:
                if answer.kind == "choice" and key(one) == wanted:
                    return _id_of(one)
        return _SILENCE

    def _answer(self) -> Answer:
        answer = next(self._answers, None)
        if answer is None:
            message = "it asks once more than the script"
            raise _LostError(message)
        return answer

    def _is_met(self, condition: dict[str, Any]) -> bool:
        if condition["operator"] != "EqualTo":
            message = f"operator '{condition['operator']}'"
            raise _LostError(message)
        left = self._value({"elementReference": condition["leftValueReference"]})
        right = self._value(condition["rightValue"])
        if isinstance(left, str) and isinstance(right, str):
            return left.casefold() == right.casefold()  # as decisions compare texts
        return left is not None and left == right

    def _value(self, value: dict[str, Any]) -> object:
        if "elementReference" not in value:
            text = value.get("stringValue")
            return value["booleanValue"] if text is None else self._merged(text)
        name = value["elementReference"]
        if name in self._choices:
            return _id_of(self._choices[name])
        if name in self._formulas:
            return evaluate(self._formulas[name], self._values)
        if name not in self._values:
            message = f"no resource is named '{name}'"
            raise _LostError(message)
        return self._values[name]

    def _spoken(self, rich_text: str) -> Iterator[str]:
        """Yield the words that are not in italics, filled in as they are shown."""
        for paragraph in re.findall(r"<p>(.*?)</p>", rich_text, re.DOTALL):
            if not paragraph.startswith("<i>"):
                plain = re.sub(r"<[^>]*>", " ", paragraph)
                yield self._merged(plain, html.unescape)

    def _merged(self, text: str, shown: Callable[[str], str] = str) -> str:
        """Return text with the fields in it filled in."""
        parts = re.split(r"\{!(\w+)\}", text)
        if any("{!" in part for part in parts[::2]):
            message = f"a field without a name in '{text}'"
            raise _LostError(message)
        return "".join(
            str(self._value({"elementReference": part}) or "")
            if place % 2
            else shown(part)
            for place, part in enumerate(parts)
        )

    def _text_of(self, choice: dict[str, Any]) -> str:
        return self._merged(choice["choiceText"])


def _elements(flow: dict[str, Any]) -> Iterator[tuple[str, tuple[str, dict[str, Any]]]]:
    for kind in ("screens", "decisions", "assignments", "subflows"):
        for element in flow.get(kind, ()):
            yield element["name"], (kind, element)


def _field_names(
    flow: dict[str, Any], record: DialerRecord
) -> Iterator[tuple[str, str]]:
    """Yield the variables that stand for fields, each with its field."""
    names = {one["name"] for one in flow["variables"]}
    for field in record["fields"]:
        plain = re.sub(r"[^a-z0-9]", "_", field)
        mark = hashlib.sha256(field.encode()).hexdigest()[:6]
        yield from (
            (name, field) for name in (plain, f"{plain}_{mark}") if name in names
        )


def _target(element: dict[str, Any]) -> str | None:
    way = element.get("connector")
    return str(way["targetReference"]) if way else None


def _id_of(choice: dict[str, Any]) -> str:
    return str(choice["value"]["stringValue"])
