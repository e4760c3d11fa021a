"""What the two statecharts, SCXML and XState, have in common."""

from collections.abc import Mapping

from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord, NodeRecord


def other_scripts(record: DialerRecord) -> tuple[Loss, ...]:
    """Return a loss for each way into another script, which the machine only names."""
    return tuple(
        Loss(
            node=identifier,
            what=f"going on in '{address(node)}' by itself",
            instead="the machine ends and names that script; the program that runs it "
            "starts the other one",
        )
        for identifier, node in record["nodes"].items()
        if node["kind"] == "go"
    )


def address(node: NodeRecord) -> str:
    """Return where a ``go`` leads: ``sop-id/script_id``."""
    return f"{node['to']['sop']}/{node['to']['script']}"


def circling_branches(record: DialerRecord) -> frozenset[str]:
    """Return the branches that lead back to themselves by branches alone.

    A machine takes branches at once, so it might never come out of these: they wait
    for ``next``, as a line does, and whoever runs the machine stays in charge.
    """
    ways = {
        identifier: [*(case["goto"] for case in node["cases"]), node["default"]]
        for identifier, node in record["nodes"].items()
        if node["kind"] == "branch"
    }
    return frozenset(one for one in ways if one in _reached(one, ways))


def _reached(start: str, ways: Mapping[str, list[str]]) -> set[str]:
    """Return every branch that one leads to by branches alone."""
    reached: set[str] = set()
    ahead = list(ways[start])
    while ahead:
        identifier = ahead.pop()
        if identifier in ways and identifier not in reached:
            reached.add(identifier)
            ahead += ways[identifier]
    return reached
