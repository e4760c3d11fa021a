"""A diagnostic: one problem in the content, with its place and its way out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs; ``--strict`` counts warnings as errors."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a file: line and column, both counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a diagnostic code stands for; the catalog is ``builder.rules``.

    Attributes:
        code: ``SOP`` and three digits; the first digit is the family.
        title: The rule in a few words, as a reader of the manual meets it.
        severity: The severity unless ``[tool.sop.severity]`` says otherwise.
        why: What goes wrong in a contact center if the rule is broken.
        fix: What to do; also the hint of a diagnostic that brings none.
    """

    code: str
    title: str
    severity: Severity = Severity.ERROR
    why: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceStep:
    """One step on the way to a problem, such as a node of a call.

    Attributes:
        path: The file; with ``line``, where the step stands.
        name: What the step is called.
        words: What happens there.
    """

    path: str
    line: int
    name: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem at one place.

    Attributes:
        path: The file, relative to the project, with forward slashes.
        line: Counted from 1; 1 when the whole file is meant.
        column: Counted from 1, in characters.
        message: What is wrong; lower case, no full stop, the value quoted.
        hint: What to do.
        excerpt: The line of the source, for the caret; empty when there is none.
        trace: How a call comes to the problem, where only a path shows it.
    """

    path: str
    line: int = 1
    column: int = 1
    code: str
    severity: Severity
    message: str
    hint: str = ""
    excerpt: str = ""
    trace: tuple[TraceStep, ...] = ()


def diagnose(
    rule: Rule,
    message: str,
    *,
    path: str,
    mark: Mark | None = None,
    hint: str = "",
    excerpt: str = "",
) -> Diagnostic:
    """Return the diagnostic of a rule at a place, with the rule's own way out."""
    place = mark or Mark()
    return Diagnostic(
        path=path,
        line=place.line,
        column=place.column,
        code=rule.code,
        severity=rule.severity,
        message=message,
        hint=hint or rule.fix,
        excerpt=excerpt,
    )


def arrange(
    diagnostics: Iterable[Diagnostic], *, severities: Mapping[str, Severity]
) -> list[Diagnostic]:
    """Return each diagnostic once, ordered by place, with the project's severities."""
    settled = {
        replace(found, severity=severities.get(found.code, found.severity))
        for found in diagnostics
    }
    return sorted(
        settled, key=lambda d: (d.path, d.line, d.column, d.code, d.message, d.hint)
    )
