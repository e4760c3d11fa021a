"""Diagnostics as annotations on a GitHub pull request."""

from collections.abc import Iterable

from builder.diagnostics import Diagnostic, Severity
from builder.reporters.style import Style

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def render_github(diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
    r"""Return one workflow command per diagnostic.

    Source: GitHub Actions, "Workflow commands": properties escape ``% \r \n : ,``,
    messages escape ``% \r \n``.
    """
    del style
    return "".join(_command(found) for found in diagnostics)


def _command(found: Diagnostic) -> str:
    place = f"file={_property(found.path)},line={found.line},col={found.column}"
    title = _property(found.code)
    words = f"{found.message}; {found.hint}" if found.hint else found.message
    for step in found.trace:
        words += f"\n{step.path}:{step.line} {step.name} {step.words}".rstrip()
    command = _COMMANDS[found.severity]
    return f"::{command} {place},title={title}::{_message(words)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
