"""Every feed as files below ``data/``."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from builder.fingerprint import digest
from builder.library import Library
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.feeds.format import FEEDS, FORMAT_VERSION, format_of
from builder.outputs.feeds.gift import gift_bytes
from builder.outputs.feeds.records import RECORDS, Records
from builder.outputs.feeds.tables import ROWS, csv_bytes
from builder.outputs.strings import strings_for

FOLDER = "data"


def build_feeds(library: Library, facts: Facts) -> tuple[OutputFile, ...]:
    """Return the feeds of all approved SOPs: JSON, tables as CSV, quizzes as GIFT."""
    records = Records(library, facts)
    edition = edition_of(library)
    string = strings_for(facts.settings.language)
    files: list[OutputFile] = []
    for feed in FEEDS:
        found = list(RECORDS[feed](records))
        title = string(f"feed.{feed}")
        files.append(_file(feed, "json", _json(feed, found, facts), title, edition))
        if feed in ROWS:
            table = csv_bytes(feed, found)
            files.append(_file(feed, "csv", table, title, edition))
        if feed == "quizzes":
            files += _quiz_files(found, edition)
    return tuple(files)


def edition_of(library: Library) -> str:
    """Return what tells two states of the approved SOPs apart: ids and versions."""
    approved = [
        f"{sop.id} {sop.version}" for sop in library.sops if library.is_in_force(sop)
    ]
    return digest(approved)[:12]


def _file(
    feed: str, variant: str, content: bytes, title: str, edition: str
) -> OutputFile:
    return OutputFile(
        path=f"{FOLDER}/{feed}.{variant}",
        sop="",
        kind=format_of(feed),
        variant=variant,
        title=title,
        content=content,
        details={"edition": edition},
    )


def _quiz_files(quizzes: Sequence[Any], edition: str) -> Iterator[OutputFile]:
    for quiz in quizzes:
        yield OutputFile(
            path=f"{FOLDER}/quizzes/{quiz['id']}.gift",
            sop=quiz["id"],
            kind=format_of("quizzes"),
            variant="gift",
            title=quiz["title"],
            content=gift_bytes(quiz),
            details={"edition": edition, "version": quiz["sop"]["version"]},
        )


def _json(feed: str, records: list[Any], facts: Facts) -> bytes:
    """Return readable JSON in ASCII, with LF and one newline at its end."""
    whole = {
        "$schema": f"../schema/feeds/{feed}.schema.json",
        "format": format_of(feed),
        "formatVersion": FORMAT_VERSION,
        "site": facts.site.url,
        feed: records,
    }
    return (json.dumps(whole, indent=2) + "\n").encode("ascii")
