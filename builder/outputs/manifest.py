"""The build manifest: what a build made, from what, counting which day as today."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict, cast

from builder.fingerprint import fingerprint_of
from builder.library import Library
from builder.outputs.facts import Facts, OutputFile
from builder.view import LibraryView

FORMAT = "sop-build-manifest"
FORMAT_VERSION = "1.0"
NAME = "manifest.json"


class OutputRecord(TypedDict):
    """One card or export."""

    path: str
    sop: str
    kind: str
    variant: str
    title: str
    sha256: str
    details: Mapping[str, object]


class SopRecord(TypedDict):
    """One SOP as it was built."""

    id: str
    number: str
    version: str
    status: str
    fingerprint: str
    sourceCommit: str | None
    dirty: bool


class BuildManifest(TypedDict):
    """What ``build/manifest.json`` holds."""

    format: str
    formatVersion: str
    sopwright: str
    asOf: str
    sops: list[SopRecord]
    outputs: list[OutputRecord]


def build_manifest(
    library: Library, facts: Facts, files: Iterable[OutputFile], *, tool_version: str
) -> BuildManifest:
    """Return the manifest of a build, ready for JSON."""
    view = LibraryView(library)
    sops = [
        SopRecord(
            id=sop.id,
            number=sop.number,
            version=sop.version,
            status=sop.status.value,
            fingerprint=fingerprint_of(sop, view),
            sourceCommit=facts.provenances[sop.id].source_commit or None,
            dirty=facts.provenances[sop.id].is_dirty,
        )
        for sop in library.sops
    ]
    return BuildManifest(
        format=FORMAT,
        formatVersion=FORMAT_VERSION,
        sopwright=tool_version,
        asOf=facts.today,
        sops=sops,
        outputs=[_record(file) for file in sorted(files, key=lambda file: file.path)],
    )


def read_outputs(build: Path) -> tuple[OutputFile, ...]:
    """Return the cards and exports of the last build; none if there was no build.

    A file that is missing or was changed by hand is left out.
    """
    try:
        manifest = cast("BuildManifest", json.loads((build / NAME).read_text("utf-8")))
        records = manifest["outputs"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(file for record in records if (file := _read(build, record)))


def _record(file: OutputFile) -> OutputRecord:
    return OutputRecord(
        path=file.path,
        sop=file.sop,
        kind=file.kind,
        variant=file.variant,
        title=file.title,
        sha256=hashlib.sha256(file.content).hexdigest(),
        details=file.details,
    )


def _read(build: Path, record: OutputRecord) -> OutputFile | None:
    path = build / record["path"]
    try:
        content = path.read_bytes() if ".." not in path.parts else b""
    except OSError:
        return None
    if hashlib.sha256(content).hexdigest() != record["sha256"]:
        return None
    facts = {key: value for key, value in record.items() if key != "sha256"}
    return OutputFile(content=content, **facts)  # type: ignore[arg-type]
