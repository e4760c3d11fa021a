"""The tiny project in ``golden/project``: its files, copies of it, its library."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from builder.commands.check import CheckResult, check
from builder.library import Library
from builder.project import find_project
from tests.helpers import build_tree

TINY = Path(__file__).parent / "golden" / "project"
TODAY = "2026-06-15"
"""The day on which nothing of the tiny library is overdue but its retired SOP."""


def tiny_files() -> dict[str, str]:
    """Return every file of the tiny project by its path."""
    return {
        path.relative_to(TINY).as_posix(): path.read_text("utf-8")
        for path in sorted(TINY.rglob("*"))
        if path.is_file() and "build" not in path.relative_to(TINY).parts
    }


def copy_tiny(folder: Path, changes: Mapping[str, str | bytes | None] = {}) -> Path:
    """Write the tiny project into a folder, with files changed or (None) left out."""
    files: dict[str, str | bytes | None] = {**tiny_files(), **changes}
    build_tree(folder, {k: text for k, text in files.items() if text is not None})
    return folder


def check_tiny(changes: Mapping[str, str | bytes | None] = {}) -> CheckResult:
    """Return what the check finds in the tiny project with some files changed."""
    folder = Path(tempfile.mkdtemp())
    try:
        copy_tiny(folder, changes)
        return check(find_project(folder, as_of=TODAY))
    finally:
        shutil.rmtree(folder)


def read_tiny_library(changes: Mapping[str, str | bytes | None] = {}) -> Library:
    """Return the library of the tiny project with some files changed."""
    return check_tiny(changes).library
