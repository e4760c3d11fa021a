"""Scripts that nobody would write: of any size, with cross links and loops."""

import random
from collections.abc import Callable
from typing import Any

Node = dict[str, Any]
_Slot = Callable[[str], None]

_TIERS = ("tin", "bronze", "silver", "gold")
_LINES = (
    "Number {n}, {{{{ customer.first_name }}}}.",
    "Number {n}: your tier is {{{{ account.tier }}}}.",
    "Number {n}, after {{{{ survey.score }}}} points.",
    "Number {n} is plain.",
)
_FIELDS = ["customer.first_name", "account.tier", "survey.score", "callback.date"]
_NOTICES = ("recording-notice", "no-obligation", "price-is-final")
_CODES = ("SALE", "CALLBK", "NOANS")


def random_script(seed: int, size: int) -> dict[str, Any]:
    """Return a script of so many nodes, the same for the same seed.

    Every node is reached, and from every node a way leads to an end: each node is led
    to by an earlier one and, if it is no end, leads to a later one. Other ways lead
    anywhere, back to the same node too.
    """
    draw = random.Random(f"{seed}/{size}")
    nodes: list[Node] = []
    open_ways: list[tuple[int, _Slot]] = []
    forward: set[int] = set()
    for number in range(size):
        if number:
            origin, lead = open_ways.pop(draw.randrange(len(open_ways)))
            lead(_name(number))
            forward.add(origin)
        must_lead_on = not open_ways and number < size - 1
        node, ways = _node(number, draw, must_lead_on, number == size - 1)
        nodes.append(node)
        open_ways += ((number, way) for way in ways)
    for origin, lead in open_ways:
        first = 0 if origin in forward else origin + 1
        forward.add(origin)
        lead(_name(draw.randrange(first, size)))
    return {
        "id": f"any_{seed}_{size}",
        "title": f"Drawn with {seed}",
        "summary": "A script that was drawn.",
        "fields": _used(nodes),
        "start": _name(0),
        "nodes": nodes,
    }


def _name(number: int) -> str:
    return f"n{number}"


def _node(
    number: int, draw: random.Random, must_lead_on: bool, is_last: bool
) -> tuple[Node, list[_Slot]]:
    """Return a node without its ways, and what sets each of them."""
    kinds = ["say", "ask", "ask", "ask", "collect", "branch"]
    if not must_lead_on:
        kinds += ["end", "end", "go"]
    kind = "end" if is_last else draw.choice(kinds)
    node: Node = {"id": _name(number), "kind": kind}
    if kind in ("say", "ask", "collect", "end"):
        node["say"] = draw.choice(_LINES).format(n=number)
        if notices := draw.sample(_NOTICES, draw.choice((0, 0, 0, 1, 2))):
            node["disclosures"] = notices
    return node, _ways(node, draw)


def _ways(node: Node, draw: random.Random) -> list[_Slot]:
    match node["kind"]:
        case "say":
            return [_setter(node, "next")]
        case "ask":
            node["choices"] = [
                _choice(place, draw) for place in range(draw.randrange(1, 5))
            ]
            ways = [_setter(choice, "goto") for choice in node["choices"]]
            return [*ways, _setter(node, "default")]
        case "collect":
            node["into"] = draw.choice(("survey.score", "callback.date"))
            return [_setter(node, "next"), _setter(node, "default")]
        case "branch":
            _add_cases(node, draw)
            ways = [_setter(case, "goto") for case in node["cases"]]
            return [*ways, _setter(node, "default")]
        case "go":
            node["to"] = "first-call/call"
        case "end":
            node["disposition"] = draw.choice(_CODES)
    return []


def _choice(place: int, draw: random.Random) -> Node:
    choice: Node = {"label": f"Answer {place + 1}"}
    if draw.random() < 0.3:
        value = draw.choice(_TIERS)
        choice["records"] = {"field": "account.tier", "value": value}
    return choice


def _add_cases(node: Node, draw: random.Random) -> None:
    if draw.random() < 0.5:
        node["on"] = "account.tier"
        first, *others = draw.sample(_TIERS, 3)
        node["cases"] = [{"equals": first}, {"one_of": others}]
    else:
        node["on"] = "survey.score"
        node["cases"] = [{"at_least": 9}, {"at_least": 5, "below": 8}]


def _setter(part: Node, key: str) -> _Slot:
    def lead(goal: str) -> None:
        part[key] = goal

    return lead


def _used(nodes: list[Node]) -> list[str]:
    """Return the fields that nodes name; a script must declare them, and no others."""
    own = [{k: v for k, v in node.items() if k != "disclosures"} for node in nodes]
    text = repr(own)
    return [field for field in _FIELDS if field in text]
