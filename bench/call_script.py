"""The call script of a synthetic SOP: a graph of 15 nodes of five kinds."""

from typing import Any

from bench.phrases import LINES, Words

Data = dict[str, Any]

FIELDS = [
    "agent.full_name",
    "company.name",
    "company.callback_number",
    "call.reason",
    "customer.first_name",
    "customer.is_good_time",
    "account.plan",
    "lead.need",
    "appointment.date",
    "callback.date",
]


def build_script(words: Words) -> Data:
    """Return the data of one call script."""
    return {
        "id": "main_call",
        "title": words.fill("A call about {matter}"),
        "summary": words.fill("From the first hello to {result}."),
        "fields": FIELDS,
        "start": "greet",
        "nodes": [*_opening(words), *_middle(words), *_endings(words)],
    }


def _opening(words: Words) -> list[Data]:
    return [
        {
            "id": "greet",
            "kind": "say",
            "say": "Hello, {{ customer.first_name }}.",
            "disclosures": ["caller-identification"],
            "next": "good_time",
        },
        {
            "id": "good_time",
            "kind": "ask",
            "say": words.fill("Do you have {span} to talk about {matter}?"),
            "choices": [
                {
                    "label": "Yes",
                    "key": "1",
                    "goto": "purpose",
                    "records": {"field": "customer.is_good_time", "value": "yes"},
                },
                {"label": "Not now", "key": "2", "goto": "when_back"},
            ],
            "default": "no_reply",
        },
        {"id": "purpose", "kind": "say", "say": words.one(LINES), "next": "need"},
        {
            "id": "need",
            "kind": "ask",
            "say": words.fill("Is this about {matter}, or about something else?"),
            "choices": [
                {"label": "About that", "key": "1", "goto": "plan"},
                {"label": "Something else", "key": "2", "goto": "question"},
                {"label": "No interest", "key": "3", "goto": "not_interested"},
            ],
            "default": "question",
        },
        _collect("question", words, into="lead.need", onward="plan"),
    ]


def _middle(words: Words) -> list[Data]:
    return [
        {
            "id": "plan",
            "kind": "branch",
            "on": "account.plan",
            "cases": [
                {"equals": "basic", "goto": "offer"},
                {"one_of": ["plus", "pro"], "goto": "offer_more"},
            ],
            "default": "offer",
        },
        {"id": "offer", "kind": "say", "say": words.one(LINES), "next": "decide"},
        {"id": "offer_more", "kind": "say", "say": words.one(LINES), "next": "decide"},
        {
            "id": "decide",
            "kind": "ask",
            "say": words.fill("Shall I set up {result} for you?"),
            "choices": [
                {"label": "Yes", "key": "1", "goto": "when_there"},
                {"label": "I will think about it", "key": "2", "goto": "when_back"},
                {"label": "No", "key": "3", "goto": "not_interested"},
            ],
            "default": "when_back",
        },
        _collect("when_there", words, into="appointment.date", onward="booked"),
        _collect("when_back", words, into="callback.date", onward="callback"),
    ]


def _collect(identifier: str, words: Words, *, into: str, onward: str) -> Data:
    return {
        "id": identifier,
        "kind": "collect",
        "say": words.fill("What may I write down for {matter}, in your own words?"),
        "into": into,
        "next": onward,
        "default": "no_reply",
    }


def _endings(words: Words) -> list[Data]:
    endings = (
        ("booked", "APPT"),
        ("callback", "CALLBK"),
        ("not_interested", "NOTINT"),
        ("no_reply", "NOANS"),
    )
    return [
        {
            "id": identifier,
            "kind": "end",
            "say": words.fill("Thank you. You will hear from {team} within {span}."),
            "disposition": disposition,
        }
        for identifier, disposition in endings
    ]
