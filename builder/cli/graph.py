"""``sop graph``."""

from pathlib import Path

import click

from builder.cli.options import open_project, project_options
from builder.commands.graph import graph
from builder.outputs.drawing.formats import FORMATS


@click.command("graph")
@click.argument("address", metavar="SOP[/SCRIPT]")
@click.option(
    "--format",
    "to",
    type=click.Choice(list(FORMATS)),
    default="svg",
    show_default=True,
    help="A picture, or text for Mermaid or Graphviz.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file instead of the terminal.",
)
@project_options
def command(
    address: str, to: str, out: Path | None, folder: Path, as_of: str | None
) -> int:
    """Draw a call script as a flow.

    SOP is an id or a number; SCRIPT may be left out where the SOP has only one. The
    picture needs nothing else: it has light and dark colors, and each box links to its
    text on the site if mkdocs.yml has a site_url.

    \b
    Examples:
      sop graph outbound-contact/sales_call -o sales-call.svg
      sop graph live-chat --format mermaid
      sop graph SOP-CON-001/renewal --format dot | dot -Tpdf -o renewal.pdf
    """
    text = graph(open_project(folder, as_of), address, to=to)
    if out is None:
        click.echo(text, nl=False)
    else:
        try:
            out.write_text(text, encoding="utf-8", newline="\n")
        except OSError as wrong:
            raise click.FileError(str(out), hint=wrong.strerror) from None
        click.echo(f"wrote {out}")
    return 0
