"""``sop serve``."""

import sys
from pathlib import Path

import click

from builder.cli.console import count, style_of
from builder.cli.options import open_project, project_options
from builder.commands.serve import PORT, ServeEvent, serve
from builder.reporters import get_reporter


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port on this machine; 0 takes any free one.",
)
@project_options
def command(port: int, folder: Path, as_of: str | None) -> int:
    """Show the site on this machine and rebuild it as you write.

    The browser reloads by itself. A broken file keeps the last good page; what is
    wrong stands in the page and in this terminal. Stop with Ctrl+C.
    """
    serve(open_project(folder, as_of), port=port, on_event=_tell)
    return 0


def _tell(event: ServeEvent) -> None:
    """Print what happened, problems first."""
    style = style_of(sys.stdout)
    if event.diagnostics:
        click.echo(get_reporter("text")(event.diagnostics, style=style))
    match event.kind:
        case "ready":
            click.echo(f"serving {style.bold(event.address)} (stop with Ctrl+C)")
        case "built":
            click.echo(f"built {count(event.pages, 'page')} in {event.seconds:.1f} s")
        case "broken":
            if event.message:
                click.echo(f"error: {event.message}")
            if event.hint:
                click.echo(f"  hint: {event.hint}")
            click.echo("the last good pages stay; mend what is listed above")
        case _:
            click.echo(event.kind)
