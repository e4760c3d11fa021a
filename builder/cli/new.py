"""``sop new``."""

from pathlib import Path

import click

from builder.cli.options import open_project, project_options
from builder.commands.new import NewSop, id_of_title, new
from builder.model.sop import Channel, Direction


@click.command("new")
@click.argument("identifier", metavar="[ID]", required=False)
@click.option("--title", prompt="Title", help="What readers call it.")
@click.option("--area", prompt="Area (folder)", help="The area, by its id.")
@click.option("--owner", prompt="Owner (role)", help="The role that keeps it right.")
@click.option(
    "--direction",
    type=click.Choice([direction.value for direction in Direction]),
    prompt="Direction",
    help="Who starts the contact.",
)
@click.option(
    "--channel",
    "channels",
    type=click.Choice([channel.value for channel in Channel]),
    multiple=True,
    default=[Channel.VOICE.value],
    show_default=True,
    help="How customer and agent talk; repeat for more than one.",
)
@click.option("--summary", default="", help="One sentence about it.")
@project_options
def command(
    identifier: str | None,
    title: str,
    area: str,
    owner: str,
    direction: str,
    channels: tuple[str, ...],
    summary: str,
    folder: Path,
    as_of: str | None,
) -> int:
    """Write a draft SOP with comments that say what goes where.

    Asks for what you do not give. The draft is valid: `sop check` passes at once, and
    with every step you add.

    \b
    Example:
      sop new callback-requests --title "Callback requests" --area contact-handling \\
          --owner team-lead --direction outbound
    """
    project = open_project(folder, as_of)
    if identifier is None:
        identifier = click.prompt("Id", default=id_of_title(title))
    wanted = NewSop(
        id=identifier,
        title=title,
        area=area,
        owner=owner,
        direction=Direction(direction),
        channels=[Channel(channel) for channel in channels],
        summary=summary,
    )
    path = new(project, wanted)
    click.echo(f"wrote {path.relative_to(project.root).as_posix()}")
    click.echo("next: fill in what stands in <angle brackets>, then run `sop check`")
    return 0
