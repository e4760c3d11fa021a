"""What an agent needs, by channel, direction and stage of the contact."""

from collections.abc import Iterable, Iterator

from builder.model.sop import Channel, Direction, Sop
from builder.outputs.api.format import (
    ContextRecord,
    MomentRecord,
    SopRecord,
    StepRecord,
    WarningRecord,
)
from builder.outputs.api.parts import add

Key = tuple[str, str, str]

_DIRECTIONS = (Direction.INBOUND, Direction.OUTBOUND, Direction.INTERNAL)


def moments_of(records: Iterable[SopRecord]) -> dict[str, MomentRecord]:
    """Return every step as it is needed in a contact, by its address."""
    return {
        f"{record['id']}#{section['id']}.{step['id']}": _moment(record["id"], step)
        for record in records
        for section in record["sections"]
        for step in section["steps"]
    }


def contexts_of(sops: Iterable[Sop]) -> list[ContextRecord]:
    """Return the steps of each context, by their addresses.

    An SOP for both directions stands in both. Contexts follow the order of channels and
    directions, then that in which stages first occur; steps that of the library.
    """
    found: dict[Key, list[str]] = {}
    for sop in sops:
        for key, address in _places(sop):
            found.setdefault(key, []).append(address)
    channels = [channel.value for channel in Channel]
    directions = [direction.value for direction in _DIRECTIONS]
    ordered = sorted(
        found, key=lambda key: (channels.index(key[0]), directions.index(key[1]))
    )
    return [_context(key, found[key]) for key in ordered]


def _places(sop: Sop) -> Iterator[tuple[Key, str]]:
    both = (Direction.INBOUND, Direction.OUTBOUND)
    directions = both if sop.direction is Direction.BOTH else (sop.direction,)
    for channel in sop.channels:
        for direction in directions:
            for section in sop.procedure:
                key = (channel.value, direction.value, section.stage or "")
                for step in section.steps:
                    yield key, f"{sop.id}#{section.id}.{step.id}"


def _context(key: Key, steps: list[str]) -> ContextRecord:
    channel, direction, stage = key
    record = ContextRecord(channel=channel, direction=direction, steps=steps)
    add(record, stage=stage or None)
    return record


def _moment(sop: str, step: StepRecord) -> MomentRecord:
    record = MomentRecord(sop=sop, page=step["page"], do=step["do"], must=step["must"])
    warnings = [
        WarningRecord(kind=kind, text=words)
        for kind, words in (
            ("warning", step.get("warning")),
            ("caution", step.get("caution")),
        )
        if words
    ]
    add(
        record,
        lines=step.get("say"),
        warnings=warnings,
        disclosures=step.get("disclosures"),
    )
    return record
