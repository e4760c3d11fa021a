"""An SOP as plain text for a terminal, in the order in which an agent reads it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from builder.addresses import parts_of
from builder.library import Library
from builder.model.blocks import (
    Checklist,
    Escalation,
    Metric,
    Objection,
    Question,
    Scorecard,
    TechniqueUse,
    Template,
)
from builder.model.procedure import Section, Step
from builder.model.script import NODE_KINDS, Script
from builder.model.sop import Sop
from builder.model.text import Located
from builder.outputs.terminal import blocks, head, procedure, scripts, talk
from builder.view import LibraryView

_BLOCKS: Mapping[str, Callable[[Sop, LibraryView], Iterator[str]]] = {
    "definitions": talk.definitions,
    "roles": talk.roles,
    "tools": talk.tools,
    "procedure": procedure.procedure,
    "objections": talk.objections,
    "techniques": talk.techniques,
    "phrases": talk.phrases,
    "scripts": scripts.scripts,
    "checklists": blocks.checklists,
    "templates": blocks.templates,
    "escalations": blocks.escalations,
    "metrics": blocks.metrics,
    "scorecard": blocks.scorecards,
    "quiz": blocks.quiz,
    "related": head.related,
    "approvals": head.approvals,
    "history": head.revisions,
}
"""What follows the head, in its order; ``_`` before the name is its anchor."""

_PARTS: Mapping[type[Located], Callable[[Any, LibraryView], Iterator[str]]] = {
    Section: procedure.section,
    Step: procedure.step,
    Objection: talk.objection,
    TechniqueUse: talk.technique,
    Script: scripts.script,
    **dict.fromkeys(NODE_KINDS.values(), scripts.node),
    Checklist: blocks.checklist,
    Template: blocks.template,
    Escalation: blocks.escalation,
    Metric: blocks.metric,
    Scorecard: blocks.scorecard,
    Question: blocks.question,
}


def render_sop(sop: Sop, library: Library, *, today: str = "") -> str:
    """Return the whole SOP as text of at most 88 columns.

    Args:
        sop: The SOP.
        library: Whose shared words are shown.
        today: An ISO date, to say whether the SOP is in force; empty for a text of
            the past, of which it is not asked.
    """
    view = LibraryView(library)
    lines = [*head.head(sop, view, today=today)]
    for block in _BLOCKS.values():
        lines += block(sop, view)
    return _text(lines)


def render_part(sop: Sop, anchor: str, library: Library) -> str | None:
    """Return one part or block as text, or None if there is no such anchor."""
    view = LibraryView(library)
    part = _parts(sop).get(anchor)
    if part is not None:
        return _text(_PARTS[type(part)](part, view))
    block = _BLOCKS.get(anchor.removeprefix("_")) if anchor.startswith("_") else None
    return (_text(block(sop, view)) or None) if block else None


def shown_anchors(sop: Sop) -> tuple[str, ...]:
    """Return every anchor of a part that can be shown by itself."""
    return tuple(_parts(sop))


def _parts(sop: Sop) -> dict[str, Located]:
    """Return the parts by anchor; of two equal anchors the first wins."""
    found: dict[str, Located] = {}
    for anchor, part in parts_of(sop):
        found.setdefault(anchor, part)
    for use in sop.techniques:
        found.setdefault(f"_technique.{use.technique}", use)
    if sop.scorecard:
        found.setdefault(f"scorecard.{sop.scorecard.id}", sop.scorecard)
    return found


def _text(lines: Iterable[str]) -> str:
    text = "\n".join(lines).strip("\n")
    return f"{text}\n" if text else ""
