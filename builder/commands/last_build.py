"""The last build: if nothing it was made from has changed, it need not be made again.

Both the state of the project and what stands in ``build/`` must be as they were; where
either cannot be told, everything is built.
"""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.commands.build_order import BuildOrder, Made
from builder.commands.build_state import output_of, state_of
from builder.diagnostics import Diagnostic, Severity, TraceStep
from builder.project import Project

RECORD = Path(".cache/last-build.json")
"""Where the last build is remembered, below the project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastBuild:
    """A build that still holds.

    Attributes:
        diagnostics: What was found then, and would be found now.
        made: How much it made.
    """

    diagnostics: tuple[Diagnostic, ...]
    made: Made


def find_last_build(project: Project, order: BuildOrder) -> LastBuild | None:
    """Return the last build if another one would make the same; else None."""
    try:
        record = json.loads((project.root / RECORD).read_bytes())
        if record["output"] != output_of(project.root / "build"):
            return None
        if record["state"] != state_of(project, order):
            return None
        found = tuple(map(_diagnostic, record["diagnostics"]))
        return LastBuild(diagnostics=found, made=Made(**record["made"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_last_build(root: Path, state: str, output: str, last: LastBuild) -> None:
    """Remember a build; that it cannot be written is no error.

    Args:
        root: The project.
        state: ``state_of`` the project before anything was read; empty forgets the
            last build.
        output: ``output_of`` the folder that was published.
        last: What it found and made.
    """
    record = {
        "state": state,
        "output": output,
        "diagnostics": [asdict(found) for found in last.diagnostics],
        "made": asdict(last.made),
    }
    target = root / RECORD
    with suppress(OSError):
        if target.parent.resolve() != root.resolve() / RECORD.parent:
            return  # a link would lead out of the project
        if not state:
            target.unlink(missing_ok=True)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        torn = target.with_suffix(f".{os.getpid()}")  # another build may run
        torn.write_text(json.dumps(record), "utf-8")
        torn.replace(target)


def _diagnostic(row: dict[str, Any]) -> Diagnostic:
    """Return a diagnostic that was written as JSON."""
    trace = tuple(TraceStep(**step) for step in row.pop("trace"))
    severity = Severity(row.pop("severity"))
    return Diagnostic(severity=severity, trace=trace, **row)
