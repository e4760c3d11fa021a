"""Permanent addresses: of every part of an SOP, and what a reference points at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.sop import Sop
from builder.model.text import Located

LINK_SCHEMES = ("https", "mailto", "tel", "sop")
"""The only kinds of links that an SOP may hold."""

KIT = "kit/"
"""The page below an SOP's own with what is picked from it, not read from its start."""

KIT_BLOCKS = {
    "objections": "objection",
    "techniques": "_technique",
    "phrases": "",
    "checklists": "checklist",
    "templates": "template",
    "metrics": "metric",
    "scorecard": "scorecard",
    "quiz": "quiz",
    "background": "",
    "regulations": "_regulation",
    "cards": "",
}
"""The blocks of the kit, in its order, with the kind with which anchors begin."""

_KIT_KINDS = frozenset(filter(None, KIT_BLOCKS.values()))
_KIT_HEADS = frozenset(f"_{block}" for block in KIT_BLOCKS)

_SOP_LINK = re.compile(r"sop:([a-z0-9-]+)(?:#([a-z0-9._-]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SopLink:
    """A reference to an SOP, and to a part of it where ``anchor`` is not empty."""

    sop: str
    anchor: str = ""


def parse_sop_link(target: str) -> SopLink | None:
    """Return what ``sop:<id>#<anchor>`` points at, or None for other links."""
    found = _SOP_LINK.fullmatch(target)
    return SopLink(sop=found[1], anchor=found[2] or "") if found else None


def parse_step(address: str, *, home: str) -> SopLink:
    """Return what a step reference points at: ``section.step`` is in SOP ``home``."""
    return parse_sop_link(address) or SopLink(sop=home, anchor=address)


def parse_script(address: str, *, home: str) -> SopLink:
    """Return what ``script`` or ``sop-id/script`` points at."""
    sop, _, script = address.rpartition("/")
    return SopLink(sop=sop or home, anchor=f"script.{script}")


def folder_of(sop: Sop, anchor: str) -> str:
    """Return where a part stands below the page of its SOP.

    Returns:
        ``KIT``, or nothing for what stands on the page itself.
    """
    kind, dot, _ = anchor.partition(".")
    if anchor in _KIT_HEADS:
        return KIT
    if not dot or kind not in _KIT_KINDS:
        return ""
    # A section may carry such a name, and its steps begin with it.
    return "" if any(kind == section.id for section in sop.procedure) else KIT


def parts_of(sop: Sop) -> Iterator[tuple[str, Located]]:
    """Return every addressable part of an SOP with its anchor, in reading order."""
    for section in sop.procedure:
        yield section.id, section
        for step in section.steps:
            yield f"{section.id}.{step.id}", step
    for objection in sop.objections:
        yield f"objection.{objection.id}", objection
    for script in sop.scripts:
        yield f"script.{script.id}", script
        for node in script.nodes:
            yield f"script.{script.id}.{node.id}", node
    yield from ((f"checklist.{part.id}", part) for part in sop.checklists)
    yield from ((f"template.{part.id}", part) for part in sop.templates)
    yield from ((f"escalation.{part.id}", part) for part in sop.escalations)
    yield from ((f"metric.{part.id}", part) for part in sop.metrics)
    yield from ((f"quiz.{part.id}", part) for part in sop.quiz)


def step_numbers(sop: Sop) -> dict[str, str]:
    """Return the shown number of every section and step, by anchor."""
    numbers: dict[str, str] = {}
    for place, section in enumerate(sop.procedure, start=1):
        numbers[section.id] = str(place)
        for position, step in enumerate(section.steps, start=1):
            numbers[f"{section.id}.{step.id}"] = f"{place}.{position}"
    return numbers


def anchors_of(sop: Sop) -> dict[str, Located]:
    """Return the parts of an SOP by anchor; of two equal anchors the first wins."""
    found: dict[str, Located] = {}
    for anchor, part in parts_of(sop):
        found.setdefault(anchor, part)
    return found


def block_anchor(reference: str) -> str:
    """Return the anchor that a card reference such as ``step:greet.say-who`` means.

    Steps and sections stand under their own ids; other kinds carry their kind.
    """
    kind, _, identifier = reference.partition(":")
    return identifier if kind in ("step", "section") else f"{kind}.{identifier}"
