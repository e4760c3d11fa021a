"""Which printed cards must be replaced, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.cards.content import words_for
from builder.outputs.cards.control import valid_until
from builder.outputs.cards.editions import (
    Edition,
    PartChange,
    changes_between,
    earlier_editions,
    earlier_shared,
    editions_of,
    shared_editions,
)
from builder.outputs.cards.plan import published
from builder.outputs.cards.printed import PrintedCard
from builder.outputs.facts import Facts
from builder.outputs.strings import Strings, strings_for
from builder.provenance_states import EarlierStates
from builder.suggestions import suggest
from builder.view import LibraryView

Reason = Literal["outdated", "expired", "retired", "withdrawn", "unknown"]

REASONS: dict[Reason, str] = {
    "outdated": "what the card says has changed; print the current one",
    "expired": "its last day has passed; print it again with the new date",
    "retired": "the SOP is retired; take the card away, print that of its successor",
    "withdrawn": "no SOP in force has such a card; take it away",
    "unknown": "nothing that git knows was printed so; print the current one",
}
"""Why a card is replaced, and what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCard:
    """A card that must not stay where it hangs.

    Attributes:
        sop: The id of its SOP; empty for data that many SOPs share.
        version: The version of its SOP when it was printed, as the register has it.
        location: Where it hangs, as the floor wrote it.
        why: The reason in words, with what is known about it.
        changes: What is another on it.
        heir: The id of the card that takes its place; empty if none does.
        new_version: The version of that card's SOP.
    """

    number: str
    title: str
    sop: str
    kind: str
    size: str
    version: str
    location: str
    reason: Reason
    why: str
    changes: tuple[PartChange, ...] = ()
    heir: str = ""
    new_version: str = ""


class Judge:
    """Knows what cards say today and what they said, and compares.

    Args:
        library: What is in force today.
        facts: The day, and the settings.
        states: What the SOPs said before.
    """

    def __init__(self, library: Library, facts: Facts, states: EarlierStates) -> None:
        self._library = library
        self._facts = facts
        self._states = states
        self._current: dict[str, tuple[Edition, ...]] = {}
        self._earlier: dict[str, list[Edition]] = {}
        self._published = {sop.id for sop in published(library, facts)}

    def judge(self, card: PrintedCard) -> StaleCard | None:
        """Return why a printed card must be replaced, or None if it may stay."""
        name = card["sop"] or card["number"]
        if not name:
            return self._judge_shared(card)
        sop = self._library.find_sop(name)
        if sop is None:
            near = suggest(name, [*self._library.by_id, *self._library.by_number])
            why = f"there is no SOP '{name}'" + (f"; {near}" if near else "")
            return _stale(card, "withdrawn", why)
        return self._judge_of(sop, card)

    def is_in_force(self, sop: Sop) -> bool:
        """Tell whether an SOP of any library gets cards."""
        drafts = self._facts.settings.publish_drafts
        return sop.status is Status.APPROVED or (
            drafts and sop.status is not Status.RETIRED
        )

    def printed_then(self, then: Sop, library: Library) -> Iterator[PrintedCard]:
        """Yield the cards of an SOP in another library, as a register has them."""
        for edition in editions_of(then, LibraryView(library), self._words(then)):
            if edition.kind == "technique":
                continue  # many SOPs use it
            self._earlier.setdefault(then.id, []).insert(0, edition)
            yield PrintedCard(
                line=0,
                cells={
                    "number": then.number,
                    "title": then.title,
                    "sop": then.id,
                    "kind": edition.kind,
                    "version": then.version,
                    "fingerprint": edition.fingerprint,
                    "valid_until": valid_until(then, self._facts),
                    "file": f"{edition.id}.{edition.kind}..pdf",
                },
            )

    def _judge_of(self, sop: Sop, card: PrintedCard) -> StaleCard | None:
        now = self._editions(sop)
        same = next((one for one in now if card.has(one.fingerprint)), None)
        if same is not None:
            return self._expired(card, sop, same)
        printed = self._printed(card, sop)
        identifier = printed.id if printed else card.id
        heir = _find(now, identifier, printed.kind if printed else card["kind"])
        if heir is None:
            return self._without_heir(card, sop)
        if printed is None:
            why = "no committed version of it has the fingerprint that it bears"
            return _stale(card, "unknown", why, sop=sop, heir=heir)
        if printed.fingerprint == heir.fingerprint:
            return self._expired(card, sop, heir)
        version = card["version"] or printed.version
        why = f"it is of version {version}; in force is {heir.version}"
        changes = tuple(changes_between(printed, heir))
        return _stale(card, "outdated", why, sop=sop, heir=heir, changes=changes)

    def _judge_shared(self, card: PrintedCard) -> StaleCard | None:
        """Judge a card of what no SOP answers for alone, such as all outcomes."""
        words = strings_for(self._facts.settings.language)
        now = shared_editions(self._library, words)
        heir = _find(now, card.id, card["kind"])
        if heir is None:
            return _stale(card, "withdrawn", "there is no such card any more")
        if card.has(heir.fingerprint):
            return self._expired(card, None, heir)
        for old in earlier_shared(self._states, words):
            if card.has(old.fingerprint):
                why = "what many SOPs share is another since"
                changes = tuple(changes_between(old, heir))
                return _stale(card, "outdated", why, heir=heir, changes=changes)
        why = "no commit has such words"
        return _stale(card, "unknown", why, heir=heir)

    def _words(self, sop: Sop) -> Strings:
        return words_for(sop, self._facts)

    def _editions(self, sop: Sop) -> tuple[Edition, ...]:
        """Return what the cards of an SOP say today; nothing if it has none."""
        if sop.id not in self._published:
            return ()
        if sop.id not in self._current:
            view = LibraryView(self._library)
            self._current[sop.id] = editions_of(sop, view, self._words(sop))
        return self._current[sop.id]

    def _without_heir(self, card: PrintedCard, sop: Sop) -> StaleCard:
        """Return the verdict about a card that is not made any more."""
        if sop.status is Status.RETIRED:
            after = self._library.by_id.get(sop.successor or "")
            heir = (
                _find(self._editions(after), after.id, card["kind"]) if after else None
            )
            if after is None or heir is None:
                return _stale(card, "retired", "the SOP is retired", sop=sop)
            why = f"the SOP is retired; {after.number} {after.title} takes its place"
            return _stale(card, "retired", why, sop=sop, heir=heir)
        if sop.id not in self._published:
            why = f"the SOP is not in force, its status is '{sop.status.value}'"
            return _stale(card, "withdrawn", why, sop=sop)
        why = f"there is no card '{card.id}' of the kind '{card['kind']}' any more"
        return _stale(card, "withdrawn", why, sop=sop)

    def _expired(
        self, card: PrintedCard, sop: Sop | None, heir: Edition
    ) -> StaleCard | None:
        last = card.valid_until
        if not last or last >= self._facts.today:
            return None
        why = f"it was valid until {last}"
        new = valid_until(sop, self._facts) if sop else self._facts.today
        if new < self._facts.today:
            why += f", and the review of {new} is overdue: review the SOP first"
        return _stale(card, "expired", why, sop=sop, heir=heir)

    def _printed(self, card: PrintedCard, sop: Sop) -> Edition | None:
        """Return the edition that was printed: that of the fingerprint.

        Where a spreadsheet has spoiled that, it is the newest one of the version.
        """
        if sop.id not in self._earlier:
            self._earlier[sop.id] = list(self._every_edition(sop))
        earlier = self._earlier[sop.id]
        if card.is_spoiled:
            same = (
                one
                for one in (*self._editions(sop), *earlier)
                if (one.id, one.kind) == (card.id, card["kind"])
            )
            return next((one for one in same if one.version == card["version"]), None)
        return next((one for one in earlier if card.has(one.fingerprint)), None)

    def _every_edition(self, sop: Sop) -> Iterator[Edition]:
        """Yield what the cards of an SOP say from a later day on, and said before."""
        words, newest = self._words(sop), self._facts.newest or self._library
        written = newest.by_id.get(sop.id, sop)
        if sop.id in self._facts.held:
            yield from editions_of(written, LibraryView(newest), words)
        yield from earlier_editions(written, self._states, words, every=True)


def _find(editions: Iterable[Edition], identifier: str, kind: str) -> Edition | None:
    same = (one for one in editions if (one.id, one.kind) == (identifier, kind))
    return next(same, None)


def _stale(
    card: PrintedCard,
    reason: Reason,
    why: str,
    *,
    sop: Sop | None = None,
    heir: Edition | None = None,
    changes: tuple[PartChange, ...] = (),
) -> StaleCard:
    return StaleCard(
        number=sop.number if sop else card["number"],
        title=sop.title if sop else card["title"],
        sop=sop.id if sop else card["sop"],
        kind=card["kind"],
        size=card["size"],
        version=card["version"],
        location=card["location"],
        reason=reason,
        why=why,
        changes=changes,
        heir=heir.id if heir else "",
        new_version=heir.version if heir else "",
    )
