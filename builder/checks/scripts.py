"""Call scripts: a start, every node reachable, an end reachable from every node."""

from collections.abc import Iterable, Iterator, Mapping

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    EndNode,
    GoNode,
    Node,
    Script,
)
from builder.model.script import targets as targets_of
from builder.model.text import Pointer
from builder.rules import scripts as rules
from builder.source import Source
from builder.suggestions import suggest

Edges = Mapping[str, set[str]]


def check_scripts(context: CheckContext) -> Iterator[Diagnostic]:
    """Each script is a whole graph."""
    for sop, source in context.library.with_paths():
        for script in sop.scripts:
            yield from _nodes(script, source)
            wrong = list(_targets(script, source))
            yield from wrong
            if not wrong:
                # A wrong target makes nodes unreachable: that would be told twice.
                yield from _unreachable(script, source)
                yield from _endless(script, source)


def _nodes(script: Script, source: Source) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for node in script.nodes:
        if node.id in seen:
            message = f"two nodes of '{script.id}' have the id '{node.id}'"
            at = (*node.at, "id")
            yield source.diagnose(rules.DUPLICATE_NODE, message, at=at)
        seen.add(node.id)
        if isinstance(node, AskNode):
            yield from _labels(node, source)
        elif isinstance(node, BranchNode):
            for case in node.cases:
                yield from _case(case, source)


def _labels(node: AskNode, source: Source) -> Iterator[Diagnostic]:
    for key in ("label", "key", "id"):
        seen: set[str] = set()
        for choice in node.choices:
            value = getattr(choice, key)
            folded = (value or "").casefold()
            if folded in seen:
                message = f"two choices of '{node.id}' have the {key} '{value}'"
                at = (*choice.at, key)
                yield source.diagnose(rules.DUPLICATE_LABEL, message, at=at)
            if folded:
                seen.add(folded)


def _case(case: Case, source: Source) -> Iterator[Diagnostic]:
    low, high = case.at_least, case.below
    if low is not None and high is not None and low >= high:
        message = f"no number is at least {low:g} and below {high:g}"
        yield source.diagnose(rules.EMPTY_CASE, message, at=case.at)


def _targets(script: Script, source: Source) -> Iterator[Diagnostic]:
    known = [node.id for node in script.nodes]
    for target, at in _references(script):
        if target not in known:
            message = f"'{target}' is not a node of '{script.id}'"
            near = suggest(target, known)
            yield source.diagnose(rules.UNKNOWN_NODE, message, at=at, hint=near)


def _references(script: Script) -> Iterator[tuple[str, Pointer]]:
    yield script.start, (*script.at, "start")
    for node in script.nodes:
        for key in ("next", "default"):
            target = getattr(node, key, None)
            if target is not None:
                yield target, (*node.at, key)
        for part in (*getattr(node, "choices", ()), *getattr(node, "cases", ())):
            yield part.goto, (*part.at, "goto")


def _unreachable(script: Script, source: Source) -> Iterator[Diagnostic]:
    reached = _closure([script.start], _edges(script))
    for node in script.nodes:
        if node.id not in reached:
            message = f"no path of '{script.id}' reaches '{node.id}'"
            at = (*node.at, "id")
            yield source.diagnose(rules.UNREACHABLE_NODE, message, at=at)


def endless_nodes(script: Script) -> list[Node]:
    """Return the nodes from which no path leads to an end, whatever is answered."""
    ends = [node.id for node in script.nodes if isinstance(node, EndNode | GoNode)]
    ending = _closure(ends, _reversed(_edges(script)))
    return [node for node in script.nodes if node.id not in ending]


def _endless(script: Script, source: Source) -> Iterator[Diagnostic]:
    if lost := endless_nodes(script):
        others = ", ".join(f"'{node.id}'" for node in lost[1:])
        also = f" (nor from {others})" if others else ""
        message = f"from '{lost[0].id}' no path leads to an end{also}"
        at = (*lost[0].at, "id")
        yield source.diagnose(rules.NO_WAY_OUT, message, at=at)


def _edges(script: Script) -> dict[str, set[str]]:
    edges: dict[str, set[str]] = {}
    for node in script.nodes:
        edges.setdefault(node.id, set()).update(goal for _, goal in targets_of(node))
    return edges


def _closure(starts: Iterable[str], edges: Edges) -> set[str]:
    """Return every node that the starts lead to, themselves included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges.get(node, ())
    return found


def _reversed(edges: Edges) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {}
    for node, following in edges.items():
        for target in following:
            back.setdefault(target, set()).add(node)
    return back
