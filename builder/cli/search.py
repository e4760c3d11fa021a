"""``sop search``."""

import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from builder.cli.console import style_of
from builder.cli.options import open_project, project_options
from builder.commands.search import Found, search
from builder.model.sop import Channel, Direction
from builder.reporters.style import Style

_WIDTH = 88
_INDENT = "   "


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="The most results to print.",
)
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    help="Only SOPs for this channel.",
)
@click.option(
    "--direction",
    type=click.Choice([one.value for one in Direction if one is not Direction.BOTH]),
    help="Only SOPs for contacts that start there.",
)
@click.option("--role", metavar="ID", help="Only SOPs that this role works by.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
@project_options
def command(
    query: tuple[str, ...],
    limit: int,
    channel: str | None,
    direction: str | None,
    role: str | None,
    as_json: bool,
    folder: Path,
    as_of: str | None,
) -> int:
    """Find the step, line, objection or term that answers.

    Ranks as the search of the site does. `sop show` prints what a target names.

    \b
    Examples:
      sop search "how do I handle a price objection"
      sop search refnud --channel voice
    """
    found = search(
        open_project(folder, as_of),
        " ".join(query),
        limit=limit,
        channel=channel or "",
        direction=direction or "",
        role=role or "",
    )
    if as_json:
        records = [one.as_record() for one in found]
        click.echo(json.dumps(records, indent=2, ensure_ascii=False))
        return 0
    for line in _lines(found):
        click.echo(line)
    if not found:
        click.echo("nothing found; try fewer or other words", err=True)
    return 0


def _lines(found: list[Found]) -> Iterator[str]:
    """Return results for a reader; the best one in full, of the others the start."""
    style = style_of(sys.stdout)
    for place, one in enumerate(found, start=1):
        yield from _result(one, place, style)


def _result(one: Found, place: int, style: Style) -> Iterator[str]:
    said = " ".join(f"“{words}”" for words in one.heard)
    title = said or one.title
    for number, line in enumerate(textwrap.wrap(title, _WIDTH - len(_INDENT))):
        yield f"{f'{place}.':<3}{style.bold(line)}" if not number else _INDENT + line
    yield f"{_INDENT}{one.label} · {one.source} · {one.target}"
    text = one.text
    if text and place > 1:
        text = textwrap.shorten(text, _WIDTH - len(_INDENT), placeholder=" …")
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT
    )
    yield ""
