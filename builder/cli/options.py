"""Options that several verbs share, and what they make of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from builder.project import Project, find_project

Command = TypeVar("Command", bound=Callable[..., Any])


def project_options(command: Command) -> Command:
    """Add ``--project`` and ``--as-of``; ``open_project`` reads them."""
    for option in (
        click.option(
            "--as-of",
            metavar="DATE",
            help="Count this day as today (default: today in UTC).",
        ),
        click.option(
            "-C",
            "--project",
            "folder",
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            default=Path(),
            metavar="DIR",
            help="The SOP repository (default: this folder or one above it).",
        ),
    ):
        command = option(command)
    return command


def open_project(folder: Path, as_of: str | None) -> Project:
    """Return the project that the shared options name."""
    return find_project(folder, as_of=as_of or "")
