"""What an import of a script will change in the dialer, told as a person would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from builder.outputs.dialer.format import CaseRecord, DialerRecord, NodeRecord


class ChangeKind(StrEnum):
    """What happens to the thing that a change names."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptChange:
    """One difference between two versions of a script.

    Attributes:
        thing: ``script``, ``node``, ``words``, ``note``, ``branch``, ``disposition``,
            ``disclosure`` or ``field``.
        where: The node's id; empty for the whole script.
        name: What is changed, such as the label of a choice or a disposition's code.
        old: What it was; empty if it is added.
        new: What it is; empty if it is removed.
    """

    kind: ChangeKind
    thing: str
    where: str = ""
    name: str = ""
    old: str = ""
    new: str = ""


def changes_between(old: DialerRecord, new: DialerRecord) -> list[ScriptChange]:
    """Return what differs between two records of one script, in the order of a call."""
    return [
        *_texts(old, new),
        *_nodes(old, new),
        *_known("disposition", _dispositions(old), _dispositions(new)),
        *_known("disclosure", _disclosures(old), _disclosures(new)),
        *_known("field", _fields(old), _fields(new)),
    ]


def _texts(old: DialerRecord, new: DialerRecord) -> Iterator[ScriptChange]:
    for key in ("title", "summary", "language", "callType", "start"):
        before, after = str(old.get(key, "")), str(new.get(key, ""))
        yield from _pair("script", "", key, before, after)


def _nodes(old: DialerRecord, new: DialerRecord) -> Iterator[ScriptChange]:
    before, after = old["nodes"], new["nodes"]
    for name in dict.fromkeys((*after, *before)):
        if name not in before:
            words = after[name].get("say", "")
            yield ScriptChange(
                kind=ChangeKind.ADDED,
                thing="node",
                where=name,
                name=after[name]["kind"],
                new=words,
            )
        elif name not in after:
            words = before[name].get("say", "")
            yield ScriptChange(
                kind=ChangeKind.REMOVED,
                thing="node",
                where=name,
                name=before[name]["kind"],
                old=words,
            )
        else:
            yield from _node(name, before[name], after[name])


def _node(name: str, old: NodeRecord, new: NodeRecord) -> Iterator[ScriptChange]:
    if old["kind"] != new["kind"]:
        yield from _pair("node", name, "kind", old["kind"], new["kind"])
    yield from _pair("words", name, "say", old.get("say", ""), new.get("say", ""))
    said = (", ".join(node.get("disclosures", [])) for node in (old, new))
    yield from _pair("words", name, "say exactly", *said)
    yield from _pair("note", name, "note", old.get("note", ""), new.get("note", ""))
    for key in ("into", "on"):
        was, is_ = str(old.get(key, "")), str(new.get(key, ""))
        yield from _pair("branch", name, key, was, is_)
    yield from _known("branch", _ways(old), _ways(new), where=name)
    code, other = old.get("disposition", ""), new.get("disposition", "")
    yield from _pair("branch", name, "records", code, other)


def _ways(node: NodeRecord) -> dict[str, str]:
    """Return where a node leads, by what a person calls the way."""
    ways: dict[str, str] = {}
    for choice in node.get("choices", []):
        key = f" (key {choice['key']})" if "key" in choice else ""
        written = ""
        if "records" in choice:
            record = choice["records"]
            written = f", records {record['field']} = {record['value']}"
        label = f"{choice['label']}{key} → {choice['goto']}{written}"
        ways[f"“{choice['id']}”"] = label
    for position, case in enumerate(node.get("cases", []), start=1):
        ways[f"case {position}"] = f"{_test(case)} → {case['goto']}"
    for way in ("next", "default"):
        if way in node:
            ways[way] = str(node.get(way))
    if "to" in node:
        ways["to"] = f"{node['to']['sop']}/{node['to']['script']}"
    return ways


def _test(case: CaseRecord) -> str:
    """Return the test of a case in words."""
    if "equals" in case:
        return f"is {case['equals']}"
    if "oneOf" in case:
        return "is " + " or ".join(case["oneOf"])
    bounds = []
    if "atLeast" in case:
        bounds.append(f"at least {case['atLeast']:g}")
    if "below" in case:
        bounds.append(f"below {case['below']:g}")
    return " and ".join(bounds)


def _dispositions(record: DialerRecord) -> dict[str, str]:
    flags = ("contact", "sale", "doNotCall", "callback", "completed")
    return {
        one["code"]: ", ".join([one["label"], *(f for f in flags if one.get(f))])
        for one in record["dispositions"]
    }


def _disclosures(record: DialerRecord) -> dict[str, str]:
    return {one["id"]: one["say"] for one in record["disclosures"]}


def _fields(record: DialerRecord) -> dict[str, str]:
    return {
        name: ", ".join([one["type"], *one.get("values", [])])
        for name, one in record["fields"].items()
    }


def _known(
    thing: str, old: Mapping[str, str], new: Mapping[str, str], where: str = ""
) -> Iterator[ScriptChange]:
    for name in dict.fromkeys((*new, *old)):
        yield from _pair(thing, where, name, old.get(name, ""), new.get(name, ""))


def _pair(
    thing: str, where: str, name: str, old: str, new: str
) -> Iterator[ScriptChange]:
    """Return a change if two texts differ; an empty one is not there."""
    if old == new:
        return
    kind = ChangeKind.CHANGED
    if not old or not new:
        kind = ChangeKind.ADDED if new else ChangeKind.REMOVED
    yield ScriptChange(kind=kind, thing=thing, where=where, name=name, old=old, new=new)
