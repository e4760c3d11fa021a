"""Fingerprints: SHA-256 over what a part of an SOP means, blind to layout and order."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from builder.addresses import parts_of
from builder.library import Library
from builder.model.script import Node, Script
from builder.model.sop import Sop
from builder.model.text import Located
from builder.texts import parts_in
from builder.view import LibraryView, Use

Meaning = dict[str, Any]

IDENTITY_AND_CONTROL = frozenset(
    {
        "schema",
        "id",
        "number",
        "status",
        "version",
        "effective",
        "review",
        "successor",
        "approvals",
        "revision_history",
    }
)
"""What of an SOP is not its meaning: changing these asks for no new approval."""

NOT_MEANING: dict[type[Located], frozenset[str]] = {
    Script: frozenset({"path_rules", "cases"}),
}
"""What nobody says or does: it only tells what must hold of the rest."""

SHOWN_LENGTH = 12
"""How many hex digits of a fingerprint are shown and signed."""


def fingerprint_of(part: Located, view: LibraryView) -> str:
    """Return the 64 hex digits that stand for what a part means.

    Shared words that the part shows (disclosures, techniques) are part of it, so a
    change of the shared file changes every SOP that shows them, and no other.
    """
    if isinstance(part, Sop):
        return view.remember(
            part, lambda own: _digest(_meaning_of_sop(part), part, own)
        )
    return _digest(_meaning(part), part, view)


def fingerprints_of(sop: Sop, view: LibraryView) -> dict[str, str]:
    """Return the fingerprint of every addressable part but nodes, by its anchor.

    Of two equal anchors the first wins. A node is part of its script's fingerprint.
    """
    found: dict[str, str] = {}
    for anchor, part in parts_of(sop):
        if not isinstance(part, Node):
            found.setdefault(anchor, fingerprint_of(part, view))
    return found


def control_of(sop: Sop) -> str:
    """Return the 64 hex digits that stand for the identity and control data."""
    return digest(
        {name: _value(getattr(sop, name)) for name in sorted(IDENTITY_AND_CONTROL)}
    )


def uses_of(part: Located, library: Library) -> set[Use]:
    """Return the shared things whose words count in the fingerprint of a part."""
    view = LibraryView(library)
    _shown(part, view)
    return view.used


def _digest(meaning: Meaning, part: Located, view: LibraryView) -> str:
    return digest({"part": meaning, "shown": _shown(part, view)})


def digest(value: object) -> str:
    """Return the SHA-256 over canonical JSON, in hex: sorted keys, no spaces, UTF-8."""
    return hashlib.sha256(canonical(value)).hexdigest()


def canonical(value: object) -> bytes:
    """Return the one JSON text that stands for a value."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    ).encode()


def short(fingerprint: str) -> str:
    """Return the part of a fingerprint that is shown to people and signed."""
    return fingerprint[:SHOWN_LENGTH]


def _meaning_of_sop(sop: Sop) -> Meaning:
    return {
        name: value
        for name, value in _meaning(sop).items()
        if name not in IDENTITY_AND_CONTROL
    }


def _meaning(part: Located) -> Meaning:
    """Return the fields that say something, without places and defaults."""
    found: Meaning = {}
    kind = getattr(part, "kind", None)
    if kind is not None:
        found["kind"] = kind
    for name, default in _fields_of(part):
        value = getattr(part, name)
        if value != default:
            found[name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Located):
        return _meaning(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return value


def _fields_of(part: Located) -> tuple[tuple[str, Any], ...]:
    kind: Any = type(part)  # Any: mypy takes the class of a dataclass for unhashable
    return _fields(kind)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return the names and defaults of a class, without its place."""
    return tuple(
        (field.name, None if field.default is MISSING else field.default)
        for field in fields(kind)
        if field.name != "at" and field.name not in NOT_MEANING.get(kind, ())
    )


def _shown(part: Located, view: LibraryView) -> Meaning:
    """Return the shared words that a part shows, by kind and id."""
    shown: Meaning = {}
    for reference, identifier in _references(part):
        found = _SHELVES[reference](view, identifier)
        if found is not None:
            shown[f"{reference}:{identifier}"] = _meaning(found)
    return shown


_SHELVES: dict[str, Callable[[LibraryView, str], Located | None]] = {
    "disclosures": lambda view, identifier: view.disclosures.find(identifier),
    "technique": lambda view, identifier: view.techniques.find(identifier),
}
"""Fields of the model whose shared words are shown in full where they stand."""


def _references(part: Located) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for inner in parts_in(part):
        for name in _SHELVES:
            value = getattr(inner, name, None)
            if value:
                identifiers = value if isinstance(value, tuple) else (value,)
                found += [(name, identifier) for identifier in identifiers]
    return found
