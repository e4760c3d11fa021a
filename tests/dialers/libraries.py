"""The scripts that everything is tried with: the project's own, and fixtures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builder.commands.check import check
from builder.library import Library
from builder.outputs.dialer.build import record_of
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.facts import Facts
from builder.project import SiteSettings, find_project
from builder.project_settings import Settings
from builder.provenance import Provenance
from tests.dialers.raw import RawScript, raw_scripts

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = "2026-11-21"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A script twice: as its YAML has it, and as exporters get it."""

    raw: RawScript
    record: DialerRecord


@cache
def library_samples() -> Mapping[str, Sample]:
    """Return every script of the project's own library by address."""
    return samples_of(check(find_project(ROOT, as_of=AS_OF)).library)


def samples_of(library: Library) -> dict[str, Sample]:
    """Return every script of a library by address, whatever its status."""
    provenance = Provenance(source_commit="", is_dirty=False)
    facts = Facts(
        today=AS_OF,
        settings=Settings(),
        site=SiteSettings(),
        provenances={sop.id: provenance for sop in library.sops},
    )
    records = {
        f"{sop.id}/{script.id}": record_of(sop, script, library, facts)
        for sop in library.sops
        for script in sop.scripts
    }
    raws = raw_scripts(library)
    return {
        address: Sample(raw=raws[address], record=record)
        for address, record in sorted(records.items())
    }
