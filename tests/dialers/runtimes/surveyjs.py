"""SurveyJS forms, filled in with survey-core after its linter has read them."""

from collections.abc import Sequence
from typing import Any

from builder.outputs.dialer.surveyjs_logic import (
    RECORDED,
    choice_value,
    start_variable,
)
from tests.dialers.in_node import answers_of, ask_node
from tests.dialers.protocol import CUT, Job, Outcome, Path
from tests.dialers.runtimes.statecharts import known_fields

PATHS = 60
"""Of each script, at most: more would take minutes, and find the same."""

MUTANTS = 200
"""Fewer than usual: each answer makes the whole form work itself out anew."""


def run(jobs: Sequence[Job], *, afresh: bool = False) -> list[list[Outcome]]:
    """Return what the forms made of each path.

    Args:
        jobs: The exports, and the calls to make with them.
        afresh: Each call starts on an empty form; otherwise the agent goes back to
            where it parts from the one before.
    """
    orders = [{**_order(job), "afresh": afresh} for job in jobs]
    told = ask_node("run-surveyjs.mjs", orders)
    return [
        [_outcome(job, one) for one in calls]
        for job, calls in zip(jobs, told, strict=True)
    ]


def _order(job: Job) -> dict[str, Any]:
    return {
        "form": job.export.content.decode(),
        "calls": [
            {
                "known": {
                    start_variable(name): value
                    for name, value in known_fields(job, path).items()
                },
                "answers": _answers(path),
            }
            for path in job.paths
        ],
    }


def _answers(path: Path) -> list[dict[str, str]]:
    return [
        {**answer, "choice": choice_value(answer["choice"])}
        for answer in answers_of(path)
    ]


def _outcome(job: Job, told: dict[str, Any]) -> Outcome:
    """Return what the result of a form says of the call."""
    if "error" in told:
        return Outcome(error=told["error"])
    result = {name: value for name, value in told["result"].items() if value}
    if "next_script" in result:
        end = f"go:{result['next_script']}"
    else:
        end = CUT if "next_step" in result else result.get("disposition", "")
    recorded = {
        field: result[RECORDED + start_variable(field)]
        for field in job.record["fields"]
        if RECORDED + start_variable(field) in result
    }
    return Outcome(
        said=tuple(told["said"]),
        end=end,
        recorded=recorded,
        offered=tuple(map(tuple, told["offered"])),
    )
