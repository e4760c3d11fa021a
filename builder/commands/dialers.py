"""Dialers: the formats and what each can do, for people and for programs."""

import json
from dataclasses import asdict

from builder.dialers import DIALERS, Dialer

HEAD = ("format", "for", "loops", "collect", "branch", "go", "limits", "how far tried")


def as_json() -> str:
    """Return the formats as a JSON list, in the order of the registry."""
    records = [
        {"name": name, **{k: v for k, v in asdict(dialer).items() if k != "exporter"}}
        for name, dialer in DIALERS.items()
    ]
    return json.dumps(records, indent=2) + "\n"


def as_table() -> str:
    """Return the formats as aligned columns."""
    rows = [HEAD, *(row_of(name, dialer) for name, dialer in DIALERS.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        + "\n"
        for row in rows
    )


def row_of(name: str, dialer: Dialer) -> tuple[str, ...]:
    """Return what the table says of a format."""
    return (
        name,
        dialer.title,
        dialer.loops.value,
        _yes(dialer.collects),
        _yes(dialer.branches),
        _yes(dialer.goes),
        _limits(dialer),
        f"{dialer.verified.value} ({dialer.verified_by})",
    )


def _yes(can: bool) -> str:
    return "yes" if can else "told"


def _limits(dialer: Dialer) -> str:
    limits = []
    if dialer.max_nodes is not None:
        limits.append(f"{dialer.max_nodes} nodes")
    if dialer.max_bytes is not None:
        limits.append(f"{dialer.max_bytes // 1000} kB")
    return ", ".join(limits) or "none"
