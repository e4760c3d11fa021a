"""What is measured of a format: paths that fit, and mutants that are caught."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest
from typing import Any

from builder.dialers import DIALERS, Loops
from builder.outputs.dialer.build import exporter_of
from builder.outputs.dialer.export import Export
from builder.outputs.dialer.format import DialerRecord
from tests.dialers.interpret import interpret
from tests.dialers.libraries import Sample
from tests.dialers.mutants import DANGLING, Mutant, mutants_of
from tests.dialers.protocol import (
    CUT,
    Job,
    Outcome,
    Path,
    Runtime,
    difference,
    joined,
    ways_back,
)
from tests.dialers.walker import MOST

MUTANTS = 400
"""How many mutants of all scripts together are tried with a format."""

_MOST_TELLING = 6
_JOBS_AT_ONCE = 40
_SEED = "sopwright"
_NONE = object()

Sees = frozenset[str]
"""What a runtime tells of a call, besides its end."""

_CAN_BE_UNSEEN: Sees = frozenset({"said", "recorded", "offered"})
"""What a runtime may leave out of its outcomes, because it has no such thing."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came out for one format.

    Attributes:
        scripts: How many scripts were run.
        paths: How many paths were run through them.
        cut: Paths that went back twice, where a loop was written out only once.
        refused: Why scripts were not exported, by address.
        problems: What did not fit, in words.
        made: How many mutants were tried.
        caught: How many of them were told from the original.
        survivors: The names of the others.
        alike: Mutants that were drawn but not tried: on no path does the call that
            they make differ in anything that the runtime tells.
    """

    scripts: int = 0
    paths: int = 0
    cut: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    made: int = 0
    caught: int = 0
    survivors: list[str] = field(default_factory=list)
    alike: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """A script that a format can hold, with the paths that fit in full, shuffled."""

    address: str
    sample: Sample
    paths: Sequence[Path]


def measure(
    name: str,
    runtime: Runtime,
    samples: Mapping[str, Sample],
    *,
    most_paths: int = MOST,
    mutants: int = MUTANTS,
) -> Tally:
    """Return how a format did: all paths of all scripts, then mutants of them."""
    tally = Tally()
    jobs = _exported(name, samples, tally, most_paths)
    outcomes = dict(zip(jobs, _run(runtime, jobs.values()), strict=True))
    sees = _seen(outcomes.values())
    subjects = []
    for address, job in jobs.items():
        paths = list(_fitting(name, address, job, outcomes[address], tally))
        random.Random(address).shuffle(paths)
        subjects.append(_Subject(address=address, sample=samples[address], paths=paths))
    _try_mutants(name, runtime, subjects, tally, sees=sees, wanted=mutants)
    return tally


def _exported(
    name: str, samples: Mapping[str, Sample], tally: Tally, most: int
) -> dict[str, Job]:
    """Return a job for each script that the format can hold."""
    jobs: dict[str, Job] = {}
    for address, sample in samples.items():
        export = exporter_of(name)(sample.record)
        if export.refusals:
            tally.refused[address] = "; ".join(one.message for one in export.refusals)
            continue
        paths = sample.paths(most)
        jobs[address] = Job(export=export, record=sample.record, paths=paths)
        tally.scripts += 1
        tally.paths += len(paths)
    return jobs


def _run(runtime: Runtime, jobs: Iterable[Job]) -> Iterator[list[Outcome]]:
    """Yield the outcomes of each job; jobs are handed over some at a time."""
    waiting = iter(jobs)
    while batch := list(islice(waiting, _JOBS_AT_ONCE)):
        found = runtime.run(batch)
        for job, outcomes in zip(batch, found, strict=True):
            assert len(outcomes) == len(job.paths), "one outcome for each path"
            yield outcomes


def _seen(found: Iterable[list[Outcome]]) -> Sees:
    """Return what the runtime tells of every call that it brought to an end."""
    ended = [one for outcomes in found for one in outcomes if not one.error]
    return frozenset(
        key
        for key in _CAN_BE_UNSEEN
        if all(getattr(one, key) is not None for one in ended)
    )


def _fitting(
    name: str, address: str, job: Job, outcomes: list[Outcome], tally: Tally
) -> Iterator[Path]:
    """Yield the paths that the runtime took as they are; count or tell the others."""
    for path, outcome in zip(job.paths, outcomes, strict=True):
        if _is_cut(name, path, outcome):
            tally.cut += 1
        elif found := difference(path, outcome):
            answers = ", ".join(one.label or one.value or "-" for one in path.answers)
            told = f"given {dict(path.given)}, answers [{answers}]"
            tally.problems.append(f"{address}, {told}: {found}")
        else:
            yield path


def _is_cut(name: str, path: Path, outcome: Outcome) -> bool:
    """Tell whether a call that went back twice stopped, as it may, on a screen."""
    return (
        DIALERS[name].loops is Loops.UNROLLED
        and outcome.end == CUT
        and not outcome.error
        and ways_back(path) > 1
        and joined(path.said).startswith(joined(outcome.said or ()))
    )


def _try_mutants(
    name: str,
    runtime: Runtime,
    subjects: Sequence[_Subject],
    tally: Tally,
    *,
    sees: Sees,
    wanted: int,
) -> None:
    """Try so many mutants on the few paths that should tell them apart."""
    names: list[str] = []
    jobs: list[Job] = []
    if not wanted:
        return
    for subject, mutant in _drawn(subjects):
        if tally.made == wanted:
            break
        record = mutant.make()
        paths = _telling(record, subject.paths, sees)
        if not paths:
            tally.alike += 1
            continue
        tally.made += 1
        export = _export(name, record, is_dangling=mutant.kind == DANGLING)
        if export is None:
            tally.caught += 1
            continue
        names.append(f"{subject.address}: {mutant.name}")
        jobs.append(Job(export=export, record=record, paths=paths))
    for told, job, outcomes in zip(names, jobs, _run(runtime, jobs), strict=True):
        if any(map(difference, job.paths, outcomes)):
            tally.caught += 1
        else:
            tally.survivors.append(told)


def _export(name: str, record: DialerRecord, *, is_dangling: bool) -> Export | None:
    """Return the export of a mutant; None if nothing is written.

    No checked script has a way that leads nowhere, so an exporter may stumble there;
    that writes as little as a refusal. Anywhere else it is a mistake of the exporter.
    """
    try:
        export = exporter_of(name)(record)
    except LookupError:
        if not is_dangling:
            raise
        return None
    return None if export.refusals else export


def _telling(record: DialerRecord, paths: Sequence[Path], sees: Sees) -> Sequence[Path]:
    """Return a few paths on which a mutant is another call."""
    unseen = dict.fromkeys(_CAN_BE_UNSEEN - sees)
    telling = (
        path
        for path in paths
        if difference(path, replace(interpret(record, path), **unseen))
    )
    return list(islice(telling, _MOST_TELLING))


def _drawn(subjects: Sequence[_Subject]) -> Iterator[tuple[_Subject, Mutant]]:
    """Yield mutants of all kinds in turn, and within a kind of all scripts in turn."""
    kinds: dict[str, dict[str, list[tuple[_Subject, Mutant]]]] = {}
    for subject in subjects:
        for mutant in mutants_of(subject.sample.record):
            scripts = kinds.setdefault(mutant.kind, {})
            scripts.setdefault(subject.address, []).append((subject, mutant))
    draw = random.Random(_SEED)
    queues = []
    for _kind, scripts in sorted(kinds.items()):
        for mutants in scripts.values():
            draw.shuffle(mutants)
        queues.append(_in_turn(list(scripts.values())))
    yield from _in_turn(queues)


def _in_turn(queues: Sequence[Iterable[Any]]) -> Iterator[Any]:
    """Yield the first of each, then the second of each, and so on."""
    for row in zip_longest(*queues, fillvalue=_NONE):
        yield from (one for one in row if one is not _NONE)
