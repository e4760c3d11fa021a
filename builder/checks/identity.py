"""Ids and numbers: unique, equal to the file name, and usable on every system."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic, Rule
from builder.library import Library
from builder.model.sop import Sop
from builder.model.text import Located, Pointer
from builder.rules import references as rules
from builder.source import Source

RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)]
)
"""File names that Windows keeps for devices, with any extension."""


def check_identity(context: CheckContext) -> Iterator[Diagnostic]:
    """Ids and numbers are unique and fit the file and the area."""
    library = context.library
    for sop, source in library.with_paths():
        yield from _file(sop, source)
        yield from _area(sop, source, library)
        yield from _parts(sop, source)
    yield from _taken(library)


def _file(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    stem = PurePosixPath(source.path).stem
    if sop.id != stem:
        message = f"id '{sop.id}' and file name '{stem}.yaml' differ"
        yield source.diagnose(rules.ID_IS_NOT_FILE_NAME, message, at=("id",))
    if sop.id in RESERVED_NAMES:
        message = f"'{sop.id}' is a name that Windows keeps for a device"
        yield source.diagnose(rules.RESERVED_NAME, message, at=("id",))


def _area(sop: Sop, source: Source, library: Library) -> Iterator[Diagnostic]:
    if "areas" in library.unread_shared:
        return
    folder = PurePosixPath(source.path).parent.name
    area = library.areas.get(folder)
    if area is None:
        message = f"folder '{folder}' is not an area in sop/shared/areas.yaml"
        yield source.diagnose(rules.UNKNOWN_AREA, message, at=("id",))
    elif sop.number.split("-")[1] != area.code:
        message = f"number '{sop.number}' does not carry the code of {area.id}"
        hint = f"use SOP-{area.code}-{sop.number.split('-')[-1]}, or move the file"
        at = ("number",)
        yield source.diagnose(rules.NUMBER_IS_NOT_OF_AREA, message, at=at, hint=hint)


def _taken(library: Library) -> Iterator[Diagnostic]:
    """Two names that a file system could confuse are one name; each is told."""
    yield from _shared_by_two(library, "id", _folded, rules.ID_TAKEN)
    yield from _shared_by_two(library, "number", str, rules.NUMBER_TAKEN)


def _shared_by_two(
    library: Library, key: str, fold: Callable[[str], str], rule: Rule
) -> Iterator[Diagnostic]:
    users: dict[str, list[Source]] = {}
    for sop, source in library.with_paths():
        users.setdefault(fold(getattr(sop, key)), []).append(source)
    for sop, source in library.with_paths():
        value = getattr(sop, key)
        others = [other.path for other in users[fold(value)] if other is not source]
        if others:
            message = f"{key} '{value}' is also used by {others[0]}"
            yield source.diagnose(rule, message, at=(key,))


def _folded(identifier: str) -> str:
    return unicodedata.normalize("NFC", identifier).casefold()


def _parts(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    for what, parts in _groups(sop):
        seen: set[str] = set()
        for identifier, at in parts:
            if identifier in seen:
                message = f"two {what} have the id '{identifier}'"
                place = (*at, "id")
                yield source.diagnose(rules.DUPLICATE_LOCAL_ID, message, at=place)
            seen.add(identifier)


def _groups(sop: Sop) -> Iterator[tuple[str, Iterable[tuple[str, Pointer]]]]:
    """Return the parts that share a name space, as (what they are, ids and places)."""
    yield "stages", _named(sop.stages)
    yield "sections", _named(sop.procedure)
    for section in sop.procedure:
        yield f"steps of '{section.id}'", _named(section.steps)
    yield "objections", _named(sop.objections)
    yield "scripts", _named(sop.scripts)
    yield "checklists", _named(sop.checklists)
    for checklist in sop.checklists:
        yield f"items of '{checklist.id}'", _named(checklist.items)
    yield "templates", _named(sop.templates)
    yield "escalations", _named(sop.escalations)
    yield "metrics", _named(sop.metrics)
    yield "quiz questions", _named(sop.quiz)
    if sop.scorecard:
        yield "criteria", _named(sop.scorecard.criteria)


def _named(parts: Iterable[Located]) -> list[tuple[str, Pointer]]:
    return [(part.id, part.at) for part in parts]  # type: ignore[attr-defined]
