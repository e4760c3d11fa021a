"""``sop build``."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from builder.cli.console import Progress, count, style_of
from builder.cli.options import open_project, project_options
from builder.commands.build_order import OUTPUTS, BuildOrder, Made
from builder.commands.last_build import find_last_build
from builder.diagnostics import Diagnostic
from builder.project import Project
from builder.reporters import get_reporter


@click.command("build")
@click.option(
    "--only",
    type=click.Choice(OUTPUTS),
    multiple=True,
    help="Build only this part (repeat for two); the others stay as they are.",
)
@click.option(
    "--engine",
    type=click.Choice(["mkdocs", "zensical"]),
    default="mkdocs",
    show_default=True,
    help="What makes the site.",
)
@click.option(
    "--jobs",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Worker processes for cards (default: one per processor).",
)
@click.option("--strict", is_flag=True, help="Publish nothing if there are warnings.")
@click.option(
    "--allow-draft",
    multiple=True,
    metavar="SOP/SCRIPT",
    help="Export this script although its SOP is not approved.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="Also make build/offline/, a copy of the site that works from a file share.",
)
@click.option(
    "--again", is_flag=True, help="Build even if nothing changed since the last build."
)
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@project_options
def command(
    only: tuple[str, ...],
    engine: str,
    jobs: int,
    strict: bool,
    allow_draft: tuple[str, ...],
    offline: bool,
    again: bool,
    quiet: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """Make the site, cards, dialer scripts and data for other systems in build/.

    Each SOP is published in the version in force: the newest approved one whose
    effective date has come, read from git if the file holds another. For a day before
    the newest commit, all files are those of that day.

    Everything is checked first and published together: as long as there is an error,
    the last good output stays where it is. If nothing has changed since the last build,
    nothing is made again.

    \b
    Examples:
      sop build
      sop build --only site --quiet
      sop build --offline             a copy that needs no web server, as well
      sop build --as-of 2027-01-01    what will hold on New Year's Day
      sop build --as-of 2026-05-01    what was in force on that day in May
    """
    started = time.perf_counter()
    order = BuildOrder(
        only=only or OUTPUTS,
        jobs=jobs,
        strict=strict,
        engine=engine,
        allow_draft=allow_draft,
        offline=offline,
    )
    project = open_project(folder, as_of)
    last = None if again else find_last_build(project, order)
    if last is None:
        return _build(project, order, is_quiet=quiet, started=started)
    _report(last.diagnostics)
    if not quiet:
        click.echo("Nothing changed since the last build; --again builds all the same")
        for line in _summary(last.made, order, project.root / "build"):
            click.echo(line)
    return 0


def _build(
    project: Project, order: BuildOrder, *, is_quiet: bool, started: float
) -> int:
    """Build, tell what came of it, and return the exit code."""
    from builder.commands.build import build

    progress = Progress(is_quiet=is_quiet)
    try:
        result = build(project, order, on_progress=progress)
    finally:
        progress.clear()
    _report(result.diagnostics)
    if result.folder is None:
        click.echo("nothing was published; mend what is listed above", err=True)
        return 1
    for part, number in result.removed.items():
        click.echo(_removed(part, number), err=True)
    if not is_quiet:
        seconds = time.perf_counter() - started
        click.echo(f"Built {count(result.made.sops, 'SOP')} in {seconds:.1f} s")
        for line in _summary(result.made, order, result.folder):
            click.echo(line)
    return 0


def _report(diagnostics: Sequence[Diagnostic]) -> None:
    report = get_reporter("text")(diagnostics, style=style_of(sys.stderr))
    if report:
        click.echo(report, err=True)


def _removed(part: str, number: int) -> str:
    """Return why files of a part that was not built are gone, and how to get them."""
    which = "it is" if number == 1 else "they are"
    why = f"{which} of another version than is in force; run `sop build`"
    return f"removed {count(number, 'file')} from {part}/: {why}"


def _summary(made: Made, order: BuildOrder, build: Path) -> list[str]:
    """Return what was made, and what to open."""
    folder, lines = _shown(build), []
    if "site" in order.only:
        pages = count(made.pages, "page")
        lines.append(f"  site    {pages}  in {folder}/site/; `sop serve` shows it")
    if order.offline:
        pages = count(made.copied, "page")
        lines.append(f"  offline {pages}  in {folder}/offline/; open index.html there")
    if "cards" in order.only:
        cards = count(made.cards, "PDF file")
        lines.append(f"  cards   {cards}  in {folder}/cards/")
    if "dialer" in order.only:
        scripts, formats = (
            count(made.scripts, "call script"),
            count(made.formats, "format"),
        )
        lines.append(f"  dialer  {scripts} in {formats}  in {folder}/dialer/")
    if "data" in order.only:
        feeds = count(made.feeds, "file")
        lines.append(f"  data    {feeds}  in {folder}/data/")
    if made.history_missing:
        lines.append(f"Note: no source commits are shown: {made.history_missing}")
    return lines


def _shown(folder: Path) -> str:
    """Return a path as short as it can be named from here."""
    try:
        return folder.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)
