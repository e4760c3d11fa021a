"""``sop show``."""

from pathlib import Path

import click

from builder.cli.options import open_project, project_options
from builder.commands.show import show


@click.command("show")
@click.argument("address", metavar="ID[#PART]")
@click.option("--json", "as_json", is_flag=True, help="Print the data as JSON.")
@project_options
def command(address: str, as_json: bool, folder: Path, as_of: str | None) -> int:
    """Print one SOP as an agent reads it.

    ID is the id or the number of the SOP; PART a section, a step or a script.

    \b
    Examples:
      sop show outbound-contact
      sop show SOP-CON-001#greet
      sop show outbound-contact#script.sales_call
    """
    project = open_project(folder, as_of)
    click.echo(show(project, address, as_json=as_json), nl=False)
    return 0
