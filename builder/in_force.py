"""In force: which state of an SOP people had to follow on a day, and what waits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from builder.archive import State
from builder.model.control import Status
from builder.model.sop import Sop

IN_FORCE = frozenset({Status.APPROVED, Status.RETIRED})
"""What takes the place of the version before; a draft or a review does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an SOP stands on a day.

    Attributes:
        state: What is in force; None before the first version. A retired one says
            that nothing is in force any more.
        waiting: Approved versions whose day has not come, the next one first.
    """

    state: State | None = None
    waiting: tuple[State, ...] = ()

    @property
    def is_in_force(self) -> bool:
        """Whether there is something to follow."""
        sop = self.state.sop if self.state else None
        return sop is not None and sop.status is Status.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an SOP: the states that carried its number, newest first.

    Attributes:
        since: The ISO date since which it was in force; empty if it never was.
        until: The first ISO date on which it was not any more; empty while it is.
    """

    number: str
    states: tuple[State, ...]
    since: str = ""
    until: str = ""

    @property
    def state(self) -> State:
        """What stands for the version: its newest approved state, else the newest."""
        return next((s for s in self.states if is_valid(s)), self.states[0])


def is_valid(state: State) -> bool:
    """Tell whether a state takes the place of the one before when its day comes."""
    return state.sop is not None and state.sop.status in IN_FORCE


def standing_on(states: Sequence[State], day: str) -> Standing:
    """Return what is in force on a day, of the states that had landed by then.

    A version that has landed is in force from its effective date. Until then the one
    before stays. A state that was replaced by another of the same version before its
    day came is passed over: it was put off. A deleted SOP is not in force.

    Args:
        states: Newest first, none that landed after the day.
        day: An ISO date.
    """
    waiting: dict[str, State] = {}
    replaced: dict[str, str] = {}
    for state in states:
        if not state.blob:
            break
        sop = state.sop
        if sop is None:
            continue
        if is_valid(state) and not _was_put_off(sop, replaced):
            if sop.effective <= day:
                return Standing(state=state, waiting=_in_order(waiting))
            waiting.setdefault(sop.version, state)
        replaced[sop.version] = state.landed.date
    return Standing(waiting=_in_order(waiting))


def condensed(states: Sequence[State]) -> tuple[State, ...]:
    """Return the states that matter for versions, newest first.

    Of states that follow on each other and differ in neither version, status,
    effective date nor approvals, one is left: the newest, as of when the oldest landed.
    """
    found: list[State] = []
    for _, group in groupby(states, key=lambda state: state.headlines):
        same = list(group)
        found.append(same[0].landed_with(same[-1]))
    return tuple(found)


def versions_of(states: Sequence[State]) -> tuple[Version, ...]:
    """Return the versions of an SOP, newest first, each with the days it was in force.

    States with the same number that follow on each other are one version.
    """
    readable = [state for state in states if state.sop is not None]
    groups: list[list[State]] = []
    for state in readable:
        if not groups or _number(groups[-1][0]) != _number(state):
            groups.append([])
        groups[-1].append(state)
    days = dict(_days(states))
    found = []
    for group in groups:
        spans = [days[id(state)] for state in group if id(state) in days]
        found.append(
            Version(
                number=_number(group[0]),
                states=tuple(group),
                since=min((since for since, _ in spans), default=""),
                until=_latest([until for _, until in spans]),
            )
        )
    return tuple(found)


def _days(states: Sequence[State]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield each state that was ever in force by its identity, with its days.

    What is in force changes only on days when a state lands or takes effect.
    """
    turns = {state.landed.date for state in states}
    turns |= {sop.effective for state in states if (sop := state.sop)}
    spans: dict[int, tuple[str, str]] = {}
    current: int | None = None
    for day in sorted(turns):
        landed = [state for state in states if state.landed.date <= day]
        standing = standing_on(landed, day)
        now = id(standing.state) if standing.is_in_force else None
        if now == current:
            continue
        if current is not None:
            spans[current] = (spans[current][0], day)
        if now is not None:
            spans[now] = (spans[now][0] if now in spans else day, "")
        current = now
    yield from spans.items()


def _was_put_off(sop: Sop, replaced: dict[str, str]) -> bool:
    """Tell whether another state of the version came before this one's day."""
    return sop.version in replaced and sop.effective >= replaced[sop.version]


def _in_order(waiting: dict[str, State]) -> tuple[State, ...]:
    return tuple(sorted(waiting.values(), key=_effective))


def _effective(state: State) -> str:
    return state.sop.effective if state.sop else ""


def _number(state: State) -> str:
    return state.sop.version if state.sop else ""


def _latest(days: Sequence[str]) -> str:
    """Return the last day of several; empty if one of them has not come."""
    return "" if "" in days else max(days, default="")
