"""A value that does not fit, in the words of the people who wrote it."""

import re
from collections.abc import Callable
from datetime import date

from builder.rules import schema as rules
from builder.schema_findings import Finding, Violation, form_hint, name_of
from builder.schema_types import explain_type
from builder.source import Source
from builder.source_text import shown
from builder.suggestions import suggest

_DATE = re.compile(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})")


def explain_value(source: Source, error: Violation) -> Finding:
    """Return what is wrong with one value."""
    if error.value is None and error.at:
        message = f"{name_of(error.at)} has no value"
        return Finding(rule=rules.NO_VALUE, message=message, at=error.at)
    return _EXPLAINERS[error.keyword](source, error)


def _explain_const(_source: Source, error: Violation) -> Finding:
    known, found = error.wanted, error.value
    message = f"{name_of(error.at)} must be {known}, but it is {shown(str(found), 30)}"
    hint = f"write '{error.at[-1]}: {known}'"
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
    hint = ""
    if error.at and error.at[-1] in ("goto", "next", "default", "start"):
        hint = "lead to the id of a node, such as one of kind end"
    return Finding(rule=rules.RESERVED_WORD, message=message, at=error.at, hint=hint)


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
        hint=form_hint(value, error.schema),
    )


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
    "type": explain_type,
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
