"""``sop paths``."""

from pathlib import Path

import click

from builder.cli.options import open_project, project_options
from builder.commands.paths import as_json, as_text, paths

SHOWN = 20


@click.command("paths")
@click.argument("script", metavar="SOP/SCRIPT")
@click.option("--to", default="", metavar="CODE", help="Only paths that end so.")
@click.option("--all", "is_all", is_flag=True, help=f"Show more than {SHOWN}.")
@click.option("--json", "is_json", is_flag=True, help="Print a JSON list.")
@project_options
def command(
    script: str,
    to: str,
    is_all: bool,
    is_json: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """List the ways through a call script, with the seconds to say each.

    A path comes to no node twice; ways back are not followed. Seconds are those of our
    own words at a calm 150 words a minute.

    \b
    Examples:
      sop paths lead-response/first_contact
      sop paths lead-response --to APPT --all
    """
    limit = 0 if is_all or is_json else SHOWN
    found = paths(open_project(folder, as_of), script, to=to, limit=limit)
    click.echo(as_json(found[2]) if is_json else as_text(*found), nl=False)
    return 0
