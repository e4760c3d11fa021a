"""Neutral records of small scripts, for tests of exporters."""

from typing import Any, cast

from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.neutral import say_parts


def a_record(nodes: dict[str, dict[str, Any]], **exact: str) -> DialerRecord:
    """Return a script that begins with its first node.

    Args:
        nodes: As in the format. Fields and dispositions are found in them, and
            ``sayParts`` are made where there are none.
        exact: The words of each disclosure by id.
    """
    made = {identifier: _with_parts(node) for identifier, node in nodes.items()}
    disclosures = [
        {
            "id": name,
            "title": name,
            "regulation": "A law",
            **_with_parts({"say": words}),
        }
        for name, words in exact.items()
    ]
    record = {
        "$schema": "",
        "format": "sop-dialer",
        "formatVersion": "1.0",
        "id": "first-call/call",
        "title": "First call",
        "summary": "From hello to a date.",
        "language": "en-US",
        "sop": {
            "id": "first-call",
            "number": "SOP-CON-001",
            "title": "First call",
            "version": "1.1.0",
            "effective": "2026-03-01",
            "status": "approved",
        },
        "start": next(iter(made)),
        "nodes": made,
        "fields": {
            name: _field(name) for name in _fields([*made.values(), *disclosures])
        },
        "dispositions": [
            _disposition(code)
            for code in sorted(
                {node["disposition"] for node in made.values() if "disposition" in node}
            )
        ],
        "disclosures": disclosures,
        "contentHash": "0" * 64,
        "provenance": {"path": "x.yaml", "commit": None, "dirty": False},
    }
    return cast("DialerRecord", record)


EVERY_KIND: dict[str, dict[str, Any]] = {
    "hello": {
        "kind": "say",
        "disclosures": ["recording"],
        "say": "Hello {{ customer.name }}.",
        "note": "Smile.",
        "next": "plan",
    },
    "plan": {
        "kind": "branch",
        "on": "account.plan",
        "cases": [
            {"oneOf": ["plus", "pro"], "goto": "thanks"},
            {"equals": "old", "goto": "other"},
        ],
        "default": "good_time",
    },
    "good_time": {
        "kind": "ask",
        "say": "Is it a good time?",
        "choices": [
            {
                "id": "yes",
                "label": "Yes",
                "key": "1",
                "goto": "score",
                "records": {"field": "customer.mood", "value": "good"},
            },
            {"id": "again", "label": "Say that again", "goto": "good_time"},
            {"id": "who", "label": "Who is it?", "goto": "hello"},
        ],
        "default": "nobody",
    },
    "score": {
        "kind": "collect",
        "say": "From 0 to 10?",
        "into": "survey.score",
        "next": "judge",
        "default": "nobody",
    },
    "judge": {
        "kind": "branch",
        "on": "survey.score",
        "cases": [
            {"atLeast": 9, "goto": "thanks"},
            {"atLeast": -0.5, "below": 7.25, "goto": "good_time"},
        ],
        "default": "nobody",
    },
    "other": {"kind": "go", "to": {"sop": "call-handling", "script": "voicemail"}},
    "thanks": {
        "kind": "end",
        "say": "Thank you, {{ customer.name }}.",
        "disposition": "SALE",
    },
    "nobody": {"kind": "end", "disposition": "NOANS"},
}
"""A script with a node of every kind, loops, and each kind of test."""


def _with_parts(node: dict[str, Any]) -> dict[str, Any]:
    return {"sayParts": say_parts(node["say"]), **node} if "say" in node else node


def _fields(spoken: list[dict[str, Any]]) -> list[str]:
    names: set[str] = set()
    for node in spoken:
        names |= {part["field"] for part in node.get("sayParts", ()) if "field" in part}
        names |= {node[key] for key in ("on", "into") if key in node}
        choices = node.get("choices", ())
        names |= {one["records"]["field"] for one in choices if "records" in one}
    return sorted(names)


def _field(name: str) -> dict[str, Any]:
    about = {"title": name, "type": "text", "example": "Example", "source": "CRM"}
    return {**about, "personal": False}


def _disposition(code: str) -> dict[str, Any]:
    flags = ("contact", "sale", "doNotCall", "callback", "completed")
    about = {"code": code, "label": code.title(), "category": "success"}
    return {**about, **dict.fromkeys(flags, False)}
