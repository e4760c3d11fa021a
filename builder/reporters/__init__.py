"""Reporters: diagnostics as text, JSON, annotations and SARIF."""

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from builder.diagnostics import Diagnostic
from builder.reporters.style import Style


class Reporter(Protocol):
    """Renders diagnostics for one kind of reader."""

    def __call__(self, diagnostics: Iterable[Diagnostic], *, style: Style) -> str:
        """Return the text to print."""


REPORTERS: dict[str, str] = {
    "text": "builder.reporters.text:render_text",
    "json": "builder.reporters.json_report:render_json",
    "github": "builder.reporters.github:render_github",
    "sarif": "builder.reporters.sarif:render_sarif",
}
"""Where to find each reporter; names are the choices of ``--format``."""


def get_reporter(name: str) -> Reporter:
    """Return the reporter of a name; a KeyError for any other."""
    module, _, function = REPORTERS[name].partition(":")
    return cast("Reporter", getattr(import_module(module), function))
