"""Checks: each rule is a generator of diagnostics over the library."""

from collections.abc import Iterator

from builder.checks import (
    fields,
    flow,
    identity,
    lifecycle,
    links,
    proof_names,
    proofs,
    references,
    scripts,
    spelling,
    wording,
)
from builder.checks.context import Check, CheckContext
from builder.checks.exceptions import check_reasons, without_allowed
from builder.diagnostics import Diagnostic, Severity
from builder.library import Library
from builder.project_settings import Settings

CHECKS: dict[str, Check] = {
    "identity": identity.check_identity,
    "references": references.check_references,
    "links": links.check_links,
    "fields": fields.check_fields,
    "scripts": scripts.check_scripts,
    "flow": flow.check_flow,
    "proofs": proofs.check_proofs,
    "cases": proofs.check_cases,
    "proof names": proof_names.check_proof_names,
    "lifecycle": lifecycle.check_lifecycle,
    "wording": wording.check_wording,
    "spelling": spelling.check_spelling,
}
"""Every check by name, in the order in which they run."""


FITTING = ("references", "links", "fields", "scripts")
"""Checks of what one file names and another one has: else nothing could be shown."""


def check_fitting(
    library: Library, *, today: str, settings: Settings
) -> Iterator[Diagnostic]:
    """Return the errors that would leave links, words or ways of a script empty."""
    context = _context(library, today=today, settings=settings)
    found = (problem for name in FITTING for problem in CHECKS[name](context))
    errors = (problem for problem in found if problem.severity is Severity.ERROR)
    yield from without_allowed(errors, library)


def check_library(
    library: Library, *, today: str, settings: Settings
) -> Iterator[Diagnostic]:
    """Return what every check finds in a library, in no settled order."""
    context = _context(library, today=today, settings=settings)
    found = (problem for check in CHECKS.values() for problem in check(context))
    yield from without_allowed(found, library)
    yield from check_reasons(library)


def _context(library: Library, *, today: str, settings: Settings) -> CheckContext:
    return CheckContext(
        library=library,
        today=today,
        language=settings.language,
        wording=settings.wording,
        script_limits=settings.scripts,
        dialers=settings.dialers,
    )
