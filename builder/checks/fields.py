"""Fields: every ``{{ field }}`` in a line is whole and known."""

import re
from collections.abc import Iterator, Mapping

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.graph.values import read_number
from builder.library import SHARED_FOLDER, Library
from builder.model.proof import FieldValue
from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    CollectNode,
    Node,
    Record,
    Script,
)
from builder.model.shared import FieldType
from builder.model.text import Located, Pointer
from builder.rules import references, scripts
from builder.source import Source
from builder.suggestions import suggest
from builder.texts import FIELD, Text, parts_in, texts_of

_SINGLE = re.compile(r"\{\s*[a-z][a-z0-9_]*\.[a-z0-9_.]+\s*\}")
"""A field with one brace on each side, which would be read aloud."""

_BRACES = ("{", "}")


def check_fields(context: CheckContext) -> Iterator[Diagnostic]:
    """Fields in lines are whole and known; scripts declare what they use."""
    library = context.library
    for sop, source in library.with_paths():
        for text in texts_of(sop, signs=_BRACES):
            yield from _text(text, source, library)
        for script in sop.scripts:
            yield from _script(script, source, library)
    for kind in ("disclosures", "techniques"):
        if shared := library.sources.get(f"{SHARED_FOLDER}/{kind}.yaml"):
            yield from _shared(getattr(library, kind), shared, library)


def _shared(
    items: Mapping[str, Located], source: Source, library: Library
) -> Iterator[Diagnostic]:
    for item in items.values():
        for text in texts_of(item, signs=_BRACES):
            yield from _text(text, source, library)


def _text(text: Text, source: Source, library: Library) -> Iterator[Diagnostic]:
    if text.kind != "spoken":
        if "{{" not in text.words and "}}" not in text.words:
            return  # single braces are plain signs
        message = "a field stands in text that is not spoken"
        yield source.diagnose(references.FIELD_IN_PLAIN_TEXT, message, at=text.at)
        return
    rest = FIELD.sub("", text.words)
    if "{{" in rest or "}}" in rest or _SINGLE.search(rest):
        message = "braces that are not a whole field"
        yield source.diagnose(references.BROKEN_FIELD, message, at=text.at)
    for name in FIELD.findall(text.words):
        yield from _known(name, source, text.at, library)


def _known(
    name: str, source: Source, at: Pointer, library: Library
) -> Iterator[Diagnostic]:
    if "fields" not in library.unread_shared and name not in library.fields:
        message = f"field '{name}' is not in {SHARED_FOLDER}/fields.yaml"
        near = suggest(name, library.fields)
        yield source.diagnose(references.UNKNOWN_FIELD, message, at=at, hint=near)


def _script(script: Script, source: Source, library: Library) -> Iterator[Diagnostic]:
    declared = set(script.fields)
    # The words of a disclosure that nobody knows may use any of them.
    unknown = not all(
        identifier in library.disclosures
        for node in script.nodes
        for identifier in getattr(node, "disclosures", ())
    )
    used: set[str] = set()
    for node in script.nodes:
        for name, at in _uses(node, library):
            used.add(name)
            if name not in declared and at[-2:-1] != ("disclosures",):
                message = f"field '{name}' is not in 'fields' of this script"
                yield source.diagnose(scripts.FIELD_NOT_DECLARED, message, at=at)
        yield from _values(node, source, library)
    yield from _given(script, source, library)
    for position, name in enumerate(script.fields):
        at = (*script.at, "fields", position)
        yield from _known(name, source, at, library)
        if name not in used and not unknown:
            message = f"field '{name}' is declared but never used"
            yield source.diagnose(scripts.FIELD_NOT_USED, message, at=at)


def _uses(node: Node, library: Library) -> Iterator[tuple[str, Pointer]]:
    """Return each field that a node shows, reads or writes, with its place."""
    for text in texts_of(node, signs=_BRACES):
        if text.kind == "spoken":
            yield from ((name, text.at) for name in FIELD.findall(text.words))
    for position, identifier in enumerate(getattr(node, "disclosures", ())):
        disclosure = library.disclosures.get(identifier)
        for name in FIELD.findall(disclosure.say) if disclosure else ():
            yield name, (*node.at, "disclosures", position)
    match node:
        case CollectNode():
            yield node.into, (*node.at, "into")
        case BranchNode():
            yield node.on, (*node.at, "on")
        case AskNode():
            for choice in node.choices:
                if choice.records:
                    yield choice.records.field, (*choice.records.at, "field")
        case _:
            return


def _values(node: Node, source: Source, library: Library) -> Iterator[Diagnostic]:
    """Values that are compared or recorded are among those the field can have."""
    if isinstance(node, BranchNode):
        for case in node.cases:
            for value, at in _tested(case):
                yield from _allowed(node.on, value, source, at, library)
        yield from _numbers(node, source, library)
    elif isinstance(node, AskNode):
        records = (choice.records for choice in node.choices)
        for record in records:
            if isinstance(record, Record):
                at = (*record.at, "value")
                yield from _allowed(record.field, record.value, source, at, library)


def _numbers(
    node: BranchNode, source: Source, library: Library
) -> Iterator[Diagnostic]:
    """A branch that compares numbers is on a field that holds plain ones."""
    field = library.fields.get(node.on)
    ranges = [case for case in node.cases if case.equals is None and not case.one_of]
    if field and ranges and read_number(field.example) is None:
        message = (
            f"'{node.on}' holds text such as '{field.example}', not a plain number"
        )
        at = (*node.at, "on")
        yield source.diagnose(scripts.NOT_A_NUMBER, message, at=at)


def _given(script: Script, source: Source, library: Library) -> Iterator[Diagnostic]:
    """Values of fields that a case or a path rule names are among the possible ones."""
    for part in (*script.cases, *script.path_rules):
        for known in parts_in(part):
            if isinstance(known, FieldValue):
                at = (*known.at, "value")
                yield from _allowed(known.field, known.value, source, at, library)


def _tested(case: Case) -> Iterator[tuple[str, Pointer]]:
    if case.equals is not None:
        yield case.equals, (*case.at, "equals")
    for position, value in enumerate(case.one_of):
        yield value, (*case.at, "one_of", position)


def _allowed(
    name: str, value: str, source: Source, at: Pointer, library: Library
) -> Iterator[Diagnostic]:
    field = library.fields.get(name)
    values: tuple[str, ...] = field.values if field else ()
    if field and field.type is FieldType.YES_NO:
        values = ("yes", "no")
    if values and value not in values:
        message = f"'{value}' is not a value of field '{name}'"
        known = "'" + "', '".join(values) + "'"
        hint = suggest(value, values) or f"its values are {known}"
        yield source.diagnose(scripts.UNKNOWN_VALUE, message, at=at, hint=hint)
