"""Ways: where a node of a script leads, told by the paths that calls take."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.fields import Prose, prose
from builder.changes.matching import Matched, match
from builder.changes.naming import listed
from builder.changes.outlook import MOST_ENDS, Outlook
from builder.model.change import Kind
from builder.model.script import (
    AskNode,
    BranchNode,
    Choice,
    CollectNode,
    EndNode,
    GoNode,
    SayNode,
    describe_case,
)

_LABEL = Prose(name="label", label="label")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """A way out of a node: what tells it apart, what a person says, where it leads."""

    key: str
    words: str
    goal: str


def way_changes(
    node: Subject,
    renamed: dict[str, str],
    before: Outlook,
    after: Outlook,
    pair: Pair,
) -> Iterator[Change]:
    """Return what differs in where a node leads.

    Args:
        node: The node in both versions.
        renamed: New ids of nodes by their old ones.
        before: What calls of the old script can do.
        after: What calls of the new script can do.
        pair: Both versions of the SOP.
    """
    told = _Told(node=node, renamed=renamed, before=before, after=after)
    old, new = node.old, node.new
    if isinstance(old, AskNode) and isinstance(new, AskNode):
        yield from _answers(node, old, new, told, pair)
    else:
        yield from told.ways(_ways(old), _ways(new))
    yield from _ends(node, old, new, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """How a way out of one node is told."""

    node: Subject
    renamed: dict[str, str]
    before: Outlook
    after: Outlook

    def ways(self, old: list[_Way], new: list[_Way]) -> Iterator[Change]:
        """Return ways that are new, gone, in another order, or lead elsewhere."""
        matched = match(old, new, key=lambda way: way.key, words=lambda way: way.words)
        yield from self.compared(matched)
        if matched.moved:
            words = f"the ways on from {self.node.name} stand in another order"
            yield self.change(words)

    def compared(self, matched: Matched[_Way]) -> Iterator[Change]:
        """Return ways that are new, gone, or lead elsewhere."""
        for way in matched.removed:
            ends = self._ends(self.before.ends_from(way.goal), "could end")
            was = f"; it led to {self.before.name(way.goal)}{ends}"
            yield self.change(f"{self._path(way, self.before)} is gone{was}")
        for way in matched.added:
            ends = self._ends(self.after.ends_from(way.goal), "can end")
            leads = f", to {self.after.name(way.goal)}{ends}"
            yield self.change(f"{self._path(way, self.after)} is new{leads}")
        for before, now in matched.pairs:
            if before.words != now.words and not isinstance(self.node.new, AskNode):
                words = f"a case at {self.node.name} is \u201c{now.words}\u201d"
                yield self.change(f"{words} instead of \u201c{before.words}\u201d")
            if self.renamed.get(before.goal, before.goal) != now.goal:
                yield self.change(self._redirected(before, now))

    def change(self, sentence: str) -> Change:
        """Return a change of the ways on from the node."""
        node = self.node
        return tell(
            Kind.SCRIPT_PATH, sentence, place=node.place, old=node.old, new=node.new
        )

    def _redirected(self, was: _Way, now: _Way) -> str:
        path = self._path(now, self.after)
        old, new = self.before.ends_from(was.goal), self.after.ends_from(now.goal)
        if old and new and old != new and len(old | new) <= MOST_ENDS:
            can = "ends in" if len(new) == 1 else "can end in"
            return f"{path} {can} {_codes(new)} instead of {_codes(old)}"
        there, here = self.after.name(now.goal), self.before.name(was.goal)
        return f"{path} goes on at {there} instead of {here}"

    def _path(self, way: _Way, outlook: Outlook) -> str:
        """Return a shortest path that takes a way, by its answers."""
        is_old = outlook is self.before
        part = self.node.old if is_old else self.node.new
        start = outlook.way_to(getattr(part, "id", ""))
        title = outlook.script.title
        if start is None:
            words = f" \u201c{way.words}\u201d" if way.words else ""
            return f"the way{words} on from {self.node.name}"
        words = " \u2192 ".join((*start, way.words) if way.words else start)
        return (
            f"the path \u201c{words}\u201d of {title}"
            if words
            else f"every path of {title}"
        )

    def _ends(self, ends: frozenset[str], can: str) -> str:
        return f", and {can} in {_codes(ends)}" if 0 < len(ends) <= MOST_ENDS else ""


def _codes(ends: frozenset[str]) -> str:
    return listed(sorted(ends), "or")


def _ends(node: Subject, old: object, new: object, after: Outlook) -> Iterator[Change]:
    """Return how the disposition of an end differs, told by a path to it."""
    if not (isinstance(old, EndNode) and isinstance(new, EndNode)):
        return
    if old.disposition == new.disposition:
        return
    way = after.way_to(new.id)
    words = " \u2192 ".join(way) if way else ""
    title = after.script.title
    path = (
        f"the path \u201c{words}\u201d of {title}"
        if words
        else f"\u201c{new.id}\u201d of {title}"
    )
    sentence = f"{path} ends in {new.disposition} instead of {old.disposition}"
    others = sum(
        way.goal == new.id for one in after.nodes.values() for way in _ways(one)
    )
    if words and others > 1:
        sentence += f", and so does each other path to \u201c{new.id}\u201d"
    yield tell(Kind.SCRIPT_PATH, sentence, place=node.place, old=old, new=new)


def _answers(
    node: Subject, old: AskNode, new: AskNode, told: _Told, pair: Pair
) -> Iterator[Change]:
    matched = match(
        old.choices,
        new.choices,
        key=lambda choice: choice.id,
        words=lambda choice: f"{choice.label} {choice.goto}",
    )
    pairs = list(matched.pairs)
    removed, added = list(matched.removed), list(matched.added)
    if len(removed) == len(added) == 1 and _is_same_way(removed[0], added[0], told):
        pairs.append((removed.pop(), added.pop()))
    for before, after in pairs:
        yield from _answer(node, before, after, told, pair)
    yield from told.compared(
        Matched(
            pairs=(
                *((_choice(one), _choice(two)) for one, two in pairs),
                (_silence(old.default), _silence(new.default)),
            ),
            removed=tuple(map(_choice, removed)),
            added=tuple(map(_choice, added)),
            moved=frozenset(),
        )
    )
    if matched.moved:
        yield told.change(f"the answers at {node.name} stand in another order")


def _is_same_way(old: Choice, new: Choice, told: _Told) -> bool:
    """Tell whether an answer was only put in other words: it leads to the same node."""
    return told.renamed.get(old.goto, old.goto) == new.goto


def _answer(
    node: Subject, old: Choice, new: Choice, told: _Told, pair: Pair
) -> Iterator[Change]:
    name = f"the answer \u201c{new.label}\u201d at {node.name}"
    subject = Subject(name=name, place=node.place, old=old, new=new)
    if old.label != new.label:
        answer = Subject(
            name=f"an answer at {node.name}", place=node.place, old=old, new=new
        )
        yield from prose(answer, _LABEL, old.label, new.label, pair)
    elif old.id != new.id:
        words = (
            f"{name} has the id \u201c{new.id}\u201d instead of \u201c{old.id}\u201d"
        )
        yield told.change(words)
    if old.key != new.key:
        now = f"with the key {new.key}" if new.key else "without a key"
        yield told.change(f"{subject.name} is picked {now}")
    if old.records != new.records:
        written = new.records
        words = "now writes nothing down"
        if written:
            words = f"now writes \u201c{written.value}\u201d into {written.field}"
        yield told.change(f"{name} {words}")


def _choice(choice: Choice) -> _Way:
    return _Way(key=choice.id, words=choice.label, goal=choice.goto)


def _silence(goal: str) -> _Way:
    return _Way(key="default", words="no answer", goal=goal)


def _ways(node: object) -> list[_Way]:
    """Return the ways out of a node inside of its script, as people call them."""
    match node:
        case SayNode():
            return [_Way(key="next", words="", goal=node.next)]
        case AskNode():
            return [*map(_choice, node.choices), _silence(node.default)]
        case CollectNode():
            given = _Way(key="next", words="a value", goal=node.next)
            return [given, _silence(node.default)]
        case BranchNode():
            return _cases(node)
        case GoNode():
            return [_Way(key="to", words="", goal=node.to)]
        case _:
            return []


def _cases(node: BranchNode) -> list[_Way]:
    met = [
        _Way(
            key=describe_case(case),
            words=f"{node.on} {describe_case(case)}",
            goal=case.goto,
        )
        for case in node.cases
    ]
    other = f"{node.on} is none of these"
    return [*met, _Way(key="default", words=other, goal=node.default)]
