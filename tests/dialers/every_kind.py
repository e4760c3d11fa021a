"""A script with a node of every kind and a way back, to be bent by tests."""

import copy
from typing import Any, cast

from builder.outputs.dialer.format import DialerRecord
from builder.outputs.dialer.neutral import say_parts

NODES: dict[str, Any] = {
    "hello": {
        "kind": "say",
        "disclosures": ["recording-notice"],
        "say": "Hello {{ customer.first_name }}.",
        "note": "Smile.",
        "next": "plan",
    },
    "plan": {
        "kind": "branch",
        "on": "account.plan",
        "cases": [
            {"equals": "plus", "goto": "thanks"},
            {"oneOf": ["pro", "max"], "goto": "score"},
        ],
        "default": "good_time",
        "note": "Nobody reads this.",
    },
    "score": {
        "kind": "branch",
        "on": "customer.score",
        "cases": [
            {"atLeast": 9, "goto": "thanks"},
            {"atLeast": 6.5, "below": 9, "goto": "good_time"},
        ],
        "default": "elsewhere",
    },
    "good_time": {
        "kind": "ask",
        "say": "Is it a good time?",
        "choices": [
            {
                "id": "yes",
                "label": "Yes, go on",
                "key": "1",
                "goto": "thanks",
                "records": {"field": "account.plan", "value": "plus"},
            },
            {"id": "later", "label": "Later", "goto": "when"},
            {"id": "again", "label": "Say it again", "goto": "good_time"},
        ],
        "default": "nobody",
    },
    "when": {
        "kind": "collect",
        "say": "When may I call?",
        "into": "callback.date",
        "next": "later",
        "default": "good_time",
    },
    "later": {
        "kind": "end",
        "say": "Until {{ callback.date }}.",
        "disposition": "CALLBK",
    },
    "elsewhere": {"kind": "go", "to": {"sop": "first-call", "script": "other"}},
    "thanks": {"kind": "end", "say": "Thank you.", "disposition": "SALE"},
    "nobody": {"kind": "end", "disposition": "NOANS"},
}


def a_record(**changes: Any) -> DialerRecord:
    """Return the script; nodes of these names are put in, or (None) left out."""
    nodes = {**copy.deepcopy(NODES), **copy.deepcopy(changes)}
    nodes = {name: node for name, node in nodes.items() if node is not None}
    for node in nodes.values():
        if "say" in node:
            node["sayParts"] = say_parts(node["say"])
    notice = "This call is recorded."
    return cast(
        "DialerRecord",
        {
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
            "start": "hello",
            "nodes": nodes,
            "fields": {
                "account.plan": a_field("Plan", example="basic"),
                "callback.date": a_field("Date", "date", example="2026-07-01"),
                "customer.first_name": a_field("First name", example="Alex"),
                "customer.score": a_field("Score", "number", example="8"),
            },
            "dispositions": [
                an_outcome("CALLBK", "Call back"),
                an_outcome("NOANS", "No answer"),
                an_outcome("SALE", "Sale made"),
            ],
            "disclosures": [
                {
                    "id": "recording-notice",
                    "title": "Recording",
                    "say": notice,
                    "sayParts": [{"text": notice}],
                    "regulation": "Recording law",
                    "record": "Tick the box.",
                }
            ],
            "contentHash": "0123456789abcdef" * 4,
            "provenance": {"path": "a.yaml", "commit": None, "dirty": False},
        },
    )


def a_field(title: str, kind: str = "text", *, example: str) -> dict[str, Any]:
    """Return a field of the record."""
    return {
        "title": title,
        "type": kind,
        "example": example,
        "source": "CRM",
        "personal": True,
    }


def an_outcome(code: str, label: str) -> dict[str, Any]:
    """Return a disposition of the record."""
    return {
        "code": code,
        "label": label,
        "category": "success",
        "contact": True,
        "sale": False,
        "doNotCall": False,
        "callback": False,
        "completed": True,
    }
