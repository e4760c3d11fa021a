"""Path rules hold on every path, and calls go as their authors expect."""

from collections.abc import Iterator
from dataclasses import replace

from builder.checks.context import CheckContext
from builder.checks.trace import trace_of
from builder.diagnostics import Diagnostic
from builder.graph.cases import play_case
from builder.graph.proof import Broken, prove, says_nothing
from builder.graph.scope import applies
from builder.graph.scripts import KnownScript
from builder.graph.sentences import moment_words, nodes_words, way_out
from builder.library import SHARED_FOLDER
from builder.model.proof import PathRule
from builder.rules import scripts as rules
from builder.source import Source


def check_proofs(context: CheckContext) -> Iterator[Diagnostic]:
    """Every path rule is clear, speaks of something, and holds."""
    library = context.library
    source = library.sources.get(f"{SHARED_FOLDER}/path_rules.yaml")
    shared = library.path_rules.values() if source else ()
    clear: list[PathRule] = []
    for rule in shared:
        if source and (unclear := _unclear(rule, source)):
            yield unclear
        else:
            clear.append(rule)
    whole = [script for script in context.scripts if context.is_whole(script)]
    for script in whole:
        yield from _script(script, clear, context)
    if source and not library.unread_sops:
        yield from _idle(clear, whole, source, context)


def check_cases(context: CheckContext) -> Iterator[Diagnostic]:
    """Every case of a script comes out as it says."""
    library = context.library
    for script in context.scripts:
        if not (script.script.cases and context.is_whole(script)):
            continue
        source = library.sources[library.path_of(script.sop)]
        for case in script.script.cases:
            result = play_case(context.scripts, script, case)
            if context.scripts.goes_unread(result.path[-1].place):
                continue  # nobody knows how the call goes on
            for wrong in result.mismatches:
                unknown = wrong.is_unknown
                yield source.diagnose(
                    rules.CASE_ANSWERS_UNKNOWN if unknown else rules.CASE_FAILS,
                    f"case '{case.id}': {wrong.message}",
                    at=wrong.at,
                    hint=wrong.hint,
                    trace=trace_of(result.path, context.scripts),
                )


def _script(
    script: KnownScript, shared: list[PathRule], context: CheckContext
) -> Iterator[Diagnostic]:
    library = context.library
    source = library.sources[library.path_of(script.sop)]
    calls = context.calls(script)
    is_read = context.scripts.is_read(script.address)
    for rule in script.script.path_rules:
        if unclear := _unclear(rule, source):
            yield unclear
        elif is_read and says_nothing(rule, calls, library.dispositions):
            message = f"path rule '{rule.id}' speaks of no path of '{script.script.id}'"
            at = (*rule.at, "id")
            yield source.diagnose(rules.PATH_RULE_IDLE, message, at=at)
        elif broken := prove(rule, calls, library.dispositions):
            yield _broken(rule, broken, script, source, context)
    for rule in shared:
        if applies(rule, script, library):
            found = prove(rule, calls, library.dispositions)
            if found:
                yield _broken(rule, found, script, source, context)


def _unclear(rule: PathRule, source: Source) -> Diagnostic | None:
    if bool(rule.must) == bool(rule.never):
        both = "both 'must' and 'never'" if rule.must else "neither 'must' nor 'never'"
        message = f"path rule '{rule.id}' has {both}"
    elif rule.after and rule.after_each:
        message = f"path rule '{rule.id}' has both 'after' and 'after_each'"
    else:
        return None
    return source.diagnose(rules.PATH_RULE_UNCLEAR, message, at=(*rule.at, "id"))


def _idle(
    shared: list[PathRule],
    whole: list[KnownScript],
    source: Source,
    context: CheckContext,
) -> Iterator[Diagnostic]:
    """Tell each shared rule that speaks of no path of any script."""
    library = context.library
    for rule in shared:
        if not any(
            applies(rule, script, library)
            and not says_nothing(rule, context.calls(script), library.dispositions)
            for script in whole
        ):
            message = f"path rule '{rule.id}' speaks of no path of any script"
            at = (*rule.at, "id")
            yield source.diagnose(rules.PATH_RULE_IDLE, message, at=at)


def _broken(
    rule: PathRule,
    broken: Broken,
    script: KnownScript,
    source: Source,
    context: CheckContext,
) -> Diagnostic:
    own = [way.place for way in broken.path if way.place.script == script.address]
    node = context.scripts.node(own[-1])
    path = broken.path
    if broken.disposition:
        last = replace(path[-1], words=f"ends with {broken.disposition}")
        path = (*path[:-1], last)
    return source.diagnose(
        rules.PATH_RULE_BROKEN,
        f"path rule '{rule.id}' does not hold: {_what_happens(rule, broken)}",
        at=(*node.at, "id"),
        hint="; ".join(filter(None, (_reason(rule), way_out(rule)))),
        trace=trace_of(path, context.scripts),
    )


def _reason(rule: PathRule) -> str:
    return f"{rule.title}: {rule.why.removesuffix('.')}"


def _what_happens(rule: PathRule, broken: Broken) -> str:
    """Return what is wrong with the path, in words."""
    end = f"ends with {broken.disposition}" if broken.disposition else "goes on"
    opening = rule.after or rule.after_each
    behind = f" after {moment_words(opening)}" if opening else ""
    if rule.never:
        return f"a call comes to where {moment_words(rule.never)}{behind}"
    assert rule.must is not None  # a clear rule has one of the two
    if rule.after and not broken.has_opened:
        return f"a call {end} and {moment_words(rule.after)} at no time before"
    limits = f" within {nodes_words(rule.within_nodes)}" if rule.within_nodes else ""
    until = f" before {moment_words(rule.before)}" if rule.before else ""
    missing = f"{moment_words(rule.must)}{behind}{limits}{until}"
    return f"a call {end}, and it did not happen that {missing}"
