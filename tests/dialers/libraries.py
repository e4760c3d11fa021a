"""The scripts that everything is tried with: the project's own, and fixtures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath

from builder.commands.check import check
from builder.library import Library
from builder.outputs.dialer.build import record_of
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.facts import Facts
from builder.project import SiteSettings, find_project
from builder.project_settings import Settings
from builder.provenance import Provenance
from tests.dialers.generate import random_script
from tests.dialers.protocol import Path
from tests.dialers.raw import RawScript, raw_scripts
from tests.dialers.walker import MOST, Listing, list_paths
from tests.tiny import read_tiny_library

ROOT = FilePath(__file__).resolve().parent.parent.parent
FIXTURES = FilePath(__file__).parent / "fixtures"
EVERY_KIND = "sop/contact/every-kind.yaml"
DRAWN = "sop/contact/drawn.yaml"
AS_OF = "2026-11-21"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A script twice: as its YAML has it, and as exporters get it."""

    raw: RawScript
    record: DialerRecord
    _listings: dict[int, Listing] = field(default_factory=dict, repr=False)

    def paths(self, most: int = MOST) -> Sequence[Path]:
        """Return the paths that the walker lists, at most so many."""
        return self.listing(most).paths

    def listing(self, most: int = MOST) -> Listing:
        """Return what the walker lists, worked out when first asked for."""
        if most not in self._listings:
            self._listings[most] = list_paths(self.raw, most=most)
        return self._listings[most]


@cache
def library_samples() -> Mapping[str, Sample]:
    """Return every script of the project's own library by address."""
    return samples_of(check(find_project(ROOT, as_of=AS_OF)).library)


@cache
def fixture_samples() -> Mapping[str, Sample]:
    """Return every script of the fixtures by address."""
    return samples_of(read_tiny_library(fixture_files()))


@cache
def drawn_samples(count: int) -> Mapping[str, Sample]:
    """Return so many scripts that were drawn, of 5 to 60 nodes, by address.

    All stand in one SOP, which may hold 50.
    """
    sizes = [5 + 55 * place // max(1, count - 1) for place in range(count)]
    scripts = [random_script(seed, size) for seed, size in enumerate(sizes)]
    files = fixture_files()
    head, _, rest = files[EVERY_KIND].partition("scripts:\n")
    history = rest[rest.index("revision_history:") :]
    head = head.replace("every-kind", "drawn").replace("SOP-CON-101", "SOP-CON-104")
    files[DRAWN] = f"{head}scripts: {json.dumps(scripts)}\n{history}"
    found = samples_of(read_tiny_library(files)).items()
    drawn = {address: one for address, one in found if address.startswith("drawn/")}
    assert len(drawn) == count, "the SOP of drawn scripts could not be read"
    return drawn


def fixture_files() -> dict[str, str]:
    """Return the files of the fixtures, which stand over those of the tiny project."""
    return {
        path.relative_to(FIXTURES).as_posix(): path.read_text("utf-8")
        for path in sorted(FIXTURES.rglob("*.yaml"))
    }


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
