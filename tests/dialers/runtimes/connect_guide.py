"""The Amazon Connect agent guide: linted, taken apart and put together, walked."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from builder.outputs.dialer.format import DialerRecord
from tests.dialers.connect_lint import complaint
from tests.dialers.connect_walker import walk
from tests.dialers.protocol import Job, Outcome

RUN_BY = "a walker of our own; read by connect-flow and cxblueprint"


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job."""
    return [_outcomes(job) for job in jobs]


def _outcomes(job: Job) -> list[Outcome]:
    text = job.export.content.decode("utf-8")
    if found := complaint(text):
        return [Outcome(error=found) for _ in job.paths]
    flow = json.loads(text)
    attributes = attributes_of(json.loads(job.export.others["attributes.json"]))
    examples = examples_of(job.record)
    return [walk(flow, path, attributes, examples, address_of) for path in job.paths]


def attributes_of(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of the attribute of each field, from the table beside a flow."""
    return {row["field"]: row["attribute"] for row in table["fields"]}


def examples_of(record: DialerRecord) -> dict[str, str]:
    """Return what a CRM would fill in for each field."""
    return {name: found["example"] for name, found in record["fields"].items()}


def address_of(flow_id: str) -> str:
    """Return the address in a placeholder for the ARN of another script's flow."""
    name = flow_id.removeprefix("<<ContactFlow:").removesuffix(">>")
    return name.rpartition(" ")[0]
