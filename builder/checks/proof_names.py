"""Names in path rules and cases: each is that of something that is there.

A rule with a misspelled name would hold, and prove nothing.
"""

from collections.abc import Iterable, Iterator

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


def check_proof_names(context: CheckContext) -> Iterator[Diagnostic]:
    """Every field, node, label and script that a rule or a case names is there."""
    library = context.library
    if library.unread_sops or library.unread_shared:
        return  # what they hold is not known
    everywhere = list(context.scripts)
    if source := library.sources.get(f"{SHARED_FOLDER}/path_rules.yaml"):
        for rule in library.path_rules.values():
            yield from _rule(rule, everywhere, source, context)
            yield from _scope(rule, source, context)
    for script in everywhere:
        own = library.sources[library.path_of(script.sop)]
        addresses = context.scripts.with_followers(script.address)
        near = [context.scripts.known[address] for address in addresses]
        for rule in script.script.path_rules:
            yield from _rule(rule, near, own, context)
        for case in script.script.cases:
            yield from _case(case, near, own, context)


def _rule(
    rule: PathRule, scripts: list[KnownScript], source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    fields = context.library.fields
    labels = _labels(scripts)
    for key in _MOMENTS:
        moment: Moment | None = getattr(rule, key)
        if moment is None:
            continue
        found = [("passes", "node", _nodes(scripts), moment.passes)]
        wanted = tuple(name for name in moment.answers if name.casefold() not in labels)
        found.append(("answers", "answer", labels, wanted))
        # What must never be asked for had better not be a field at all.
        for kind in () if key == "never" else ("shows", "collects"):
            exact = tuple(name for name in getattr(moment, kind) if "*" not in name)
            found.append((kind, "field", set(fields), exact))
        for kind, thing, known, names in found:
            yield from _missing(moment, kind, names, thing, known, source)


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
    case: CallCase, scripts: list[KnownScript], source: Source, context: CheckContext
) -> Iterator[Diagnostic]:
    yield from _missing(case, "passes", case.passes, "node", _nodes(scripts), source)
    known = context.scripts.known
    if case.goes_to and case.goes_to not in known:
        at = (*case.at, "goes_to")
        yield _unknown("script", case.goes_to, known, source, at)


def _nodes(scripts: list[KnownScript]) -> set[str]:
    """Return the nodes of some scripts, by id and by whole address."""
    found: set[str] = set()
    for script in scripts:
        found.update(script.nodes)
        found.update(f"{script.address}/{node}" for node in script.nodes)
    return found


def _labels(scripts: list[KnownScript]) -> set[str]:
    """Return the labels and ids of all choices of some scripts, in small letters."""
    choices = (
        choice
        for script in scripts
        for node in script.nodes.values()
        if isinstance(node, AskNode)
        for choice in node.choices
    )
    return {name.casefold() for choice in choices for name in (choice.label, choice.id)}


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
