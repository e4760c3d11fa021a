"""Cases: the calls that an author expects, played through the script."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.graph.proof import TakenWay
from builder.graph.scripts import KnownScript, Place, Scripts
from builder.graph.walk import (
    SILENCE,
    Standing,
    UnknownAnswerError,
    awaits_answer,
    begin,
    go_on,
)
from builder.model.proof import CallCase
from builder.model.script import CollectNode, EndNode, GoNode
from builder.model.text import Pointer
from builder.suggestions import suggest

_LIKE_SILENCE = frozenset({"silence", "no answer", "(no answer)", "none"})
"""What people write for no answer, which a ``collect`` would take for a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Where a call is not what the case says.

    Attributes:
        at: The part of the case that does not hold.
        message: What is otherwise; lower case, no full stop.
        hint: What to do; empty if the rule's own way out is right.
        is_unknown: True if the case names a choice that is not there.
    """

    at: Pointer
    message: str
    hint: str = ""
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """What became of a case.

    Attributes:
        path: The nodes that the call came to, each with the way out of it.
        picked: The choices that were picked, as (place, choice id).
    """

    mismatches: tuple[Mismatch, ...]
    path: tuple[TakenWay, ...]
    picked: tuple[tuple[Place, str], ...]


def play_case(scripts: Scripts, script: KnownScript, case: CallCase) -> CaseResult:
    """Return how a call goes that answers as a case says."""
    given = {one.field: one.value for one in case.given}
    call = begin(scripts, script.start, given)
    found: list[Mismatch] = []
    used = 0
    unasked: set[Place] = set()  # where the call was since the last answer
    while not (is_over := _is_over(scripts, case, call)):
        answer = SILENCE
        if awaits_answer(scripts.node(call.place)):
            unasked.clear()
            if used == len(case.answers):
                found.append(_no_answer_left(case, call.place.node))
                break
            answer = case.answers[used]
            used += 1
        elif call.place in unasked:
            found.append(_circle(case, call.place.node))
            break
        unasked.add(call.place)
        further = _further(scripts, call, answer, (*case.at, "answers", used - 1))
        if isinstance(further, Mismatch):
            found.append(further)
            break
        call = further
    if is_over:
        found += _compared(scripts, case, call, used)
    here = TakenWay(place=call.place, words=_outcome(scripts, call))
    return CaseResult(
        mismatches=tuple(found), path=(*call.path, here), picked=call.picked
    )


def _is_over(scripts: Scripts, case: CallCase, call: Standing) -> bool:
    """Tell whether a case ends here: at an end, or where the call leaves for good."""
    node = scripts.node(call.place)
    if isinstance(node, GoNode):
        return bool(case.goes_to) or scripts.after_go(node, call.place) is None
    return isinstance(node, EndNode)


def _further(
    scripts: Scripts, call: Standing, answer: str, at: Pointer
) -> Standing | Mismatch:
    node = scripts.node(call.place)
    if isinstance(node, CollectNode) and answer.casefold() in _LIKE_SILENCE:
        message = f"'{answer}' would be written down as a value"
        return Mismatch(at=at, message=message, hint=f"write {SILENCE} for no answer")
    try:
        further = go_on(scripts, call, answer)
    except UnknownAnswerError as unknown:
        return _unknown(answer, call.place.node, unknown.known, at)
    assert further is not None  # the call is not over
    return further


def _circle(case: CallCase, node: str) -> Mismatch:
    return Mismatch(
        at=(*case.at, "id"),
        message=f"the call goes in a circle at '{node}', where nobody is asked",
    )


def _compared(
    scripts: Scripts, case: CallCase, call: Standing, used: int
) -> Iterator[Mismatch]:
    """Return everything in which a call that ran to its end differs from a case."""
    node = scripts.node(call.place)
    if used < len(case.answers):
        at = (*case.at, "answers", used)
        message = f"the call is over before '{case.answers[used]}' is answered"
        yield Mismatch(at=at, message=message)
    outcome = _outcome(scripts, call)
    code = node.disposition if isinstance(node, EndNode) else ""
    if case.reaches and code != case.reaches:
        message = f"the call {outcome}, not with {case.reaches}"
        yield Mismatch(at=(*case.at, "reaches"), message=message)
    target = node.to if isinstance(node, GoNode) else ""
    if case.goes_to and target != case.goes_to:
        message = f"the call {outcome}, not to {case.goes_to}"
        yield Mismatch(at=(*case.at, "goes_to"), message=message)
    yield from _heard(case, call)
    passed = {way.place for way in call.path} | {call.place}
    names = {str(place) for place in passed} | {place.node for place in passed}
    for position, name in enumerate(case.passes):
        if name not in names:
            at = (*case.at, "passes", position)
            yield Mismatch(at=at, message=f"the call never comes to '{name}'")


def _heard(case: CallCase, call: Standing) -> Iterator[Mismatch]:
    for position, identifier in enumerate(case.hears):
        if identifier not in call.heard:
            at = (*case.at, "hears", position)
            yield Mismatch(at=at, message=f"'{identifier}' is never said on this call")
    for position, identifier in enumerate(case.never_hears):
        if identifier in call.heard:
            at = (*case.at, "never_hears", position)
            yield Mismatch(at=at, message=f"'{identifier}' is said on this call")


def _no_answer_left(case: CallCase, node: str) -> Mismatch:
    return Mismatch(
        at=(*case.at, "answers") if case.answers else (*case.at, "id"),
        message=f"no answer is left at '{node}'",
        hint=f"add an answer, or {SILENCE} for none",
    )


def _unknown(answer: str, node: str, known: tuple[str, ...], at: Pointer) -> Mismatch:
    choices = ", ".join(f"'{label}'" for label in known)
    return Mismatch(
        at=at,
        message=f"'{answer}' is no choice of '{node}'",
        hint=suggest(answer, known) or f"its choices are {choices}, or {SILENCE}",
        is_unknown=True,
    )


def _outcome(scripts: Scripts, call: Standing) -> str:
    """Return what becomes of a call at the node where it is, in words."""
    node = scripts.node(call.place)
    if isinstance(node, EndNode):
        return f"ends with {node.disposition}"
    return f"goes on to {node.to}" if isinstance(node, GoNode) else ""
