"""Losses that exports share whose target plays a script and knows no dialer."""

from collections.abc import Iterable, Iterator

from builder.outputs.dialer.export import Loss
from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.unroll import reached_from
from builder.outputs.dialer.ways import ways_of


def player_losses(record: DialerRecord, *, go_on: str) -> Iterator[Loss]:
    """Yield what is lost where a script is only played.

    Args:
        record: The script.
        go_on: What stands where a call goes on in another script.
    """
    if record["dispositions"]:
        yield Loss(
            what="what each disposition means to a dialer, such as 'do not call'",
            instead="its code in the result",
        )
    if any(field["personal"] for field in record["fields"].values()):
        yield Loss(what="which fields are personal data")
    reached = reached_from(ways_of(record), record["start"])
    for identifier, node in record["nodes"].items():
        if identifier not in reached:
            yield Loss(node=identifier, what="the node, since no way leads to it")
        elif node["kind"] == "branch" and "note" in node:
            yield Loss(node=identifier, what="the note, since a branch is not shown")
        elif node["kind"] == "go":
            what = "the way on in the other script"
            yield Loss(node=identifier, what=what, instead=go_on)


def in_order(record: DialerRecord, losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Return those of the whole script first, then by node as the author has them."""
    places = {identifier: place for place, identifier in enumerate(record["nodes"])}
    return tuple(sorted(losses, key=lambda loss: places.get(loss.node, -1)))
