"""The past: one SOP as it was in force on a day, at a revision, or in a version."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.archive import Archive, State, open_archive
from builder.errors import SopError
from builder.fingerprint import short
from builder.in_force import Standing, standing_on, versions_of
from builder.model.sop import Sop
from builder.project import Project, read_date
from builder.suggestions import suggest


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """When: exactly one of a day, a revision and a version."""

    on: str = ""
    at: str = ""
    version: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether anything but the present is asked for."""
        return bool(self.on or self.at or self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An SOP as it was, and what to know about that.

    Attributes:
        words: What the answer is, in a line; then what a reader must not miss.
    """

    sop: Sop
    state: State
    words: tuple[str, ...]


def find_past(project: Project, identifier: str, question: Question) -> Answer:
    """Return an SOP as it was when a question asks for it.

    Raises:
        SopError: There was no such SOP then, or git cannot tell; the hint names what
            there was.
    """
    if sum(map(bool, (question.on, question.at, question.version))) > 1:
        raise SopError(
            "one moment at a time", hint="use one of --on, --at and --version"
        )
    if question.version:
        return _in_version(open_archive(project), identifier, question.version)
    if question.at:
        archive = open_archive(project, question.at)
        if not archive.mainline.commits:
            raise SopError(f"'{question.at}' has no SOPs", hint="name a later revision")
        day = archive.day
        return _on_day(archive, identifier, day, place=0, when=f"at {question.at}")
    day = read_date(question.on).isoformat()
    archive = open_archive(project)
    place = archive.place_on(day)
    return _on_day(archive, identifier, day, place=place, when=f"on {day}")


def _on_day(
    archive: Archive, identifier: str, day: str, *, place: int, when: str
) -> Answer:
    states = _states_at(archive, identifier, place, when)
    standing = standing_on(states, day)
    state = standing.state
    if state is None or state.sop is None:
        raise SopError(
            f"no version of '{identifier}' was in force {when}", hint=_hint(standing)
        )
    if not standing.is_in_force:
        raise SopError(
            f"'{identifier}' was retired {when}",
            hint=f"version {state.sop.version} was the last; "
            f"print it with --version {state.sop.version}",
        )
    words = [f"In force {when}: version {state.sop.version}, {_commit_of(state)}"]
    words += [
        f"Waits for its day: version {later.sop.version}, from {later.sop.effective}"
        for later in standing.waiting
        if later.sop
    ]
    return Answer(sop=state.sop, state=state, words=(*words, *_doubts(state)))


def _states_at(
    archive: Archive, identifier: str, place: int, when: str
) -> tuple[State, ...]:
    """Return the states of an SOP until a commit, by its name then or later."""
    then = archive.trails_at(place)
    if identifier in then:
        return archive.states(then[identifier], place=place)
    trail = archive.find(identifier)
    states = archive.states(trail, place=place)
    if not states:
        first = trail[-1].revision.date
        raise SopError(
            f"'{identifier}' did not exist {when}",
            hint=f"its first commit is of {first}",
        )
    if not states[0].blob:
        gone = states[0].landed
        raise SopError(
            f"'{identifier}' did not exist {when}",
            hint=f"commit {gone.commit[:12]} deleted it on {gone.date}",
        )
    return states


def _in_version(archive: Archive, identifier: str, number: str) -> Answer:
    versions = versions_of(archive.states(archive.find(identifier)))
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        known = list(dict.fromkeys(one.number for one in versions))
        listed = f"versions are {', '.join(known)}" if known else ""
        raise SopError(
            f"no commit has version {number} of '{identifier}'",
            hint=suggest(number, known) or listed,
        )
    state = found.state
    assert state.sop is not None  # versions are made of readable states
    days = f"in force from {found.since}" if found.since else "never in force"
    until = f" until {found.until}" if found.until else ""
    words = f"Version {number}, {days}{until}, {_commit_of(state)}"
    return Answer(sop=state.sop, state=state, words=(words, *_doubts(state)))


def _hint(standing: Standing) -> str:
    for state in standing.waiting:
        if state.sop is not None:
            return f"version {state.sop.version} is in force from {state.sop.effective}"
    return "it was not approved by then; `sop history` tells its versions"


def _commit_of(state: State) -> str:
    return f"commit {state.landed.commit[:12]} of {state.landed.date}"


def _doubts(state: State) -> Sequence[str]:
    """Return what an auditor must know about approvals."""
    if state.is_signed_for:
        return ()
    if not state.approvals:
        return ("Caution: nobody approved this version",)
    return (
        "Caution: an approval of this version is of other words than these "
        f"({short(state.fingerprint)})",
    )
