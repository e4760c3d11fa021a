"""Why a file does not fit its schema: one diagnostic for each mistake."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from builder.diagnostics import Diagnostic, Severity
from builder.formats import format_of
from builder.model.text import Pointer
from builder.rules import schema as rules
from builder.rules import source as yaml_rules
from builder.schema_findings import Finding, Violation
from builder.schema_keys import explain_keys
from builder.schema_words import explain_value
from builder.source import Source

_KEYWORDS = (
    "type",
    "const",
    "enum",
    "not",
    "minLength",
    "format",
    "pattern",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "uniqueItems",
)
"""Keywords about one value: of several that fail, the first tells it best."""


def explain(source: Source, schema: Mapping[str, Any]) -> list[Diagnostic]:
    """Return a diagnostic for each mistake, in the order of their places."""
    violations: dict[Pointer, list[Violation]] = {}
    for violation in find_violations(source.data, schema):
        violations.setdefault(violation.at, []).append(violation)
    findings = [
        finding
        for at, group in violations.items()
        for finding in _explain_group(source, schema, at, group)
    ]
    return _without_followers(source, _of_this_format(source, schema, findings))


def _of_this_format(
    source: Source, schema: Mapping[str, Any], findings: list[Finding]
) -> list[Finding]:
    """Return what is wrong with the format alone, where it is not the schema's.

    Everything else is judged by the wrong rules then.
    """
    about_format = [one for one in findings if one.rule is rules.FORMAT_VERSION]
    wanted = schema.get("properties", {}).get("schema", {}).get("const")
    is_another = bool(about_format) and format_of(source.data) != wanted
    return about_format if is_another else findings


def find_violations(data: object, schema: Mapping[str, Any]) -> Iterator[Violation]:
    """Return what the explaining validator finds; it never fetches anything."""
    validator = _validator_class()(
        schema, format_checker=FormatChecker(), registry=Registry()
    )
    for error in validator.iter_errors(data):
        yield Violation(
            at=tuple(error.absolute_path),
            keyword=error.validator or "",
            wanted=error.validator_value,
            value=error.instance,
            schema=error.schema if isinstance(error.schema, dict) else {},
            message=error.message,
        )


@cache
def _validator_class() -> Callable[..., Any]:
    make: Callable[..., Callable[..., Any]] = extend
    return make(Draft202012Validator, {"pattern": _pattern})


def _pattern(
    _validator: Any, pattern: str, instance: object, _schema: Any
) -> Iterator[ValidationError]:
    """Check a pattern as JavaScript does, where ``$`` is only the very end."""
    exact = pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(exact, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _explain_group(
    source: Source, schema: Mapping[str, Any], at: Pointer, group: list[Violation]
) -> Iterator[Finding]:
    """Return the findings about one value: about itself, or else about its keys."""
    by_keyword = {violation.keyword: violation for violation in reversed(group)}
    for keyword in _KEYWORDS:
        if keyword in by_keyword:
            yield explain_value(source, by_keyword[keyword])
            return
    yield from explain_keys(source, schema, at, group)


def _without_followers(source: Source, findings: list[Finding]) -> list[Diagnostic]:
    """Leave out what only follows from a problem with the YAML of the same line."""
    broken = {
        problem.line
        for problem in source.diagnostics
        if problem.severity is Severity.ERROR
    }
    lines = sorted({*source.lines_with_values()})
    for line in tuple(broken):
        broken.update([start for start in lines if start <= line][-1:])
    is_partial = any(
        problem.code == yaml_rules.SEVERAL_DOCUMENTS.code
        for problem in source.diagnostics
    )
    kept: dict[Diagnostic, None] = {}
    for finding in findings:
        is_missing = finding.rule is rules.MISSING_KEY
        diagnostic = source.diagnose(
            finding.rule,
            finding.message,
            at=finding.at,
            key=finding.is_about_key,
            hint=finding.hint,
        )
        if is_missing and is_partial and not finding.at:
            continue
        if is_missing or diagnostic.line not in broken:
            kept[diagnostic] = None
    return sorted(kept, key=lambda found: (found.line, found.column))
