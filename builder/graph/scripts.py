"""The scripts of a library by their addresses, with what happens at their nodes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from builder.addresses import parse_script
from builder.errors import SopError
from builder.library import Library
from builder.model.script import GoNode, Node, Script, targets
from builder.model.sop import Sop
from builder.suggestions import suggest
from builder.texts import FIELD
from builder.wording import plain, seconds_to_say, words_in


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a script of the library."""

    script: str
    node: str

    def __str__(self) -> str:
        """Return the address, as path rules name it."""
        return f"{self.script}/{self.node}"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in a call.

    Attributes:
        kind: ``says``, ``shows``, ``collects``, ``passes``, ``answers``, ``words``
            or ``knows``.
        value: The disclosure, field, node, label or text that it is about.
        also: Another name of the same thing, such as the id of a choice.
        holds: What the field holds, where it becomes known.
    """

    kind: str
    value: str
    also: str = ""
    holds: str = ""


# No slots: the nodes are put into a dict on first use.
@dataclass(frozen=True, kw_only=True)
class KnownScript:
    """A script with its SOP and its address."""

    address: str
    sop: Sop
    script: Script

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """The nodes by id; of two equal ids the first."""
        found: dict[str, Node] = {}
        for node in self.script.nodes:
            found.setdefault(node.id, node)
        return found

    def find(self, identifier: str) -> Node | None:
        """Return a node by its id, or None."""
        return self.nodes.get(identifier)

    @property
    def start(self) -> Place:
        """Where the script begins."""
        return Place(self.address, self.script.start)


@dataclass(frozen=True, slots=True)
class Scripts:
    """Every script of a library."""

    library: Library
    known: dict[str, KnownScript] = field(init=False, default_factory=dict)
    _whole: dict[str, bool] = field(init=False, default_factory=dict)
    _events: dict[Place, tuple[Event, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Find the scripts; of two that share an address the first counts."""
        for sop in self.library.sops:
            for script in sop.scripts:
                address = f"{sop.id}/{script.id}"
                one = KnownScript(address=address, sop=sop, script=script)
                self.known.setdefault(address, one)

    def __iter__(self) -> Iterator[KnownScript]:
        """Return the scripts in the order of the library."""
        return iter(self.known.values())

    def get(self, address: str) -> KnownScript:
        """Return a script by ``sop-id/script_id``, or by an SOP that has but one.

        Raises:
            SopError: There is no such script, or the SOP has several.
        """
        sop_id, _, script_id = address.partition("/")
        sop = self.library.find_sop(sop_id)
        own = [one for one in self if sop and one.sop.id == sop.id]
        wanted = [one for one in own if one.script.id == script_id]
        if wanted or (len(own) == 1 and not script_id):
            return (wanted or own)[0]
        if sop_id in self.library.unread_sops:
            raise SopError(f"'{sop_id}' has errors", hint="run `sop check`")
        if own and not script_id:
            known = ", ".join(one.address for one in own)
            raise SopError(
                f"'{sop_id}' has {len(own)} scripts", hint=f"name one: {known}"
            )
        near = suggest(address, self.known) or "name it as sop-id/script_id"
        raise SopError(f"there is no script '{address}'", hint=near)

    def is_whole(self, address: str) -> bool:
        """Tell whether a call of a script never comes to a node that is not there.

        The scripts that it goes on in must be whole, too.
        """
        return all(map(self._has_all_nodes, self.with_followers(address)))

    def with_followers(self, address: str) -> list[str]:
        """Return a script and every script that its calls can go on in."""
        found = [address]
        for one in found:  # grows while it is walked
            found += [other for other in self._followers(one) if other not in found]
        return found

    def is_read(self, address: str) -> bool:
        """Tell whether all SOPs could be read in which a call of a script goes on."""
        return not any(
            self.goes_unread(Place(one, node))
            for one in self.with_followers(address)
            for node in self.known[one].nodes
        )

    def goes_unread(self, place: Place) -> bool:
        """Tell whether a call goes on in an SOP that could not be read."""
        node = self.node(place)
        if not isinstance(node, GoNode):
            return False
        link = parse_script(node.to, home=place.script.partition("/")[0])
        return link.sop in self.library.unread_sops

    def _has_all_nodes(self, address: str) -> bool:
        if address not in self._whole:
            script = self.known[address]
            goals = [
                goal for node in script.nodes.values() for _, goal in targets(node)
            ]
            wanted = (script.script.start, *goals)
            self._whole[address] = all(script.find(goal) for goal in wanted)
        return self._whole[address]

    def _followers(self, address: str) -> list[str]:
        """Return the scripts that a script goes on in."""
        places = (
            self.after_go(node, Place(address, node.id))
            for node in self.known[address].script.nodes
            if isinstance(node, GoNode)
        )
        return list(dict.fromkeys(place.script for place in places if place))

    def node(self, place: Place) -> Node:
        """Return the node at a place that a call came to."""
        return self.known[place.script].nodes[place.node]

    def after_go(self, node: GoNode, place: Place) -> Place | None:
        """Return where a ``go`` leads, or None if no such script could be read."""
        link = parse_script(node.to, home=place.script.partition("/")[0])
        address = f"{link.sop}/{link.anchor.removeprefix('script.')}"
        script = self.known.get(address)
        return script.start if script else None

    def events(self, place: Place) -> tuple[Event, ...]:
        """Return what happens when a call comes to a node, in order.

        A disclosure counts as said at its end, so the fields in it come before it.
        """
        found = self._events.get(place)
        if found is None:
            found = self._events[place] = tuple(self._happens(place))
        return found

    def _happens(self, place: Place) -> Iterator[Event]:
        yield Event("passes", str(place))
        node = self.node(place)
        for identifier in getattr(node, "disclosures", ()):
            disclosure = self.library.disclosures.get(identifier)
            if disclosure:
                yield from _said(disclosure.say)
            yield Event("says", identifier)
        yield from _said(getattr(node, "say", None) or "")


def _said(text: str) -> Iterator[Event]:
    if text:
        yield from (Event("shows", name) for name in FIELD.findall(text))
        yield Event("words", plain(text).casefold())


def seconds_at(node: Node, library: Library) -> int:
    """Return how many seconds it takes to say all words of a node, rounded up."""
    said = [getattr(node, "say", None) or ""]
    for identifier in getattr(node, "disclosures", ()):
        if disclosure := library.disclosures.get(identifier):
            said.append(disclosure.say)
    return seconds_to_say(len(words_in(" ".join(said))))


def speaks(node: Node) -> bool:
    """Tell whether anything is said at a node."""
    return bool(getattr(node, "say", None) or getattr(node, "disclosures", ()))
