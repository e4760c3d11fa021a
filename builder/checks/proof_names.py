"""Names in path rules and cases: each is that of something that is there.

A rule with a misspelled name would hold, and prove nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.graph.scripts import KnownScript
from builder.library import SHARED_FOLDER
from builder.model.proof import CallCase, Moment, PathRule
from builder.model.script import AskNode
from builder.model.text import Located, Pointer
from builder.rules import scripts as rules
from builder.source import Source
from builder.suggestions import suggest

_MOMENTS = ("must", "never", "after", "after_each", "before")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    """What a rule or a case may name, gathered once for all that may name it."""

    nodes: Collection[str]
    labels: Collection[str]
    fields: Collection[str]


def check_proof_names(context: CheckContext) -> Iterator[Diagnostic]:
    """Every field, node, label and script that a rule or a case names is there."""
    library = context.library
    if library.unread_sops or library.unread_shared:
        return  # what they hold is not known
    if source := library.sources.get(f"{SHARED_FOLDER}/path_rules.yaml"):
        everywhere = _names(context.scripts, context)
        for rule in library.path_rules.values():
            yield from _rule(rule, everywhere, source)
            yield from _scope(rule, source, context)
    for script in context.scripts:
        if not (script.script.path_rules or script.script.cases):
            continue
        own = library.sources[library.path_of(script.sop)]
        addresses = context.scripts.with_followers(script.address)
        near = _names((context.scripts.known[one] for one in addresses), context)
        for rule in script.script.path_rules:
            yield from _rule(rule, near, own)
        for case in script.script.cases:
            yield from _case(case, near, own, context)


def _names(scripts: Iterable[KnownScript], context: CheckContext) -> _Names:
    nodes: set[str] = set()
    labels: set[str] = set()
    for script in scripts:
        nodes.update(script.nodes)
        nodes.update(f"{script.address}/{node}" for node in script.nodes)
        for node in script.nodes.values():
            if isinstance(node, AskNode):
                labels.update(choice.label.casefold() for choice in node.choices)
                labels.update(choice.id for choice in node.choices)
    return _Names(nodes=nodes, labels=labels, fields=context.library.fields)


def _rule(rule: PathRule, names: _Names, source: Source) -> Iterator[Diagnostic]:
    for key in _MOMENTS:
        moment: Moment | None = getattr(rule, key)
        if moment is None:
            continue
        yield from _missing(
            moment, "passes", moment.passes, "node", names.nodes, source
        )
        said = [one for one in moment.answers if one.casefold() not in names.labels]
        yield from _missing(moment, "answers", said, "answer", names.labels, source)
        # A star may stand for fields that must never be there at all.
        for kind in ("shows", "collects"):
            exact = [name for name in getattr(moment, kind) if "*" not in name]
            yield from _missing(moment, kind, exact, "field", names.fields, source)


def _scope(
    rule: PathRule, source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    scope, known = rule.applies_to, set(context.scripts.known)
    if scope is None:
        return
    for key in ("scripts", "not_scripts"):
        yield from _missing(scope, key, getattr(scope, key), "script", known, source)
    areas = set(context.library.areas)
    yield from _missing(scope, "areas", scope.areas, "area", areas, source)


def _case(
    case: CallCase, names: _Names, source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    yield from _missing(case, "passes", case.passes, "node", names.nodes, source)
    known = context.scripts.known
    if case.goes_to and case.goes_to not in known:
        at = (*case.at, "goes_to")
        yield _unknown("script", case.goes_to, known, source, at)


def _missing(  # noqa: PLR0917 - a row of a table, in the order of its columns
    part: Located,
    key: str,
    names: Iterable[str],
    thing: str,
    known: Iterable[str],
    source: Source,
) -> Iterator[Diagnostic]:
    every = list(getattr(part, key))
    for name in names:
        if name not in known:
            at = (*part.at, key, every.index(name))
            yield _unknown(thing, name, known, source, at)


def _unknown(
    thing: str, name: str, known: Iterable[str], source: Source, at: Pointer
) -> Diagnostic:
    message = f"there is no {thing} '{name}'"
    near = suggest(name, known)
    return source.diagnose(rules.PROOF_NAMES_NOTHING, message, at=at, hint=near)
