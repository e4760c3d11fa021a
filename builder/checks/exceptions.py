"""Reasoned exceptions: a comment may allow a rule of wording at one place."""

import re
from collections.abc import Iterable, Iterator

from builder.diagnostics import Diagnostic, Mark, diagnose
from builder.library import Library
from builder.rules import wording as rules

_ALLOW = re.compile(r"#\s*allow\s+(SOP6\d\d)\b\s*:?\s*(.*)$")
FAMILY = "SOP6"
"""Only wording can be allowed: everything else is wrong, whatever the reason."""


def without_allowed(
    found: Iterable[Diagnostic], library: Library
) -> Iterator[Diagnostic]:
    """Return the diagnostics that no comment allows.

    The comment ``# allow SOP601: reason`` stands on the line of the problem or alone on
    the line above it.
    """
    for problem in found:
        if not (problem.code.startswith(FAMILY) and _is_allowed(problem, library)):
            yield problem


def check_reasons(library: Library) -> Iterator[Diagnostic]:
    """Return a diagnostic for each exception that gives no reason."""
    for path, source in library.sources.items():
        if "allow SOP6" not in source.text:
            continue
        for number, line in enumerate(source.text.split("\n"), start=1):
            allowed = _ALLOW.search(line)
            if allowed and not allowed[2].strip():
                yield diagnose(
                    rules.EXCEPTION_WITHOUT_REASON,
                    f"the exception for {allowed[1]} gives no reason",
                    path=path,
                    mark=Mark(line=number, column=allowed.start() + 1),
                    excerpt=line,
                )


def _is_allowed(problem: Diagnostic, library: Library) -> bool:
    source = library.sources[problem.path]
    if "allow SOP6" not in source.text:
        return False
    lines = source.text.split("\n")
    here = lines[problem.line - 1]
    above = lines[problem.line - 2].strip() if problem.line > 1 else ""
    comments = (here, above if above.startswith("#") else "")
    return any(
        allowed[1] == problem.code and bool(allowed[2].strip())
        for comment in comments
        if (allowed := _ALLOW.search(comment))
    )
