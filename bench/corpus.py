"""Synthetic SOPs: 150 to 250 lines of YAML each, with one script of 15 nodes.

They are nearly as dense as the SOPs that this project ships: five to six words a line.
"""

from typing import Any

from bench.call_script import build_script
from bench.phrases import (
    AREAS,
    FOLLOW_UP,
    INSTRUCTIONS,
    LINES,
    OBJECTIONS,
    REASONS,
    REPLIES,
    SENTENCES,
    TRIGGERS,
    WARNINGS,
    Words,
)

Data = dict[str, Any]

SECTIONS = (
    ("prepare", "Before you answer"),
    ("talk", "While you talk"),
    ("close", "Before you hang up"),
)
FIRST_STEP = "prepare.first-look"
"""A step that every SOP has, so that others can link to it."""


def build_areas() -> Data:
    """Return the shared file of areas."""
    return {
        "schema": 1,
        "areas": [
            {
                "id": identifier,
                "code": code,
                "title": title,
                "summary": f"What we do when a contact is about {title.lower()}.",
            }
            for identifier, code, title in AREAS
        ],
    }


def area_of(index: int) -> tuple[str, str, str]:
    """Return folder, code and title of the area that an SOP belongs to."""
    return AREAS[index % len(AREAS)]


def identifier_of(index: int) -> str:
    """Return the id of an SOP by its place in the library."""
    return f"{area_of(index)[0]}-case-{index:05d}"


def build_sop(index: int, *, count: int, seed: int) -> Data:
    """Return the data of one SOP of a library of ``count``, without approvals."""
    words = Words(f"{seed}:{index}")
    title = words.fill("{matter}, {party}")
    others = [(index + step * len(AREAS)) % count for step in (1, 2)]
    return {
        **_control(index, title, words),
        "channels": ["voice", "chat"],
        "direction": "inbound",
        "tags": [area_of(index)[0], words.random.choice(("service", "compliance"))],
        "keywords": [words.fill("{matter}"), words.fill("{feeling} about {matter}")],
        "purpose": words.fill(
            "This procedure leads from {matter} to {result} in **one contact**, keeps "
            "{party} informed, and tells {team} what it must know {moment}."
        ),
        "scope": {
            "covers": [words.fill(SENTENCES["covers"])],
            "does_not_cover": [words.fill(SENTENCES["does_not_cover"])],
        },
        "roles": [
            {"role": "agent", "does": words.several(REASONS, 1)},
            {
                "role": "team-lead",
                "does": [words.fill(SENTENCES["duty"])],
            },
        ],
        "tools": [
            {
                "tool": "crm",
                "use": words.fill(SENTENCES["tool"]),
            }
        ],
        "procedure": [_section(at, words) for at in range(len(SECTIONS))],
        "objections": _objections(words),
        "scripts": [build_script(words)],
        "checklists": [_checklist(words)],
        "escalations": _escalations(words),
        "related": [
            {
                "sop": identifier_of(other),
                "why": words.fill(SENTENCES["related"]),
            }
            for other in dict.fromkeys(others)
            if other != index
        ],
        "revision_history": [
            {
                "version": "1.0.0",
                "date": "2026-10-01",
                "role": "operations-manager",
                "changes": ["first_version"],
                "what": words.fill(SENTENCES["change"]),
                "why": words.one(REASONS),
            }
        ],
    }


def _control(index: int, title: str, words: Words) -> Data:
    _, code, _ = area_of(index)
    return {
        "schema": 2,
        "id": identifier_of(index),
        "number": f"SOP-{code}-{index // len(AREAS) + 1:03d}",
        "title": f"{title} ({index})",
        "summary": words.fill(SENTENCES["summary"]),
        "status": "approved",
        "version": "1.0.0",
        "effective": "2026-10-05",
        "owner": "operations-manager",
        "review": {"cadence": "yearly", "last": "2026-10-01"},
    }


def _section(at: int, words: Words) -> Data:
    identifier, title = SECTIONS[at]
    more = 1 if identifier == "talk" else 0
    chosen = words.random.sample(INSTRUCTIONS, words.random.choice((1, 2)) + more)
    if at == 0:
        chosen[0] = (
            "first-look",
            SENTENCES["first_look"],
        )
    steps = [_step(name, sentence, words) for name, sentence in chosen]
    return {"id": identifier, "title": title, "steps": steps}


def _step(identifier: str, sentence: str, words: Words) -> Data:
    step: Data = {"id": identifier, "do": words.fill(sentence)}
    extras: tuple[Data, ...] = (
        {"why": words.one(REASONS)},
        {"say": [words.one(LINES)]},
        {"warning": words.one(WARNINGS), "must": True, "regulations": ["gdpr"]},
        {
            "decisions": [
                {
                    "when": words.fill("{party} asks for {result} {moment}"),
                    "then": words.fill(SENTENCES["then"]),
                    "go": FIRST_STEP,
                }
            ]
        },
        {},
    )
    return step | words.random.choice(extras)


def _objections(words: Words) -> list[Data]:
    return [
        {
            "id": identifier,
            "title": title,
            "customer_says": [
                said,
                words.fill(SENTENCES["complaint"]),
            ],
            "reply": words.one(REPLIES),
            "ask": FOLLOW_UP,
        }
        for identifier, title, said in words.random.sample(
            OBJECTIONS, words.random.choice((1, 2))
        )
    ]


def _checklist(words: Words) -> Data:
    chosen = words.random.sample(INSTRUCTIONS, 3)
    items = [{"id": name, "do": words.fill(sentence)} for name, sentence in chosen]
    return {"id": "daily", "title": "Every day", "when": "First thing", "items": items}


def _escalations(words: Words) -> list[Data]:
    return [
        {
            "id": identifier,
            "when": when,
            "path": path,
            "severity": severity,
            "to": role,
            "within": f"{minutes} minutes",
            "hand_over": words.fill(SENTENCES["hand_over"]),
        }
        for (identifier, path, severity, role, minutes), when in zip(
            (
                ("decision", "service", 3, "team-lead", 30),
                ("public", "legal", 2, "supervisor", 5),
            ),
            words.several(TRIGGERS, 2),
            strict=True,
        )
    ]
