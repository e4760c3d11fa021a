"""Values of settings: what a table, a text, a number or a name may be."""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from builder.suggestions import suggest

_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "a whole number",
    str: "text in quotes",
    list: "a list in [ ]",
    dict: "a table",
}

_UNSEEN = ("Cc", "Cf", "Cs")  # control and format characters, lone surrogates

Kind = TypeVar("Kind")
Reader = Callable[[object, str], object]


class SettingError(Exception):
    """One setting is wrong; the caller knows which file to name."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def read_table(
    value: object, where: str, readers: Mapping[str, Reader]
) -> dict[str, Any]:
    """Return a table's values, each read as its key asks."""
    table = expect(dict, value, where)
    for key in table:
        if key not in readers:
            raise SettingError(
                f"unknown setting '{key}' in [{where}]", hint=name_known(key, readers)
            )
    return {key: readers[key](table[key], f"{where}.{key}") for key in table}


def expect(kind: type[Kind], value: object, where: str) -> Kind:
    """Return the value if it is exactly of that type (true is not a number)."""
    if type(value) is not kind:
        found = _KINDS.get(type(value), "something else")
        raise SettingError(
            f"'{where}' must be {_KINDS[kind]}, but it is {found} ({value!r})",
            hint=f"write {_KINDS[kind]} after '{where.rpartition('.')[2]} ='",
        )
    return value


def read_flag(value: object, where: str) -> bool:
    """Return true or false."""
    return expect(bool, value, where)


def read_text(value: object, where: str) -> str:
    """Return a text that can be printed on one line."""
    text = expect(str, value, where)
    if any(unicodedata.category(character) in _UNSEEN for character in text):
        raise SettingError(
            f"'{where}' holds a character that cannot be printed",
            hint="write it on one line, without control characters",
        )
    return text


def read_count(value: object, where: str) -> int:
    """Return a whole number from 1 up."""
    count = expect(int, value, where)
    if count < 1:
        raise SettingError(
            f"'{where}' must be 1 or more, but it is {count}",
            hint="leave the setting out to get its default",
        )
    return count


def read_names(known: Collection[str]) -> Reader:
    """Return what reads a list of some of the known names, each taken once."""

    def read(value: object, where: str) -> tuple[str, ...]:
        names = expect(list, value, where)
        read = [choose(read_text(name, where), f"'{where}'", known) for name in names]
        return tuple(dict.fromkeys(read))

    return read


def choose(name: str, where: str, known: Collection[str]) -> str:
    """Return the name if it is one of the known ones."""
    if name not in known:
        raise SettingError(
            f"unknown value '{name}' for {where}", hint=name_known(name, known)
        )
    return name


def name_known(name: str, known: Iterable[str]) -> str:
    """Return the nearest known name as a question, else all of them."""
    return suggest(name, known) or f"known: {', '.join(known)}"


def read_counts(kind: Callable[..., object], names: Iterable[str]) -> Reader:
    """Return what reads a table of whole numbers into an object of some class."""
    readers = dict.fromkeys(names, read_count)
    return lambda value, where: kind(**read_table(value, where, readers))


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of the fields of a class of settings."""
    return tuple(limit.name for limit in fields(kind))
