"""Every script that may go to a dialer, as files, with their manifest."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.model.control import Status
from builder.model.script import GoNode, Script
from builder.model.sop import Sop
from builder.outputs.dialer.format import (
    FORMAT,
    FORMAT_VERSION,
    MANIFEST_FORMAT,
    ManifestEntry,
    ManifestRecord,
    ProvenanceRecord,
)
from builder.outputs.dialer.neutral import export_script
from builder.outputs.facts import Facts, OutputFile
from builder.rules import exports as rules
from builder.view import LibraryView


@dataclass(frozen=True, slots=True, kw_only=True)
class DialerResult:
    """The exports, and what keeps them from being published."""

    files: tuple[OutputFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def build_exports(
    library: Library, facts: Facts, *, allow_draft: Collection[str] = ()
) -> DialerResult:
    """Return one file for each script of an approved SOP.

    Args:
        library: Checked, without errors.
        facts: The facts of this build.
        allow_draft: Addresses (``sop-id/script_id``) of scripts of SOPs in draft or
            review that the user asked for by name.
    """
    published = {
        f"{sop.id}/{script.id}": (sop, script)
        for sop in library.sops
        for script in sop.scripts
        if sop.status is Status.APPROVED
        or (sop.status is not Status.RETIRED and f"{sop.id}/{script.id}" in allow_draft)
    }
    files = tuple(
        _file(sop, script, library, facts) for sop, script in published.values()
    )
    diagnostics = tuple(
        problem
        for sop, script in published.values()
        for problem in _broken_ways(sop, script, library, published)
    )
    return DialerResult(files=files, diagnostics=diagnostics)


def manifest_of(files: Iterable[OutputFile]) -> bytes:
    """Return the JSON of the manifest that names every exported script."""
    entries = [ManifestEntry(**file.details) for file in files]  # type: ignore[typeddict-item]
    return _json(
        ManifestRecord(
            format=MANIFEST_FORMAT,
            formatVersion=FORMAT_VERSION,
            scripts=sorted(entries, key=lambda entry: entry["script"]),
        )
    )


def _broken_ways(
    sop: Sop, script: Script, library: Library, published: Collection[str]
) -> Iterator[Diagnostic]:
    source = library.sources[library.path_of(sop)]
    for node in script.nodes:
        if isinstance(node, GoNode) and _address(node, sop) not in published:
            message = f"'{node.to}' is not exported, so '{script.id}' has no way on"
            at = (*node.at, "to")
            yield source.diagnose(rules.GO_TO_UNPUBLISHED, message, at=at)


def _address(node: GoNode, sop: Sop) -> str:
    return node.to if "/" in node.to else f"{sop.id}/{node.to}"


def _file(sop: Sop, script: Script, library: Library, facts: Facts) -> OutputFile:
    provenance = facts.provenances[sop.id]
    record = export_script(
        sop,
        script,
        LibraryView(library),
        provenance=ProvenanceRecord(
            path=library.path_of(sop),
            commit=provenance.source_commit or None,
            dirty=provenance.is_dirty,
        ),
        language=sop.language or facts.settings.language,
    )
    entry = ManifestEntry(
        script=record["id"],
        path=f"{FORMAT}/{sop.id}.{script.id}.json",
        title=script.title,
        sop=sop.number,
        version=sop.version,
        status=sop.status.value,
        contentHash=record["contentHash"],
    )
    return OutputFile(
        path=f"dialer/{entry['path']}",
        sop=sop.id,
        kind=FORMAT,
        variant=script.id,
        title=script.title,
        content=_json(record),
        details=dict(entry),
    )


def _json(value: object) -> bytes:
    """Return readable JSON in ASCII, which the oldest dialer can read."""
    return (json.dumps(value, indent=2) + "\n").encode("ascii")
