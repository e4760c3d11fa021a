"""Checks: each rule is a generator of diagnostics over the library."""

from collections.abc import Iterator

from builder.checks import fields, identity, lifecycle, links, references, scripts
from builder.checks.context import Check, CheckContext
from builder.diagnostics import Diagnostic
from builder.library import Library

CHECKS: dict[str, Check] = {
    "identity": identity.check_identity,
    "references": references.check_references,
    "links": links.check_links,
    "fields": fields.check_fields,
    "scripts": scripts.check_scripts,
    "lifecycle": lifecycle.check_lifecycle,
}
"""Every check by name, in the order in which they run."""


def check_library(library: Library, *, today: str) -> Iterator[Diagnostic]:
    """Return what every check finds in a library, in no settled order."""
    context = CheckContext(library=library, today=today)
    for check in CHECKS.values():
        yield from check(context)
