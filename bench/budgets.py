"""Commands that have no peer, and the CPU seconds that each may take."""

import re
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.comparisons import BIN, Contender
from bench.files import sop_files
from bench.measure import measure

CHANGED = 20
"""SOPs that the newest commit of a library changes."""

_STEP = re.compile(r"(\n +- id: [a-z-]+\n +do: )([A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A command and what it may take.

    Attributes:
        goal: CPU seconds.
    """

    title: str
    contender: Contender
    goal: float


def budgets(library: Path, sops: int) -> tuple[Budget, ...]:
    """Return the commands, for a library whose newest commit changes some SOPs."""
    changed = f"{min(CHANGED, sops)} of {sops:,} SOPs changed"
    return (
        Budget(
            title=f"Tell what changed, {changed}",
            contender=_sop(library, "diff", "HEAD~1..HEAD"),
            goal=3,
        ),
        Budget(
            title=f"Report on it for a pull request, {changed}",
            contender=_sop(library, "report", "HEAD~1..HEAD"),
            goal=3,
        ),
        Budget(
            title=f"List the library in force on a day, {sops:,} SOPs",
            contender=_sop(library, "audit", "--on", "2026-06-01"),
            goal=10,
        ),
    )


def change_some(library: Path) -> int:
    """Commit a change of two steps in some SOPs, and return in how many."""
    every = sop_files(library)
    chosen = every[:: max(1, len(every) // CHANGED)][:CHANGED]
    for path in chosen:
        text = path.read_text("utf-8")
        path.write_text(_STEP.sub(r"\1Now \2", text, count=2), "utf-8")
    git = ["git", "-C", str(library), "-c", "user.name=Alex", "-c", "user.email=a@b.c"]
    subprocess.run([*git, "commit", "-qam", "Change some"], check=True)
    return len(chosen)


def _sop(library: Path, *words: str) -> Contender:
    # 1 tells of problems in the content: the change has no version and no approval.
    command = partial(measure, [str(BIN / "sop"), *words], folder=library, ends=(0, 1))
    return Contender(name=words[0], command=f"sop {' '.join(words)}", run=command)
