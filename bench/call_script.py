"""The call script of a synthetic SOP: a graph of 15 nodes of five kinds.

With it come the rules that hold on all its paths, and the ends that it names.
"""

from typing import Any

from bench.phrases import GREETING, LINES, SENTENCES, Words

Data = dict[str, Any]

FIELDS = [
    "agent.full_name",
    "company.name",
    "company.callback_number",
    "call.reason",
    "customer.first_name",
    "account.plan",
    "lead.need",
    "appointment.date",
    "callback.date",
]

ENDINGS = (
    ("booked", "APPT"),
    ("callback", "CALLBK"),
    ("not_interested", "NOTINT"),
    ("no_reply", "NOANS"),
)
"""The last nodes, with the disposition of each."""


def build_path_rules() -> Data:
    """Return the shared file of path rules: one of each way to say what must hold."""
    return {
        "schema": 1,
        "path_rules": [
            {
                "id": "caller-named-first",
                "title": "Who is calling, in the first words",
                "why": "Whoever picks up has a right to know who calls.",
                "must": {"says": ["caller-identification"]},
                "within_nodes": 1,
            },
            {
                "id": "notice-before-the-matter",
                "title": "The recording notice comes before the matter",
                "why": "Whoever tells something must know that it is recorded.",
                "before": {"says": ["recording-notice"]},
                "never": {"collects": ["*.*"], "shows": ["account.*", "lead.*"]},
            },
            {
                "id": "notice-on-every-talk",
                "title": "No talk ends without the recording notice",
                "why": "A call that came to a result was long enough for it.",
                "ends": {"categories": ["success", "not_interested"]},
                "must": {"says": ["recording-notice"]},
            },
            {
                "id": "no-pressure",
                "title": "No line presses anybody",
                "why": "A false hurry misleads the customer.",
                "never": {"words": ["last chance", "only today", "guarantee"]},
            },
            {
                "id": "no-card-data",
                "title": "No script asks for card data",
                "why": "What is never asked cannot be stolen from us.",
                "never": {"collects": ["*.*card*"], "shows": ["*.*card*"]},
            },
            {
                "id": "no-ends-the-offer",
                "title": "After a no, nothing is asked",
                "why": "To go on after a no is pressure.",
                "after": {"answers": ["No interest", "No"]},
                "never": {"collects": ["*.*"]},
            },
            {
                "id": "callback-has-a-day",
                "title": "A callback has a day",
                "why": "A callback without a day is a promise no calendar knows.",
                "ends": {"dispositions": ["CALLBK"]},
                "must": {"collects": ["callback.date"]},
            },
        ],
    }


def build_script(words: Words) -> Data:
    """Return the data of one call script."""
    return {
        "id": "main_call",
        "title": words.fill("A call about {matter}"),
        "summary": words.fill(SENTENCES["script"]),
        "fields": FIELDS,
        "start": "greet",
        "nodes": [*_opening(words), *_middle(words), *_endings(words)],
    }


def _opening(words: Words) -> list[Data]:
    return [
        {
            "id": "greet",
            "kind": "say",
            "say": GREETING,
            "disclosures": ["caller-identification", "recording-notice"],
            "next": "good_time",
        },
        {
            "id": "good_time",
            "kind": "ask",
            "say": words.fill(SENTENCES["good_time"]),
            "choices": [
                {"label": "Yes", "key": "1", "goto": "purpose"},
                {"label": "Not now", "key": "2", "goto": "when_back"},
            ],
            "default": "no_reply",
        },
        {"id": "purpose", "kind": "say", "say": words.one(LINES), "next": "need"},
        {
            "id": "need",
            "kind": "ask",
            "say": words.fill(SENTENCES["need"]),
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
            "say": words.fill(SENTENCES["decide"]),
            "choices": [
                {"label": "Yes", "key": "1", "goto": "when_there"},
                {"label": "I will think about it", "key": "2", "goto": "when_back"},
                {"label": "No", "key": "3", "goto": "not_interested"},
            ],
            "default": "when_back",
        },
        _collect("when_there", words, into="appointment.date", onward="booked"),
        _collect(
            "when_back",
            words,
            sentence="day",
            into="callback.date",
            onward="callback",
        ),
    ]


def _collect(
    identifier: str,
    words: Words,
    *,
    into: str,
    onward: str,
    sentence: str = "collect",
) -> Data:
    return {
        "id": identifier,
        "kind": "collect",
        "say": words.fill(SENTENCES[sentence]),
        "into": into,
        "next": onward,
        "default": "no_reply",
    }


def _endings(words: Words) -> list[Data]:
    return [
        {
            "id": identifier,
            "kind": "end",
            "say": words.fill(SENTENCES["end"]),
            "disposition": disposition,
        }
        for identifier, disposition in ENDINGS
    ]
