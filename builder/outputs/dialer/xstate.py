"""A script as a machine of XState 5: plain JSON, guards and actions by name.

The few functions behind the names stand in ``docs/dialers/xstate.md``.
"""

from typing import Any

from builder.outputs.dialer.export import Export, Utterance, json_bytes, utterances
from builder.outputs.dialer.format import (
    CaseRecord,
    ChoiceRecord,
    DialerRecord,
    NodeRecord,
)
from builder.outputs.dialer.statechart import (
    address,
    circling_branches,
    other_scripts,
)

Json = dict[str, Any]


def export(record: DialerRecord) -> Export:
    """Return a script as the configuration of an XState machine."""
    return Export(content=json_bytes(_machine(record)), losses=other_scripts(record))


def _machine(record: DialerRecord) -> Json:
    states = {identifier: _state(identifier, record) for identifier in record["nodes"]}
    for identifier in circling_branches(record):
        states[identifier]["on"] = {"next": states[identifier].pop("always")}
    return {
        "id": record["id"],
        "version": record["sop"]["version"],
        "description": record["title"],
        "meta": _about(record),
        "initial": record["start"],
        "context": {"fields": dict.fromkeys(record["fields"], "")},
        "on": {"field": {"actions": [{"type": "record"}]}},
        "states": states,
    }


def _about(record: DialerRecord) -> Json:
    """Return what the machine itself has no use for."""
    about: Json = {
        "language": record["language"],
        "sop": record["sop"],
        "fields": record["fields"],
        "contentHash": record["contentHash"],
    }
    for key in ("summary", "callType"):
        if value := record.get(key):
            about[key] = value
    return about


def _state(identifier: str, record: DialerRecord) -> Json:
    node = record["nodes"][identifier]
    meta: Json = {"kind": node["kind"]}
    if note := node.get("note"):
        meta["note"] = note
    state: Json = {"meta": meta}
    if said := utterances(node, record):
        state["entry"] = [_say(one) for one in said]
    if node["kind"] == "go":
        result = {"goesTo": address(node)}
    elif node["kind"] == "end":
        result = {"disposition": node["disposition"]}
    else:
        return state | _ways(node, identifier)
    meta |= result | _flags(record, node.get("disposition", ""))
    return state | {"type": "final", "output": result}


def _ways(node: NodeRecord, home: str) -> Json:
    """Return the ways out of a node, by the events that take them."""
    if node["kind"] == "say":
        return {"on": {"next": _way(node["next"], home)}}
    default = _way(node["default"], home)
    if node["kind"] == "branch":
        cases = [_case(case, node["on"], home) for case in node["cases"]]
        return {"always": [*cases, default]}
    if node["kind"] == "collect":
        given = _way(node["next"], home) | {
            "guard": {"type": "valueIsGiven"},
            "actions": [_action("record", field=node["into"])],
        }
        return {"on": {"value": [given, default], "silence": default}}
    picked = {
        f"choice.{choice['id']}": _choice(choice, home) for choice in node["choices"]
    }
    return {"on": {**picked, "silence": default}}


def _flags(record: DialerRecord, code: str) -> Json:
    """Return what is known of a disposition but its code."""
    for known in record["dispositions"]:
        if known["code"] == code:
            return {key: value for key, value in known.items() if key != "code"}
    return {}


def _say(said: Utterance) -> Json:
    """Return the action that says words; those with a disclosure are said exactly."""
    if not said.disclosure:
        return _action("say", parts=list(said.parts))
    source = {
        key: value
        for key, value in said.disclosure.items()
        if key not in ("say", "sayParts")
    }
    return _action("sayExactly", parts=list(said.parts), disclosure=source)


def _choice(choice: ChoiceRecord, home: str) -> Json:
    way = _way(choice["goto"], home)
    way["meta"] = {key: choice[key] for key in ("label", "key") if key in choice}
    if records := choice.get("records"):
        way["actions"] = [
            _action("record", field=records["field"], value=records["value"])
        ]
    return way


def _case(case: CaseRecord, field: str, home: str) -> Json:
    way = _way(case["goto"], home)
    if "equals" in case:
        way["guard"] = _action("fieldIs", field=field, value=case["equals"])
    elif "oneOf" in case:
        way["guard"] = _action("fieldIsOneOf", field=field, values=case["oneOf"])
    else:
        bounds = {key: case[key] for key in ("atLeast", "below") if key in case}
        way["guard"] = _action("fieldIsFrom", field=field, **bounds)
    return way


def _way(goto: str, home: str) -> Json:
    """Return a way to a node; one that stays at home says everything again."""
    return {"target": goto, "reenter": True} if goto == home else {"target": goto}


def _action(kind: str, **parameters: object) -> Json:
    return {"type": kind, "params": parameters}
