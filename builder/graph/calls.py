"""Every call that a script can lead to, through loops and other scripts.

A state of a call is the node it is at and what its choices and branches have settled
about fields. There are few of these, however many paths lead through them, so what
holds in all of them holds on all paths. A field's values are stood for by samples, one
for every difference that a branch can see: nothing is left out and nothing made up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from builder.graph.scripts import Event, Place, Scripts
from builder.graph.values import Value, fits, samples
from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    CollectNode,
    EndNode,
    GoNode,
    SayNode,
    describe_case,
)

MOST_STATES = 20_000
"""Beyond this, what is settled about fields is left out: more paths, never fewer."""

Knowledge = tuple[int, ...]
"""For each field that is branched on, a bit for each sample it may still hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way out of a node.

    Attributes:
        words: What a person calls it, such as the label of a choice.
        to: The place it leads to; None where the call ends or leaves the library.
        choice: The id of the choice that it is.
        events: What happens on it.
    """

    words: str
    to: Place | None
    choice: str = ""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A call at a node, with what is settled about the fields."""

    place: Place
    knowledge: Knowledge


class Calls:
    """The states that calls of one script can be in, and the ways between them.

    Attributes:
        states: In the order in which they are found, nearest to the start first.
        ways: For each state, its ways with the position of the state each leads to
            (-1 where the call is over).
        is_exact: False if there were too many states, so that more paths are counted
            than there are.
    """

    def __init__(self, scripts: Scripts, start: Place, *, follow: bool = True) -> None:
        """Find every state that a call can come to from a start.

        Args:
            scripts: The scripts of the library.
            start: Where the call begins.
            follow: Go on in the scripts that a ``go`` leads to; else the call is over.
        """
        self.scripts = scripts
        self._follows = follow
        self._tests = _tests_of(scripts, start)
        self._fields = tuple(self._tests)
        self.is_exact = True
        if not self._explore(start):
            self._tests, self._fields, self.is_exact = {}, (), False
            self._explore(start)

    @cached_property
    def dispositions(self) -> frozenset[str]:
        """The codes that a call can end with."""
        nodes = (self.scripts.node(state.place) for state in self.states)
        return frozenset(n.disposition for n in nodes if isinstance(n, EndNode))

    @cached_property
    def ending(self) -> frozenset[int]:
        """The states from which a call can end, by position."""
        back: list[list[int]] = [[] for _ in self.states]
        waiting: list[int] = []
        for position, ways in enumerate(self.ways):
            if not ways or any(target < 0 for _, target in ways):
                waiting.append(position)
            for _, target in ways:
                if target >= 0:
                    back[target].append(position)
        found = set(waiting)
        while waiting:
            fresh = [one for one in back[waiting.pop()] if one not in found]
            found.update(fresh)
            waiting += fresh
        return frozenset(found)

    def path_to(self, position: int) -> list[tuple[Place, str]]:
        """Return a shortest path to a state: its places, each with the way taken."""
        path = [(self.states[position].place, "")]
        while position:
            position, words = self._came[position]
            path.append((self.states[position].place, words))
        return path[::-1]

    def _explore(self, start: Place) -> bool:
        first = State(start, tuple(test.at_start for test in self._tests.values()))
        self.states = [first]
        self.ways: list[list[tuple[Way, int]]] = []
        self._came: dict[int, tuple[int, str]] = {}
        known = {first: 0}
        for position, state in enumerate(self.states):  # grows while it is walked
            ways: list[tuple[Way, int]] = []
            for way, knowledge in self._ways(state):
                target = -1
                if way.to is not None:
                    reached = State(way.to, knowledge)
                    target = known.setdefault(reached, len(self.states))
                    if target == len(self.states):
                        self.states.append(reached)
                        self._came[target] = (position, way.words)
                ways.append((way, target))
            self.ways.append(ways)
            if len(self.states) > MOST_STATES and self._fields:
                return False
        return True

    def _ways(self, state: State) -> Iterator[tuple[Way, Knowledge]]:
        place, knowledge = state.place, state.knowledge
        node = self.scripts.node(place)

        def to(identifier: str) -> Place:
            return Place(place.script, identifier)

        match node:
            case SayNode():
                yield Way(words="", to=to(node.next)), knowledge
            case AskNode():
                yield from self._answers(node, place, knowledge)
            case CollectNode():
                events = (Event("collects", node.into),)
                given = Way(words="a value", to=to(node.next), events=events)
                yield given, self._with(knowledge, node.into, None)
                yield Way(words="no answer", to=to(node.default)), knowledge
            case BranchNode():
                yield from self._branches(node, place, knowledge)
            case GoNode():
                target = self.scripts.after_go(node, place) if self._follows else None
                yield Way(words=f"on to {node.to}", to=target), knowledge
            case EndNode():
                return

    def _answers(
        self, node: AskNode, place: Place, knowledge: Knowledge
    ) -> Iterator[tuple[Way, Knowledge]]:
        for choice in node.choices:
            events = [Event("answers", choice.label, also=choice.id)]
            after = knowledge
            if choice.records:
                name = choice.records.field
                after = self._with(knowledge, name, choice.records.value)
                events.append(Event("collects", name))
                events.append(Event("knows", name, holds=choice.records.value))
            way = Way(
                words=f"“{choice.label}”",
                to=Place(place.script, choice.goto),
                choice=choice.id,
                events=tuple(events),
            )
            yield way, after
        yield Way(words="no answer", to=Place(place.script, node.default)), knowledge

    def _branches(
        self, node: BranchNode, place: Place, knowledge: Knowledge
    ) -> Iterator[tuple[Way, Knowledge]]:
        """Return the cases that can still come true, each with what it then settles."""
        test = self._tests.get(node.on)
        left = knowledge[self._fields.index(node.on)] if test else 1
        for case in node.cases:
            taken = left & test.fitting(case) if test else 1
            if taken:
                words = f"{node.on} {describe_case(case)}"
                after = self._settled(knowledge, node.on, taken)
                events = _found(node.on, test.told(taken) if test else case.equals)
                to = Place(place.script, case.goto)
                yield Way(words=words, to=to, events=events), after
                left &= ~taken if test else 1
        if left:
            words = f"{node.on} is none of these"
            after = self._settled(knowledge, node.on, left)
            yield Way(words=words, to=Place(place.script, node.default)), after

    def _with(self, knowledge: Knowledge, field: str, value: Value) -> Knowledge:
        """Return what is known after a value (None: any but empty) was written."""
        test = self._tests.get(field)
        if test is None:
            return knowledge
        bits = test.any & ~1 if value is None else 1 << test.values.index(value)
        return self._settled(knowledge, field, bits)

    def _settled(self, knowledge: Knowledge, field: str, bits: int) -> Knowledge:
        if field not in self._tests:
            return knowledge
        place = self._fields.index(field)
        return (*knowledge[:place], bits, *knowledge[place + 1 :])


def _found(field: str, value: Value) -> tuple[Event, ...]:
    """Return what happens when a branch tells which value a field holds, if it does."""
    return (Event("knows", field, holds=value),) if value else ()


class _Test:
    """A field that is branched on: its samples, and which of them fit a case.

    Attributes:
        at_start: The bits of what it may hold when the call begins: a field that is
            asked for on the call is empty then.
    """

    def __init__(self, cases: list[Case], values: list[str], *, asked: bool) -> None:
        self.values = samples(cases, values)
        self.any = (1 << len(self.values)) - 1
        self.at_start = 1 if asked else self.any
        self._named = {value for case in cases for value in _values_of(case)}
        self._bits: dict[Case, int] = {}

    def told(self, bits: int) -> Value:
        """Return the value that bits leave over, if it is one that a case names."""
        left = [value for n, value in enumerate(self.values) if bits >> n & 1]
        return left[0] if len(left) == 1 and left[0] in self._named else None

    def fitting(self, case: Case) -> int:
        """Return the bits of the samples that fit a case."""
        bits = self._bits.get(case)
        if bits is None:
            fitting = (
                1 << n for n, value in enumerate(self.values) if fits(case, value)
            )
            bits = self._bits[case] = sum(fitting)
        return bits


def _values_of(case: Case) -> tuple[str, ...]:
    return (*case.one_of, case.equals) if case.equals else case.one_of


def _tests_of(scripts: Scripts, start: Place) -> dict[str, _Test]:
    """Return the fields that are branched on in a script and those it goes on in."""
    cases: dict[str, list[Case]] = {}
    written: dict[str, list[str]] = {}
    for address in scripts.with_followers(start.script):
        for node in scripts.known[address].script.nodes:
            if isinstance(node, BranchNode):
                cases.setdefault(node.on, []).extend(node.cases)
            elif isinstance(node, AskNode):
                for choice in node.choices:
                    if choice.records:
                        values = written.setdefault(choice.records.field, [])
                        values.append(choice.records.value)
    tests: dict[str, _Test] = {}
    for name in sorted(cases):
        field = scripts.library.fields.get(name)
        values = [*written.get(name, ()), *(field.values if field else ())]
        asked = field is not None and field.asked
        tests[name] = _Test(cases[name], values, asked=asked)
    return tests
