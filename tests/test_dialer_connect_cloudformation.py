"""The CloudFormation template of the agent guide: parameters, pieces, limits."""

import copy
import json
from typing import Any, cast

from builder.outputs.dialer.connect_cloudformation import export
from builder.outputs.dialer.connect_guide import export as export_guide
from builder.outputs.dialer.export import Export, Loss
from builder.outputs.dialer.format import DialerRecord
from tests.dialers.libraries import fixture_samples
from tests.dialers.protocol import Job, difference
from tests.dialers.runtimes import connect_cloudformation
from tests.dialers.runtimes.connect_cloudformation import filled, findings

TOUR = "every-kind/tour"


def tour() -> dict[str, Any]:
    """Return the record of the script with every kind of node, to be changed."""
    return cast("dict[str, Any]", copy.deepcopy(fixture_samples()[TOUR].record))


def made(record: dict[str, Any]) -> Export:
    return export(cast("DialerRecord", record))


def template_of(record: dict[str, Any]) -> dict[str, Any]:
    found = made(record)
    assert not found.refusals
    template: dict[str, Any] = json.loads(found.content)
    return template


def properties_of(template: dict[str, Any]) -> dict[str, Any]:
    (guide,) = template["Resources"].values()
    assert guide["Type"] == "AWS::Connect::ContactFlow"
    properties: dict[str, Any] = guide["Properties"]
    return properties


def test_each_other_script_is_a_parameter() -> None:
    template = template_of(tour())

    assert list(template["Parameters"]) == [
        "InstanceArn",
        "EveryKindShortFlowArn",
        "FirstCallCallFlowArn",
    ]
    asked = template["Parameters"]["FirstCallCallFlowArn"]
    assert asked["Description"] == "ARN of the flow 'first-call/call guide'"
    pieces = properties_of(template)["Content"]["Fn::Join"][1]
    assert [piece for piece in pieces if not isinstance(piece, str)] == [
        {"Ref": "FirstCallCallFlowArn"},
        {"Ref": "EveryKindShortFlowArn"},
    ]


def test_the_flow_is_the_one_of_the_guide() -> None:
    """But for the ARNs, of which no placeholder is left."""
    record = tour()
    content = properties_of(template_of(record))["Content"]
    flow = filled(content, {"FirstCallCallFlowArn": "a", "EveryKindShortFlowArn": "b"})
    guide = export_guide(cast("DialerRecord", record)).content.decode("ascii")
    for script, arn in (("first-call/call", "a"), ("every-kind/short", "b")):
        guide = guide.replace(f"<<ContactFlow:{script} guide>>", arn)

    assert json.loads(flow) == json.loads(guide)


def test_words_cannot_break_out_of_the_template() -> None:
    """Not by what CloudFormation fills in, nor by what stands for an ARN."""
    record = tour()
    hostile = "${AWS::Region} {{resolve:ssm:x}} <<ContactFlow:first-call/call guide>>"
    record["nodes"]["sorry"]["sayParts"] = [{"text": hostile}]
    template = template_of(record)
    content = properties_of(template)["Content"]
    flow = json.loads(
        filled(content, {"FirstCallCallFlowArn": "a", "EveryKindShortFlowArn": "b"})
    )

    (view,) = [one for one in flow["Actions"] if one["Identifier"] == "sorry"]
    section = view["Parameters"]["ViewData"]["Sections"][-1]
    assert section["Items"][0]["Value"] == hostile
    assert "{{resolve:" not in json.dumps(template)


def test_a_script_that_leads_nowhere_else_needs_no_pieces() -> None:
    template = template_of(copy.deepcopy(fixture_samples()["every-kind/short"].record))

    assert list(template["Parameters"]) == ["InstanceArn"]
    assert isinstance(properties_of(template)["Content"], str)


def test_the_table_of_attributes_is_in_the_template() -> None:
    table = template_of(tour())["Metadata"]["SopConnectAttributes"]

    rows = {row["field"]: row["attribute"] for row in table["fields"]}
    assert rows["customer.first_name"] == "customer_first_name"


def test_what_is_lost_stands_in_the_report() -> None:
    """The golden loss report of a script with every kind of node and a loop."""
    assert made(tour()).losses == (
        Loss(node="to_sales", what="the note 'The other script greets again.'"),
        Loss(what="the keys of choices", instead="buttons with their labels"),
        Loss(
            node="to_sales",
            what="the ARN of the flow of first-call/call, which only your instance has",
            instead="the parameter FirstCallCallFlowArn",
        ),
        Loss(
            node="to_card",
            what="the ARN of the flow of every-kind/short, which only your instance "
            "has",
            instead="the parameter EveryKindShortFlowArn",
        ),
    )


def test_a_large_template_needs_a_bucket_and_that_is_told() -> None:
    record = tour()
    for name in ("sorry", "thanks_gold"):
        record["nodes"][name]["sayParts"] = [{"text": "é" * 2_000}]

    assert made(record).losses[-1].instead.startswith("an S3 bucket")


def test_a_flow_that_connect_would_not_take_is_refused() -> None:
    """Its characters count, not those of the template around it."""
    record = tour()
    long = {"kind": "say", "sayParts": [{"text": "é" * 2_000}], "next": "closing"}
    for number in range(24):
        record["nodes"][f"more_{number}"] = long

    ((message),) = [one.message for one in made(record).refusals]
    assert "at most 256,000 are taken" in message


def test_what_the_guide_refuses_is_refused() -> None:
    record = tour()
    record["nodes"]["sorry"]["next"] = "nowhere"

    assert made(record).content == b""
    assert [one.message for one in made(record).refusals] == ["'nowhere' is not a node"]


def test_cfn_lint_finds_nothing_in_ours_and_something_in_what_we_broke() -> None:
    template = template_of(tour())
    assert findings(json.dumps(template)) == ""

    properties_of(template)["Type"] = "GUIDE"
    assert "E3030" in findings(json.dumps(template))


def test_some_calls_go_as_written() -> None:
    """The rest is in the matrix of all formats."""
    sample = fixture_samples()[TOUR]
    paths = sample.paths(20)
    job = Job(export=export(sample.record), record=sample.record, paths=paths)

    (outcomes,) = connect_cloudformation.run([job])

    assert [difference(*pair) for pair in zip(paths, outcomes, strict=True)] == (
        [""] * len(paths)
    )
