"""Path rules, proved over all paths of a script or broken by the shortest one.

A rule becomes a small machine that watches a call: it waits for ``after``, is open
until ``must`` (or ``never``) happens, and closes at ``before``. The machine walks
together with the states of the call, each pair once, so loops and ``go`` need no
listing of paths. The first pair that breaks the rule is found by the fewest nodes, so
its path is the shortest counter-example. The forms of rule are those of M. Dwyer,
G. Avrunin and J. Corbett, "Patterns in Property Specifications for Finite-State
Verification" (1999): existence, absence, precedence, response, bounded existence.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from fnmatch import fnmatchcase
from functools import cache

from builder.graph.calls import Calls, Way
from builder.graph.scripts import Event, Place, speaks
from builder.model.proof import Ends, Moment, PathRule
from builder.model.script import EndNode
from builder.model.shared import Disposition

Watch = tuple[int, int]
"""Where the watching machine is, and how many nodes have spoken since it opened."""

_MOMENT, _AFTER, _BEFORE = 1, 2, 4


class _Phase(IntEnum):
    WAITING = 0
    OPEN = 1
    CLOSED = 2
    BROKEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenWay:
    """One node of a path, and the way that was taken out of it."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A path that breaks a rule, the shortest there is.

    Attributes:
        path: Every node from the start to where the rule is broken.
        disposition: The code that the path ends with; empty if it is cut before.
        has_opened: False if ``after`` never came, which the rule asks for, too.
    """

    path: tuple[TakenWay, ...]
    disposition: str
    has_opened: bool


def prove(
    rule: PathRule, calls: Calls, dispositions: Mapping[str, Disposition]
) -> Broken | None:
    """Return the shortest path that breaks a rule, or None: then no path does."""
    return _Proof(rule, calls, dispositions).run()


def says_nothing(
    rule: PathRule, calls: Calls, dispositions: Mapping[str, Disposition]
) -> bool:
    """Tell whether a rule speaks of no path of a script, so that it proves nothing."""
    if rule.ends and not any(
        ends_so(rule.ends, dispositions.get(code), code) for code in calls.dispositions
    ):
        return True
    condition = rule.after_each or (rule.after if rule.never else None)
    return condition is not None and not any(
        _is_moment(condition, event)
        for events in _all_events(calls)
        for event in events
    )


def ends_so(ends: Ends, disposition: Disposition | None, code: str) -> bool:
    """Tell whether an end that records a code is one of those that are meant."""
    if code in ends.dispositions:
        return True
    if disposition is None:
        return False
    flags = any(getattr(disposition, flag) for flag in ends.flags)
    return flags or disposition.category.value in ends.categories


def _all_events(calls: Calls) -> list[tuple[Event, ...]]:
    found = [calls.scripts.events(state.place) for state in calls.states]
    return found + [way.events for ways in calls.ways for way, _ in ways]


def _is_moment(moment: Moment, event: Event) -> bool:
    """Tell whether an event is one of those that a moment names."""
    if event.kind == "knows":
        wanted = ((one.field, one.value) for one in moment.knows)
        return (event.value, event.holds) in wanted
    names: tuple[str, ...] = getattr(moment, event.kind)
    match event.kind:
        case "shows" | "collects":
            return any(fnmatchcase(event.value, name) for name in names)
        case "answers":
            known = (event.value.casefold(), event.also)
            return any(name.casefold() in known for name in names)
        case "words":
            return any(_holds_words(event.value, name) for name in names)
        case "passes":
            node = event.value.rpartition("/")[2]
            return event.value in names or node in names
        case _:
            return event.value in names


@cache
def _whole_words(phrase: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)")


def _holds_words(folded: str, phrase: str) -> bool:
    """Tell whether a text in small letters holds a phrase as whole words."""
    return _whole_words(phrase).search(folded) is not None


class _Proof:
    """One rule on its way through the states of one script's calls."""

    def __init__(
        self, rule: PathRule, calls: Calls, dispositions: Mapping[str, Disposition]
    ) -> None:
        self.rule = rule
        self.calls = calls
        self.dispositions = dispositions
        self.signs: dict[Event, int] = {}

    def run(self) -> Broken | None:
        """Walk until a pair of state and watch breaks the rule."""
        first = self._first()
        watch = self._arrive(first, 0)
        pairs = [(0, watch)]
        came: dict[tuple[int, Watch], tuple[tuple[int, Watch], Way] | None] = {
            pairs[0]: None
        }
        waiting = deque(pairs)
        while waiting:
            pair = waiting.popleft()
            position, watch = pair
            if self._is_broken(position, watch):
                return self._told(pair, came)
            for way, target in self.calls.ways[position]:
                if target < 0:
                    continue
                left = self._leave(watch, position, way)
                reached = (target, self._arrive(left, target))
                if reached not in came:
                    came[reached] = (pair, way)
                    waiting.append(reached)
        return None

    def _first(self) -> Watch:
        if self.rule.after or (self.rule.after_each and self.rule.never):
            return (_Phase.WAITING, 0)
        return (_Phase.CLOSED if self.rule.after_each else _Phase.OPEN, 0)

    def _arrive(self, watch: Watch, position: int) -> Watch:
        place = self.calls.states[position].place
        for event in self.calls.scripts.events(place):
            watch = self._see(watch, event)
        return watch

    def _leave(self, watch: Watch, position: int, way: Way) -> Watch:
        was_open = watch[0] == _Phase.OPEN
        for event in way.events:
            watch = self._see(watch, event)
        if not was_open:  # opened by the answer: this node had spoken before
            return watch
        return self._counted(watch, self.calls.states[position].place)

    def _counted(self, watch: Watch, place: Place) -> Watch:
        """Return the watch after a node, which may have been the last that counts."""
        limit, (phase, count) = self.rule.within_nodes, watch
        if limit is None or phase != _Phase.OPEN:
            return watch
        if not speaks(self.calls.scripts.node(place)):
            return watch
        if count + 1 < limit:
            return (phase, count + 1)
        return (_Phase.BROKEN if self.rule.must else _Phase.CLOSED, 0)

    def _see(self, watch: Watch, event: Event) -> Watch:
        sign = self.signs.get(event)
        if sign is None:
            sign = self.signs[event] = self._sign(event)
        if not sign or watch[0] == _Phase.BROKEN:
            return watch
        return self._must(watch, sign) if self.rule.must else self._never(watch, sign)

    def _sign(self, event: Event) -> int:
        rule = self.rule
        moments = (
            (rule.must or rule.never, _MOMENT),
            (rule.after or rule.after_each, _AFTER),
            (rule.before, _BEFORE),
        )
        return sum(
            bit for moment, bit in moments if moment and _is_moment(moment, event)
        )

    def _must(self, watch: Watch, sign: int) -> Watch:
        phase = watch[0]
        is_due = sign & _AFTER and (
            phase == _Phase.WAITING or (phase == _Phase.CLOSED and self.rule.after_each)
        )
        if is_due:
            watch = (_Phase.OPEN, 0)
        if watch[0] == _Phase.OPEN and sign & _MOMENT:
            return (_Phase.CLOSED, 0)
        if watch[0] in (_Phase.WAITING, _Phase.OPEN) and sign & _BEFORE:
            return (_Phase.BROKEN, watch[0])
        return watch

    def _never(self, watch: Watch, sign: int) -> Watch:
        phase = watch[0]
        if phase == _Phase.OPEN and sign & _MOMENT:
            return (_Phase.BROKEN, 1)
        if phase == _Phase.OPEN and sign & _BEFORE:
            return (_Phase.WAITING if self.rule.after_each else _Phase.CLOSED, 0)
        if phase == _Phase.WAITING and sign & _AFTER:
            return (_Phase.OPEN, 0)
        return watch

    def _is_broken(self, position: int, watch: Watch) -> bool:
        phase = watch[0]
        if phase == _Phase.BROKEN and self.rule.ends is None:
            return True
        node = self.calls.scripts.node(self.calls.states[position].place)
        if not isinstance(node, EndNode):
            return False
        code = node.disposition
        if self.rule.ends and not ends_so(
            self.rule.ends, self.dispositions.get(code), code
        ):
            return False
        if self.rule.must:
            return phase != _Phase.CLOSED
        return phase == _Phase.BROKEN

    def _told(
        self,
        pair: tuple[int, Watch],
        came: Mapping[tuple[int, Watch], tuple[tuple[int, Watch], Way] | None],
    ) -> Broken:
        node = self.calls.scripts.node(self.calls.states[pair[0]].place)
        code = node.disposition if isinstance(node, EndNode) else ""
        phase, opened = pair[1]
        path = [TakenWay(place=self.calls.states[pair[0]].place, words="")]
        step = came[pair]
        while step is not None:
            (position, _), way = step
            place = self.calls.states[position].place
            path.append(TakenWay(place=place, words=way.words))
            step = came[step[0]]
        has_opened = bool(opened) if phase == _Phase.BROKEN else phase == _Phase.OPEN
        return Broken(
            path=tuple(reversed(path)), disposition=code, has_opened=has_opened
        )
