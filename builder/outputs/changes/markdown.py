"""Differences as Markdown: for pull requests, issues and mail."""

from collections.abc import Iterator, Sequence

from builder.changes.change import Change
from builder.changes.comparison import Compared, Comparison
from builder.changes.redline import Edit, Redline
from builder.changes.summary import (
    KIND_NAMES,
    kinds_in_words,
    shortened,
    total_in_words,
)
from builder.outputs.markdown_text import escaped

BROKEN_BEFORE = "could not be read before, so nobody can say what changed"
"""What is told of an SOP whose older file had mistakes."""


def diff_markdown(comparison: Comparison, *, old: str, new: str) -> str:
    """Return a comparison as Markdown."""
    lines = [f"# What changed: {escaped(old)} → {escaped(new)}", ""]
    count = sum(len(one.changes) for one in comparison.sops)
    lines += [f"{total_in_words(len(comparison.sops), count)}.", ""]
    lines += unread_lines(comparison)
    for compared in comparison.sops:
        lines += sop_lines(compared)
    if comparison.shared:
        lines += ["## Shared data", "", *change_lines(comparison.shared), ""]
    return "\n".join(lines).rstrip() + "\n"


def unread_lines(comparison: Comparison) -> list[str]:
    """Return the files that hold mistakes, so that nobody can say what changed."""
    broken = [
        f"- **{escaped(identifier)}** {BROKEN_BEFORE}"
        for identifier in sorted(comparison.unread_before)
    ]
    if not comparison.unread:
        return [*broken, ""] if broken else []
    told = [
        f"- `{one.path}:{one.line}` {one.code} {escaped(one.message)}"
        for one in comparison.unread
    ]
    return ["**Cannot be compared until these are mended:**", "", *told, *broken, ""]


def sop_lines(compared: Compared) -> list[str]:
    """Return an SOP with its differences."""
    return [
        f"## {heading(compared)}",
        "",
        f"{kinds_in_words(compared.changes)}",
        "",
        *change_lines(compared.changes),
        "",
    ]


def heading(compared: Compared) -> str:
    """Return what an SOP is called, and its versions."""
    sop = compared.sop
    return f"{sop.number} {escaped(sop.title)} · {versions(compared)}"


def versions(compared: Compared) -> str:
    """Return the version before and after, or the one there is."""
    old, new = compared.old, compared.new
    if old is None or new is None:
        return f"{compared.sop.version}, {'new' if old is None else 'gone'}"
    if old.sop.version == new.sop.version:
        return old.sop.version
    return f"{old.sop.version} → {new.sop.version}"


def change_lines(changes: Sequence[Change]) -> list[str]:
    """Return one item for each difference, with its redline below it."""
    return [line for change in changes for line in _lines(change)]


def _lines(change: Change) -> Iterator[str]:
    yield f"- **{KIND_NAMES[change.kind]}**: {escaped(change.sentence)}"
    if has_redline(change):
        yield f"  > {redline_markdown(shortened(change.redline))}"


def has_redline(change: Change) -> bool:
    """Tell whether a redline says more than the sentence: something stayed."""
    edits = {span.edit for span in change.redline}
    return Edit.SAME in edits and len(edits) > 1


def redline_markdown(redline: Redline) -> str:
    """Return a redline on one line: struck out what went, underlined what came.

    As tags: Markdown's own marks do not count between a letter and a comma.
    """
    marks = {Edit.SAME: "", Edit.REMOVED: "del", Edit.ADDED: "ins"}
    return "".join(_marked(span.words, marks[span.edit]) for span in redline)


def _marked(words: str, mark: str) -> str:
    """Return words inside a tag, blanks outside."""
    text = escaped(" ".join(words.split()))
    before = " " if words[:1].isspace() else ""
    after = " " if words[-1:].isspace() and words.strip() else ""
    if not text:
        return " " if words else ""
    marked = f"<{mark}>{text}</{mark}>" if mark else text
    return f"{before}{marked}{after}"
