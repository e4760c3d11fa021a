"""References to shared data: every id resolves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.library import SHARED_FOLDER, Library
from builder.model.blocks import (
    Escalation,
    Metric,
    Objection,
    RoleDuty,
    TechniqueUse,
    ToolUse,
)
from builder.model.control import Approval, HistoryEntry
from builder.model.procedure import Step
from builder.model.proof import CallCase, Ends, FieldValue, Moment, PathRule
from builder.model.script import AskNode, CollectNode, EndNode, SayNode
from builder.model.shared import Disclosure, Regulation
from builder.model.sop import Sop
from builder.model.text import Located, Pointer
from builder.rules import references as rules
from builder.source import Source
from builder.suggestions import suggest
from builder.texts import parts_in

REFERENCES: dict[type[Located], dict[str, str]] = {
    Sop: {"owner": "roles"},
    RoleDuty: {"role": "roles"},
    ToolUse: {"tool": "tools"},
    Step: {
        "regulations": "regulations",
        "disclosures": "disclosures",
        "tools": "tools",
        "techniques": "techniques",
    },
    TechniqueUse: {"technique": "techniques"},
    Objection: {"technique": "techniques"},
    Escalation: {"to": "roles"},
    Metric: {"term": "terms", "role": "roles"},
    Approval: {"role": "roles"},
    HistoryEntry: {"role": "roles"},
    SayNode: {"disclosures": "disclosures"},
    AskNode: {"disclosures": "disclosures"},
    CollectNode: {"disclosures": "disclosures"},
    EndNode: {"disclosures": "disclosures", "disposition": "dispositions"},
    Moment: {"says": "disclosures"},
    Ends: {"dispositions": "dispositions"},
    FieldValue: {"field": "fields"},
    PathRule: {"regulation": "regulations"},
    CallCase: {
        "hears": "disclosures",
        "never_hears": "disclosures",
        "reaches": "dispositions",
    },
    Regulation: {"role": "roles"},
    Disclosure: {"regulation": "regulations"},
}
"""The shared file that a key of a part refers to."""


def check_references(context: CheckContext) -> Iterator[Diagnostic]:
    """Every id of shared data that an SOP or a shared file names is defined."""
    library = context.library
    for sop, source in library.with_paths():
        yield from _part(sop, source, library)
    for kind in ("regulations", "disclosures", "path_rules"):
        source_of_kind = library.sources.get(f"{SHARED_FOLDER}/{kind}.yaml")
        if source_of_kind:
            shared: Mapping[str, Located] = getattr(library, kind)
            for item in shared.values():
                yield from _part(item, source_of_kind, library)


def _part(whole: Located, source: Source, library: Library) -> Iterator[Diagnostic]:
    for part in parts_in(whole):
        for key, kind in REFERENCES.get(type(part), {}).items():
            if kind not in library.unread_shared:
                known: Mapping[str, Any] = getattr(library, kind)
                for identifier, at in _identifiers(part, key):
                    if identifier not in known:
                        yield _unknown(identifier, kind, known, source, at)


def _identifiers(part: Located, key: str) -> Iterator[tuple[str, Pointer]]:
    value = getattr(part, key)
    if isinstance(value, tuple):
        for position, identifier in enumerate(value):
            yield identifier, (*part.at, key, position)
    elif value is not None:
        yield value, (*part.at, key)


def _unknown(
    identifier: str, kind: str, known: Iterable[str], source: Source, at: Pointer
) -> Diagnostic:
    message = f"'{identifier}' is not in {SHARED_FOLDER}/{kind}.yaml"
    near = suggest(identifier, known)
    return source.diagnose(rules.UNKNOWN_REFERENCE, message, at=at, hint=near)
