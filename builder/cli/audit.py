"""``sop audit``."""

import sys
from pathlib import Path

import click

from builder.cli.console import count, style_of
from builder.cli.options import open_project, project_options
from builder.commands.audit import audit
from builder.outputs.audit.build import audit_csv, json_text, table_lines
from builder.outputs.audit.format import AuditRecord


@click.command("audit")
@click.option("--on", default="", metavar="DATE", help="The day (default: today).")
@click.option("--area", default="", metavar="ID", help="Only SOPs of this area.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="For people, spreadsheets, or programs.",
)
@project_options
def command(on: str, area: str, form: str, folder: Path, as_of: str | None) -> int:
    """List the library in force on a day: versions, approvals, fingerprints.

    Git is asked, and nothing else: what was merged by that day, of that the newest
    approved version of each SOP whose effective date had come. An approval that is of
    other words than those in force is marked.

    \b
    Examples:
      sop audit
      sop audit --on 2026-05-01 --format csv > in-force.csv
    """
    record = audit(open_project(folder, as_of), on=on, area=area)
    if form == "csv":
        # Bytes, for text would get other line ends on some systems.
        click.echo(audit_csv(record).encode(), nl=False)
    elif form == "json":
        click.echo(json_text(record), nl=False)
    else:
        _print_table(record)
    return 0


def _print_table(record: AuditRecord) -> None:
    style = style_of(sys.stdout)
    for number, line in enumerate(table_lines(record)):
        click.echo(style.bold(line) if number == 0 else line)
    click.echo()
    words = f"{count(len(record['sops']), 'SOP')} in force on {record['on']}"
    click.echo(f"{words}, by commit {record['commit'][:12]}")
    doubtful = [sop["id"] for sop in record["sops"] if not sop["isApproved"]]
    if doubtful:
        click.echo(f"without an approval that fits: {', '.join(doubtful)}")
    if record["notInForce"]:
        click.echo(f"there, but not in force: {', '.join(record['notInForce'])}")
