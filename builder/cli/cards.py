"""``sop cards``: the cards that are printed and hang somewhere."""

import sys
from pathlib import Path

import click

from builder.cli.console import Progress, count, style_of
from builder.cli.options import open_project, project_options
from builder.commands.stale_cards import StaleCards, stale_in_register, stale_since
from builder.commands.stale_cards_report import FORMATS
from builder.project import Project


@click.group("cards")
def command() -> None:
    """Keep printed cards under control.

    Every build writes a register of its cards, build/cards/index.csv. Keep a copy of it
    when you print, and write down where each card hangs.
    """


@command.command("stale")
@click.option(
    "--printed",
    "register",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The register of what hangs on the floor, a CSV file.",
)
@click.option(
    "--since",
    "revision",
    metavar="REV",
    help="Without a register: all cards were printed at this revision.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="For people, programs, or a spreadsheet.",
)
@click.option(
    "--pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the cards that take their places into one PDF file.",
)
@project_options
def stale(
    register: Path | None,
    revision: str | None,
    form: str,
    pdf: Path | None,
    folder: Path,
    as_of: str | None,
) -> int:
    """Find the printed cards that must be replaced, and say why.

    A card may stay as long as it says what it would say today and its last day has not
    passed; the version of its SOP may be a newer one.

    Exit codes: 0 all may stay, 1 at least one must be replaced, 2 wrong use, such as a
    file that is no register.

    \b
    Examples:
      sop cards stale --printed floor-2.csv
      sop cards stale --printed floor-2.csv --pdf reprint.pdf
      sop cards stale --since v1.4 --format json
    """
    if (register is None) == (revision is None):
        raise click.UsageError("say what was printed: --printed FILE, or --since REV")
    project = open_project(folder, as_of)
    if register is not None:
        found = stale_in_register(project, register)
    else:
        found = stale_since(project, str(revision))
    click.echo(FORMATS[form](found, style_of(sys.stdout)), nl=False)
    if pdf is not None:
        _print(project, found, pdf)
    return 1 if found.cards else 0


def _print(project: Project, found: StaleCards, target: Path) -> None:
    """Write the cards to print, or say why there are none."""
    from builder.commands.reprint import reprint

    progress = Progress()
    try:
        made = reprint(project, found, target, on_progress=progress)
    finally:
        progress.clear()
    told = f"wrote {count(made, 'card')} to {target}" if made else "none to print"
    click.echo(told, err=True)
