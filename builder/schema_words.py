"""A value that does not fit, in the words of the people who wrote it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from builder.diagnostics import Rule
from builder.model.text import Pointer
from builder.rules import schema as rules
from builder.rules import source as yaml_rules
from builder.source import Source
from builder.source_text import shown
from builder.suggestions import suggest

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of keys",
}
_SAID_FOR_TRUE = {"yes", "y", "on", "true", "1"}
_SAID_FOR_FALSE = {"no", "n", "off", "false", "0"}
_DATE = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})")


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


def explain_value(source: Source, error: Violation) -> Finding:
    """Return what is wrong with one value."""
    if error.value is None and error.at:
        message = f"{name_of(error.at)} has no value"
        return Finding(rule=rules.NO_VALUE, message=message, at=error.at)
    return _EXPLAINERS[error.keyword](source, error)


def _explain_type(source: Source, error: Violation) -> Finding:
    wanted, found = str(error.wanted), error.value
    written = source.line_of(source.mark(error.at))
    token = re.split(r"\s|[,\]}]", written, maxsplit=1)[0]
    if not error.at:
        message = f"the file holds {_describe(found, token)}, not keys"
        return Finding(rule=rules.NOT_A_MAPPING, message=message, at=error.at)
    rule, hint = _type_hint(wanted, found, written)
    if _is_number(found) and "pattern" in error.schema:
        hint = _form_hint(token, error.schema)
    message = f"{name_of(error.at)} must be {_TYPES[wanted]}, but it is "
    return Finding(
        rule=rule, message=message + _describe(found, token), at=error.at, hint=hint
    )


def _describe(value: object, token: str) -> str:
    """Return a value in words; numbers as they were written."""
    if isinstance(value, bool):
        return f"true or false ({token})"
    if _is_number(value):
        return f"a number ({token})"
    if isinstance(value, str):
        return f"text ({shown(value, 40)})"
    return "a list" if isinstance(value, list) else "a group of keys"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _type_hint(wanted: str, found: object, written: str) -> tuple[Rule, str]:
    """Return how to mend a wrong type, and the rule that was broken first."""
    if wanted == "string":
        return _text_hint(found, written)
    if wanted == "boolean":
        return rules.WRONG_TYPE, _boolean_hint(str(found).lower())
    if wanted == "array":
        return _list_hint(found, written)
    if wanted == "object":
        less = (
            ", without '- '" if isinstance(found, list) else ", indented by two blanks"
        )
        return rules.WRONG_TYPE, f"write its keys on the lines below{less}"
    return rules.WRONG_TYPE, "write the number without quotes and without words"


def _list_hint(found: object, written: str) -> tuple[Rule, str]:
    if isinstance(found, dict):
        return rules.WRONG_TYPE, "put '- ' before the first key of each entry"
    if written.startswith("-"):
        return yaml_rules.NO_BLANK_AFTER_HYPHEN, ""
    return rules.WRONG_TYPE, "write each item on a line of its own, with '- ' before it"


def _text_hint(found: object, written: str) -> tuple[Rule, str]:
    if isinstance(found, bool | int | float):
        token = re.split(r"\s|[,\]}]", written, maxsplit=1)[0]
        return rules.WRONG_TYPE, f'put it in quotes: "{token}"'
    if written.startswith(("[", "{")):
        hint = "if the brackets belong to the text, put quotes around the whole text"
        return rules.WRONG_TYPE, hint
    if isinstance(found, dict) and len(found) == 1:
        return yaml_rules.COLON, ""
    if isinstance(found, list) and len(found) == 1:
        return rules.WRONG_TYPE, "write one text, without '- ' before it"
    return rules.WRONG_TYPE, "write one text"


def _boolean_hint(word: str) -> str:
    if word in _SAID_FOR_TRUE:
        return "write true, in small letters and without quotes"
    if word in _SAID_FOR_FALSE:
        return "write false, in small letters and without quotes"
    return "write true or false, without quotes"


def _explain_const(_source: Source, error: Violation) -> Finding:
    known, found = error.wanted, error.value
    message = f"{name_of(error.at)} must be {known}, but it is {shown(str(found), 30)}"
    hint = ""
    if isinstance(found, int) and found > known:
        message = f"the file is written in format {found}; this program knows {known}"
        hint = "install a newer release of sopwright"
    return Finding(rule=rules.FORMAT_VERSION, message=message, at=error.at, hint=hint)


def _explain_enum(_source: Source, error: Violation) -> Finding:
    known = [str(each) for each in error.wanted]
    value = str(error.value)
    near = suggest(value.strip().replace(" ", "_").replace("-", "_"), known)
    allowed = f"allowed: {', '.join(known)}"
    return Finding(
        rule=rules.WRONG_VALUE,
        message=f"{name_of(error.at)} cannot be {shown(value, 40)}",
        at=error.at,
        hint=f"{near} {allowed}".strip(),
    )


def _explain_not(_source: Source, error: Violation) -> Finding:
    if error.wanted == {}:
        message = f"{name_of(error.at)} stands beside another test of the same case"
        return Finding(
            rule=rules.CASE_TESTS, message=message, at=error.at, is_about_key=True
        )
    message = f"{shown(str(error.value))} is a reserved word"
    return Finding(rule=rules.RESERVED_WORD, message=message, at=error.at)


def _explain_pattern(_source: Source, error: Violation) -> Finding:
    value = str(error.value)
    told = error.schema.get("patternErrorMessage", "must have another form")
    if not value.strip():
        message = f"{name_of(error.at)} holds only blanks"
        return Finding(rule=rules.TEXT_EMPTY, message=message, at=error.at)
    return Finding(
        rule=rules.WRONG_FORM,
        message=f"{name_of(error.at)} {told.partition(', such as ')[0]}, "
        f"but it is {shown(value, 40)}",
        at=error.at,
        hint=_form_hint(value, error.schema),
    )


def _form_hint(value: str, schema: Mapping[str, Any]) -> str:
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


def _explain_length(_source: Source, error: Violation) -> Finding:
    length, bound = len(error.value), error.wanted
    if error.keyword == "maxLength":
        message = (
            f"{name_of(error.at)} has {length:,} characters; {bound:,} are allowed"
        )
        return Finding(rule=rules.TEXT_TOO_LONG, message=message, at=error.at)
    message = f"{name_of(error.at)} is empty"
    if length:
        message = f"{name_of(error.at)} has {length} characters; {bound} are needed"
    return Finding(rule=rules.TEXT_EMPTY, message=message, at=error.at)


def _explain_count(_source: Source, error: Violation) -> Finding:
    count, bound = len(error.value), error.wanted
    if error.keyword == "maxItems":
        message = f"{name_of(error.at)} has {count:,} items; {bound:,} are allowed"
        return Finding(rule=rules.TOO_MANY_ITEMS, message=message, at=error.at)
    message = f"{name_of(error.at)} has {count} items; at least {bound} are needed"
    return Finding(rule=rules.TOO_FEW_ITEMS, message=message, at=error.at)


def _explain_unique(_source: Source, error: Violation) -> Finding:
    items = error.value
    second = next(n for n, item in enumerate(items) if item in items[:n])
    message = f"{shown(str(items[second]))} stands twice in {name_of(error.at)}"
    return Finding(rule=rules.ITEM_TWICE, message=message, at=(*error.at, second))


def _explain_date(_source: Source, error: Violation) -> Finding:
    value = str(error.value)
    message = f"{name_of(error.at)} must be a date, but it is {shown(value, 40)}"
    return Finding(
        rule=rules.NOT_A_DATE, message=message, at=error.at, hint=_date_hint(value)
    )


def _date_hint(value: str) -> str:
    """Return the date as it should be written, if only one can be meant."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return ""
    first, second, third = map(int, found.groups())
    if len(found[1]) == 4:
        orders = [(first, second, third)]
    else:
        orders = [(third, first, second), (third, second, first)]
    days = {day for order in orders if (day := _day(*order))}
    if not days:
        return "there is no such day"
    return f"write {days.pop()}" if len(days) == 1 else ""


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if year >= 1000 else ""
    except ValueError:
        return ""


def _explain_bounds(_source: Source, error: Violation) -> Finding:
    low, high = error.schema.get("minimum"), error.schema.get("maximum")
    message = (
        f"{name_of(error.at)} must be from {low} to {high}, but it is {error.value}"
    )
    return Finding(rule=rules.NUMBER_OUT_OF_BOUNDS, message=message, at=error.at)


_EXPLAINERS: dict[str, Callable[[Source, Violation], Finding]] = {
    "type": _explain_type,
    "const": _explain_const,
    "enum": _explain_enum,
    "not": _explain_not,
    "pattern": _explain_pattern,
    "format": _explain_date,
    "minLength": _explain_length,
    "maxLength": _explain_length,
    "minItems": _explain_count,
    "maxItems": _explain_count,
    "uniqueItems": _explain_unique,
    "minimum": _explain_bounds,
    "maximum": _explain_bounds,
}
"""What to say of a value by the keyword that it breaks."""
