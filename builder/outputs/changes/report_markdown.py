"""A report as the one comment of a pull request."""

import difflib
import re
from collections.abc import Iterator, Sequence

from builder.changes.demands import is_enough, next_version, raised
from builder.changes.naming import counted
from builder.changes.summary import kinds_in_words, total_in_words
from builder.diagnostics import Severity
from builder.model.change import Bump
from builder.outputs.changes.markdown import (
    change_lines,
    heading,
    unread_lines,
    versions,
)
from builder.outputs.changes.report import Report, Reported
from builder.outputs.markdown_text import escaped

MARKER = "<!-- sop report -->"
"""The first line of the comment, by which it is found again and replaced."""

LONGEST = 65_536
"""So many characters a forge takes in one comment."""

_MOST_PROBLEMS = 20
_MOST_NAMES = 50
_ROOM = 600
"""Characters kept for the note on what was left out."""

Piece = tuple[str, str]
"""What a part of the comment is called if it is left out, and its text."""


def report_markdown(report: Report, *, longest: int = LONGEST) -> str:
    """Return a report as Markdown of at most so many characters.

    The summary and what to do come first. Where there is no room for all, whole parts
    are left out, before and after first, and named.
    """
    kept = "\n".join([MARKER, "", *_summary(report)]) + "\n"
    pieces = [*_sops(report), *_details(report)]
    left_out: list[str] = []
    for name, text in pieces:
        if len(kept) + len(text) + _ROOM > longest:
            left_out.append(name)
        else:
            kept += f"\n{text}"
    if left_out:
        kept += f"\n{_left_out(left_out, report)}"
    return kept[: longest - 1].rstrip() + "\n"


def _summary(report: Report) -> list[str]:
    errors = sum(one.severity is Severity.ERROR for one in report.problems)
    count = sum(len(one.compared.changes) for one in report.sops)
    total = total_in_words(len(report.sops), count)
    verdict = f"{counted(errors, 'problem')} to mend first" if errors else "in order"
    if not report.sops and not report.problems:
        total, verdict = "Nothing changed for anybody", "only layout, or nothing at all"
    return [
        f"## SOPs: {total} · {verdict}",
        "",
        f"`{report.old}` → `{report.new}`",
        "",
        *_problems(report),
        *_table(report.sops),
        *_to_do(report),
    ]


def _problems(report: Report) -> Iterator[str]:
    if report.doubt:
        reason = escaped(report.doubt)
        yield f"> Who wrote and who signed could not be checked: {reason}"
        yield ""
    if not report.problems:
        return
    yield "### To be mended"
    yield ""
    for one in report.problems[:_MOST_PROBLEMS]:
        place = f"`{one.path}:{one.line}`"
        yield f"- **{one.code}** {escaped(one.message)} ({place})"
        yield f"  → {escaped(one.hint)}"
    more = len(report.problems) - _MOST_PROBLEMS
    if more > 0:
        yield f"- … and {counted(more, 'more problem')}"
    yield ""


def _table(sops: Sequence[Reported]) -> Iterator[str]:
    if not sops:
        return
    yield "| SOP | Version | What changed | Approvals |"
    yield "| --- | --- | --- | --- |"
    for one in sops[:_MOST_NAMES]:
        sop = one.compared.sop
        name = f"**{sop.number}** {escaped(sop.title)}"
        kinds = escaped(kinds_in_words(one.compared.changes))
        yield f"| {name} | {_version(one)} | {kinds} | {_approvals(one)} |"
    if len(sops) > _MOST_NAMES:
        yield f"| … {counted(len(sops) - _MOST_NAMES, 'more SOP')} | | | |"
    yield ""


def _version(one: Reported) -> str:
    shown, asked = versions(one.compared), one.needed.bump
    old, new = one.compared.old, one.compared.new
    if not (old and new) or asked is Bump.NONE:
        return shown
    if is_enough(raised(old.sop.version, new.sop.version), asked):
        return shown
    return f"{shown} (asks for {next_version(old.sop.version, asked)})"


def _approvals(one: Reported) -> str:
    given = [
        f"✓ {escaped(approval.role)}"
        + (f" ({escaped(approval.who)}, {approval.date})" if approval.who else "")
        for approval in one.given
    ]
    missing = [f"✗ **{escaped(role)}** is missing" for role in one.missing]
    return "<br>".join([*given, *missing]) or "none needed"


def _to_do(report: Report) -> Iterator[str]:
    """Return what has to be done after the merge, each with whom it concerns."""
    yield from _cards("Reprint", [(one, one.reprinted) for one in report.sops])
    yield from _cards("Take away", [(one, one.withdrawn) for one in report.sops])
    if report.imports:
        names = [f"`{one.address}` ({one.kind})" for one in report.imports]
        yield f"- **Import {counted(len(names), 'script')} again:** {_names(names)}"
    asked = [
        f"{what} “{escaped(words)}” ({one.compared.sop.number})"
        for one in report.sops
        for what, words in one.asked
    ]
    if asked:
        yield f"- **Look at what trains and scores changed steps:** {_names(asked)}"
    if report.neighbors:
        names = [f"{one.number} {escaped(one.title)}" for one in report.neighbors]
        yield f"- **These SOPs refer to what changed:** {_names(names)}"
    yield ""


def _cards(
    verb: str, found: Sequence[tuple[Reported, tuple[str, ...]]]
) -> Iterator[str]:
    """Return what to do with printed cards; kinds are named where there are others."""
    count = sum(len(kinds) for _, kinds in found)
    names = [
        one.compared.sop.number
        + ("" if kinds == ("sop",) else f" ({', '.join(kinds)})")
        for one, kinds in found
        if kinds
    ]
    if names:
        yield f"- **{verb} {counted(count, 'card')}:** {_names(names)}"


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown


def _sops(report: Report) -> Iterator[Piece]:
    """Return the changes of each SOP, then those of the shared data."""
    unread = unread_lines(report.comparison)
    if unread:
        yield "files that cannot be read", "\n".join(unread)
    for one in report.sops:
        lines = [f"### {heading(one.compared)}", ""]
        if one.authors:
            lines += [f"Written by {escaped(', '.join(one.authors))}", ""]
        lines += [*change_lines(one.compared.changes), ""]
        yield f"the changes of {one.compared.sop.number}", "\n".join(lines)
    if report.comparison.shared:
        lines = ["### Shared data", "", *change_lines(report.comparison.shared), ""]
        yield "the changes of the shared data", "\n".join(lines)


def _details(report: Report) -> Iterator[Piece]:
    """Return the changed steps of each SOP, as agents read them, behind a fold."""
    for one in report.sops:
        if not one.steps:
            continue
        sop = one.compared.sop
        title = f"Before and after: {sop.number} {escaped(sop.title)}"
        lines = [f"<details><summary>{title}</summary>", ""]
        for place, before, after in one.steps:
            lines += [f"`{place}`", "", *_compared(before, after), ""]
        lines += ["</details>", ""]
        yield f"before and after of {sop.number}", "\n".join(lines)


def _compared(before: str, after: str) -> list[str]:
    """Return two texts line by line; the fence is longer than any in them."""
    old, new = before.splitlines(), after.splitlines()
    lines = [line for line in difflib.ndiff(old, new) if not line.startswith("? ")]
    longest = max((len(run) for run in re.findall("`+", before + after)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}diff", *(line.rstrip() for line in lines), fence]


def _left_out(names: Sequence[str], report: Report) -> str:
    """Return what there was no room for, and how to see it."""
    shown, length = [], 0
    for name in names:
        length += len(name) + 2
        if length > _ROOM // 2:
            break
        shown.append(name)
    more = len(names) - len(shown)
    told = "; ".join(shown) + (f"; and {more} more" if more else "")
    tell_all = f"`sop diff {report.old}..{report.new}` tells all"
    return f"_Left out, because a comment holds only so much: {told}. {tell_all}._\n"
