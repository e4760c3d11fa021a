"""``sop verify``."""

from pathlib import Path

import click

from builder.cli.console import count
from builder.cli.options import open_project, project_options
from builder.commands.verify import verify


@click.command("verify")
@click.argument(
    "ledger", required=False, type=click.Path(path_type=Path), metavar="[LEDGER]"
)
@click.option("--at", default="", metavar="REV", help="Compare with an older commit.")
@project_options
def command(ledger: Path | None, at: str, folder: Path, as_of: str | None) -> int:
    """Compare a ledger with git, and name the first line that does not fit.

    The ledger has one line per version, and each line the hash of the line before.
    Keep a copy, or only its last hash, where nobody can change it: then nobody can
    change the past unseen. Without LEDGER, that of the last build is read.

    \b
    Examples:
      sop verify
      sop verify ledger-2026-06.jsonl --at v2026.06
    """
    verdict = verify(open_project(folder, as_of), ledger, at=at)
    if verdict.wrong:
        click.echo(f"line {verdict.line}: {verdict.wrong}")
        click.echo(f"  hint: {verdict.hint}")
        click.echo(f"{count(verdict.lines, 'line')} before it fit")
        return 1
    click.echo(f"{count(verdict.lines, 'line')} fit git; last hash {verdict.last}")
    return 0
