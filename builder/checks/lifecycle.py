"""Versions, dates, approvals and reviews."""

import re
from collections.abc import Iterator

from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.fingerprint import fingerprint_of, short
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.rules import lifecycle as rules
from builder.schedule import next_review
from builder.source import Source
from builder.texts import texts_of
from builder.view import LibraryView

_PLACEHOLDER = re.compile(r"<[A-Za-z][a-z]* [^<>]{3,}>")


def check_lifecycle(context: CheckContext) -> Iterator[Diagnostic]:
    """Versions ascend, dates are in order, approvals fit, reviews are kept."""
    for sop, source in context.library.with_paths():
        yield from _versions(sop, source)
        yield from _dates(sop, source)
        yield from _approvals(sop, source, context.library)
        yield from _review(sop, source, context.today)
        yield from _successor(sop, source)
        if sop.status is not Status.DRAFT:
            yield from check_placeholders(sop, source)


def check_placeholders(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    """Nothing that `sop new` wrote to be replaced is left; drafts may keep it."""
    for text in texts_of(sop, signs=("<",)):
        if found := _PLACEHOLDER.search(text.words):
            message = f"'{found[0]}' is still to be written"
            yield source.diagnose(rules.PLACEHOLDER, message, at=text.at)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _versions(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    history = sop.revision_history
    for position in range(1, len(history)):
        before, entry = history[position - 1], history[position]
        if _numbers(entry.version) <= _numbers(before.version):
            message = f"version {entry.version} does not come after {before.version}"
            at = (*entry.at, "version")
            yield source.diagnose(rules.VERSIONS_NOT_ASCENDING, message, at=at)
    newest = max(history, key=lambda entry: _numbers(entry.version)).version
    if newest != sop.version:
        message = f"version is {sop.version}, but the newest in the history is {newest}"
        yield source.diagnose(rules.VERSION_NOT_NEWEST, message, at=("version",))


def _dates(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    history = sop.revision_history
    for position in range(1, len(history)):
        before, entry = history[position - 1], history[position]
        if entry.date < before.date:
            message = f"{entry.date} is before {before.date} of the entry above"
            at = (*entry.at, "date")
            yield source.diagnose(rules.DATES_NOT_IN_ORDER, message, at=at)
    newest = history[-1]
    if newest.version == sop.version and sop.effective < newest.date:
        message = f"effective {sop.effective} is before the version of {newest.date}"
        yield source.diagnose(rules.DATES_NOT_IN_ORDER, message, at=("effective",))
    for approval in sop.approvals:
        if approval.date < history[0].date:
            message = f"approved on {approval.date}, before the first version"
            at = (*approval.at, "date")
            yield source.diagnose(rules.DATES_NOT_IN_ORDER, message, at=at)


def _approvals(sop: Sop, source: Source, library: Library) -> Iterator[Diagnostic]:
    known = {entry.version for entry in sop.revision_history}
    for approval in sop.approvals:
        if approval.version not in known:
            message = f"version {approval.version} is not in 'revision_history'"
            at = (*approval.at, "version")
            yield source.diagnose(rules.APPROVAL_OF_UNKNOWN_VERSION, message, at=at)
    if sop.status is not Status.APPROVED:
        return
    given = [approval for approval in sop.approvals if approval.version == sop.version]
    if not given:
        message = f"status is approved, but nobody approved version {sop.version}"
        hint = f"run `sop approve {sop.id} --as <role>`, or set status: in_review"
        at = ("status",)
        yield source.diagnose(rules.NOT_APPROVED, message, at=at, hint=hint)
        return
    if "disclosures" in library.unread_shared or "techniques" in library.unread_shared:
        return
    now = short(fingerprint_of(sop, LibraryView(library)))
    for approval in given:
        if approval.fingerprint != now:
            message = f"approved was {approval.fingerprint}, but the text is now {now}"
            at = (*approval.at, "fingerprint")
            hint = f"raise the version and run `sop approve {sop.id} --as <role>`"
            yield source.diagnose(
                rules.APPROVAL_DOES_NOT_FIT, message, at=at, hint=hint
            )


def _review(sop: Sop, source: Source, today: str) -> Iterator[Diagnostic]:
    due = next_review(sop.review)
    if sop.status is not Status.RETIRED and due < today:
        message = f"the review was due on {due}"
        yield source.diagnose(rules.REVIEW_OVERDUE, message, at=("review", "last"))


def _successor(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    if sop.status is Status.RETIRED and sop.successor is None:
        message = f"'{sop.id}' is retired and names no successor"
        yield source.diagnose(rules.NO_SUCCESSOR, message, at=("status",))
    elif sop.status is not Status.RETIRED and sop.successor is not None:
        message = f"'{sop.id}' is {sop.status.replace('_', ' ')} but names a successor"
        yield source.diagnose(rules.SUCCESSOR_OF_LIVE_SOP, message, at=("successor",))
