"""Every format against every script: what it says, where it ends, what is caught.

The runtimes stand in ``tests/dialers/runtimes``; what is expected comes from the YAML
alone, by ``tests/dialers/walker.py``. The long part measures what the table in
``docs/dialers/verification.md`` says.
"""

import copy

import pytest

from builder.dialers import DIALERS, Verified
from builder.outputs.dialer.build import exporter_of
from tests.dialers.libraries import Sample, drawn_samples, fixture_samples
from tests.dialers.measure import measure
from tests.dialers.protocol import Runtime, runtime_of
from tests.dialers.verify import (
    all_samples,
    measure_format,
    row,
    row_without_runtime,
    written_rows,
)

NOT_RUN: dict[str, str] = {}
"""Formats that no independent program can run although one read them, and why."""

RUN = [name for name in DIALERS if runtime_of(name) is not None]
BYTES = 5_000_000
"""How large the files of one export may be at most."""


def known_runtime(name: str) -> Runtime:
    runtime = runtime_of(name)
    assert runtime is not None
    return runtime


def export_soundly(name: str, sample: Sample) -> None:
    """Export a script, and hold the export to what every exporter promises."""
    before = copy.deepcopy(sample.record)
    export = exporter_of(name)(sample.record)

    assert sample.record == before, "an exporter changes nothing"
    assert exporter_of(name)(sample.record) == export, "the same bytes every time"
    places = {"", *sample.record["nodes"]}
    assert {one.node for one in (*export.losses, *export.refusals)} <= places
    assert export.content or export.refusals
    assert len(export.content) + sum(map(len, export.others.values())) < BYTES


@pytest.mark.parametrize("name", DIALERS)
def test_every_format_is_run_or_says_why_not(name: str) -> None:
    """A format without a runtime is structure-checked only, or stands in NOT_RUN."""
    is_run = name in RUN
    is_excused = name in NOT_RUN or DIALERS[name].verified is Verified.STRUCTURE

    assert is_run or is_excused
    assert not (is_run and name in NOT_RUN), "it is run now: take it off the list"


@pytest.mark.long
@pytest.mark.parametrize("name", DIALERS)
def test_exports_are_whole_and_the_same_every_time(name: str) -> None:
    for sample in (*all_samples().values(), *drawn_samples(12).values()):
        export_soundly(name, sample)


@pytest.mark.slow
@pytest.mark.parametrize("name", RUN)
def test_fixtures_are_spoken_as_written(name: str) -> None:
    """A first look: some paths of the fixtures, some mutants; the rest is long."""
    tally = measure(
        name, known_runtime(name), fixture_samples(), most_paths=10, mutants=12
    )

    assert tally.problems == []
    assert tally.survivors == []
    assert tally.scripts >= 1


@pytest.mark.long
@pytest.mark.parametrize("name", DIALERS)
def test_any_script_is_exported_or_refused(name: str) -> None:
    """Of any size, with any loops: nothing crashes, nothing hangs."""
    for sample in drawn_samples(40).values():
        export_soundly(name, sample)


@pytest.mark.long
@pytest.mark.parametrize("name", RUN)
def test_any_script_is_spoken_as_written(name: str) -> None:
    tally = measure(
        name, known_runtime(name), drawn_samples(20), most_paths=15, mutants=0
    )

    assert tally.problems == []


@pytest.mark.long
@pytest.mark.parametrize("name", DIALERS)
def test_the_table_says_what_was_measured(name: str) -> None:
    """Every path of every script fits, every mutant is caught, and the page says so.

    ``python -m tests.dialers.verify --write`` writes the page anew.
    """
    if name not in RUN:
        assert written_rows().get(name) == row_without_runtime(name)
        return
    tally = measure_format(name, known_runtime(name))

    assert tally.problems == []
    assert tally.survivors == []
    assert written_rows().get(name) == row(name, known_runtime(name), tally)
