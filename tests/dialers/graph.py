"""A script as states and moves: every way that a call can take through its YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.dialers.raw import RawScript
from tests.dialers.values import case_of, driving_values

OPEN, ASKED = "\0open", "\0asked"
"""What a field holds before anything looked at it: what the record had, or what the
customer said. Which value that is, the first branch settles that looks at it."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way out of a node.

    Attributes:
        way: ``next``, ``default``, or the place of the choice or case.
        settles: The value by which a branch settles its field, if it was still free.
    """

    node: str
    way: str | int
    settles: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where a call is, and what each field holds that any branch looks at."""

    node: str
    holds: tuple[str, ...]


Walk = tuple[Move, ...]
"""The moves from the start to an end."""

Ways = tuple[tuple[Move, State], ...]


class Graph:
    """The states and moves of one script."""

    def __init__(self, script: RawScript) -> None:
        self.script = script
        nodes = script.nodes.values()
        looked_at = {node["on"] for node in nodes if node["kind"] == "branch"}
        self._places = {name: place for place, name in enumerate(sorted(looked_at))}
        self.start = State(script.start, (OPEN,) * len(self._places))
        self._values = {
            (name, is_given): driving_values(script, name, given=is_given)
            for name in self._places
            for is_given in (True, False)
        }
        self._known: dict[State, Ways] = {}

    def ways(self, state: State) -> Ways:
        """Return every way on from a state, in the author's order; none at an end."""
        if state not in self._known:
            node = self.script.nodes[state.node]
            self._known[state] = tuple(self._ways(state, node))
        return self._known[state]

    def held(self, state: State) -> str:
        """Return what the field holds that a branch looks at; nothing elsewhere."""
        node = self.script.nodes[state.node]
        return state.holds[self._places[node["on"]]] if "on" in node else ""

    def _ways(
        self, state: State, node: Mapping[str, Any]
    ) -> Iterator[tuple[Move, State]]:
        here, holds = state.node, state.holds
        match node["kind"]:
            case "say":
                yield Move(here, "next"), State(node["next"], holds)
            case "collect":
                after = self._written(holds, node["into"], ASKED)
                yield Move(here, "next"), State(node["next"], after)
                yield Move(here, "default"), State(node["default"], holds)
            case "ask":
                for place, choice in enumerate(node["choices"]):
                    note = choice.get("records")
                    after = self._written(holds, **note) if note else holds
                    yield Move(here, place), State(choice["goto"], after)
                yield Move(here, "default"), State(node["default"], holds)
            case "branch":
                yield from self._cases(state, node)

    def _cases(
        self, state: State, node: Mapping[str, Any]
    ) -> Iterator[tuple[Move, State]]:
        held = state.holds[self._places[node["on"]]]
        if held not in (OPEN, ASKED):
            way, goal = _branch(node, held)
            yield Move(state.node, way), State(goal, state.holds)
            return
        for value in self._values[node["on"], held == OPEN]:
            way, goal = _branch(node, value)
            after = self._written(state.holds, node["on"], value)
            yield Move(state.node, way, value), State(goal, after)

    def _written(
        self, holds: tuple[str, ...], field: str, value: str
    ) -> tuple[str, ...]:
        """Return what the fields hold after one was written, if any branch cares."""
        if field not in self._places:
            return holds
        place = self._places[field]
        return (*holds[:place], value, *holds[place + 1 :])


def _branch(node: Mapping[str, Any], value: str) -> tuple[str | int, str]:
    """Return the way that a branch takes for a value, and where it leads."""
    place = case_of(node, value)
    if place is None:
        return "default", node["default"]
    return place, node["cases"][place]["goto"]
