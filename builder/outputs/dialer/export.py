"""What an exporter is given and gives back.

An exporter is a function from the neutral record of a script to an ``Export``. It reads
nothing else, so whoever holds the neutral JSON can write one.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from builder.outputs.dialer.format import (
    DialerRecord,
    DisclosureRecord,
    NodeRecord,
    SayPart,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something of the script that the format cannot carry, and where.

    Attributes:
        node: The node's id; empty when the whole script is meant.
        what: What is lost, as a person says it.
        instead: What stands in the export in its place; empty if nothing does.
    """

    node: str = ""
    what: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a script is not exported at all: cutting it would change the call.

    Attributes:
        node: The node's id; empty when the whole script is meant.
        message: What is wrong; lower case, no full stop.
        hint: What the author can do.
    """

    node: str = ""
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One script in one format.

    Attributes:
        content: The main file.
        others: Further files that the import needs, by what stands in their names
            instead of the format's extension, such as ``statuses.sql``.
        losses: What could not be carried over.
        refusals: With any of these, nothing is written.
    """

    content: bytes = b""
    others: Mapping[str, bytes] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    refusals: tuple[Refusal, ...] = ()


Exporter = Callable[[DialerRecord], Export]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Words that are said in one go.

    Attributes:
        disclosure: The disclosure whose words these are, to be said exactly.
    """

    parts: tuple[SayPart, ...]
    disclosure: DisclosureRecord | None = None


def utterances(node: NodeRecord, record: DialerRecord) -> tuple[Utterance, ...]:
    """Return all that is said at a node, in order: its disclosures, then its line."""
    known = {found["id"]: found for found in record["disclosures"]}
    exact = [known[identifier] for identifier in node.get("disclosures", ())]
    said = [Utterance(parts=tuple(one["sayParts"]), disclosure=one) for one in exact]
    if parts := node.get("sayParts"):
        said.append(Utterance(parts=tuple(parts)))
    return tuple(said)


def words(parts: Iterable[SayPart], show_field: Callable[[str], str]) -> str:
    """Return parts as text, each field as ``show_field`` writes its name."""
    return "".join(
        show_field(part["field"]) if "field" in part else part["text"] for part in parts
    )


def json_bytes(value: object, *, indent: int | None = 2) -> bytes:
    """Return JSON in ASCII, which the oldest dialer can read.

    Args:
        value: What to write.
        indent: Readable by default; None where a target counts the bytes.
    """
    gaps = (",", ":") if indent is None else None
    return (json.dumps(value, indent=indent, separators=gaps) + "\n").encode("ascii")
