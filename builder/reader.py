"""From parsed and validated data to the model; past this point no raw dict travels."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from builder.formats import Data, lifted
from builder.model.proof import PathRule
from builder.model.script import NODE_KINDS, AskNode, Choice
from builder.model.shared import (
    Area,
    Disclosure,
    Disposition,
    Field,
    Regulation,
    Role,
    Technique,
    Term,
    Tool,
    Wording,
)
from builder.model.sop import Sop
from builder.model.text import Located, Pointer
from builder.source import Source

T = TypeVar("T")
Reader = Callable[[Any, Pointer], Any]

SHARED_TYPES: dict[str, type[Located]] = {
    "areas": Area,
    "roles": Role,
    "tools": Tool,
    "regulations": Regulation,
    "techniques": Technique,
    "terms": Term,
    "fields": Field,
    "dispositions": Disposition,
    "disclosures": Disclosure,
    "wording": Wording,
    "path_rules": PathRule,
}
"""The class of an item by the kind of shared file, which is also its name."""

OPTIONAL_KINDS = frozenset({"path_rules"})
"""Shared files that a library can do without."""


def read_sop(source: Source) -> Sop:
    """Return the SOP in a source whose data is valid against the SOP schema."""
    return read_as(Sop, lifted("sop", cast("Data", source.data)))


def read_shared(kind: str, source: Source) -> tuple[Located, ...]:
    """Return the items of a shared file whose data is valid against its schema."""
    data = lifted(kind, cast("Data", source.data))
    item_type: Any = SHARED_TYPES[kind]
    read = _reader_of(item_type)
    return tuple(
        read(item, (kind, position)) for position, item in enumerate(data[kind])
    )


def read_as(kind: type[T], data: object, at: Pointer = ()) -> T:
    """Return valid data as an object of the model."""
    whole: Any = kind  # Any: mypy takes the class of a dataclass for unhashable
    return cast("T", _reader_of(whole)(data, at))


@cache
def _reader_of(kind: Any) -> Reader:
    """Return the function that reads a value of a type hint; made once per type."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _reader_of_union(get_args(kind))
    if origin is tuple:
        return _reader_of_list(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value, _at: kind(value)
    if is_dataclass(kind):
        return _reader_of_class(cast("type[Located]", kind))
    if kind is float:
        return lambda value, _at: float(value)
    return _as_it_is


def _as_it_is(value: Any, _at: Pointer) -> Any:
    return value


def _reader_of_union(options: tuple[Any, ...]) -> Reader:
    real = [option for option in options if option is not NoneType]
    if len(real) == 1:
        return _reader_of(real[0])
    nodes: dict[str, Any] = dict(NODE_KINDS)
    readers = {name: _reader_of(node) for name, node in nodes.items()}
    return lambda value, at: readers[value["kind"]](value, at)


def _reader_of_list(item: Any) -> Reader:
    if item is str or (isinstance(item, type) and issubclass(item, str)):
        convert = item
        return lambda values, _at: tuple(map(convert, values))
    read = _reader_of(item)
    return lambda values, at: tuple(
        read(value, (*at, position)) for position, value in enumerate(values)
    )


def _reader_of_class(kind: type[Located]) -> Reader:
    hints = get_type_hints(kind)
    readers = {
        field.name: _reader_of(hints[field.name])
        for field in fields(kind)
        if field.name != "at"
    }
    # Most values are text, which needs no reader and no place of its own.
    plan = {name: read for name, read in readers.items() if read is not _as_it_is}

    def read(value: dict[str, Any], at: Pointer) -> Located:
        found = {
            key: plan[key](part, (*at, key)) if key in plan else part
            for key, part in value.items()
            if key != "kind"
        }
        return kind(at=at, **found)

    if kind is AskNode:
        return lambda value, at: _with_choice_ids(cast("AskNode", read(value, at)))
    return read


def _with_choice_ids(node: AskNode) -> AskNode:
    """Return the node with an id for every choice, made from its label where absent."""
    if all(choice.id for choice in node.choices):
        return node
    taken = {choice.id for choice in node.choices if choice.id}
    named: list[Choice] = []
    for choice in node.choices:
        identifier = choice.id or _free_id(choice.label, taken)
        taken.add(identifier)
        named.append(replace(choice, id=identifier))
    return replace(node, choices=tuple(named))


def _free_id(label: str, taken: set[str]) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:32].strip("_")
    base = words if words[:1].isalpha() else f"choice_{words}".strip("_")
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}_{count}"
    return candidate
