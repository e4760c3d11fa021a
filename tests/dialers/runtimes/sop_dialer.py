"""The neutral format, run by a small interpreter that was written from its docs."""

import json
from collections.abc import Sequence

from tests.dialers.interpret import interpret
from tests.dialers.protocol import Job, Outcome

RUN_BY = "a small interpreter of our own, written from the docs"
MUTANTS = 2_000


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job, from the exported bytes alone."""
    outcomes = []
    for job in jobs:
        record = json.loads(job.export.content)
        outcomes.append([interpret(record, path) for path in job.paths])
    return outcomes
