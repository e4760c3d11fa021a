"""The flow of scripts: calls end, nodes can be said, branches decide."""

import re
from collections.abc import Iterator

from builder.checks.context import CheckContext
from builder.checks.scripts import endless_nodes
from builder.checks.trace import trace_of
from builder.diagnostics import Diagnostic
from builder.dialers import DIALERS
from builder.graph.calls import Calls
from builder.graph.proof import TakenWay, prove
from builder.graph.scripts import KnownScript, seconds_at
from builder.graph.values import fits, read_number, samples
from builder.library import SHARED_FOLDER, Library
from builder.model.proof import Moment, PathRule
from builder.model.script import AskNode, BranchNode, Case, EndNode, GoNode, Node
from builder.model.shared import Field
from builder.rules import scripts as rules
from builder.source import Source
from builder.texts import FIELD


def check_flow(context: CheckContext) -> Iterator[Diagnostic]:
    """Every script can be said and decided, and every call of it ends."""
    library = context.library
    for script in context.scripts:
        source = library.sources[library.path_of(script.sop)]
        for node in script.script.nodes:
            yield from _node(node, source, context)
        yield from _size(script, source, context)
        if context.is_whole(script):
            calls = context.calls(script)
            if not endless_nodes(script.script):  # else that is told already
                yield from _stuck(script, calls, source)
            yield from _unasked(script, calls, source)
    yield from _dispositions(library)


def _node(node: Node, source: Source, context: CheckContext) -> Iterator[Diagnostic]:
    limits = context.script_limits
    seconds = seconds_at(node, context.library)
    if seconds > limits.node_seconds:
        message = f"all words of '{node.id}' take {seconds} s to say"
        hint = f"{limits.node_seconds} s is enough; cut it, or make two nodes of it"
        at = (*node.at, "id")
        yield source.diagnose(rules.NODE_TOO_LONG, message, at=at, hint=hint)
    if isinstance(node, AskNode) and len(node.choices) > limits.choices:
        message = f"'{node.id}' has {len(node.choices)} choices"
        hint = f"{limits.choices} can be seen at a glance; ask in two steps"
        at = (*node.at, "choices")
        found = source.diagnose(
            rules.TOO_MANY_CHOICES, message, at=at, key=True, hint=hint
        )
        yield found
    if isinstance(node, BranchNode):
        yield from _overlaps(node, context.library.fields.get(node.on), source)
        yield from _gaps(node, source)


def _overlaps(
    node: BranchNode, field: Field | None, source: Source
) -> Iterator[Diagnostic]:
    values = samples(node.cases, field.values if field else ())
    for position, case in enumerate(node.cases):
        own = [value for value in values if fits(case, value)]
        for earlier in node.cases[:position]:
            both = [value for value in own if fits(earlier, value)]
            if both and (len(both) == len(own) or earlier.goto != case.goto):
                never = ", so the later is never taken" if len(both) == len(own) else ""
                message = f"'{both[0]}' fits two cases of '{node.id}'{never}"
                yield source.diagnose(rules.CASES_OVERLAP, message, at=case.at)
                break


def _gaps(node: BranchNode, source: Source) -> Iterator[Diagnostic]:
    """Tell a number that lies between numbers that fit, and fits no case itself."""
    numbers = sorted(
        {value for value in samples(_ranges(node)) if read_number(value) is not None},
        key=lambda value: read_number(value) or 0.0,
    )
    fitting = [any(fits(case, value) for case in node.cases) for value in numbers]
    inner = range(fitting.index(True), len(fitting)) if True in fitting else range(0)
    last = max((place for place in inner if fitting[place]), default=-1)
    for place in inner:
        if not fitting[place] and place < last:
            message = f"{numbers[place]} lies between the cases of '{node.id}'"
            at = (*node.at, "cases")
            yield source.diagnose(rules.GAP_BETWEEN_CASES, message, at=at, key=True)
            return


def _ranges(node: BranchNode) -> list[Case]:
    return [case for case in node.cases if case.equals is None and not case.one_of]


def _size(
    script: KnownScript, source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    count = len(script.script.nodes)
    limits = ((name, DIALERS[name].max_nodes) for name in context.dialers)
    full = [f"{name} takes {most}" for name, most in limits if most and count > most]
    if full:
        message = f"'{script.script.id}' has {count} nodes; {', '.join(full)}"
        at = (*script.script.at, "id")
        yield source.diagnose(rules.TOO_LARGE_FOR_DIALER, message, at=at)


def _stuck(script: KnownScript, calls: Calls, source: Source) -> Iterator[Diagnostic]:
    """Tell one place of this script from which a call cannot end."""
    stuck = [
        (position, calls.scripts.node(state.place))
        for position, state in enumerate(calls.states)
        if position not in calls.ending and state.place.script == script.address
    ]
    gone = [node for _, node in stuck if isinstance(node, GoNode)]
    if gone:
        message = f"a call that goes on to '{gone[0].to}' can never end"
        at = (*gone[0].at, "to")
        yield source.diagnose(rules.GO_WITHOUT_END, message, at=at)
    elif stuck:
        position, node = stuck[0]
        path = calls.path_to(position)
        taken = [TakenWay(place=place, words=words) for place, words in path]
        yield source.diagnose(
            rules.STUCK,
            f"a call that comes to '{node.id}' like this can never end",
            at=(*node.at, "id"),
            trace=trace_of(taken, calls.scripts),
        )


def _unasked(script: KnownScript, calls: Calls, source: Source) -> Iterator[Diagnostic]:
    """Tell each field that a line says on a path on which nobody asked for it."""
    library = calls.scripts.library
    asked = {
        event.value
        for ways in calls.ways
        for way, _ in ways
        for event in way.events
        if event.kind == "collects"
    }
    for name in sorted(asked.intersection(script.script.fields)):
        field = library.fields.get(name)
        if field is None or not field.asked:
            continue
        rule = PathRule(
            id=name,
            title=name,
            why=name,
            never=Moment(shows=(name,)),
            before=Moment(collects=(name,)),
        )
        broken = prove(rule, calls, library.dispositions)
        if broken is None or broken.path[-1].place.script != script.address:
            continue
        node = calls.scripts.node(broken.path[-1].place)
        key = "say" if name in FIELD.findall(getattr(node, "say", "") or "") else "id"
        yield source.diagnose(
            rules.SAID_BEFORE_ASKED,
            f"'{node.id}' says '{name}' on a path on which nobody asked for it",
            at=(*node.at, key),
            trace=trace_of(broken.path, calls.scripts),
        )


def _dispositions(library: Library) -> Iterator[Diagnostic]:
    source = library.sources.get(f"{SHARED_FOLDER}/dispositions.yaml")
    nodes = [
        node for sop in library.sops for script in sop.scripts for node in script.nodes
    ]
    # Without a script, or with one that cannot be read, nobody knows what is used.
    if not nodes or not source or library.unread_sops:
        return
    used = {node.disposition for node in nodes if isinstance(node, EndNode)}
    unused = [
        one
        for code, one in library.dispositions.items()
        if code not in used and not _is_named(code, library)
    ]
    if unused:
        codes = ", ".join(f"'{one.id}'" for one in unused)
        message = f"no script ends with {codes}, and no SOP names it"
        at = (*unused[0].at, "id")
        yield source.diagnose(rules.DISPOSITION_NOT_USED, message, at=at)


def _is_named(code: str, library: Library) -> bool:
    """Tell whether an SOP tells people to record a code, or prints it on a card."""
    word = re.compile(rf"\b{code}\b")
    return any(
        code in source.text and word.search(source.text)
        for _, source in library.with_paths()
    )
