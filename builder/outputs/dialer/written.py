"""Which fields a call may have written by the time it comes to a node."""

from collections.abc import Iterator, Mapping

from builder.outputs.dialer.format import DialerRecord, NodeRecord


def written_before(record: DialerRecord) -> Mapping[str, frozenset[str]]:
    """Return, for every node, the fields that some way to it writes."""
    nodes = record["nodes"]
    known: dict[str, frozenset[str]] = dict.fromkeys(nodes, frozenset())
    waiting = list(nodes)
    while waiting:
        here = waiting.pop()
        for target, written in _ways(nodes[here]):
            if target not in known:
                continue
            gained = known[target] | known[here] | written
            if gained != known[target]:
                known[target] = gained
                waiting.append(target)
    return known


def _ways(node: NodeRecord) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield every way out of a node with what going it writes."""
    for choice in node.get("choices", ()):
        records = choice.get("records")
        yield choice["goto"], frozenset({records["field"]} if records else ())
    for case in node.get("cases", ()):
        yield case["goto"], frozenset()
    if following := node.get("next"):
        yield following, frozenset({node["into"]} if "into" in node else ())
    if default := node.get("default"):
        yield default, frozenset()
