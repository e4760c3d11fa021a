"""A branch as comparisons of Amazon Connect."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from builder.outputs.dialer.connect_language import Action, Condition, compare
from builder.outputs.dialer.connect_script import Script
from builder.outputs.dialer.format import CaseRecord, NodeRecord


def branch(script: Script, node_id: str, node: NodeRecord) -> Iterator[Action]:
    """Yield the comparisons of a branch: one, and two for each case with two bounds."""
    yield from _comparisons(script, node_id, node_id, node, node["cases"])


def _comparisons(
    script: Script,
    key: str,
    node_id: str,
    node: NodeRecord,
    cases: Sequence[CaseRecord],
) -> Iterator[Action]:
    path = script.path(node["on"])
    single = _until_range(cases)
    rest = cases[len(single) :]
    conditions = _conditions(single)
    if not rest:
        yield compare(key, path, conditions, node["default"], node=node_id)
        return
    place = len(node["cases"]) - len(rest) + 1
    low, high, after = (f"{node_id}.{place}.{part}" for part in ("low", "high", "else"))
    if conditions:
        yield compare(key, path, conditions, low, node=node_id)
    else:
        low = key
    default = after if rest[1:] else node["default"]
    at_least, below = _bounds(rest[0])
    yield compare(low, path, [replace(at_least, target=high)], default, node=node_id)
    yield compare(high, path, [below], default, node=node_id)
    if rest[1:]:
        yield from _comparisons(script, after, node_id, node, rest[1:])


def _until_range(cases: Sequence[CaseRecord]) -> Sequence[CaseRecord]:
    """Return the first cases, as far as each is one test."""
    for place, case in enumerate(cases):
        if "atLeast" in case and "below" in case:
            return cases[:place]
    return cases


def _conditions(cases: Sequence[CaseRecord]) -> list[Condition]:
    """Return the tests of cases; a value that came before is not tested again."""
    found: dict[tuple[str, str], Condition] = {}
    for case in cases:
        goto = case["goto"]
        texts = [case["equals"]] if "equals" in case else case.get("oneOf", [])
        tests = [Condition(operand=text, target=goto) for text in texts]
        tests += _bounds(case)
        for test in tests:
            found.setdefault((test.operator, test.operand), test)
    return list(found.values())


def _bounds(case: CaseRecord) -> list[Condition]:
    """Return the tests of a case that reads the field as a number."""
    operators = (("atLeast", "NumberGreaterOrEqualTo"), ("below", "NumberLessThan"))
    bounds = {"atLeast": case.get("atLeast"), "below": case.get("below")}
    return [
        Condition(operator=operator, operand=_number(bound), target=case["goto"])
        for name, operator in operators
        if (bound := bounds[name]) is not None
    ]


def _number(value: float) -> str:
    return format(Decimal(str(value)).normalize(), "f")
