"""Call scripts: words, answers, nodes, and the ways a call can take."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.changes.change import Change, Pair, Subject, tell
from builder.changes.fields import Field, Names, Prose, Value, differences
from builder.changes.matching import Matched, match
from builder.changes.naming import counted, listed, quoted, the
from builder.changes.outlook import Outlook
from builder.changes.ways import way_changes
from builder.model.change import Kind
from builder.model.script import Node, Script, targets

_SCRIPT: tuple[Field, ...] = (
    Prose(name="title", label="title"),
    Prose(name="summary", label="summary"),
    Value(name="call_type", label="call type", kind=Kind.CONTROL),
    Names(name="fields", label="the fields", verb="uses the field", kind=Kind.CONTROL),
)
_NODE: tuple[Field, ...] = (
    Prose(name="say", label="line"),
    Names(
        name="disclosures",
        label="the disclosures",
        verb="says",
        kind=Kind.DISCLOSURE,
        shelf="disclosures",
    ),
    Prose(name="note", label="note"),
    Value(name="into", label="field", kind=Kind.SCRIPT_PATH),
    Value(name="on", label="field it looks at", kind=Kind.SCRIPT_PATH),
)
_WHAT = {
    "say": "line",
    "ask": "question",
    "collect": "question for a value",
    "branch": "fork",
    "go": "way into another script",
    "end": "end",
}


def script_changes(pair: Pair) -> Iterator[Change]:
    """Return what differs in the scripts of an SOP."""
    matched = match(
        pair.old.sop.scripts,
        pair.new.sop.scripts,
        key=lambda one: one.id,
        words=lambda one: f"{one.title} {one.summary}",
    )
    for script in matched.removed:
        place = f"script.{script.id}"
        words = f"the script {script.title} is gone"
        yield tell(Kind.SCRIPT_PATH, words, place=place, old=script)
        yield from _spoken(script, "no longer says", pair, is_new=False)
    for script in matched.added:
        place = f"script.{script.id}"
        nodes = counted(len(script.nodes), "node")
        words = f"the script {script.title} is new, with {nodes}"
        yield tell(Kind.SCRIPT_PATH, words, place=place, new=script)
        yield from _spoken(script, "says", pair, is_new=True)
    for old, new in matched.pairs:
        if old != new:
            yield from _script(old, new, pair)
    if matched.moved:
        words = "the scripts stand in another order"
        first = pair.new.sop.scripts[0]
        yield tell(Kind.EDITORIAL, words, place="", new=first)


def _spoken(script: Script, verb: str, pair: Pair, *, is_new: bool) -> Iterator[Change]:
    said = (getattr(node, "disclosures", ()) for node in script.nodes)
    names = dict.fromkeys(name for names in said for name in names)
    if names:
        titles = listed([the(pair.title_of("disclosures", name)) for name in names])
        yield tell(
            Kind.DISCLOSURE,
            f"the script {script.title} {verb} {titles}",
            place=f"script.{script.id}",
            old=None if is_new else script,
            new=script if is_new else None,
        )


def _script(old: Script, new: Script, pair: Pair) -> Iterator[Change]:
    name, place = f"the script {new.title}", f"script.{new.id}"
    subject = Subject(name=name, place=place, old=old, new=new)
    if old.id != new.id:
        words = (
            f"{name} has the id \u201c{new.id}\u201d instead of \u201c{old.id}\u201d"
        )
        yield tell(Kind.SCRIPT_PATH, words, place=place, old=old, new=new)
    yield from differences(subject, _SCRIPT, pair)
    for field, what in (("path_rules", "path rules"), ("cases", "cases")):
        if getattr(old, field) != getattr(new, field):
            words = f"the {what} of {name}, which nobody says, differ"
            yield tell(
                Kind.CONTROL, words, place=place, old=old, new=new, is_record=True
            )
    if old.nodes == new.nodes and old.start == new.start:
        return
    yield from _Walked(old=old, new=new, pair=pair).changes()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walked:
    """Both versions of a script whose nodes differ."""

    old: Script
    new: Script
    pair: Pair

    def changes(self) -> Iterator[Change]:
        """Return what differs in the nodes, and what that means for a call."""
        matched = match(
            self.old.nodes, self.new.nodes, key=lambda node: node.id, words=_words
        )
        renamed = {before.id: after.id for before, after in matched.pairs}
        before = Outlook(self.pair.old, self.old)
        after = Outlook(self.pair.new, self.new)
        yield from self._gone_and_come(matched)
        if renamed.get(self.old.start, self.old.start) != self.new.start:
            words = (
                f"the script {self.new.title} begins at {after.name(self.new.start)}"
            )
            words += f" instead of {before.name(self.old.start)}"
            yield tell(
                Kind.SCRIPT_PATH,
                words,
                place=f"script.{self.new.id}",
                old=self.old,
                new=self.new,
            )
        for old, new in matched.pairs:
            if old != new:
                yield from self._node(old, new, renamed, before, after)
        if matched.moved:
            words = f"the nodes of the script {self.new.title} stand in another order"
            place = f"script.{self.new.id}"
            yield tell(Kind.EDITORIAL, words, place=place, old=self.old, new=self.new)

    def _gone_and_come(self, matched: Matched[Node]) -> Iterator[Change]:
        title = self.new.title
        for node in matched.removed:
            words = f"the script {title} no longer has the {_what(node)}"
            place = f"script.{self.old.id}.{node.id}"
            yield tell(Kind.SCRIPT_PATH, words, place=place, old=node)
            yield from self._said(node, "no longer says", is_new=False)
        for node in matched.added:
            words = f"the script {title} has a new {_what(node)}"
            place = f"script.{self.new.id}.{node.id}"
            yield tell(Kind.SCRIPT_PATH, words, place=place, new=node)
            yield from self._said(node, "now says", is_new=True)

    def _said(self, node: Node, verb: str, *, is_new: bool) -> Iterator[Change]:
        names = getattr(node, "disclosures", ())
        if names:
            titles = [the(self.pair.title_of("disclosures", name)) for name in names]
            script = self.new if is_new else self.old
            yield tell(
                Kind.DISCLOSURE,
                f"the script {script.title} {verb} {listed(titles)} at {_id(node)}",
                place=f"script.{script.id}.{node.id}",
                old=None if is_new else node,
                new=node if is_new else None,
            )

    def _node(
        self,
        old: Node,
        new: Node,
        renamed: dict[str, str],
        before: Outlook,
        after: Outlook,
    ) -> Iterator[Change]:
        name = f"the {_WHAT[new.kind]} {_id(new)} of the script {self.new.title}"
        place = f"script.{self.new.id}.{new.id}"
        subject = Subject(name=name, place=place, old=old, new=new)
        if old.id != new.id:
            words = f"{name} has the id \u201c{new.id}\u201d instead of {_id(old)}"
            yield tell(Kind.SCRIPT_PATH, words, place=place, old=old, new=new)
        if old.kind != new.kind:
            words = f"{name} is now {_article(new)} instead of {_article(old)}"
            yield tell(Kind.SCRIPT_PATH, words, place=place, old=old, new=new)
        yield from differences(subject, _NODE, self.pair)
        yield from way_changes(subject, renamed, before, after, self.pair)


def _article(node: Node) -> str:
    what = _WHAT[node.kind]
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _id(node: Node) -> str:
    return f"\u201c{node.id}\u201d"


def _what(node: Node) -> str:
    said = getattr(node, "say", None)
    words = f"{_WHAT[node.kind]} {_id(node)}"
    return f"{words}: {quoted(said)}" if said else words


def _words(node: Node) -> str:
    """Return what a node is told apart by: its kind, its words, where it leads."""
    said = getattr(node, "say", None) or getattr(node, "disposition", "")
    goals = " ".join(f"{why} {goal}" for why, goal in targets(node))
    return f"{node.kind} {said} {goals}"
