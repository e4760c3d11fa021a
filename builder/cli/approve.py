"""``sop approve``."""

import sys
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.approve import approve
from builder.model.control import Status
from builder.reporters import get_reporter


@click.command("approve")
@click.argument("identifier", metavar="ID")
@click.option(
    "--as", "role", required=True, metavar="ROLE", help="The role that approves."
)
@click.option("--who", help="Name or handle, if your team keeps it on record.")
@click.option(
    "--again",
    is_flag=True,
    help="Replace the role's approval of this version; nobody has worked by it yet.",
)
@project_options
def command(
    identifier: str,
    role: str,
    who: str | None,
    again: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """Sign an SOP in the name of a role.

    Adds the approval to the SOP's file, with the fingerprint of exactly what the SOP
    says now, and sets status to approved. Comments and layout are kept. If anybody
    changes the meaning later, `sop check` says that the approval no longer fits. If
    other roles have to approve the version, too, they are named.

    \b
    Example:
      sop approve outbound-contact --as compliance-officer
    """
    project = open_project(folder, as_of)
    result = approve(project, identifier, role=role, who=who, again=again)
    if result.problems:
        style = style_of(sys.stderr)
        click.echo(get_reporter("text")(result.problems, style=style), err=True)
        click.echo("nothing was signed; mend the errors first", err=True)
        return 1
    what = f"{result.sop.number} version {result.sop.version}"
    if not result.is_new:
        click.echo(f"{what} is already approved by {role} ({result.fingerprint})")
    else:
        click.echo(f"{what} is approved by {role}; fingerprint {result.fingerprint}")
    if result.was is not Status.APPROVED:
        click.echo(f"status was {result.was}, now it is approved")
    if result.missing:
        owner = result.sop.owner
        names = (f"{one} (owner)" if one == owner else one for one in result.missing)
        click.echo(f"still missing: {', '.join(names)}", err=True)
    if result.is_new:
        click.echo(f"next: commit {result.path}")
    return 0
