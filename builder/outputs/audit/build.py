"""An audit as data, as a table for people, and as a table for spreadsheets."""

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from builder.archive import State
from builder.fingerprint import short
from builder.in_force import Standing
from builder.model.sop import Sop
from builder.outputs.audit.format import (
    FORMAT,
    FORMAT_VERSION,
    ApprovalRecord,
    AuditedRecord,
    AuditRecord,
)
from builder.outputs.csv_text import csv_text
from builder.served import services_of
from builder.view import LibraryView

COLUMNS = (
    "number",
    "id",
    "title",
    "area",
    "owner",
    "version",
    "effective",
    "fingerprint",
    "is_approved",
    "approvals",
    "regulations",
    "next",
    "commit",
    "date",
    "signature",
    "path",
)

_HEAD = (
    "NUMBER",
    "ID",
    "VERSION",
    "EFFECTIVE",
    "FINGERPRINT",
    "APPROVED BY",
    "REGULATIONS",
    "COMMIT",
)


def audit_record(
    standings: Mapping[str, Standing], *, day: str, commit: str
) -> AuditRecord:
    """Return the library in force, in the order of numbers, ready for JSON.

    Args:
        standings: Every SOP that was there, by id.
        day: The ISO date that is asked about.
        commit: The full name of the newest commit of that day.
    """
    sops = [
        _audited(identifier, standing.state, standing.state.sop, standing)
        for identifier, standing in standings.items()
        if standing.is_in_force and standing.state and standing.state.sop
    ]
    shown = {record["id"] for record in sops}
    return AuditRecord(
        format=FORMAT,
        formatVersion=FORMAT_VERSION,
        on=day,
        commit=commit,
        sops=sorted(sops, key=lambda record: (record["number"], record["id"])),
        notInForce=sorted(standings.keys() - shown),
    )


def json_text(record: AuditRecord) -> str:
    """Return an audit as JSON."""
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"


def audit_csv(record: AuditRecord) -> str:
    """Return an audit as CSV without a cell that a spreadsheet would run."""
    rows = ([row[name] for name in COLUMNS] for row in map(_row, record["sops"]))
    return csv_text(COLUMNS, rows)


def table_lines(record: AuditRecord) -> Iterator[str]:
    """Return an audit as lines of a table, the head first; nothing is cut off."""
    cells = [_HEAD, *(_cells(sop) for sop in record["sops"])]
    widths = [max(len(row[place]) for row in cells) for place in range(len(_HEAD))]
    for row in cells:
        words = (word.ljust(width) for word, width in zip(row, widths, strict=True))
        yield "  ".join(words).rstrip()


def _audited(
    identifier: str, state: State, sop: Sop, standing: Standing
) -> AuditedRecord:
    shown = short(state.fingerprint)
    return AuditedRecord(
        id=identifier,
        number=sop.number,
        title=sop.title,
        area=PurePosixPath(state.path).parent.name,
        owner=sop.owner,
        version=sop.version,
        effective=sop.effective,
        fingerprint=state.fingerprint,
        commit=state.landed.commit,
        date=state.landed.date,
        signature=state.landed.signature or None,
        path=state.path,
        isApproved=state.is_signed_for,
        approvals=[
            ApprovalRecord(
                role=one.role,
                date=one.date,
                fingerprint=one.fingerprint,
                fits=one.fingerprint == shown,
                who=one.who,
            )
            for one in state.approvals
        ],
        regulations=_regulations(sop, state),
        next=[
            {"version": later.sop.version, "effective": later.sop.effective}
            for later in standing.waiting
            if later.sop
        ],
    )


def _regulations(sop: Sop, state: State) -> list[str]:
    """Return the ids of the regulations that something in an SOP serves."""
    view = LibraryView(state.shared)
    served = (service.regulations for service in services_of(sop, view))
    return sorted({regulation for each in served for regulation in each})


def _row(sop: AuditedRecord) -> dict[str, str]:
    return {
        "number": sop["number"],
        "id": sop["id"],
        "title": sop["title"],
        "area": sop["area"],
        "owner": sop["owner"],
        "version": sop["version"],
        "effective": sop["effective"],
        "fingerprint": sop["fingerprint"],
        "is_approved": "yes" if sop["isApproved"] else "no",
        "approvals": "; ".join(map(_approval, sop["approvals"])),
        "regulations": "; ".join(sop["regulations"]),
        "next": "; ".join(f"{n['version']} from {n['effective']}" for n in sop["next"]),
        "commit": sop["commit"],
        "date": sop["date"],
        "signature": sop["signature"] or "",
        "path": sop["path"],
    }


def _approval(approval: ApprovalRecord) -> str:
    who = f" ({approval['who']})" if approval["who"] else ""
    other = "" if approval["fits"] else " of other words"
    return f"{approval['role']}{who} {approval['date']}{other}"


def _cells(sop: AuditedRecord) -> tuple[str, ...]:
    roles = ", ".join(
        one["role"] if one["fits"] else f"{one['role']} (other words)"
        for one in sop["approvals"]
    )
    return (
        sop["number"],
        sop["id"],
        sop["version"],
        sop["effective"],
        short(sop["fingerprint"]),
        roles or "nobody",
        ", ".join(sop["regulations"]) or "-",
        sop["commit"][:12],
    )
