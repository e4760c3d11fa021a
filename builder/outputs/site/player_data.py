"""What a player page holds for its script: the graph, without the words on the page."""

import json
from collections.abc import Mapping
from typing import NotRequired, TypedDict

from markupsafe import Markup

from builder.graph.scripts import Place
from builder.graph.time_left import TimeLeft
from builder.model.script import BranchNode, Script, describe_case
from builder.model.sop import Sop
from builder.outputs.dialer.format import (
    DispositionRecord,
    NodeRecord,
    ProvenanceRecord,
)
from builder.outputs.dialer.neutral import script_record
from builder.outputs.site.context import SiteContext
from builder.outputs.site.names import Names
from builder.outputs.strings import Strings
from builder.texts import FIELD
from builder.view import LibraryView

WORDS = "player.js."
"""Keys of the words that the script of the page puts in place."""

_UNSAFE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})


class PlayedField(TypedDict):
    """A field that the player fills in, asks for, or looks at."""

    title: str
    type: str
    example: str
    personal: bool
    values: NotRequired[list[str]]


class PlayedDisposition(TypedDict):
    """How a call ends."""

    label: str
    category: str
    kind: str
    flags: list[str]


class PlayedDisclosure(TypedDict):
    """Words that must be said exactly, and what to write down about them."""

    title: str
    record: NotRequired[str]


class PlayedSop(TypedDict):
    """The SOP that the script belongs to."""

    id: str
    number: str
    title: str
    version: str


class PlayerRecord(TypedDict):
    """All that the page's script needs and cannot read from the outline beside it.

    Attributes:
        nodes: As in the dialer's record, without the words to be said.
        left: Seconds to the end of the call, at least and at most, by node.
        cases: The tests of numbers in words, by node and place.
        goes: The titles of scripts that have a player, by address.
        way: How one player leads to another.
        origins: Who may listen, if the project names anybody.
    """

    script: str
    title: str
    contentHash: str
    sop: PlayedSop
    start: str
    nodes: dict[str, NodeRecord]
    left: dict[str, list[int]]
    cases: dict[str, list[str]]
    fields: dict[str, PlayedField]
    dispositions: dict[str, PlayedDisposition]
    disclosures: dict[str, PlayedDisclosure]
    goes: dict[str, str]
    way: str
    words: dict[str, str]
    origins: NotRequired[list[str]]


def player_record(
    sop: Sop, script: Script, site: SiteContext, view: LibraryView, string: Strings
) -> PlayerRecord:
    """Return what the player of a script works with, ready for JSON."""
    record = script_record(
        sop,
        script,
        view,
        provenance=ProvenanceRecord(path="", commit=None, dirty=False),
        language=string.language,
    )
    made = PlayerRecord(
        script=record["id"],
        title=script.title,
        contentHash=record["contentHash"],
        sop=PlayedSop(
            id=sop.id, number=sop.number, title=sop.title, version=sop.version
        ),
        start=script.start,
        nodes={name: _node(node) for name, node in record["nodes"].items()},
        left=_left(record["id"], script, site.times),
        cases={
            node.id: [describe_case(case) for case in node.cases]
            for node in script.nodes
            if isinstance(node, BranchNode)
        },
        fields=_fields({*record["fields"], *_in_replies(sop)}, view),
        dispositions={
            one["code"]: _disposition(one, string) for one in record["dispositions"]
        },
        disclosures={
            one["id"]: _disclosure(one["title"], one.get("record"))
            for one in record["disclosures"]
        },
        goes=_goes(record["nodes"], site, view),
        way="../{script}/",
        words={
            key.removeprefix(WORDS): words
            for key, words in string.entries.items()
            if key.startswith(WORDS)
        },
    )
    if origins := site.facts.settings.embed.allowed_origins:
        made["origins"] = list(origins)
    return made


def script_json(value: object) -> Markup:
    r"""Return JSON that may stand in a ``script`` element, whatever it holds.

    Neither ``</script>`` nor ``<!--`` can occur, for ``<`` is written ``\u003c``, and
    so is every sign outside ASCII, the line separators among them.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))


def _node(node: NodeRecord) -> NodeRecord:
    """Return a node without its words, which stand in the outline on the same page."""
    silent = node.copy()
    silent.pop("say", None)
    silent.pop("sayParts", None)
    silent.pop("note", None)
    return silent


def _left(
    address: str, script: Script, times: Mapping[Place, TimeLeft]
) -> dict[str, list[int]]:
    found = ((node.id, times.get(Place(address, node.id))) for node in script.nodes)
    return {name: [time.shortest, time.longest] for name, time in found if time}


def _in_replies(sop: Sop) -> set[str]:
    """Return the fields in the replies to objections, which the player shows, too."""
    lines = [line for one in sop.objections for line in (one.reply, one.ask or "")]
    return {name for line in lines for name in FIELD.findall(line)}


def _fields(names: set[str], view: LibraryView) -> dict[str, PlayedField]:
    found: dict[str, PlayedField] = {}
    for name in sorted(names):
        if field := view.fields.find(name):
            found[name] = PlayedField(
                title=field.title,
                type=field.type.value,
                example=field.example,
                personal=field.personal,
            )
            if field.values:
                found[name]["values"] = list(field.values)
    return found


def _disposition(one: DispositionRecord, string: Strings) -> PlayedDisposition:
    flags = {
        "contact": one["contact"],
        "sale": one["sale"],
        "do_not_call": one["doNotCall"],
        "callback": one["callback"],
        "completed": one["completed"],
    }
    return PlayedDisposition(
        label=one["label"],
        category=one["category"],
        kind=string(f"category.{one['category']}"),
        flags=[string(f"dispositions.{key}") for key, is_so in flags.items() if is_so],
    )


def _disclosure(title: str, record: str | None) -> PlayedDisclosure:
    made = PlayedDisclosure(title=title)
    if record:
        made["record"] = record
    return made


def _goes(
    nodes: Mapping[str, NodeRecord], site: SiteContext, view: LibraryView
) -> dict[str, str]:
    goals = (node["to"] for node in nodes.values() if "to" in node)
    addresses = (f"{goal['sop']}/{goal['script']}" for goal in goals)
    names = Names(view)
    return {one: names.script(one) for one in addresses if one in site.players}
