"""Differences as one page that needs nothing else: to mail, to file, to read."""

from dataclasses import dataclass

from builder.changes.change import Change
from builder.changes.comparison import Comparison
from builder.changes.redline import Edit, Redline
from builder.changes.summary import KIND_NAMES, kinds_of, total_in_words
from builder.diagnostics import Diagnostic
from builder.model.change import Kind
from builder.outputs.changes.markdown import BROKEN_BEFORE, has_redline, versions
from builder.outputs.inline_text import TextContext
from builder.outputs.templating import render

_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)
_TONES = {
    Kind.DISCLOSURE: "exact",
    Kind.STEP_REMOVED: "gone",
    Kind.SOP_REMOVED: "gone",
    Kind.STEP_ADDED: "new",
    Kind.SOP_ADDED: "new",
    Kind.EDITORIAL: "quiet",
    Kind.CONTROL: "quiet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One difference as the page shows it.

    Attributes:
        tone: Which color the kind has; color is never the only sign.
        redline: Empty where the sentence says it all.
    """

    kind: str
    tone: str
    place: str
    sentence: str
    redline: Redline


@dataclass(frozen=True, slots=True, kw_only=True)
class SopBlock:
    """One SOP, or the shared data, as the page shows it."""

    anchor: str
    number: str
    title: str
    versions: str
    path: str
    kinds: tuple[tuple[str, str, int], ...]
    rows: tuple[ChangeRow, ...]


def diff_page(comparison: Comparison, *, old: str, new: str) -> str:
    """Return a comparison as an HTML page."""
    count = sum(len(one.changes) for one in comparison.sops)
    return render(
        "changes/page.html.j2",
        texts=_TEXTS,
        old=old,
        new=new,
        total=total_in_words(len(comparison.sops), count),
        blocks=[*_blocks(comparison)],
        unread=_problems(comparison.unread),
        unread_before=sorted(comparison.unread_before),
        broken_before=BROKEN_BEFORE,
        only_layout=bool(comparison.paths),
        edits=Edit,
    )


def _blocks(comparison: Comparison) -> list[SopBlock]:
    blocks = [
        _block(
            one.changes,
            anchor=one.sop.id,
            number=one.sop.number,
            title=one.sop.title,
            versions=versions(one),
            path=one.new_path or one.old_path,
        )
        for one in comparison.sops
    ]
    if comparison.shared:
        blocks.append(
            _block(
                comparison.shared,
                anchor="shared-data",
                number="",
                title="Shared data",
                versions="",
                path="sop/shared",
            )
        )
    return blocks


def _block(changes: tuple[Change, ...], **names: str) -> SopBlock:
    kinds = [(KIND_NAMES[kind], _tone(kind), n) for kind, n in kinds_of(changes)]
    return SopBlock(kinds=tuple(kinds), rows=tuple(map(_row, changes)), **names)


def _row(change: Change) -> ChangeRow:
    return ChangeRow(
        kind=KIND_NAMES[change.kind],
        tone=_tone(change.kind),
        place=change.place,
        sentence=change.sentence,
        redline=change.redline if has_redline(change) else (),
    )


def _tone(kind: Kind) -> str:
    return _TONES.get(kind, "other")


def _problems(problems: tuple[Diagnostic, ...]) -> list[dict[str, str]]:
    return [
        {
            "place": f"{one.path}:{one.line}",
            "code": one.code,
            "message": one.message,
            "hint": one.hint,
        }
        for one in problems
    ]
