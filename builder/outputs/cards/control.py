"""What the footer of a card says: whose text it is, since when, and until when."""

from urllib.parse import quote

from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.card import Control
from builder.outputs.cards.subject import Subject
from builder.outputs.facts import Facts
from builder.outputs.strings import Strings
from builder.schedule import add_months, next_review
from builder.view import LibraryView

COMMIT_LENGTH = 10
"""How many hex digits of the source commit are printed."""


def control_data(
    subject: Subject,
    view: LibraryView,
    facts: Facts,
    words: Strings,
    *,
    fingerprint: str,
) -> Control:
    """Return the control data of a card: that of its SOP, or of shared data."""
    if subject.sop is None:
        return _shared(subject, view, facts, words, fingerprint=fingerprint)
    return _of_sop(subject.sop, view, facts, words, fingerprint=fingerprint)


def _of_sop(
    sop: Sop, view: LibraryView, facts: Facts, words: Strings, *, fingerprint: str
) -> Control:
    until = valid_until(sop, facts)
    provenance = facts.provenances.get(sop.id)
    commit = provenance.source_commit[:COMMIT_LENGTH] if provenance else ""
    rows = (
        (words("card.valid_until"), until),
        (words("control.version"), sop.version),
        (words("control.effective"), sop.effective),
        (words("control.number"), sop.number),
        (words("control.owner"), _role_title(sop.owner, view)),
        (words("card.approved_by"), _approval(sop, view, words)),
        (words("control.fingerprint"), fingerprint),
        (words("control.source"), commit or words("card.no_commit")),
    )
    return Control(
        rows=rows,
        notice=facts.settings.cards.uncontrolled or words("card.uncontrolled"),
        bands=_bands(sop, facts, words),
        check_address=check_address(sop, fingerprint, facts),
        valid_until=until,
        fingerprint=fingerprint,
    )


def _shared(
    subject: Subject,
    view: LibraryView,
    facts: Facts,
    words: Strings,
    *,
    fingerprint: str,
) -> Control:
    """Return what can be said of data that many SOPs share.

    It has no version, owner and approval of its own: every SOP that shows it has been
    approved with it. So the first of them to be reviewed says how long it holds.
    """
    provenance = facts.shared.get(subject.path)
    commit = provenance.source_commit[:COMMIT_LENGTH] if provenance else ""
    using = [sop for sop in view.sops.all() if sop.status is Status.APPROVED]
    until = min((valid_until(sop, facts) for sop in using), default=facts.today)
    is_dirty = provenance is not None and provenance.is_dirty
    root = facts.site.url.rstrip("/")
    return Control(
        rows=(
            (words("card.valid_until"), until),
            (words("card.approved_with"), words("card.sops", count=len(using))),
            (words("control.fingerprint"), fingerprint),
            (words("control.source"), commit or words("card.no_commit")),
        ),
        notice=facts.settings.cards.uncontrolled or words("card.uncontrolled"),
        bands=(words("card.band_uncommitted"),) if is_dirty else (),
        check_address=f"{root}/card/{subject.id}/?c={fingerprint}" if root else "",
        valid_until=until,
        fingerprint=fingerprint,
    )


def valid_until(sop: Sop, facts: Facts) -> str:
    """Return the ISO date until which a card printed today may be used.

    That is the SOP's next review, or so many months from today as the settings say.
    """
    months = facts.settings.cards.valid_for
    if months is not None:
        return add_months(facts.today, months)
    return next_review(sop.review)


def check_address(sop: Sop, fingerprint: str, facts: Facts) -> str:
    """Return the address that tells whether a printed card is still valid."""
    if not facts.site.url:
        return ""
    root = facts.site.url.rstrip("/")
    return f"{root}/card/{sop.id}/?v={quote(sop.version)}&c={fingerprint}"


def _role_title(identifier: str, view: LibraryView) -> str:
    role = view.roles.find(identifier)
    return role.title if role else identifier


def _approval(sop: Sop, view: LibraryView, words: Strings) -> str:
    """Return who approved this version last, and when."""
    for approval in reversed(sop.approvals):
        if approval.version == sop.version and sop.status is Status.APPROVED:
            return f"{_role_title(approval.role, view)}, {approval.date}"
    return words("card.not_approved")


def _bands(sop: Sop, facts: Facts, words: Strings) -> tuple[str, ...]:
    bands = []
    if sop.status is not Status.APPROVED:
        bands.append(words(f"card.band_{sop.status.value}"))
    provenance = facts.provenances.get(sop.id)
    if provenance is not None and provenance.is_dirty:
        bands.append(words("card.band_uncommitted"))
    return tuple(bands)
