"""``sop list``."""

import json
import sys
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.list import SopRow, list_sops
from builder.commands.reading import read_sops
from builder.model.control import Status

_HEAD = ("NUMBER", "ID", "VERSION", "STATUS", "EFFECTIVE", "NEXT REVIEW", "TITLE")


@click.command("list")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    help="Only SOPs of this status.",
)
@click.option("--area", metavar="ID", help="Only SOPs of this area.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@project_options
def command(
    status: str | None,
    area: str | None,
    as_json: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """List the SOPs with number, version, status and next review."""
    project = open_project(folder, as_of)
    library = read_sops(project)
    rows = list_sops(library, status=status, area=area)
    if as_json:
        click.echo(json.dumps([row.as_record() for row in rows], indent=2))
        return 0
    for line in _table(rows, today=project.today):
        click.echo(line)
    for identifier in sorted(library.unread_sops):
        click.echo(f"not listed, because it has errors: {identifier}", err=True)
    return 0


def _table(rows: list[SopRow], *, today: str) -> list[str]:
    style = style_of(sys.stdout)
    cells = [_HEAD] + [
        (r.number, r.id, r.version, r.status, r.effective, r.next_review, r.title)
        for r in rows
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    lines = []
    for position, row in enumerate(cells):
        line = "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()
        overdue = position and rows[position - 1].next_review < today
        lines.append(
            style.bold(line)
            if not position
            else style.color(line, "yellow")
            if overdue
            else line
        )
    return lines
