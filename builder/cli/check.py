"""``sop check``."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from builder.cli.console import count, style_of
from builder.cli.options import open_project, project_options
from builder.commands.check import CheckResult
from builder.commands.coverage import Coverage, coverage_of, coverage_text
from builder.commands.in_force import check_all
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
@click.option(
    "--coverage",
    "shows_coverage",
    is_flag=True,
    help="List the choices that no case of a script picks.",
)
@click.option(
    "--against",
    metavar="REV",
    default="",
    help="Hold what changed since REV to versions, history and approvals.",
)
@project_options
def command(
    paths: tuple[Path, ...],
    strict: bool,
    reporter: str,
    shows_coverage: bool,
    against: str,
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
      sop check --coverage           which choices no case of a script picks
      sop check --against main       is the version raised, the change approved
      sop check --format github      in a workflow: annotations on the pull request
    """
    started = time.perf_counter()
    result = check_all(open_project(folder, as_of), paths=paths, against=against)
    render = get_reporter(reporter)
    text = render(result.diagnostics, style=style_of(sys.stdout))
    click.echo(text, nl=False)
    if reporter == "text":
        if text:
            click.echo()
        covered = coverage_of(result.library)
        if shows_coverage:
            click.echo(coverage_text(covered))
        click.echo(_summary(result, covered, time.perf_counter() - started))
        if older := result.older_files:
            click.echo(f"{count(older, 'file')} in an older format: see `sop migrate`")
    return 1 if result.is_bad(strict=strict) else 0


def _summary(result: CheckResult, covered: Sequence[Coverage], seconds: float) -> str:
    library = result.library
    scripts = sum(len(sop.scripts) for sop in library.sops)
    unread = f" ({len(library.unread_sops)} left out)" if library.unread_sops else ""
    what = (
        f"{count(len(library.sops) + len(library.unread_sops), 'SOP')}{unread}, "
        f"{count(scripts, 'call script')}"
    )
    if cases := sum(one.cases for one in covered):
        picked = sum(one.choices - len(one.missed) for one in covered)
        choices = count(sum(one.choices for one in covered), "choice")
        what += f", {count(cases, 'case')} ({picked} of {choices} picked)"
    problems = [
        count(number, severity.value)
        for severity in Severity
        if (number := result.count(severity))
    ]
    return f"{what}: {', '.join(problems) or 'no problems'} ({seconds:.1f} s)"
