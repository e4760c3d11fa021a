"""Every text and every part of a model object, with its place."""

import re
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Literal, cast, get_args, get_origin, get_type_hints

from builder.model.text import Located, Pointer

FIELD = re.compile(r"\{\{\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\s*\}\}")
"""A field in a spoken text; anything else with two braces is broken."""

TextKind = Literal["plain", "inline", "spoken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: what may stand in it, where it stands, and the words."""

    kind: TextKind
    at: Pointer
    words: str


def texts_of(part: Located, *, signs: tuple[str, ...] = ()) -> list[Text]:
    """Return every text in a part of the model, in the order of its fields.

    Args:
        part: An SOP, a part of one, or a shared thing.
        signs: Return only texts that hold one of these.
    """
    found: list[Text] = []
    _collect_texts(part, signs, found)
    return found


def parts_in(part: Located) -> list[Located]:
    """Return a part of the model and every part inside it, outermost first."""
    found: list[Located] = []
    _collect_parts(part, found)
    return found


# Both walk every value of every file at each check. Filling one list is several times
# as fast as generators that hand each value up through all their callers.
def _collect_texts(part: Located, signs: tuple[str, ...], found: list[Text]) -> None:
    for name, kind in _plan_of(part):
        value = getattr(part, name)
        if not value:
            continue
        if kind is None:
            for inner in value if isinstance(value, tuple) else (value,):
                _collect_texts(inner, signs, found)
        elif isinstance(value, str):
            if not signs or _holds(value, signs):
                found.append(Text(kind=kind, at=(*part.at, name), words=value))
        else:
            for position, words in enumerate(value):
                if not signs or _holds(words, signs):
                    at = (*part.at, name, position)
                    found.append(Text(kind=kind, at=at, words=words))


def _holds(words: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 - any() would take three times as long
        if sign in words:
            return True
    return False


def _collect_parts(part: Located, found: list[Located]) -> None:
    found.append(part)
    for name, kind in _plan_of(part):
        if kind is None and (value := getattr(part, name)):
            for inner in value if isinstance(value, tuple) else (value,):
                _collect_parts(inner, found)


def _plan_of(part: Located) -> tuple[tuple[str, TextKind | None], ...]:
    kind: Any = type(part)  # Any: mypy takes the class of a dataclass for unhashable
    return _plan(kind)


@cache
def _plan(kind: type[Any]) -> tuple[tuple[str, TextKind | None], ...]:
    """Return the fields of a class that hold text, or parts (None); once per class."""
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
