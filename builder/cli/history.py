"""``sop history``."""

import sys
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.history import as_json, as_text, history


@click.command("history")
@click.argument("identifier", metavar="ID")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
@project_options
def command(identifier: str, is_json: bool, folder: Path, as_of: str | None) -> int:
    """Tell the versions of one SOP: what, why, who approved, and the commits.

    ID is the id or the number of the SOP; an id that it had before works, too. Only
    what is committed counts. That a commit or a tag carries a signature is told; git
    itself tells whether it is good: `git log --show-signature`.

    \b
    Examples:
      sop history outbound-contact
      sop history SOP-CON-001 --json
    """
    found = history(open_project(folder, as_of), identifier)
    text = as_json(found) if is_json else as_text(found, style_of(sys.stdout))
    click.echo(text, nl=False)
    return 0
