"""``sop migrate``."""

import sys
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.migrate import Migration, migrate
from builder.reporters import get_reporter
from builder.reporters.style import Style


@click.command("migrate")
@click.option("--dry-run", "is_dry", is_flag=True, help="Show what would change.")
@project_options
def command(is_dry: bool, folder: Path, as_of: str | None) -> int:
    """Rewrite SOP files to the newest format, and renew the schemas of editors.

    Comments, layout and words stay as they are, and so do fingerprints: approvals
    remain good. Old formats stay readable, so nothing has to be migrated in a hurry,
    and every old commit can still be shown and compared.

    \b
    Examples:
      sop migrate --dry-run     what would change, as a diff
      sop migrate               then look at it with `git diff`, and commit
    """
    result = migrate(open_project(folder, as_of), is_dry=is_dry)
    style = style_of(sys.stdout)
    for one in result.migrations:
        if is_dry:
            _show(one, style)
        else:
            click.echo(f"{one.path}: {one.what}")
    if result.problems:
        told = get_reporter("text")(result.problems, style=style_of(sys.stderr))
        click.echo(told, err=True)
        click.echo("not migrated, because of these errors: mend them first", err=True)
    verb = "would be rewritten" if is_dry else "rewritten"
    files = len(result.migrations)
    click.echo(
        f"{files} {'file' if files == 1 else 'files'} {verb}, "
        f"{result.current} already in the newest format"
    )
    return 1 if result.problems else 0


def _show(one: Migration, style: Style) -> None:
    for line in one.diff().splitlines():
        is_head = line.startswith(("---", "+++"))
        color = {"+": "green", "-": "red"}.get(line[:1], "")
        if is_head:
            click.echo(style.bold(line))
        else:
            click.echo(style.color(line, color) if color else line)
