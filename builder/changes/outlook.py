"""An outlook: how a call comes to a node of a script, and how it can end from there."""

from functools import cached_property

from builder.changes.change import Side
from builder.changes.naming import quoted
from builder.graph.calls import Calls
from builder.graph.scripts import KnownScript, Scripts
from builder.library import Library
from builder.model.script import EndNode, GoNode, Node, Script, targets

MOST_ENDS = 4
"""So many ends are named in a sentence."""


class Outlook:
    """What calls of one version of a script can do.

    Worked out when first asked for, on the states of the calls, of which there are
    few; no list of paths is made.
    """

    def __init__(self, side: Side, script: Script) -> None:
        self.script = script
        self._side = side
        self.nodes: dict[str, Node] = {node.id: node for node in script.nodes}

    def name(self, node: str) -> str:
        """Return a node as a sentence names it: its id, and its first words."""
        said = getattr(self.nodes.get(node), "say", None)
        name = f"\u201c{node}\u201d"
        return f"{name} ({quoted(said)})" if said else name

    def way_to(self, node: str) -> tuple[str, ...] | None:
        """Return the answers on a shortest path to a node; None if none leads there.

        Silence, and a branch where no case fits, go without saying.
        """
        if self._calls is None:
            return None
        place = next(
            (n for n, one in enumerate(self._calls.states) if one.place.node == node),
            None,
        )
        if place is None:
            return None
        words = (words for _, words in self._calls.path_to(place))
        return tuple(w.strip("\u201c\u201d") for w in words if w and not _is_rest(w))

    def ends_from(self, node: str) -> frozenset[str]:
        """Return how a call can end that comes to a node: codes, or other scripts."""
        if self._calls is None:
            return frozenset()
        states = self._calls.states
        waiting = [n for n, one in enumerate(states) if one.place.node == node]
        seen = set(waiting)
        ends: set[str] = set()
        while waiting:
            at = waiting.pop()
            ends |= self._end(states[at].place.node)
            fresh = {to for _, to in self._calls.ways[at] if to >= 0} - seen
            seen |= fresh
            waiting += fresh
        return frozenset(ends)

    def _end(self, name: str) -> set[str]:
        node = self.nodes[name]
        if isinstance(node, EndNode):
            return {node.disposition}
        return {f"the script {node.to}"} if isinstance(node, GoNode) else set()

    @cached_property
    def _calls(self) -> Calls | None:
        """The states of the calls; None if a way leads to no node."""
        address = f"{self._side.sop.id}/{self.script.id}"
        # The SOP alone: a go ends the call here, and other SOPs have no say in it.
        library = Library(sops=(self._side.sop,), fields=self._side.library.fields)
        scripts = Scripts(library)
        known = scripts.known.get(address)
        if known is None or not _is_whole(known):
            return None
        return Calls(scripts, known.start, follow=False)


def _is_rest(words: str) -> bool:
    return words == "no answer" or words.endswith(" is none of these")


def _is_whole(script: KnownScript) -> bool:
    goals = (goal for node in script.nodes.values() for _, goal in targets(node))
    return all(map(script.find, (script.script.start, *goals)))
