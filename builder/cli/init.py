"""``sop init``."""

from pathlib import Path

import click

from builder.commands.init import init


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> int:
    """Start an SOP repository in FOLDER.

    Writes an example library to adapt, its schemas, the site's configuration, editor
    settings that complete and explain as you type, checks before each commit and for
    each pull request, and a README for the people who will send changes.
    """
    files = init(folder)
    click.echo(f"wrote {len(files)} files to {folder}")
    click.echo("next:")
    click.echo(f"  cd {folder}")
    if not _is_in_git(folder):
        click.echo(
            '  git init && git add -A && git commit -m "Start from the examples"'
        )
    click.echo("  set site_url in mkdocs.yml: the QR codes on the cards lead there")
    click.echo("  sop check")
    click.echo("  sop build")
    return 0


def _is_in_git(folder: Path) -> bool:
    return any(
        (parent / ".git").exists() for parent in (folder, *folder.resolve().parents)
    )
