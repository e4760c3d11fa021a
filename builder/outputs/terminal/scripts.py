"""Call scripts of a printed SOP."""

from collections.abc import Iterator

from builder.model.script import (
    AskNode,
    BranchNode,
    CollectNode,
    EndNode,
    GoNode,
    Node,
    SayNode,
    Script,
    targets,
)
from builder.model.sop import Sop
from builder.outputs.terminal.lines import headed, told, wrapped
from builder.outputs.terminal.procedure import exact_words
from builder.view import LibraryView


def scripts(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every script."""
    for one in sop.scripts:
        yield from script(one, view)


def script(part: Script, view: LibraryView) -> Iterator[str]:
    """Yield a script with all its nodes, in the order of the file."""
    yield from headed(f"Script: {part.title}")
    yield from told("", part.summary)
    yield from told("Call type", part.call_type)
    yield from told("Fields", ", ".join(part.fields))
    yield from told("Start", part.start)
    for one in part.nodes:
        yield from node(one, view)


def node(part: Node, view: LibraryView) -> Iterator[str]:
    """Yield what is said in a node, and where it leads."""
    disclosures = getattr(part, "disclosures", ())
    words = f"“{say.strip()}”" if (say := getattr(part, "say", None)) else part.kind
    yield from wrapped(f"[{part.id}] {words}", after="    ")
    yield from exact_words(disclosures, view, label="say exactly first")
    yield from told("note", part.note, indent=4)
    yield from _ways(part, view)


def _ways(part: Node, view: LibraryView) -> Iterator[str]:
    match part:
        case EndNode():
            disposition = view.dispositions.find(part.disposition)
            title = f" ({disposition.title})" if disposition else ""
            yield from told("end", f"{part.disposition}{title}", indent=4)
            return
        case GoNode():
            yield from told("go on in", part.to, indent=4)
            return
        case AskNode():
            yield from _choices(part)
            return
        case CollectNode():
            yield from told("write into", part.into, indent=4)
        case BranchNode():
            yield from told("look at", part.on, indent=4)
        case SayNode():
            pass
    for reason, target in targets(part):
        yield from told("", f"{reason} → {target}", indent=4)


def _choices(part: AskNode) -> Iterator[str]:
    for choice in part.choices:
        key = f" (key {choice.key})" if choice.key else ""
        records = choice.records
        note = f", write {records.value} into {records.field}" if records else ""
        yield from told("", f"“{choice.label}”{key} → {choice.goto}{note}", indent=4)
    yield from told("", f"default → {part.default}", indent=4)
