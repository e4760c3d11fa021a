"""What a path is, and what a runtime is given and tells: the words of this package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from typing import Literal, Protocol, cast

from builder.outputs.dialer.export import Export
from builder.outputs.dialer.format import DialerRecord

CUT = "cut"
"""The end of a call on the screen that says: go back in the script by yourself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the customer does at one node that waits for an answer.

    Attributes:
        node: The node that waits.
        kind: A choice is picked, a value is given, or nothing fits: silence.
        choice: The id of the choice; empty for a value or silence.
        label: The words of the choice.
        value: The value; empty for a choice or silence.
    """

    node: str
    kind: Literal["choice", "value", "silence"]
    choice: str = ""
    label: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One whole call through a script, as its YAML tells it.

    Attributes:
        given: Values of fields at the start of the call; one that is not here has its
            example, and one that is empty is not known to the dialer.
        answers: One for each passed ``ask`` and ``collect`` node, in order.
        nodes: Every node that is passed, in order.
        said: Every whole text in order, fields filled with what they hold by then.
        end: The code of the disposition, or ``go:sop-id/script_id``.
        recorded: What the nodes and choices wrote into fields, by the end.
        offered: The labels to pick from at each passed ``ask`` node, in order.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...]
    nodes: tuple[str, ...]
    said: tuple[str, ...]
    end: str
    recorded: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a runtime made of one path.

    Attributes:
        said: What it spoke or showed, in order, cut as it likes; None if it has none.
        end: As in ``Path``; ``CUT`` on the last screen of a loop that was written out.
        error: Why it did not come to an end, or refused the import.
        recorded: What it wrote into fields; None if the runtime cannot tell.
        offered: The labels it showed at each question; None if it cannot tell.
    """

    said: tuple[str, ...] | None = None
    end: str = ""
    error: str = ""
    recorded: Mapping[str, str] | None = None
    offered: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One export, and the calls to make with it.

    The record is there for names that the export had to change and for examples of
    fields. What a path says and where it ends are for the comparison only.
    """

    export: Export
    record: DialerRecord
    paths: Sequence[Path]


class Runtime(Protocol):
    """A module in ``tests/dialers/runtimes`` that runs exports of one format.

    It hands the work to a program that we did not write. What it tells of one script,
    such as ``recorded``, it has to tell of every script. The module may hold names for
    the table of ``verify.py``: ``MUTANTS = 1000``, if it is fast enough for more than
    usual, ``PATHS = 120``, if it is too slow for all that are listed, and ``RUN_BY``,
    the program, if ``DIALERS`` names another one.
    """

    def run(self, jobs: Sequence[Job]) -> list[list[Outcome]]:
        """Return an outcome for each path of each job; problems are outcomes too."""


def runtime_of(name: str) -> Runtime | None:
    """Return the runtime of a format, or None if there is none."""
    module = f"tests.dialers.runtimes.{name.replace('-', '_')}"
    try:
        return cast("Runtime", import_module(module))
    except ModuleNotFoundError as missing:
        if missing.name != module:
            raise
        return None


def difference(path: Path, outcome: Outcome) -> str:
    """Return in words what an outcome has otherwise than its path; empty if nothing.

    Texts are joined and white space is collapsed: a runtime may show two texts as one.
    """
    if outcome.error:
        return f"it stops: {outcome.error}"
    if outcome.end != path.end:
        return f"it ends with '{outcome.end}', not '{path.end}'"
    if outcome.said is not None and (joined(outcome.said) != joined(path.said)):
        return f"it says\n  {joined(outcome.said)!r}\nnot\n  {joined(path.said)!r}"
    if outcome.recorded is not None and dict(outcome.recorded) != dict(path.recorded):
        return f"it records {dict(outcome.recorded)}, not {dict(path.recorded)}"
    if outcome.offered is not None and outcome.offered != path.offered:
        return f"it offers {outcome.offered}, not {path.offered}"
    return ""


def ways_back(path: Path) -> int:
    """Return how often a call goes back to a node that it passed, or stays at it."""
    first: dict[str, int] = {}
    for place, node in enumerate(path.nodes):
        first.setdefault(node, place)
    return sum(
        first[after] <= first[before] and after in path.nodes[: place + 1]
        for place, (before, after) in enumerate(pairwise(path.nodes))
    )


def joined(said: Sequence[str]) -> str:
    """Return texts as one, white space collapsed."""
    return " ".join(" ".join(said).split())
