"""Which cards of an SOP a change makes out of date: those that say other words."""

from collections.abc import Iterator

from builder.changes.change import Side
from builder.model.control import Status
from builder.outputs.cards.editions import Edition, editions_of
from builder.outputs.cards.plan import sizes_by_kind
from builder.outputs.strings import strings_for
from builder.project import Settings
from builder.view import LibraryView


def outdated_cards(
    old: Side, new: Side | None, settings: Settings
) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each printed card that says something else now.

    With it comes whether another card takes its place; if none does, it is taken away.
    A version alone makes no card out of date.

    Args:
        old: The SOP as its cards were printed.
        new: The SOP as it is now; None if it is gone.
        settings: Which kinds of cards are made.
    """
    kinds = sizes_by_kind(settings.cards)
    is_used = new is not None and new.sop.status is not Status.RETIRED
    now = _by_name(new, settings) if new and is_used else {}
    for name, edition in _by_name(old, settings).items():
        heir = now.get(name)
        if edition.kind not in kinds or edition.kind == "technique":
            continue  # many SOPs use a technique
        if heir is None or heir.fingerprint != edition.fingerprint:
            yield edition.kind, heir is not None


def _by_name(side: Side, settings: Settings) -> dict[tuple[str, str], Edition]:
    words = strings_for(side.sop.language or settings.language)
    made = editions_of(side.sop, LibraryView(side.library), words)
    return {(one.id, one.kind): one for one in made}
