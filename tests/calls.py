"""Small scripts for tests of the graph, written as lines, and the library around them.

``a say b`` · ``a ask Yes:b No:c else d`` · ``a collect callback.date b else c`` ·
``a branch account.plan plus:b else c`` · ``a go first-call/other`` · ``a end SALE``.
A disclosure stands in brackets behind the id (``a[recording-notice]``), a line to say
behind a bar (``a say b | The price is {{ account.plan }}.``), and what a choice records
behind a tilde (``Yes:b~account.plan=plus``).
"""

from dataclasses import replace
from functools import cache

from builder.graph.calls import Calls
from builder.graph.scripts import KnownScript, Scripts
from builder.library import Library
from builder.model.script import (
    AskNode,
    BranchNode,
    Case,
    Choice,
    CollectNode,
    EndNode,
    GoNode,
    Node,
    Record,
    SayNode,
    Script,
)
from tests.tiny import read_tiny_library

HOME = "first-call"


@cache
def _tiny() -> Library:
    return read_tiny_library()


def scripts_of(**texts: str) -> Scripts:
    """Return the scripts of a library whose one SOP has a script for each name."""
    library = _tiny()
    sop = replace(
        library.by_id[HOME],
        scripts=tuple(script(name, text) for name, text in texts.items()),
    )
    paths = {HOME: library.path_of(library.by_id[HOME])}
    return Scripts(replace(library, sops=(sop,), by_id={HOME: sop}, paths_by_id=paths))


def calls_of(text: str, **others: str) -> Calls:
    """Return the calls of a script that is written as lines."""
    scripts = scripts_of(call=text, **others)
    return Calls(scripts, known(scripts).start)


def known(scripts: Scripts, name: str = "call") -> KnownScript:
    return scripts.known[f"{HOME}/{name}"]


def script(name: str, text: str) -> Script:
    nodes = tuple(node(line) for line in text.strip().splitlines() if line.strip())
    return Script(id=name, title=name, summary=name, start=nodes[0].id, nodes=nodes)


def node(line: str) -> Node:
    """Return the node that a line describes."""
    shape, _, words = line.partition("|")
    head, kind, *rest = shape.split()
    identifier, _, said = head.rstrip("]").partition("[")
    shared = {
        "id": identifier,
        "disclosures": tuple(said.split(",")) if said else (),
    }
    say = words.strip() or "Hm."
    match kind:
        case "say":
            return SayNode(**shared, say=say, next=rest[0])
        case "ask":
            choices = tuple(choice(one) for one in rest[: rest.index("else")])
            return AskNode(**shared, say=say, choices=choices, default=rest[-1])
        case "collect":
            into, further = rest[0], rest[1]
            return CollectNode(
                **shared, say=say, into=into, next=further, default=rest[-1]
            )
        case "branch":
            cases = tuple(case(one) for one in rest[1 : rest.index("else")])
            return BranchNode(id=identifier, on=rest[0], cases=cases, default=rest[-1])
        case "go":
            return GoNode(id=identifier, to=rest[0])
        case _:
            said_last = words.strip() or None
            return EndNode(**shared, say=said_last, disposition=rest[0])


def choice(text: str) -> Choice:
    way, _, written = text.partition("~")
    label, _, goto = way.partition(":")
    field, _, value = written.partition("=")
    records = Record(field=field, value=value) if written else None
    return Choice(id=label.lower(), label=label, goto=goto, records=records)


def case(text: str) -> Case:
    """Return a case: ``plus:b``, ``plus,basic:b``, ``>=3:b``, ``<3:b``, ``3..9:b``."""
    test, _, goto = text.partition(":")
    if test.startswith(">="):
        return Case(at_least=float(test[2:]), goto=goto)
    if test.startswith("<"):
        return Case(below=float(test[1:]), goto=goto)
    if ".." in test:
        low, high = test.split("..")
        return Case(at_least=float(low), below=float(high), goto=goto)
    if "," in test:
        return Case(one_of=tuple(test.split(",")), goto=goto)
    return Case(equals=test, goto=goto)
