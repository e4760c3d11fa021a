"""``sop due``."""

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from builder.cli.console import style_of, write_out
from builder.cli.options import open_project, project_options
from builder.commands.due import (
    DueResult,
    calendar_of,
    due,
    issues_of,
    records_of,
)
from builder.commands.reading import read_sops
from builder.outputs.inline_text import plain_words
from builder.outputs.reviews.reviews import Review
from builder.project import Project
from builder.reporters.style import Style


@click.command("due")
@click.option(
    "--within",
    type=click.IntRange(0, 3660),
    default=90,
    show_default=True,
    metavar="DAYS",
    help="How far to look ahead; what is overdue is always listed.",
)
@click.option("--owner", default="", metavar="ROLE", help="Only SOPs of this role.")
@click.option(
    "--regulation",
    default="",
    metavar="ID",
    help="That law changed: every SOP that serves it, with its steps and scripts.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "ics", "json", "issues"]),
    default="table",
    show_default=True,
    help="For people, calendars, programs, or an issue for each SOP.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write there: a file, or for issues a folder with one file for each.",
)
@project_options
def command(
    within: int,
    owner: str,
    regulation: str,
    form: str,
    out: Path | None,
    folder: Path,
    as_of: str | None,
) -> int:
    """List the SOPs whose review is due, by owner.

    An SOP's `review` says how often (quarterly if it does not) and when it last was.

    \b
    Examples:
      sop due                                   overdue, and the next 90 days
      sop due --regulation tcpa                 what a change of that law may touch
      sop due --within 365 --format ics --out reviews.ics
      sop due --format issues --out issues/     then, for each file:
        gh issue create --title "$(head -1 FILE)" --body "$(tail -n +3 FILE)"
    """
    project = open_project(folder, as_of)
    library = read_sops(project)
    result = due(project, library, within=within, owner=owner, regulation=regulation)
    for identifier in sorted(library.unread_sops):
        click.echo(f"not listed, because it has errors: {identifier}", err=True)
    if form == "issues" and out is not None:
        return _write_issues(result, project, out)
    text = _text(result, project, form, within)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_out(out, text)
    return 0


def _text(result: DueResult, project: Project, form: str, within: int) -> bytes:
    match form:
        case "ics":
            return calendar_of(result, project)
        case "json":
            records = records_of(result, project)
            return (json.dumps(records, indent=2, ensure_ascii=False) + "\n").encode()
        case "issues":
            told = (
                f"# {one.title}\n\n{one.body}" for one in issues_of(result, project)
            )
            return "\n".join(told).encode()
        case _:
            style = style_of(sys.stdout)
            lines = _table(result, style, within)
            return "".join(f"{line}\n" for line in lines).encode()


def _write_issues(result: DueResult, project: Project, folder: Path) -> int:
    for issue in issues_of(result, project):
        write_out(
            folder / f"{issue.name}.md", f"{issue.title}\n\n{issue.body}".encode()
        )
    return 0


def _table(result: DueResult, style: Style, within: int) -> Iterator[str]:
    width = max((len(one.sop.number) for one in result.reviews), default=0)
    for owner, reviews in groupby(result.reviews, lambda one: one.owner_title):
        yield style.bold(owner)
        for review in reviews:
            yield from _row(review, result, style, width)
        yield ""
    yield _summary(result, within)


def _row(review: Review, result: DueResult, style: Style, width: int) -> Iterator[str]:
    left = _days(review.days_left)
    line = (
        f"  {review.due}  {left:<16}  {review.sop.number:<{width}}  {review.sop.title}"
    )
    yield style.color(line, "yellow") if review.is_overdue else line
    if not result.regulation:
        return
    for service in review.services:
        number = service.number or "script"
        yield f"      {number:<7} {plain_words(service.words)}"


def _days(left: int) -> str:
    if left == 0:
        return "today"
    unit = "day" if abs(left) == 1 else "days"
    return f"in {left} {unit}" if left > 0 else f"{-left} {unit} overdue"


def _summary(result: DueResult, within: int) -> str:
    number, total = len(result.reviews), result.total
    if result.regulation:
        return (
            f"{number} of {total} SOPs serve {result.regulation.title}; "
            "add --format issues for one issue each"
        )
    overdue = sum(one.is_overdue for one in result.reviews)
    return f"{number} of {total} SOPs due within {within} days, {overdue} overdue"
