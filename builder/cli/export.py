"""``sop export``."""

import sys
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.export import ExportResult, export, write_export
from builder.commands.export_changes import as_json, as_text, export_changes
from builder.dialers import DIALERS
from builder.project import Project
from builder.reporters import get_reporter


@click.command("export")
@click.argument("scripts", nargs=-1, metavar="[SOP/SCRIPT]...")
@click.option(
    "--to",
    "formats",
    type=click.Choice(list(DIALERS)),
    multiple=True,
    help="The format (repeat for more); `sop dialers` explains them.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the files below this folder. Without it, one export is printed.",
)
@click.option(
    "--allow-draft", is_flag=True, help="Export scripts of SOPs that are not approved."
)
@click.option(
    "--diff",
    "revision",
    metavar="REV",
    help="Say what an import will change in a dialer that has this revision.",
)
@click.option("--json", "is_json", is_flag=True, help="With --diff: print a JSON list.")
@project_options
def command(
    scripts: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    allow_draft: bool,
    revision: str | None,
    is_json: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """Export call scripts to the format of a dialer.

    What a format cannot carry is told as you export, and stands in a loss report beside
    the file. A script that a format cannot hold is refused with the reason, never cut.

    \b
    Examples:
      sop export outbound-contact/sales_call --to scxml
      sop export outbound-contact/sales_call --to vicidial --out import/
      sop export --to sop-dialer --out import/      every approved script
      sop export --diff HEAD~5                      what an import will change
    """
    if revision is not None:
        return _tell_changes(open_project(folder, as_of), revision, scripts, is_json)
    if not formats:
        known = ", ".join(DIALERS)
        raise click.UsageError(f"say which format you want: --to NAME ({known})")
    result = export(
        open_project(folder, as_of), scripts, to=formats, allow_draft=allow_draft
    )
    if result.diagnostics:
        style = style_of(sys.stderr)
        click.echo(get_reporter("text")(result.diagnostics, style=style), err=True)
    if out is None:
        _print_one(result)
    else:
        for path in write_export(result, out):
            click.echo(f"wrote {path}")
    _tell_losses(result)
    return 1 if result.is_bad else 0


def _tell_changes(
    project: Project, revision: str, scripts: tuple[str, ...], is_json: bool
) -> int:
    changed, same = export_changes(project, revision, scripts)
    text = as_json(changed) if is_json else as_text(changed, same, style_of(sys.stdout))
    click.echo(text, nl=False)
    return 0


def _print_one(result: ExportResult) -> None:
    """Print the main file if it is the only one; more would run into each other."""
    mains = [file for file in result.files if "export" in file.details]
    if len(mains) > 1:
        raise click.UsageError("more than one file: name a folder with --out FOLDER")
    for file in mains:
        click.echo(file.content, nl=False)


def _tell_losses(result: ExportResult) -> None:
    """Tell what is lost: each thing of one export, the number of each of many."""
    if len(result.losses) > 1:
        for (name, address), losses in result.losses.items():
            if losses:
                told = f"{len(losses)} losses, listed in the .losses.json beside it"
                click.echo(f"{name} {address}: {told}", err=True)
        return
    for (name, address), losses in result.losses.items():
        for loss in losses:
            place = f"{loss.node}: " if loss.node else ""
            instead = f"; instead: {loss.instead}" if loss.instead else ""
            click.echo(
                f"{name} loses from {address}: {place}{loss.what}{instead}", err=True
            )
