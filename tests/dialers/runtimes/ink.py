"""Ink stories, compiled and played with inkjs."""

from collections.abc import Sequence
from typing import Any

from builder.outputs.dialer.ink import variable
from tests.dialers.in_node import answers_of, ask_node
from tests.dialers.protocol import Job, Outcome
from tests.dialers.runtimes.statecharts import known_fields


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what the stories made of each path."""
    told = ask_node("run-ink.mjs", [_order(job) for job in jobs])
    return [
        [_outcome(job, one) for one in calls]
        for job, calls in zip(jobs, told, strict=True)
    ]


def _order(job: Job) -> dict[str, Any]:
    return {
        "story": job.export.content.decode(),
        "fields": [variable(field) for field in job.record["fields"]],
        "calls": [
            {
                "known": {
                    variable(name): value
                    for name, value in known_fields(job, path).items()
                },
                "answers": answers_of(path),
            }
            for path in job.paths
        ],
    }


def _outcome(job: Job, told: dict[str, Any]) -> Outcome:
    if "error" in told:
        return Outcome(error=told["error"])
    script = told["next_script"]
    written = told["written"]
    return Outcome(
        said=tuple(told["said"]),
        end=f"go:{script}" if script else told["disposition"],
        recorded={
            field: written[variable(field)]
            for field in job.record["fields"]
            if variable(field) in written
        },
        offered=tuple(map(tuple, told["offered"])),
    )
