"""The logic of a SurveyJS form: which pages a call comes to, what fields hold there.

Whether a page is reached is one variable, made of the pages that lead to it, so that
expressions grow with the ways of a script and not with its paths. What a field holds is
one variable for each place that writes it: on a call, all pages that are reached stand
in their order, so the last write before a page is the one that counts there.
"""

from collections.abc import Iterable, Iterator

from builder.outputs.dialer.format import DialerRecord, NodeRecord
from builder.outputs.dialer.names import name_map
from builder.outputs.dialer.surveyjs_expressions import (
    case_test,
    first_that_holds,
    has_number_case,
    is_given,
    marked,
    number_test,
    quoted,
    safe_name,
)
from builder.outputs.dialer.surveyjs_format import CalculatedValue
from builder.outputs.dialer.unroll import Place, Unrolled

NO_ANSWER = "no-answer"
DISPOSITION = "disposition"
NEXT_SCRIPT = "next_script"
NEXT_STEP = "next_step"
RECORDED = "recorded__"
"""Put before the name of a field; has a ``_`` more than any node can have."""

_BUILT_IN = """
pageno pagecount questioncount correctedanswers correctanswers locale
correctedanswercount incorrectedanswers incorrectanswers incorrectedanswercount
no require title survey self parent matrix composite item choice column row
prevrow nextrow totalrow rowindex visiblerowindex rowvalue rowname rowtitle panel
prevpanel nextpanel parentpanel panelindex visiblepanelindex constructor valueof
tostring hasownproperty isprototypeof propertyisenumerable tolocalestring
"""
"""What survey-core answers itself, and what its linter calls reserved."""

_OURS = (DISPOSITION, NEXT_SCRIPT, NEXT_STEP, "script", "script_version")
_LONGEST = 80  # more than any id has: SurveyJS itself knows no limit


class Logic:
    """Variables of a form, collected while its places are gone through in order.

    Attributes:
        calculated: The variables so far, each after those that it reads.
        outcomes: By result variable and value, the conditions under which it holds.
        asks: Some place waits for an answer.
    """

    def __init__(self, record: DialerRecord, unrolled: Unrolled) -> None:
        """Start before the first place."""
        self._nodes = record["nodes"]
        self._goes_to = unrolled.goes_to
        self._names = name_map(
            self._nodes,
            clean=safe_name,
            longest=_LONGEST,
            taken=(*_BUILT_IN.split(), *_OURS),
        )
        self._arrivals: dict[Place, list[str]] = {unrolled.places[0]: [""]}
        self._reached: dict[Place, str] = {}
        self._latest: dict[str, str] = {}
        self._written: dict[str, list[str]] = {}
        kinds = {self._nodes[place.node]["kind"] for place in unrolled.places}
        self.asks = bool(kinds & {"ask", "collect"})
        self.calculated: list[CalculatedValue] = []
        self.outcomes: dict[str, dict[str, list[str]]] = {
            DISPOSITION: {},
            NEXT_SCRIPT: {},
            NEXT_STEP: {},
        }

    def name(self, place: Place) -> str:
        """Return the name of a place: its node's, with a number from round 2 on."""
        name = self._names[place.node]
        return name if place.round == 1 else f"{name}__{place.round}"

    def field(self, field: str) -> str:
        """Return the variable that holds a field at the place gone to last."""
        return self._latest.get(field, start_variable(field))

    def come_to(self, place: Place) -> str:
        """Return the condition under which a place is reached; empty for always."""
        arrivals = list(dict.fromkeys(self._arrivals[place]))
        if "" in arrivals:
            condition = ""
        elif len(arrivals) == 1 and " " not in arrivals[0]:
            condition = arrivals[0]  # whoever comes to the one comes to the other
        else:
            name = f"{self.name(place)}-reached"
            self._calculate(name, " or ".join(arrivals))
            condition = f"{{{name}}}"
        self._reached[place] = condition
        return condition

    def go_on_from(self, place: Place) -> None:
        """Note where a place leads, what it writes, and how the call ends there."""
        node = self._nodes[place.node]
        self._write(place, node)
        tests: dict[str, list[str]] = {}
        for target, test in self._ways(place, node):
            tests.setdefault(target, []).append(test)
        for target, alternatives in tests.items():
            arrival = self._and(place, alternatives)
            goal = self._goes_to.get((place, target))
            if goal is None:
                self.outcomes[NEXT_STEP].setdefault(target, []).append(arrival)
            else:
                self._arrivals.setdefault(goal, []).append(arrival)
        if "disposition" in node:
            self._ends(DISPOSITION, node["disposition"], place)
        elif "to" in node:
            address = f"{node['to']['sop']}/{node['to']['script']}"
            self._ends(NEXT_SCRIPT, address, place)

    def results(self) -> Iterator[CalculatedValue]:
        """Yield what stands in the result of the form beside its answers."""
        for name, values in self.outcomes.items():
            if values:
                pairs = (
                    (any_of(tests), quoted(value)) for value, tests in values.items()
                )
                yield _result(name, first_that_holds(pairs, "''"))
        for field, tests in sorted(self._written.items()):
            held = f"{{#{self._latest[field]}}}"
            expression = first_that_holds([(any_of(tests), held)], "''")
            yield _result(RECORDED + start_variable(field), expression)

    def _ends(self, name: str, value: str, place: Place) -> None:
        self.outcomes[name].setdefault(value, []).append(self._reached[place])

    def _ways(self, place: Place, node: NodeRecord) -> Iterator[tuple[str, str]]:
        """Yield where a node leads, with the test for each way."""
        name = self.name(place)
        match node["kind"]:
            case "say":
                yield node["next"], ""
            case "ask":
                for choice in node["choices"]:
                    yield choice["goto"], f"{{{name}}} = '{choice_value(choice['id'])}'"
                yield node["default"], f"{{{name}}} = '{NO_ANSWER}'"
            case "collect":
                yield node["next"], _was_given(name)
                yield node["default"], is_given(none_question(name))
            case "branch":
                way = self._settle(name, node)
                for position, case in enumerate(node["cases"], 1):
                    yield case["goto"], f"{{{way}}} = 'case-{position}'"
                yield node["default"], f"{{{way}}} = 'default'"
            case "go" | "end":
                return

    def _settle(self, name: str, node: NodeRecord) -> str:
        """Return the variable that says which way a branch goes."""
        value = f"{{#{self.field(node['on'])}}}"
        text, number, way = f"{name}-text", f"{name}-number", f"{name}-way"
        self._calculate(text, marked(value))
        if has_number_case(node["cases"]):
            self._calculate(number, number_test(text))
        pairs = [
            (
                case_test(case, value=value, text=text, number=number),
                f"'case-{position}'",
            )
            for position, case in enumerate(node["cases"], 1)
        ]
        self._calculate(way, first_that_holds(pairs, "'default'"))
        return way

    def _write(self, place: Place, node: NodeRecord) -> None:
        """Make the next variable of each field that a place writes."""
        for field, writes in _writes(self.name(place), node).items():
            pairs = [(self._and(place, [test]), value) for test, value in writes]
            name = f"{start_variable(field)}-after-{self.name(place)}"
            before = f"{{#{self.field(field)}}}"
            if field not in self._latest:
                # A variable without a value would be shown as its own name.
                before = f"iif({is_given(start_variable(field))}, {before}, ' ')"
            self._calculate(name, first_that_holds(pairs, before))
            self._latest[field] = name
            self._written.setdefault(field, []).extend(test for test, _ in pairs)

    def _and(self, place: Place, alternatives: list[str]) -> str:
        """Return the condition that a place is reached and one of some tests holds."""
        tests = [test for test in (self._reached[place], any_of(alternatives)) if test]
        if len(tests) == 2 and len(alternatives) > 1:
            tests[1] = f"({tests[1]})"
        return " and ".join(tests)

    def _calculate(self, name: str, expression: str) -> None:
        self.calculated.append({"name": name, "expression": expression})


def start_variable(field: str) -> str:
    """Return the variable that holds a field when the call starts."""
    return safe_name(field).replace(".", "__")


def choice_value(identifier: str) -> str:
    """Return the value of a choice; ``undefined`` would be no value at all."""
    return "undefined-" if identifier == "undefined" else safe_name(identifier)


def any_of(tests: Iterable[str]) -> str:
    """Return a test that holds if one of some does; an empty one always holds."""
    found = list(dict.fromkeys(tests))
    return "" if "" in found else " or ".join(found)


def none_question(name: str) -> str:
    """Return the name of the tick for no answer beside a question."""
    return f"{name}-none"


def _writes(name: str, node: NodeRecord) -> dict[str, list[tuple[str, str]]]:
    """Return what a node writes: by field, under which test which value."""
    if node["kind"] == "collect":
        return {node["into"]: [(_was_given(name), f"{{#{name}}}")]}
    found: dict[str, list[tuple[str, str]]] = {}
    for choice in node.get("choices", ()):
        if records := choice.get("records"):
            test = f"{{{name}}} = '{choice_value(choice['id'])}'"
            found.setdefault(records["field"], []).append(
                (test, quoted(records["value"]))
            )
    return found


def _was_given(name: str) -> str:
    return f"{is_given(name)} and {{{none_question(name)}}} empty"


def _result(name: str, expression: str) -> CalculatedValue:
    return {"name": name, "expression": expression, "includeIntoResult": True}
