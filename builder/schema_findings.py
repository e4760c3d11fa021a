"""What the validator finds, and what is told of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder.diagnostics import Rule
from builder.model.text import Pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What the explaining validator found.

    Attributes:
        at: Where the value stands.
        keyword: What the schema asks, such as ``type``; empty if it allows nothing.
        wanted: What the keyword says in the schema.
        value: The value in the file.
        schema: The part of the schema that holds the keyword.
        message: The validator's own words.
    """

    at: Pointer
    keyword: str
    wanted: Any
    value: Any
    schema: Mapping[str, Any]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One mistake: which value or key it is about, and what to say of it."""

    rule: Rule
    message: str
    at: Pointer
    is_about_key: bool = False
    hint: str = ""


def name_of(at: Pointer) -> str:
    """Return how a message names a value: by its key, or by its number in a list."""
    if not at:
        return "the file"
    if isinstance(at[-1], str):
        return f"'{at[-1]}'"
    return f"item {at[-1] + 1} of {name_of(at[:-1])}"


def form_hint(value: str, schema: Mapping[str, Any]) -> str:
    """Return the value in the wanted form where a small change leads there."""
    pattern, longest = schema["pattern"], schema.get("maxLength", len(value))
    if re.fullmatch(pattern.strip("^$"), value):
        return f'put it in quotes: "{value}"'
    for sign, change in (("-", str.lower), ("_", str.lower), ("-", str.upper)):
        likely = change(re.sub(r"[^A-Za-z0-9]+", sign, value)).strip(sign)
        if len(likely) <= longest and re.fullmatch(pattern.strip("^$"), likely):
            return f"did you mean '{likely}'?"
    example = schema.get("patternErrorMessage", "").partition(", such as ")[2]
    return f"for example {example}" if example else ""
