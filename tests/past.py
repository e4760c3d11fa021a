"""Editions of the tiny project's first call, as commits bring them."""

import tempfile
from pathlib import Path

from builder.fingerprint import fingerprint_of, short
from builder.library import read_library
from builder.limits import Limits
from builder.tree import WorkTree
from builder.view import LibraryView
from tests.helpers import build_tree
from tests.tiny import tiny_files

CALL = "sop/contact/first-call.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
NOTICE = "This call is recorded."

Files = dict[str, str | bytes | None]

_HISTORY = "revision_history:\n"
_APPROVALS = "approvals:\n"


def edition(
    version: str,
    effective: str,
    *,
    status: str = "approved",
    why: str = "People hang up on strangers.",
    notice: str = NOTICE,
    fits: bool = True,
) -> Files:
    """Return the first call and the disclosures as they are in a version.

    Args:
        version: Three numbers.
        effective: The ISO date of the version.
        status: The SOP's status.
        why: Words of its first step, to tell editions apart.
        notice: The words of the disclosure that it shows.
        fits: Whether the approval is of these words.
    """
    files = tiny_files()
    text = files[CALL]
    text = text.replace("why: People hang up on strangers.", f"why: {why}", 1)
    text = text.replace("status: approved", f"status: {status}", 1)
    text = text.replace("version: 1.1.0\neff", f"version: {version}\neff", 1)
    text = text.replace("effective: 2026-03-01", f"effective: {effective}", 1)
    head, _, _ = text.partition(_APPROVALS)
    entry = (
        f"  - {{version: {version}, date: 2025-12-01, role: team-lead, "
        f"changes: [procedure], what: Edition {version}., why: To test.}}\n"
    )
    shared = {DISCLOSURES: files[DISCLOSURES].replace(NOTICE, notice)}
    unsigned = f"{head}{_HISTORY}{entry}"
    fingerprint = _fingerprint({**files, **shared, CALL: unsigned})
    approval = (
        f"  - {{version: {version}, role: compliance-officer, date: 2025-12-01, "
        f'fingerprint: "{fingerprint if fits else "0" * 12}"}}\n'
    )
    return {CALL: f"{head}{_APPROVALS}{approval}{_HISTORY}{entry}", **shared}


def _fingerprint(files: dict[str, str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        root = build_tree(Path(folder), files)
        library, _ = read_library(WorkTree(root), limits=Limits())
    return short(fingerprint_of(library.by_id["first-call"], LibraryView(library)))


def tiny_with(files: Files) -> Files:
    """Return the whole tiny project with some files in place of its own."""
    return {**tiny_files(), **files}
