"""``sop report``."""

from pathlib import Path

import click

from builder.cli.console import write_out
from builder.cli.options import open_project, project_options
from builder.commands.report import report
from builder.diagnostics import Severity
from builder.outputs.changes.report_json import report_json
from builder.outputs.changes.report_markdown import report_markdown


@click.command("report")
@click.argument("span", default="", metavar="[REV | A..B | A...B]")
@click.option(
    "--format",
    "form",
    type=click.Choice(("markdown", "json")),
    default="markdown",
    show_default=True,
    help="The comment of a pull request, or data.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write into this file instead of printing.",
)
@project_options
def command(
    span: str, form: str, out: Path | None, folder: Path, as_of: str | None
) -> int:
    """Write what a change means: the comment of a pull request.

    What changed, of which kind; the approvals that are needed and given; changed steps
    before and after; cards to reprint, scripts to import again, SOPs that link here,
    and what trains and scores changed steps. At most 65,536 characters long.

    \b
    Examples:
      sop report main...HEAD                 what this branch means
      sop report v1..v2 --format json
    """
    found = report(open_project(folder, as_of), span)
    text = report_json(found) if form == "json" else report_markdown(found)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text.encode())
    is_bad = any(one.severity is Severity.ERROR for one in found.problems)
    return 1 if is_bad else 0
