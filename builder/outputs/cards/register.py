"""The register of cards: what was made, for the floor to write down where it hangs."""

import json
from collections.abc import Iterable
from typing import TypedDict, cast

from builder.outputs.csv_text import csv_text
from builder.outputs.facts import OutputFile

FORMAT = "sop-cards"
FORMAT_VERSION = "1.0"
FOLDER = "cards"


class CardRecord(TypedDict):
    """One card in one size.

    Attributes:
        file: Its name, beside the register.
        location: Where a print of it hangs; blank until somebody writes it down.
    """

    number: str
    title: str
    sop: str
    kind: str
    version: str
    fingerprint: str
    size: str
    pages: int
    validUntil: str
    file: str
    location: str


COLUMNS = {
    "number": "number",
    "title": "title",
    "sop": "sop",
    "kind": "kind",
    "version": "version",
    "fingerprint": "fingerprint",
    "size": "size",
    "pages": "pages",
    "valid_until": "validUntil",
    "file": "file",
    "location": "location",
}
"""The columns of the table, each with the key of the record that it shows."""


def register_files(cards: Iterable[OutputFile]) -> dict[str, bytes]:
    """Return the register as JSON and as CSV, by path.

    Rows stand in the order of numbers, kinds and sizes. What was put together from
    several SOPs, such as a set, is made of cards that have rows of their own.
    """
    records = sorted((_record(card) for card in cards if _is_one(card)), key=_order)
    return {
        f"{FOLDER}/index.json": _json(records),
        f"{FOLDER}/index.csv": _csv(records),
    }


def _is_one(card: OutputFile) -> bool:
    """Tell whether a file is one card: only that has a fingerprint."""
    return "fingerprint" in card.details


def _record(card: OutputFile) -> CardRecord:
    details = card.details
    return CardRecord(
        number=str(details["number"]),
        title=card.title,
        sop=card.sop,
        kind=card.kind,
        version=str(details.get("version", "")),
        fingerprint=str(details["fingerprint"]),
        size=card.variant,
        pages=cast("int", details["pages"]),
        validUntil=str(details["validUntil"]),
        file=card.path.removeprefix(f"{FOLDER}/"),
        location="",
    )


def _order(record: CardRecord) -> tuple[str, ...]:
    return (record["number"], record["kind"], record["size"], record["file"])


def _json(records: list[CardRecord]) -> bytes:
    whole = {
        "$schema": "../schema/cards.schema.json",
        "format": FORMAT,
        "formatVersion": FORMAT_VERSION,
        "cards": records,
    }
    return (json.dumps(whole, indent=2) + "\n").encode("ascii")


def _csv(records: list[CardRecord]) -> bytes:
    """Return the table with a byte order mark, without which Excel garbles letters."""
    rows = [
        [str(cast("dict[str, object]", record)[key]) for key in COLUMNS.values()]
        for record in records
    ]
    return csv_text(tuple(COLUMNS), rows).encode("utf-8-sig")
