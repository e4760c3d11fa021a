"""Every text and every part of a model object, with its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from builder.model.text import Located, Pointer

TextKind = Literal["plain", "inline", "spoken"]
Walker = Callable[[Any], Iterator["Text"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: what may stand in it, where it stands, and the words."""

    kind: TextKind
    at: Pointer
    words: str


def texts_of(part: Located) -> Iterator[Text]:
    """Return every text in a part of the model, in the order of its fields."""
    for name, kind in _plan_of(part):
        value = getattr(part, name)
        at = (*part.at, name)
        for item, place in _items(value, at):
            if kind and isinstance(item, str):
                yield Text(kind=kind, at=place, words=item)
            elif isinstance(item, Located):
                yield from texts_of(item)


def parts_in(part: Located) -> Iterator[Located]:
    """Return a part of the model and every part inside it, outermost first."""
    yield part
    for name, _ in _plan_of(part):
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Located):
                yield from parts_in(item)


def _items(value: object, at: Pointer) -> Iterator[tuple[object, Pointer]]:
    if isinstance(value, tuple):
        yield from ((item, (*at, position)) for position, item in enumerate(value))
    elif value is not None:
        yield value, at


def _plan_of(part: Located) -> tuple[tuple[str, TextKind | None], ...]:
    kind: Any = type(part)  # Any: mypy takes the class of a dataclass for unhashable
    return _plan(kind)


@cache
def _plan(kind: type[Located]) -> tuple[tuple[str, TextKind | None], ...]:
    """Return the fields of a class that hold text or parts; made once per class."""
    hints = get_type_hints(kind, include_extras=True)
    plan: list[tuple[str, TextKind | None]] = []
    for field in fields(kind):
        if field.name == "at":
            continue
        marked = _text_kind(hints[field.name])
        if marked or _holds_parts(hints[field.name]):
            plan.append((field.name, marked))
    return tuple(plan)


def _text_kind(hint: Any) -> TextKind | None:
    if get_origin(hint) is Annotated:
        return cast("TextKind", get_args(hint)[1])
    found = (_text_kind(argument) for argument in get_args(hint))
    return next((kind for kind in found if kind), None)


def _holds_parts(hint: Any) -> bool:
    if isinstance(hint, type) and is_dataclass(hint):
        return True
    return any(_holds_parts(argument) for argument in get_args(hint))
