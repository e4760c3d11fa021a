"""Where the nodes of a neutral record lead."""

from collections.abc import Iterator

from builder.outputs.dialer.export import Refusal
from builder.outputs.dialer.format import DialerRecord, NodeRecord


def ways_of(record: DialerRecord) -> dict[str, tuple[str, ...]]:
    """Return the nodes that each node leads to, each once, in the author's order."""
    return {
        identifier: tuple(dict.fromkeys(_targets(node)))
        for identifier, node in record["nodes"].items()
    }


def dangling_ways(record: DialerRecord) -> Iterator[Refusal]:
    """Yield a refusal for each way that leads to no node."""
    for identifier, targets in {"": (record["start"],), **ways_of(record)}.items():
        for target in targets:
            if target not in record["nodes"]:
                yield Refusal(
                    node=identifier,
                    message=f"there is no node '{target}' to go to",
                    hint="name a node of this script",
                )


def _targets(node: NodeRecord) -> Iterator[str]:
    yield from (choice["goto"] for choice in node.get("choices", ()))
    yield from (case["goto"] for case in node.get("cases", ()))
    if "next" in node:
        yield node["next"]
    if "default" in node:
        yield node["default"]
