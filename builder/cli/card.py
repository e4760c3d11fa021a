"""``sop card``."""

import sys
from pathlib import Path

import click

from builder.cli.console import Progress, style_of
from builder.cli.options import open_project, project_options
from builder.commands.card import CardRequest, make_cards, write_cards
from builder.outputs.facts import OutputFile
from builder.project_cards import CARD_KINDS, CARD_SIZES
from builder.reporters import get_reporter


@click.command("card")
@click.argument("name", metavar="ID")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(CARD_KINDS),
    multiple=True,
    help="The kind (repeat for more); by default the one that ID suggests.",
)
@click.option(
    "--size",
    "sizes",
    type=click.Choice(CARD_SIZES),
    multiple=True,
    help="The size (repeat for more); by default the first of the settings.",
)
@click.option(
    "--sides",
    type=click.IntRange(1, 2),
    default=2,
    show_default=True,
    help="How many sides the card may have at most.",
)
@click.option(
    "--sheet",
    type=click.Choice(["a4", "letter"]),
    help="Fill a sheet with copies to cut, back to back for duplex printing.",
)
@click.option(
    "--marks",
    "has_marks",
    is_flag=True,
    help="Print 3 mm of bleed, crop marks, and a guide for cutting.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Where the files go (default: this folder).",
)
@click.option("--open", "is_opened", is_flag=True, help="Open what was made.")
@project_options
def command(
    name: str,
    kinds: tuple[str, ...],
    sizes: tuple[str, ...],
    sides: int,
    sheet: str | None,
    has_marks: bool,
    out: Path,
    is_opened: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """Make one card as PDF, or a few.

    ID is an SOP's id or number, SOP/SCRIPT, the id of a technique, `dispositions`, the
    `binder`, or `set-` and the id of a role. A draft gets its card, too, with a band.

    \b
    Examples:
      sop card SOP-CON-001 --open
      sop card outbound-contact/sales_call --size letter
      sop card learn --size pocket --sheet a4    ten to cut from one sheet
      sop card set-agent                         all that agents need, with tabs
      sop card live-chat --kind objection --kind checklist --size a5 -o cards/
    """
    request = CardRequest(
        name=name,
        kinds=kinds,
        sizes=sizes,
        sides=sides,
        sheet=sheet or "",
        has_marks=has_marks,
    )
    progress = Progress(is_quiet=False)
    try:
        made = make_cards(open_project(folder, as_of), request, on_progress=progress)
    finally:
        progress.clear()
    if made.diagnostics:
        report = get_reporter("text")(made.diagnostics, style=style_of(sys.stderr))
        click.echo(report, err=True)
    for file, path in zip(made.files, write_cards(made.files, out), strict=True):
        click.echo(f"wrote {path} ({_described(file)})")
        if is_opened:
            click.launch(str(path))
    return 0 if made.files else 1


def _described(file: OutputFile) -> str:
    if "typeSize" not in file.details:
        return f"{file.details['pages']} pages"
    sides = "two sides" if file.details["pages"] == 2 else "one side"
    return f"{sides}, {file.details['typeSize']} type"
