"""Mutants are mistakes that a person can name, and that somebody can notice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from builder.dialers import DIALERS, NEUTRAL, Loops
from builder.outputs.dialer.build import exporter_of
from tests.dialers.interpret import interpret
from tests.dialers.libraries import fixture_samples
from tests.dialers.measure import measure
from tests.dialers.mutants import Mutant, mutants_of
from tests.dialers.protocol import CUT, Job, Outcome, difference, ways_back
from tests.dialers.runtimes import sop_dialer

KINDS = {
    "case dropped",
    "choice dropped",
    "dangling target",
    "disclosure dropped",
    "disclosures swapped",
    "field changed",
    "label changed",
    "node dropped",
    "outcome changed",
    "test changed",
    "text changed",
    "value changed",
    "way redirected",
    "ways swapped",
}
TOUR = "every-kind/tour"


def mutants() -> list[Mutant]:
    return list(mutants_of(fixture_samples()[TOUR].record))


def test_a_script_with_every_kind_of_node_has_every_kind_of_mutant() -> None:
    assert {mutant.kind for mutant in mutants()} == KINDS


def test_every_mutant_is_another_record_with_a_name_of_its_own() -> None:
    original = fixture_samples()[TOUR].record
    names = Counter((mutant.kind, mutant.name) for mutant in mutants())

    assert max(names.values()) == 1
    for mutant in mutants():
        assert mutant.make() != original, mutant.name


def test_every_way_every_node_and_every_text_is_changed() -> None:
    record = fixture_samples()[TOUR].record
    told = [mutant.name for mutant in mutants() if mutant.kind != "dangling target"]

    for identifier, node in record["nodes"].items():
        parts = {"'next'": "next" in node, "'default'": "default" in node}
        parts["the line"] = "say" in node
        for number in range(len(node.get("choices", ()))):
            parts[f"choice {number + 1}"] = True
        for part, is_there in parts.items():
            assert is_there == any(f"{part} of '{identifier}'" in one for one in told)


def test_only_mistakes_that_nobody_can_notice_are_left_out() -> None:
    """A case that never comes up, a limit that an earlier case holds already."""
    sample = fixture_samples()[TOUR]
    unseen = set()
    for mutant in mutants():
        record = mutant.make()
        if not any(difference(p, interpret(record, p)) for p in sample.paths()):
            unseen.add(mutant.name)

    assert unseen == {
        "'default' of 'by_score' leads nowhere",
        "'default' of 'by_score' leads to 'by_mood', not 'mood'",
        "case 2 of 'by_score': below 10, not 9",
        "case 3 of 'by_score': below 8, not 7",
        "case 3 of 'tier' leads nowhere",
        "case 3 of 'tier' leads to 'by_mood', not 'nobody'",
        "case 3 of 'tier' left out",
        "case 3 of 'tier': equals something else",
    }


class Deaf:
    """A runtime that hears no words and looks at no fields: only ends are left."""

    @staticmethod
    def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
        found = sop_dialer.run(jobs)
        return [[Outcome(end=one.end, error=one.error) for one in row] for row in found]


class Forgetful:
    """A runtime that never says the last text of a call."""

    @staticmethod
    def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
        return [
            [Outcome(said=(one.said or ())[:-1], end=one.end) for one in row]
            for row in sop_dialer.run(jobs)
        ]


def test_what_a_runtime_cannot_tell_is_not_asked_of_it() -> None:
    """Its mutants are those that end otherwise; the others are counted apart."""
    samples = {TOUR: fixture_samples()[TOUR]}

    tally = measure(NEUTRAL, Deaf(), samples, most_paths=60, mutants=150)

    assert (tally.problems, tally.survivors) == ([], [])
    assert tally.made == tally.caught == 150
    assert tally.alike > 50


def test_a_runtime_that_leaves_words_out_is_told() -> None:
    samples = {TOUR: fixture_samples()[TOUR]}

    tally = measure(NEUTRAL, Forgetful(), samples, most_paths=20, mutants=0)

    assert len(tally.problems) > 10
    assert all("it says" in problem for problem in tally.problems)


class Unrolled:
    """A runtime in which a call can go back only once."""

    @staticmethod
    def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
        return [
            [
                Outcome(said=(one.said or ())[:2], end=CUT)
                if ways_back(path) > 1
                else one
                for path, one in zip(job.paths, outcomes, strict=True)
            ]
            for job, outcomes in zip(jobs, sop_dialer.run(jobs), strict=True)
        ]


def test_a_second_way_back_may_be_cut_where_loops_are_written_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """But only there; where the target has loops, a cut is a mistake."""
    samples = {TOUR: fixture_samples()[TOUR]}
    twice = sum(ways_back(path) > 1 for path in samples[TOUR].paths())

    kept = measure(NEUTRAL, Unrolled(), samples, mutants=0)
    flat = replace(DIALERS[NEUTRAL], loops=Loops.UNROLLED)
    monkeypatch.setitem(DIALERS, NEUTRAL, flat)
    unrolled = measure(NEUTRAL, Unrolled(), samples, mutants=0)

    assert twice > 0
    assert (len(kept.problems), kept.cut) == (twice, 0)
    assert (len(unrolled.problems), unrolled.cut) == (0, twice)


def test_an_exporter_that_does_nothing_right_catches_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The count is no formality: whoever exports the same for all is found out."""
    samples = {TOUR: fixture_samples()[TOUR]}
    whole = exporter_of(NEUTRAL)(samples[TOUR].record)
    monkeypatch.setattr("builder.outputs.dialer.neutral.export", lambda _: whole)

    tally = measure(NEUTRAL, sop_dialer, samples, mutants=30)

    assert (tally.made, tally.caught, len(tally.survivors)) == (30, 0, 30)
