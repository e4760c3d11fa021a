"""``sop show``."""

from pathlib import Path

import click

from builder.cli.options import open_project, project_options
from builder.commands.past import Question
from builder.commands.show import show


@click.command("show")
@click.argument("address", metavar="ID[#PART]")
@click.option("--json", "as_json", is_flag=True, help="Print the data as JSON.")
@click.option("--on", default="", metavar="DATE", help="What was in force on that day.")
@click.option("--at", default="", metavar="REV", help="What was in force at a commit.")
@click.option("--version", default="", metavar="N.N.N", help="That version.")
@project_options
def command(
    address: str,
    as_json: bool,
    on: str,
    at: str,
    version: str,
    folder: Path,
    as_of: str | None,
) -> int:
    """Print one SOP as an agent reads it.

    ID is the id or the number of the SOP; PART anything in it that has an address, as
    `sop search` prints it: a section, a step, an objection, a script. With a date, a
    commit or a version, git is asked: disclosures and all other shared words are those
    of that time, and what is not committed does not count.

    \b
    Examples:
      sop show outbound-contact
      sop show SOP-CON-001#greet
      sop show outbound-contact#script.sales_call
      sop show outbound-contact#objection.price
      sop show outbound-contact --on 2026-05-01     what agents had to say that day
      sop show outbound-contact --version 1.2.0
    """
    project = open_project(folder, as_of)
    question = Question(on=on, at=at, version=version)
    click.echo(show(project, address, as_json=as_json, question=question), nl=False)
    return 0
