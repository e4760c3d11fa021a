"""What is printed and hangs somewhere: the earlier editions of all cards, from git."""

from collections.abc import Iterable

from builder.errors import SopError
from builder.history import History
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.editions import Edition, earlier_editions, earlier_shared
from builder.outputs.cards.kinds.shared import DISPOSITIONS
from builder.outputs.strings import Strings, strings_for
from builder.project import Project
from builder.provenance_states import EarlierStates


def read_earlier_cards(
    project: Project, library: Library, history: History
) -> dict[str, tuple[Edition, ...]]:
    """Return what the cards of each SOP said before, newest first, by SOP id.

    What the card of all outcomes said stands under its own id.

    Of each version that is the last approved state. Where drafts are printed, too, it
    is every committed state. A clone without the contents of old files has none.
    """
    try:
        return _read(project, library, history)
    except SopError:
        return {}


def _read(
    project: Project, library: Library, history: History
) -> dict[str, tuple[Edition, ...]]:
    states = EarlierStates(library, history, project.settings.limits)
    every = project.settings.publish_drafts
    shared = _distinct(earlier_shared(states, strings_for(project.settings.language)))
    return {DISPOSITIONS: shared} | {
        sop.id: _distinct(
            earlier_editions(sop, states, _words(sop, project), every=every)
        )
        for sop in library.sops
        if sop.status is not Status.RETIRED
    }


def _words(sop: Sop, project: Project) -> Strings:
    return strings_for(sop.language or project.settings.language)


def _distinct(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return each edition once, as it was last printed."""
    found: dict[str, Edition] = {}
    for edition in editions:
        found.setdefault(edition.fingerprint, edition)
    return tuple(found.values())
