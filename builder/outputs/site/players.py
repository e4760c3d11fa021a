"""Which scripts have a player, and where its page stands."""

from collections.abc import Iterable, Iterator

from builder.library import Library
from builder.model.script import BranchNode, CollectNode, EndNode, Node, Script, targets
from builder.model.sop import Sop
from builder.texts import FIELD


def player_path(address: str) -> str:
    """Return the permanent path of the player of ``sop-id/script_id``."""
    return f"scripts/{address.replace('/', '.')}/"


def player_paths(sops: Iterable[Sop], library: Library) -> dict[str, str]:
    """Return the path of each player by the address of its script.

    A script that names what is not there has none: the check tells its author, and a
    preview shows the outline all the same.
    """
    return {
        address: player_path(address)
        for sop in sops
        for script in sop.scripts
        if _is_whole(script, library)
        for address in [f"{sop.id}/{script.id}"]
    }


def _is_whole(script: Script, library: Library) -> bool:
    """Tell whether everything is known that a script refers to."""
    nodes = {node.id for node in script.nodes}
    goals = {goal for node in script.nodes for _, goal in targets(node)}
    return (
        {script.start, *goals} <= nodes
        and {*script.fields, *_fields(script, library)} <= library.fields.keys()
        and all(_is_known(node, library) for node in script.nodes)
    )


def _is_known(node: Node, library: Library) -> bool:
    if isinstance(node, EndNode) and node.disposition not in library.dispositions:
        return False
    found = [library.disclosures.get(one) for one in getattr(node, "disclosures", ())]
    return all(one and one.regulation in library.regulations for one in found)


def _fields(script: Script, library: Library) -> Iterator[str]:
    """Return the fields that nodes and their disclosures name."""
    for node in script.nodes:
        if isinstance(node, BranchNode):
            yield node.on
        if isinstance(node, CollectNode):
            yield node.into
        for identifier in getattr(node, "disclosures", ()):
            if disclosure := library.disclosures.get(identifier):
                yield from FIELD.findall(disclosure.say)
