"""The agent guide of Amazon Connect as a CloudFormation template."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from builder.outputs.dialer.connect_guide import guide_flow, guide_losses, guide_of
from builder.outputs.dialer.connect_script import (
    Script,
    address_of,
    attribute_table,
    flow_name,
)
from builder.outputs.dialer.export import Export, Loss, Refusal, json_bytes
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.names import name_map

_MOST_CONTENT = 256_000
_MOST_INLINE = 51_200
_LONGEST_PARAMETER = 200
_LONGEST_ARN = 256
# CloudFormation looks such references up in stores of secrets, wherever they stand. In
# the JSON of the flow, a brace can be written otherwise.
_DYNAMIC, _ESCAPED = "{{resolve:", "\\u007b{resolve:"
_INSTANCE = "^arn:aws[-a-z0-9]*:connect:[-a-z0-9]*:[0-9]{12}:instance/[-a-zA-Z0-9]*$"
_FLOW = (
    "^arn:aws[-a-z0-9]*:connect:[-a-z0-9]*:[0-9]{12}:instance/[-a-zA-Z0-9]*"
    "/contact-flow/[-a-zA-Z0-9]*$"
)


def export(record: DialerRecord) -> Export:
    """Return the template of a script's guide; a parameter for each other script."""
    script = guide_of(record)
    flow = guide_flow(script)
    if flow.refusals:
        return Export(losses=flow.losses, refusals=flow.refusals)
    parameters = _parameters(record)
    content = _content(flow.content, parameters, record["contentHash"])
    template = json_bytes(_template(script, content, parameters))
    return Export(
        content=template,
        losses=(
            *flow.losses,
            *guide_losses(script),
            *_arns_asked(record, parameters),
            *_not_inline(len(template)),
        ),
        refusals=tuple(_too_long(content)),
    )


def _parameters(record: DialerRecord) -> dict[str, str]:
    """Return the parameter for each script that a ``go`` leads to, by its address."""
    nodes = record["nodes"].values()
    addresses = {address_of(node["to"]) for node in nodes if "to" in node}
    names = name_map(sorted(addresses), clean=_camel, longest=_LONGEST_PARAMETER)
    return {address: f"{name}FlowArn" for address, name in names.items()}


def _camel(address: str) -> str:
    parts = re.split("[^A-Za-z0-9]+", address)
    return "".join(part[:1].upper() + part[1:] for part in parts)


def _content(
    flow: Mapping[str, object], parameters: Mapping[str, str], mark: str
) -> Sequence[str | dict[str, str]]:
    """Return the JSON of the flow in pieces, cut where the ARN of another flow goes.

    Args:
        flow: The flow, ready for JSON.
        parameters: The parameter for each address of a script.
        mark: The content hash of the script, which no text in it can hold.
    """
    marked: Any = deepcopy(dict(flow))
    known = {flow_name(address, "guide"): name for address, name in parameters.items()}
    drawn = marked["Metadata"]["ActionMetadata"]
    for action in marked["Actions"]:
        if action["Type"] == "TransferToFlow":
            kept = drawn[action["Identifier"]]["parameters"]["ContactFlowId"]
            name = known[kept["displayName"]]
            action["Parameters"]["ContactFlowId"] = f"{mark}:{name}:"
    text = json.dumps(marked, separators=(",", ":"))
    text = text.replace(_DYNAMIC, _ESCAPED)
    pieces = re.split(f"{mark}:([A-Za-z0-9]+):", text)
    return [
        {"Ref": piece} if place % 2 else piece for place, piece in enumerate(pieces)
    ]


def _template(
    script: Script,
    content: Sequence[str | dict[str, str]],
    parameters: Mapping[str, str],
) -> dict[str, object]:
    record = script.record
    sop = record["sop"]
    flows = {
        name: {
            "Type": "String",
            "Description": f"ARN of the flow '{flow_name(address, script.kind)}'",
            "AllowedPattern": _FLOW,
        }
        for address, name in parameters.items()
    }
    instance = {
        "Type": "String",
        "Description": "ARN of the Amazon Connect instance",
        "AllowedPattern": _INSTANCE,
    }
    about = f"Agent guide for {record['id']}, {sop['number']} version {sop['version']}"
    properties = {
        "InstanceArn": {"Ref": "InstanceArn"},
        "Name": script.name,
        "Description": about,
        "Type": "CONTACT_FLOW",
        "State": "ACTIVE",
        "Content": content[0] if len(content) == 1 else {"Fn::Join": ["", content]},
        "Tags": [{"Key": "sop-content-hash", "Value": record["contentHash"]}],
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": about,
        "Metadata": {"SopConnectAttributes": attribute_table(script)},
        "Parameters": {"InstanceArn": instance, **flows},
        "Resources": {
            "Guide": {"Type": "AWS::Connect::ContactFlow", "Properties": properties}
        },
        "Outputs": {
            "GuideArn": {
                "Description": "ARN of the guide, for a Set event flow block",
                "Value": {"Fn::GetAtt": ["Guide", "ContactFlowArn"]},
            }
        },
    }


def _arns_asked(record: DialerRecord, parameters: Mapping[str, str]) -> Iterator[Loss]:
    for node_id, node in record["nodes"].items():
        if "to" in node:
            address = address_of(node["to"])
            yield Loss(
                node=node_id,
                what=f"the ARN of the flow of {address}, which only your instance has",
                instead=f"the parameter {parameters[address]}",
            )


def _not_inline(size: int) -> Iterator[Loss]:
    if size > _MOST_INLINE:
        yield Loss(
            what=f"handing the template over in a request: it has {size:,} bytes, and "
            f"at most {_MOST_INLINE:,} are taken",
            instead="an S3 bucket, which the console and 'aws cloudformation deploy "
            "--s3-bucket' use",
        )


def _too_long(content: Sequence[str | dict[str, str]]) -> Iterator[Refusal]:
    size = sum(
        len(piece) if isinstance(piece, str) else _LONGEST_ARN for piece in content
    )
    if size > _MOST_CONTENT:
        yield Refusal(
            message=f"a flow of {size:,} characters; at most {_MOST_CONTENT:,} are "
            "taken",
            hint="cut the script in two and lead from one to the other with 'go'",
        )
