"""The state of all SOPs as scripts, from which a browser tells what changed since.

Scripts, because a page that was opened from a file may load nothing else. The first is
small and every visit to the home page reads it; the second holds the words, and is
loaded only when the first shows that something changed.
"""

import json
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter

from builder.model.control import Status
from builder.outputs.inline_text import plain_words
from builder.outputs.site.changes import Change, change_words, what_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.page import SiteFile

EDITIONS = "assets/sop/editions.js"
NOTES = "assets/sop/notes.js"

NOTED = 5
"""Versions of an SOP whose notes the home page can tell."""

MARK_LENGTH = 8
"""Hex digits of a fingerprint that tell two states apart; they prove nothing."""

_RETIRED = "retired"


def edition_files(
    site: SiteContext, changes: tuple[Change, ...], fingerprints: Mapping[str, str]
) -> tuple[SiteFile, ...]:
    """Return the two scripts; drafts are in neither."""
    ordered = sorted(changes, key=lambda one: one.sop.number)
    by_sop = [list(found) for _, found in groupby(ordered, key=attrgetter("sop"))]
    editions = [
        [sop.id, sop.version, _mark(found[0], fingerprints)]
        for found in by_sop
        for sop in (found[0].sop,)
    ]
    notes = {found[0].sop.id: _note(site, found) for found in by_sop}
    return (
        _script(EDITIONS, "editions", editions),
        _script(NOTES, "notes", notes),
    )


def _mark(change: Change, fingerprints: Mapping[str, str]) -> str:
    if change.sop.status is Status.RETIRED:
        return _RETIRED
    return fingerprints[change.sop.id][:MARK_LENGTH]


def _note(site: SiteContext, found: list[Change]) -> dict[str, object]:
    """Return an SOP's title, page, and newest versions with their notes."""
    string = site.strings()
    return {
        "title": found[0].sop.title,
        "path": found[0].path,
        "history": [
            {
                "version": change.entry.version,
                "kind": change_words(change.entry, string),
                "editorial": change.entry.is_editorial,
                "what": plain_words(what_words(change.entry, string)),
            }
            for change in found[:NOTED]
        ],
    }


def _script(path: str, name: str, value: object) -> SiteFile:
    data = json.dumps(value, separators=(",", ":"))
    text = f"window.sopwright=window.sopwright||{{}};sopwright.{name}={data};\n"
    return SiteFile(path=path, content=text.encode("ascii"))
