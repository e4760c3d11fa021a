"""Stale cards as text for people, JSON for programs, and a table for the floor."""

import json
from collections.abc import Callable

from builder.commands.stale_cards import StaleCards
from builder.outputs.cards.editions import told
from builder.outputs.cards.stale import REASONS, StaleCard
from builder.outputs.csv_text import csv_text
from builder.outputs.strings import Strings, strings_for
from builder.reporters.style import Style

FORMAT = "sop-stale-cards"
FORMAT_VERSION = "1.0"

COLUMNS = (
    "number", "title", "sop", "kind", "size", "version", "location", "reason", "why",
    "changes", "print", "new_version",
)  # fmt: skip
"""The columns of the table."""


def as_text(found: StaleCards, style: Style) -> str:
    """Return what to replace, why, and what to do about it."""
    words = _words(found)
    lines: list[str] = []
    for reason, advice in REASONS.items():
        cards = [card for card in found.cards if card.reason == reason]
        if cards:
            lines.append(style.bold(f"{reason.capitalize()}: {advice}"))
            lines += [line for card in cards for line in _lines(card, words)]
            lines.append("")
    total = "1 card" if found.checked == 1 else f"{found.checked} cards"
    lines.append(f"{len(found.cards) or 'none'} of {total} must be replaced")
    if found.history_missing and found.cards:
        lines.append(f"Note: earlier cards are not known: {found.history_missing}")
    return "\n".join(lines) + "\n"


def as_json(found: StaleCards, _style: Style) -> str:
    """Return the same for a program."""
    words = _words(found)
    whole = {
        "format": FORMAT,
        "formatVersion": FORMAT_VERSION,
        "checked": found.checked,
        "stale": [_record(card, words) for card in found.cards],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def as_csv(found: StaleCards, _style: Style) -> str:
    """Return the same as a table, to walk along with."""
    words = _words(found)
    rows = []
    for card in found.cards:
        record = {**_record(card, words), "changes": "; ".join(_told(card, words))}
        record["new_version"] = card.new_version
        rows.append([str(record[column]) for column in COLUMNS])
    return csv_text(COLUMNS, rows)


FORMATS: dict[str, Callable[[StaleCards, Style], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
}
"""How stale cards can be told."""


def _lines(card: StaleCard, words: Strings) -> list[str]:
    name = f"{card.number}  {card.title}" if card.title else card.number or card.sop
    paper = "  ".join(part for part in (card.kind, card.size, card.location) if part)
    return [
        f"  {name}  {paper}",
        f"      {card.why}",
        *(f"      - {change}" for change in _told(card, words)),
    ]


def _record(card: StaleCard, words: Strings) -> dict[str, object]:
    return {
        "number": card.number,
        "title": card.title,
        "sop": card.sop,
        "kind": card.kind,
        "size": card.size,
        "version": card.version,
        "location": card.location,
        "reason": card.reason,
        "why": card.why,
        "changes": [
            {
                "kind": change.kind,
                "part": change.reference,
                "words": told(change, words),
            }
            for change in card.changes
        ],
        "print": card.heir,
        "newVersion": card.new_version,
    }


def _told(card: StaleCard, words: Strings) -> list[str]:
    return [told(change, words) for change in card.changes]


def _words(found: StaleCards) -> Strings:
    return strings_for(found.facts.settings.language)
