"""The files of the API: an index, one file per SOP, contexts, and changes."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from builder.model.sop import Sop
from builder.outputs.api.contexts import contexts_of, moments_of
from builder.outputs.api.format import (
    FOLDER,
    FORMAT_VERSION,
    ChangeRecord,
    EntryRecord,
    SopRecord,
    format_of,
    schema_name,
)
from builder.outputs.api.parts import Names, add
from builder.outputs.api.sops import sop_record, version_record
from builder.outputs.site.changes import Change
from builder.outputs.site.context import SiteContext
from builder.outputs.site.page import SiteFile


def api_files(site: SiteContext, changes: Sequence[Change]) -> Iterator[SiteFile]:
    """Return the files below ``api/v1/``; drafts are in none of them."""
    names = Names(site)
    sops = [sop for sop in site.shown if site.library.is_in_force(sop)]
    records = [sop_record(sop, site, names) for sop in sops]
    made = {record["id"]: record for record in records}
    shown = (sop for sop in site.library.sops if sop.id in made or sop in site.retired)
    entries = [_entry(sop, made.get(sop.id), site, names) for sop in shown]
    yield _file("sops", "sops.json", site, sops=entries)
    for record in records:
        yield _file("sop", _sop_file(record["id"]), site, sop=record)
    contexts, steps = contexts_of(sops), moments_of(records)
    yield _file("context", "context.json", site, contexts=contexts, steps=steps)
    told = [_change(change, names) for change in changes]
    yield _file("changes", "changes.json", site, changes=told)


def _entry(
    sop: Sop, record: SopRecord | None, site: SiteContext, names: Names
) -> EntryRecord:
    """Return an SOP as the index lists it; a retired one has no record."""
    entry = EntryRecord(
        id=sop.id,
        number=sop.number,
        title=sop.title,
        summary=sop.summary,
        area=names.area(sop),
        status=sop.status.value,
        version=sop.version,
        effective=sop.effective,
        page=site.paths[sop.id],
    )
    if record is None:
        add(entry, successor=sop.successor)
        return entry
    add(
        entry,
        fingerprint=record["fingerprint"],
        nextReview=record["nextReview"],
        owner=record["owner"],
        language=record["language"],
        channels=record["channels"],
        direction=record["direction"],
        file=FOLDER + _sop_file(sop.id),
    )
    return entry


def _change(change: Change, names: Names) -> ChangeRecord:
    sop = change.sop
    return ChangeRecord(
        id=f"{sop.id}/{change.entry.version}",
        sop=sop.id,
        number=sop.number,
        title=sop.title,
        area=names.area(sop),
        page=change.path,
        **version_record(change.entry, names),
    )


def _sop_file(identifier: str) -> str:
    return f"sops/{identifier}.json"


def _file(kind: str, name: str, site: SiteContext, **content: Any) -> SiteFile:
    """Return a file that says what it is; one line, for it is not read by people."""
    path = FOLDER + name
    root = "../" * path.count("/")
    whole = {
        "$schema": f"{root}schema/{schema_name(kind)}.schema.json",
        "format": format_of(kind),
        "formatVersion": FORMAT_VERSION,
        "site": site.facts.site.url,
        **content,
    }
    text = json.dumps(whole, separators=(",", ":")) + "\n"
    return SiteFile(path=path, content=text.encode("ascii"))
