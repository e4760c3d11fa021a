"""``sop play``."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.play import Rehearsal, rehearse
from builder.commands.reading import read_scripts
from builder.graph.walk import SILENCE, UnknownAnswerError, awaits_answer
from builder.model.script import EndNode

HELP = (
    "a number, key or label picks an answer; - is none; b goes back; "
    "c shows the call as a case; q quits"
)


@click.command("play")
@click.argument("script", metavar="SOP/SCRIPT")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME=VALUE",
    help="What the record says when the call begins (repeat for more).",
)
@project_options
def command(
    script: str, fields: tuple[str, ...], folder: Path, as_of: str | None
) -> int:
    """Walk through a call script in the terminal, as an agent would.

    At each question type a number, a key or the label; at the end the call is shown as
    a case, ready to be put into the SOP. Answers may also come from a pipe.

    \b
    Examples:
      sop play lead-response/first_contact
      sop play missed-calls --field lead.source="missed call"
    """
    given = dict(_pairs(fields))
    scripts = read_scripts(open_project(folder, as_of))
    rehearsal = rehearse(scripts, script, given)
    style = style_of(sys.stdout)
    click.echo(style.bold(rehearsal.script.script.title))
    click.echo(HELP)
    while True:
        click.echo(f"\n{rehearsal.shown(style)}")
        if isinstance(rehearsal.node, EndNode) or not _step(rehearsal):
            break
    click.echo(f"\nThis call as a case:\n\n{rehearsal.case()}", nl=False)
    return 0


def _pairs(fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for pair in fields:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.UsageError(f"write --field {name}=VALUE")
        yield name.strip(), value


def _step(rehearsal: Rehearsal) -> bool:
    """Take the next step; tell False when the player wants no more."""
    if not awaits_answer(rehearsal.node):
        return rehearsal.answer()
    while True:
        text = _typed()
        if text is None or text == "q":
            return False
        if text == "b":
            if not rehearsal.back():
                click.echo("this is the first question")
            return True
        if text == "c":
            click.echo(rehearsal.case(), nl=False)
        elif text in ("", "?"):
            click.echo(HELP)
        elif _answered(rehearsal, text):
            return True


def _answered(rehearsal: Rehearsal, text: str) -> bool:
    try:
        return rehearsal.answer(rehearsal.meant(SILENCE if text == "-" else text))
    except UnknownAnswerError as unknown:
        click.echo("no such answer; there are: " + ", ".join(unknown.known))
        return False


def _typed() -> str | None:
    """Return a line that was typed or piped in, or None at the end of all input."""
    if sys.stdin.isatty():
        click.echo("> ", nl=False)
    line = sys.stdin.readline()
    return line.strip() if line else None
