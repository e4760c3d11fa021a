"""What changed for one role between two states of the library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from builder.changes.change import Change
from builder.changes.comparison import Compared
from builder.changes.redline import Edit
from builder.model.change import Kind
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.brief.questions import BriefQuestion, Told
from builder.outputs.inline_text import plain_words

_SILENT = frozenset({Kind.EDITORIAL, Kind.CONTROL})
"""Changes that nobody works otherwise by."""

_WEIGHT = {Kind.DISCLOSURE: 0, Kind.SOP_ADDED: 1, Kind.SOP_REMOVED: 1}
"""What stands first: words that must be said, then whole SOPs."""


_UNAPPROVED = (Status.DRAFT, Status.IN_REVIEW)


class News(StrEnum):
    """What became of an SOP, to those who work by it."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefItem:
    """One SOP that changed.

    Attributes:
        summary: What the SOP is for, in a sentence.
        version: The version from now on; empty if the SOP is gone.
        effective: The ISO date from which on it is in force; empty if it is gone.
        why: The reason in the newest entry of its revision history; may be empty.
        changes: What differs, words that must be said first; of an SOP that nobody
            worked by before or works by from now on, nothing is told in parts.
        page: The SOP's page on the published site; empty without a site.
        successor: What to work by instead, if the SOP was retired.
    """

    news: News
    number: str
    title: str
    summary: str
    version: str
    effective: str
    why: str
    changes: tuple[Change, ...]
    page: str
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What changed for a role.

    Attributes:
        role: The role's title.
        since: The state before, as git names it.
        until: The state after.
        items: By the day from which on they are in force, then by number.
        questions: At most three, on steps that changed.
        quiet: Titles of SOPs in which nothing changed that anybody works by.
        waiting: Titles of SOPs that changed and are not approved.
        doubtful: Questions on changed steps that are not asked: their right answer
            may be that of before.
    """

    organization: str
    language: str
    role: str
    since: str
    until: str
    items: tuple[BriefItem, ...]
    questions: tuple[BriefQuestion, ...]
    quiet: tuple[str, ...]
    waiting: tuple[str, ...]
    doubtful: tuple[str, ...] = ()


def concerns(sop: Sop, role: str) -> bool:
    """Return whether a role works by an SOP: it has duties, owns, or approved it.

    An SOP that names no duties at all is for everybody.
    """
    named = {sop.owner, *(duty.role for duty in sop.roles)}
    return not sop.roles or role in named | {one.role for one in sop.approvals}


def split(
    compared: Iterable[Compared], role: str
) -> tuple[list[Compared], list[str], list[str]]:
    """Return what to tell a role, titles of quiet changes, and of unapproved ones."""
    told: list[Compared] = []
    quiet: list[str] = []
    waiting: list[str] = []
    for one in compared:
        if not any(side and concerns(side.sop, role) for side in (one.old, one.new)):
            continue
        news = _news(one)
        if one.new and one.new.sop.status in _UNAPPROVED:
            waiting.append(one.sop.title)
        elif news is not News.CHANGED or _heard(one):
            told.append(one)
        else:
            quiet.append(one.sop.title)
    return told, quiet, waiting


def items_of(
    told: Sequence[Compared], *, pages: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[BriefItem, ...]:
    """Return an item for each SOP, by day and number.

    Args:
        told: What to tell.
        pages: The published page of each SOP, by id.
        titles: The title of each SOP, by id.
    """
    items = [_item(one, pages, titles) for one in told]
    return tuple(sorted(items, key=lambda item: (item.effective, item.number)))


def heard_of(told: Sequence[Compared]) -> list[Told]:
    """Return each SOP with the changes that somebody works otherwise by."""
    return [Told(compared=one, heard=_heard(one)) for one in told]


def new_words(change: Change) -> str:
    """Return the words to be said exactly from now on; empty for other changes."""
    if change.kind is not Kind.DISCLOSURE:
        return ""
    spans = (span.words for span in change.redline if span.edit is not Edit.REMOVED)
    return plain_words("".join(spans))


def _news(one: Compared) -> News:
    """Return what became of an SOP; a draft was not there for those who work by it."""
    if one.new is None:
        return News.GONE
    status = one.new.sop.status
    was = one.old.sop.status if one.old else Status.DRAFT
    if status is Status.RETIRED:
        return News.RETIRED if was is not Status.RETIRED else News.CHANGED
    return News.NEW if was in (*_UNAPPROVED, Status.RETIRED) else News.CHANGED


def _heard(one: Compared) -> list[Change]:
    """Return the changes that somebody works otherwise by, the weightiest first."""
    heard = [
        change
        for change in one.changes
        if not change.is_record and change.kind not in _SILENT
    ]
    return sorted(heard, key=lambda change: _WEIGHT.get(change.kind, 2))


def _item(
    one: Compared, pages: Mapping[str, str], titles: Mapping[str, str]
) -> BriefItem:
    sop, news = one.sop, _news(one)
    successor = sop.successor or ""
    is_gone = news is News.GONE
    entry = sop.revision_history[-1]
    return BriefItem(
        news=news,
        number=sop.number,
        title=sop.title,
        summary=sop.summary,
        version="" if is_gone else sop.version,
        effective="" if is_gone else sop.effective,
        why="" if is_gone else plain_words(entry.why),
        changes=tuple(_heard(one)) if news is News.CHANGED else (),
        page="" if is_gone else pages.get(sop.id, ""),
        successor=titles.get(successor, successor) if news is News.RETIRED else "",
    )
