"""The CloudFormation template: linted, filled in as CloudFormation does, walked."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cfnlint.api import lint
from cfnlint.core import get_rules
from cfnlint.rules import RulesCollection

from tests.dialers.connect_lint import complaint
from tests.dialers.connect_walker import walk
from tests.dialers.protocol import Job, Outcome
from tests.dialers.runtimes.connect_guide import attributes_of, examples_of

RUN_BY = "a walker of our own; read by cfn-lint and connect-flow"


def run(jobs: Sequence[Job]) -> list[list[Outcome]]:
    """Return an outcome for each path of each job."""
    return [_outcomes(job) for job in jobs]


def findings(template: str) -> str:
    """Return what cfn-lint finds wrong with a template, or nothing."""
    found = lint(template, _rules(), ["us-east-1"])
    return "; ".join(f"{match.rule.id} {match.message}" for match in found)


@cache
def _rules() -> RulesCollection:
    return get_rules([], [], [], {}, False)


def _outcomes(job: Job) -> list[Outcome]:
    text = job.export.content.decode("utf-8")
    template = json.loads(text)
    arns = {
        name: f"arn:aws:connect:us-east-1:111122223333:instance/i/contact-flow/{name}"
        for name in template["Parameters"]
    }
    content = filled(template["Resources"]["Guide"]["Properties"]["Content"], arns)
    if found := findings(text) or complaint(content):
        return [Outcome(error=found) for _ in job.paths]
    scripts = {arns[name]: _address(told) for name, told in _flows(template)}
    attributes = attributes_of(template["Metadata"]["SopConnectAttributes"])
    examples, flow = examples_of(job.record), json.loads(content)
    return [
        walk(flow, path, attributes, examples, scripts.__getitem__)
        for path in job.paths
    ]


def _flows(template: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the parameters that ask for the ARN of another script's flow."""
    parameters = template["Parameters"].items()
    return [(name, told) for name, told in parameters if name != "InstanceArn"]


def _address(parameter: Mapping[str, Any]) -> str:
    """Return the address of the script that a parameter's description names."""
    return str(parameter["Description"].split("'")[1].rpartition(" ")[0])


def filled(content: Any, arns: Mapping[str, str]) -> str:
    """Return the content with parameters in place, as CloudFormation makes it."""
    if isinstance(content, str):
        return content
    separator, pieces = content["Fn::Join"]
    return str(
        separator.join(
            piece if isinstance(piece, str) else arns[piece["Ref"]] for piece in pieces
        )
    )
