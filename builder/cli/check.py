"""``sop check``."""

import sys
import time
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.check import CheckResult, check
from builder.diagnostics import Severity
from builder.reporters import REPORTERS, get_reporter


@click.command("check")
@click.argument(
    "paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[PATH]..."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option(
    "--format",
    "reporter",
    type=click.Choice(list(REPORTERS)),
    default="text",
    show_default=True,
    help="For people, programs, or annotations on a pull request.",
)
@project_options
def command(
    paths: tuple[Path, ...],
    strict: bool,
    reporter: str,
    folder: Path,
    as_of: str | None,
) -> int:
    """Find mistakes in the SOPs, each with its line and what to do.

    The whole library is always read, because SOPs refer to each other; with PATHs,
    only problems in those files or folders are shown.

    \b
    Examples:
      sop check
      sop check sop/revenue --strict
      sop check --format github      in a workflow: annotations on the pull request
    """
    started = time.perf_counter()
    result = check(open_project(folder, as_of), paths=paths)
    render = get_reporter(reporter)
    text = render(result.diagnostics, style=style_of(sys.stdout))
    click.echo(text, nl=False)
    if reporter == "text":
        if text:
            click.echo()
        click.echo(_summary(result, time.perf_counter() - started))
    return 1 if result.is_bad(strict=strict) else 0


def _summary(result: CheckResult, seconds: float) -> str:
    library = result.library
    scripts = sum(len(sop.scripts) for sop in library.sops)
    unread = f" ({len(library.unread_sops)} left out)" if library.unread_sops else ""
    what = (
        f"{count(len(library.sops) + len(library.unread_sops), 'SOP')}{unread}, "
        f"{count(scripts, 'call script')}"
    )
    problems = [
        count(number, severity.value)
        for severity in Severity
        if (number := result.count(severity))
    ]
    return f"{what}: {', '.join(problems) or 'no problems'} ({seconds:.1f} s)"


def count(number: int, thing: str) -> str:
    """Return a number with its thing in the singular or plural."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
