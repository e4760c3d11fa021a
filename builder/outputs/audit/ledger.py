"""The ledger: one line per version, each with the hash of the line before.

``build/ledger.jsonl`` can be kept anywhere: whoever has its last line can tell whether
any line before it, or the history in git, was changed since.
"""

import hashlib
from collections.abc import Iterator
from typing import TypedDict

from builder.archive import Archive, State
from builder.errors import SopError
from builder.fingerprint import canonical
from builder.in_force import IN_FORCE
from builder.model.sop import Sop

NAME = "ledger.jsonl"
FORMAT = "sop-ledger"
FORMAT_VERSION = "1.0"
NO_LINE = "0" * 64
"""What the first line has for the hash of the line before."""


class SignedRecord(TypedDict):
    """One approval of the version."""

    role: str
    date: str
    fingerprint: str
    who: str | None


class LedgerLine(TypedDict):
    """One version of one SOP, as it came to the main line."""

    format: str
    formatVersion: str
    line: int
    previous: str
    sop: str
    number: str
    version: str
    status: str
    effective: str
    fingerprint: str
    commit: str
    date: str
    path: str
    approvals: list[SignedRecord]


def ledger_lines(archive: Archive) -> Iterator[bytes]:
    """Yield the lines of the ledger, oldest first, without line ends.

    An SOP has a line when it comes to be approved or retired, in another version or
    with other approvals than in its line before. Lines of one commit stand in the
    order of their files. A new commit only adds lines.
    """
    previous = NO_LINE
    for number, state in enumerate(_versions(archive), start=1):
        line = canonical(_line(state, number=number, previous=previous))
        previous = hash_of(line)
        yield line


def ledger_bytes(archive: Archive | None) -> bytes:
    """Return the ledger as a file; nothing where git cannot tell the past.

    A part of a ledger would look like one that was cut off.
    """
    try:
        lines = ledger_lines(archive) if archive else ()
        return b"".join(line + b"\n" for line in lines)
    except SopError:
        return b""


def hash_of(line: bytes) -> str:
    """Return the SHA-256 of a line, in hex."""
    return hashlib.sha256(line).hexdigest()


def _versions(archive: Archive) -> list[State]:
    found = [
        state
        for trail in archive.mainline.trails
        for state in _versions_in(archive.states(trail))
    ]
    return sorted(found, key=lambda state: (-state.landed.place, state.path))


def _versions_in(states: tuple[State, ...]) -> Iterator[State]:
    """Yield the states of one SOP that have a line, oldest first."""
    known: tuple[str, ...] = ()
    for state in reversed(states):
        if not state.blob or not state.is_of_an_sop:
            continue
        key = state.headlines
        if key == known:
            continue
        sop = state.sop
        if sop is not None and sop.status in IN_FORCE:
            known = key
            yield state


def _line(state: State, *, number: int, previous: str) -> LedgerLine:
    sop = state.sop
    assert isinstance(sop, Sop)  # only readable states have a line
    return LedgerLine(
        format=FORMAT,
        formatVersion=FORMAT_VERSION,
        line=number,
        previous=previous,
        sop=sop.id,
        number=sop.number,
        version=sop.version,
        status=sop.status.value,
        effective=sop.effective,
        fingerprint=state.first_fingerprint,
        commit=state.landed.commit,
        date=state.landed.date,
        path=state.path,
        approvals=[
            SignedRecord(
                role=one.role, date=one.date, fingerprint=one.fingerprint, who=one.who
            )
            for one in state.approvals
        ],
    )
