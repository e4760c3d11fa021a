"""Every script that may go to a dialer, in every format, with the manifest."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from builder.diagnostics import Diagnostic
from builder.dialers import DIALERS
from builder.library import Library
from builder.model.control import Status
from builder.model.script import GoNode, Script
from builder.model.sop import Sop
from builder.outputs.dialer.export import Export, Exporter, Loss, Refusal, json_bytes
from builder.outputs.dialer.format import (
    FORMAT,
    LOSSES_FORMAT,
    LOSSES_VERSION,
    MANIFEST_FORMAT,
    MANIFEST_VERSION,
    DialerRecord,
    ExportEntry,
    LossRecord,
    LossReport,
    ManifestEntry,
    ManifestRecord,
    ProvenanceRecord,
)
from builder.outputs.dialer.neutral import script_record
from builder.outputs.facts import Facts, OutputFile
from builder.rules import exports as rules
from builder.view import LibraryView

Scripts = Mapping[str, tuple[Sop, Script]]
"""Scripts with their SOPs by address, ``sop-id/script_id``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialerResult:
    """The exports, and what keeps them from being published.

    Attributes:
        losses: What could not be carried over, by format and address of the script.
    """

    files: tuple[OutputFile, ...] = ()
    losses: Mapping[tuple[str, str], tuple[Loss, ...]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def build_exports(
    library: Library,
    facts: Facts,
    *,
    allow_draft: Collection[str] = (),
    only: Collection[str] = (),
) -> DialerResult:
    """Return the files of each script of an approved SOP, in the project's formats.

    A format that cannot hold a script gets no file of it, and a diagnostic says why.

    Args:
        library: Checked, without errors.
        facts: The facts of this build; its settings name the formats.
        allow_draft: Addresses (``sop-id/script_id``) of scripts of SOPs in draft or
            review that the user asked for by name.
        only: Addresses of the scripts to export; none means all.
    """
    published = published_scripts(library, allow_draft=allow_draft)
    files: list[OutputFile] = []
    losses: dict[tuple[str, str], tuple[Loss, ...]] = {}
    found: list[Diagnostic] = []
    for address, (sop, script) in published.items():
        if only and address not in only:
            continue
        found += _broken_ways(sop, script, library, published)
        record = record_of(sop, script, library, facts)
        for name in facts.settings.dialers:
            export = exporter_of(name)(record)
            refusals = (*export.refusals, *_too_large(name, record, export))
            found += _refused(refusals, name, sop, script, library)
            if not refusals:
                files += _files(export, name, record, sop)
                losses[name, address] = export.losses
    return DialerResult(files=tuple(files), losses=losses, diagnostics=tuple(found))


def published_scripts(
    library: Library, *, allow_draft: Collection[str] = ()
) -> Scripts:
    """Return the scripts of SOPs in force, and drafts that were asked for by name."""
    scripts = {
        f"{sop.id}/{script.id}": (sop, script)
        for sop in library.sops
        for script in sop.scripts
    }
    return {
        address: (sop, script)
        for address, (sop, script) in scripts.items()
        if library.is_in_force(sop)
        or (sop.status is not Status.RETIRED and address in allow_draft)
    }


def record_of(sop: Sop, script: Script, library: Library, facts: Facts) -> DialerRecord:
    """Return the neutral record of a script, which every exporter reads."""
    provenance = facts.provenances[sop.id]
    return script_record(
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


def exporter_of(name: str) -> Exporter:
    """Return the function that exports to a format, loaded when first asked for."""
    module, _, function = DIALERS[name].exporter.partition(":")
    return cast("Exporter", getattr(import_module(module), function))


def manifest_of(files: Iterable[OutputFile]) -> bytes:
    """Return the JSON of the manifest that names every exported script."""
    scripts: dict[str, ManifestEntry] = {}
    for file in files:
        if "script" not in file.details:
            continue  # a file beside the main one, which names it
        details = dict(file.details)
        export = cast("ExportEntry", details.pop("export"))
        fresh = cast("ManifestEntry", {**details, "exports": []})
        entry = scripts.setdefault(fresh["script"], fresh)
        entry["exports"].append(export)
        if export["format"] == FORMAT:
            entry["path"] = export["path"]
    for entry in scripts.values():
        entry["exports"].sort(key=lambda export: export["format"])
    record: ManifestRecord = {
        "$schema": "../schema/dialer-manifest.schema.json",
        "format": MANIFEST_FORMAT,
        "formatVersion": MANIFEST_VERSION,
        "scripts": sorted(scripts.values(), key=lambda entry: entry["script"]),
    }
    return json_bytes(record)


def loss_report(name: str, record: DialerRecord, export: Export) -> LossReport:
    """Return what a format could not carry, ready for JSON."""
    return {
        "$schema": "../../schema/dialer-losses.schema.json",
        "format": LOSSES_FORMAT,
        "formatVersion": LOSSES_VERSION,
        "script": record["id"],
        "dialer": name,
        "version": record["sop"]["version"],
        "contentHash": record["contentHash"],
        "losses": [
            LossRecord(node=loss.node, what=loss.what, instead=loss.instead)
            for loss in export.losses
        ],
    }


def _too_large(name: str, record: DialerRecord, export: Export) -> Iterator[Refusal]:
    """Refuse what is over the limits that the format declares."""
    dialer, nodes = DIALERS[name], len(record["nodes"])
    if dialer.max_nodes is not None and nodes > dialer.max_nodes:
        yield Refusal(
            message=f"{nodes} nodes; at most {dialer.max_nodes} can be imported",
            hint="cut the script in two and lead from one to the other with 'go'",
        )
    for content in (export.content, *export.others.values()):
        if dialer.max_bytes is not None and len(content) > dialer.max_bytes:
            yield Refusal(
                message=f"{len(content):,} bytes; at most {dialer.max_bytes:,} "
                "can be imported",
                hint="cut the script in two and lead from one to the other with 'go'",
            )


def _refused(
    refusals: Iterable[Refusal], name: str, sop: Sop, script: Script, library: Library
) -> Iterator[Diagnostic]:
    source = library.sources[library.path_of(sop)]
    places = {node.id: (*node.at, "id") for node in script.nodes}
    for refusal in refusals:
        yield source.diagnose(
            rules.NOT_EXPRESSIBLE,
            f"'{script.id}' cannot go to {name}: {refusal.message}",
            at=places.get(refusal.node, (*script.at, "id")),
            hint=refusal.hint,
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


def _files(
    export: Export, name: str, record: DialerRecord, sop: Sop
) -> Sequence[OutputFile]:
    """Return the main file of an export, those beside it, and the loss report."""
    script_id = record["id"].rpartition("/")[2]
    stem = f"{name}/{sop.id}.{script_id}"
    main = f"{stem}.{DIALERS[name].extension}"
    losses = f"{stem}.losses.json" if name != FORMAT else ""
    beside = {f"{stem}.{ending}": text for ending, text in export.others.items()}
    entry = ManifestEntry(
        script=record["id"],
        title=record["title"],
        sop=sop.number,
        version=sop.version,
        status=sop.status.value,
        contentHash=record["contentHash"],
        exports=[],
    )
    made = ExportEntry(
        format=name,
        path=main,
        others=sorted(beside),
        losses=len(export.losses),
        lossReport=losses,
    )
    details = {key: value for key, value in entry.items() if key != "exports"}

    def file(path: str, content: bytes, **more: object) -> OutputFile:
        return OutputFile(
            path=f"dialer/{path}",
            sop=sop.id,
            kind=name,
            variant=script_id,
            title=record["title"],
            content=content,
            details={"version": sop.version, **more},
        )

    if losses:
        beside[losses] = json_bytes(loss_report(name, record, export))
    return (
        file(main, export.content, **details, export=made),
        *(file(path, text) for path, text in sorted(beside.items())),
    )
