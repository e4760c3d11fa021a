"""``sop diff``."""

import sys
from pathlib import Path

import click

from builder.cli.console import style_of, write_out
from builder.cli.options import open_project, project_options
from builder.commands.diff import DiffResult, diff

FORMATS = ("text", "markdown", "html", "json")


@click.command("diff")
@click.argument("words", nargs=-1, metavar="[ID]... [REV | A..B | A...B]")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For a terminal, a forge, a browser, or programs.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write into this file instead of printing.",
)
@project_options
def command(
    words: tuple[str, ...],
    form: str,
    out: Path | None,
    folder: Path,
    as_of: str | None,
) -> int:
    """Tell what changed, as a person would.

    Without a revision, what is committed is compared with the files as they are now.
    REV compares that revision with the files; A..B two revisions; A...B what B changed
    since it left A. An ID, or a number such as SOP-CON-001, leaves out other SOPs.

    \b
    Examples:
      sop diff                               what I changed and did not commit
      sop diff outbound-contact HEAD~3       one SOP, since three commits ago
      sop diff main...HEAD                   what this branch changes
      sop diff v1..v2 --format html -o changes.html
    """
    text = _render(diff(open_project(folder, as_of), words), form)
    if out is None:
        # Colors are there only where they were asked for: click has no say in it.
        click.echo(text, nl=False, color=True)
        return 0
    write_out(out, text.encode())
    return 0


def _render(result: DiffResult, form: str) -> str:
    names = {"old": result.old, "new": result.new}
    if form == "json":
        from builder.outputs.changes.records import diff_json

        return diff_json(result.comparison, **names)
    if form == "markdown":
        from builder.outputs.changes.markdown import diff_markdown

        return diff_markdown(result.comparison, **names)
    if form == "html":
        from builder.outputs.changes.page import diff_page

        return diff_page(result.comparison, **names)
    from builder.commands.diff_text import diff_text

    return diff_text(result, style_of(sys.stdout))
