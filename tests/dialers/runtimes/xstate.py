"""XState, run by xstate with the functions that its page gives to whoever imports."""

import json
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

from tests.dialers.protocol import Job, Outcome
from tests.dialers.runtimes.statecharts import (
    events_of,
    known_fields,
    outcome_of,
    run_in_node,
)

_PAGE = FilePath(__file__).resolve().parents[3] / "docs" / "dialers" / "xstate.md"


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return what XState makes of each path."""
    orders = [
        {
            "config": job.export.content.decode(),
            "calls": [
                {"fields": known_fields(job, path), "answers": events_of(path)}
                for path in job.paths
            ],
        }
        for job in jobs
    ]
    answers = run_in_node("run-xstate.mjs", {"module": _module(), "orders": orders})
    return [_outcomes(job, told) for job, told in zip(jobs, answers, strict=True)]


def _outcomes(job: Job, told: Sequence[dict[str, Any]]) -> list[Outcome]:
    labels = _labels(job.export.content)
    pairs = zip(job.paths, told, strict=True)
    return [outcome_of(job, path, one, labels) for path, one in pairs]


def _module() -> str:
    """Return the first module of the page: what a reader is told to copy."""
    found = re.search(r"```js\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return textwrap.dedent(found[1])


def _labels(content: bytes) -> dict[str, list[str]]:
    """Return what is offered in each state that asks."""
    states: dict[str, Any] = json.loads(content)["states"]
    found = {}
    for name, state in states.items():
        ways = state.get("on", {}).items()
        picked = [way for event, way in ways if event.startswith("choice.")]
        if picked:
            found[name] = [way["meta"]["label"] for way in picked]
    return found
