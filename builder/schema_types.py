"""A value of the wrong type, and how it is written right."""

import re

from builder.diagnostics import Rule
from builder.rules import schema as rules
from builder.rules import source as yaml_rules
from builder.schema_findings import Finding, Violation, form_hint, name_of
from builder.source import Source
from builder.source_text import shown

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


def explain_type(source: Source, error: Violation) -> Finding:
    """Return what type a value must have, and how to write it so."""
    wanted, found = str(error.wanted), error.value
    written = source.line_of(source.mark(error.at))
    token = re.split(r"\s|[,\]}]", written, maxsplit=1)[0]
    if not error.at:
        message = f"the file holds {_describe(found, token)}, not keys"
        return Finding(rule=rules.NOT_A_MAPPING, message=message, at=error.at)
    rule, hint = _type_hint(wanted, found, written)
    if _is_number(found) and "pattern" in error.schema:
        hint = form_hint(token, error.schema)
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
