"""``sop brief``."""

from collections.abc import Sequence
from pathlib import Path

import click

from builder.cli.console import write_out
from builder.cli.options import open_project, project_options
from builder.commands.brief import FORMS, brief_pdf, make_brief
from builder.commands.diff import diff
from builder.diagnostics import Diagnostic
from builder.outputs.brief.brief import Brief


@click.command("brief")
@click.argument("revisions", metavar="REV | A..B")
@click.option("--role", default="agent", show_default=True, metavar="ID")
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, "pdf"]),
    default="markdown",
    show_default=True,
    help="slack: blocks for a webhook; teams: an Adaptive Card; pdf: one sheet.",
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Write to this file."
)
@project_options
def command(
    revisions: str,
    role: str,
    form: str,
    paper: str,
    out: Path | None,
    folder: Path,
    as_of: str | None,
) -> int:
    """Tell a role what changed for it, with up to three questions to check oneself.

    Only SOPs that the role works by, and only what it does otherwise from now on:
    spelling and control data are named at the end, drafts are not told.

    \b
    Examples:
      sop brief HEAD~10..HEAD
      sop brief v1.4..v1.5 --role team-lead --format pdf --out brief.pdf
      sop brief main@{7.days.ago}..main --format slack |
        curl -H "Content-Type: application/json" -d @- "$WEBHOOK"
    """
    if form == "pdf" and out is None:
        raise click.UsageError("name the file to write: --out brief.pdf")
    project = open_project(folder, as_of)
    result = diff(project, [revisions])
    brief = make_brief(
        project, result.comparison, role=role, since=result.old, until=result.new
    )
    _tell_left_out(brief, result.comparison.unread)
    if form == "pdf":
        seconds = project.settings.limits.card_seconds
        content = brief_pdf(brief, paper=paper, seconds=seconds)
    else:
        content = FORMS[form](brief).encode()
    if out is None:
        click.echo(content, nl=False)
    else:
        write_out(out, content)
    return 0


def _tell_left_out(brief: Brief, unread: Sequence[Diagnostic]) -> None:
    for question in brief.doubtful:
        click.echo(f"left out, because its answer may be old: {question}", err=True)
    for title in brief.waiting:
        click.echo(f"not told, because it is not approved: {title}", err=True)
    for path in dict.fromkeys(problem.path for problem in unread):
        click.echo(f"not told, because it has errors: {path}", err=True)
