"""Overviews of the library: every script, every metric, and the escalation matrix."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from builder.model.blocks import Escalation, Metric
from builder.model.script import EndNode, GoNode, Script, targets
from builder.model.shared import Disposition
from builder.model.sop import Direction, Sop
from builder.outputs.facts import OutputFile
from builder.outputs.site.block_views import LIBRARY
from builder.outputs.site.context import SiteContext
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page

SEVERITIES = (1, 2, 3, 4)
PATHS = ("service", "technical", "billing", "legal", "abuse", "safety")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedScript:
    """A script as the list of scripts shows it.

    Attributes:
        dispositions: Every outcome that can be reached from its start.
        goes_to: The scripts that it leads on to, as ``sop-id/script_id``.
        export: The file for the dialer, if there is one.
    """

    sop: Sop
    script: Script
    dispositions: tuple[Disposition, ...]
    goes_to: tuple[str, ...]
    export: OutputFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A role in one cell of the matrix.

    Attributes:
        times: How soon it responds, each with the first row that says so.
    """

    role: str
    times: dict[str, str] = field(default_factory=dict)


def overviews(site: SiteContext) -> Iterator[Page]:
    """Return the pages that show one kind of thing at a glance."""
    yield _scripts(site)
    yield _escalations(site)
    yield _metrics(site)


def _scripts(site: SiteContext) -> Page:
    made = Gathering("scripts", site, group=LIBRARY)
    every = [_listed(sop, script, made) for sop in made.sops for script in sop.scripts]
    every.sort(key=lambda one: (one.script.call_type or "").casefold())
    groups = [
        (direction.value, found)
        for direction in Direction
        if (found := [one for one in every if one.sop.direction is direction])
    ]
    return made.page(
        values={"groups": groups},
        toc=[(f"_{key}", made.string(f"direction.{key}")) for key, _ in groups],
    )


def _listed(sop: Sop, script: Script, made: Gathering) -> ListedScript:
    reached = _reachable(script)
    ends = [node for node in script.nodes if isinstance(node, EndNode)]
    codes = dict.fromkeys(node.disposition for node in ends if node.id in reached)
    shown = made.view.dispositions
    exports = made.site.exports.get(sop.id, ())
    return ListedScript(
        sop=sop,
        script=script,
        dispositions=tuple(one for code in codes if (one := shown.find(code))),
        goes_to=tuple(
            node.to if "/" in node.to else f"{sop.id}/{node.to}"
            for node in script.nodes
            if isinstance(node, GoNode) and node.id in reached
        ),
        export=next((file for file in exports if file.variant == script.id), None),
    )


def _reachable(script: Script) -> set[str]:
    """Return the ids of the nodes that a call can come to."""
    nodes = {node.id: node for node in script.nodes}
    reached: set[str] = set()
    waiting = [script.start]
    while waiting:
        identifier = waiting.pop()
        if identifier in nodes and identifier not in reached:
            reached.add(identifier)
            waiting += [target for _, target in targets(nodes[identifier])]
    return reached


def _escalations(site: SiteContext) -> Page:
    made = Gathering("escalations", site, group=LIBRARY)
    every = [(sop, row) for sop in made.sops for row in sop.escalations]
    groups = [
        (severity, found)
        for severity in SEVERITIES
        if (found := _of_severity(severity, every))
    ]
    matrix = [
        (path, [(severity, _cells(found, path)) for severity, found in groups])
        for path in PATHS
        if any(row.path == path for _, row in every)
    ]
    return made.page(
        values={"groups": groups, "matrix": matrix},
        toc=[
            (f"_severity.{severity}", made.string(f"severity.{severity}"))
            for severity, _ in groups
        ],
    )


def _of_severity(
    severity: int, every: Iterable[tuple[Sop, Escalation]]
) -> list[tuple[Sop, Escalation]]:
    """Return the rows of one severity, those of one path together."""
    found = [pair for pair in every if pair[1].severity == severity]
    return sorted(found, key=lambda pair: PATHS.index(pair[1].path))


def _cells(rows: Iterable[tuple[Sop, Escalation]], path: str) -> list[Cell]:
    """Return each role of one cell once, in the order of the rows."""
    cells: dict[str, Cell] = {}
    for sop, row in rows:
        if row.path == path:
            cell = cells.setdefault(row.to, Cell(role=row.to))
            cell.times.setdefault(row.within, f"{sop.id}.escalation.{row.id}")
    return list(cells.values())


def _metrics(site: SiteContext) -> Page:
    """Return every metric, under the role that acts on it."""
    made = Gathering("metrics", site, group=LIBRARY)
    by_role: dict[str, list[tuple[Sop, Metric]]] = {}
    for sop in made.sops:
        for metric in sop.metrics:
            by_role.setdefault(metric.role, []).append((sop, metric))
    order = [role.id for role in made.view.roles.all() if role.id in by_role]
    groups = [(role, made.names.role(role), by_role[role]) for role in order]
    return made.page(
        values={
            "groups": groups,
            "scorecards": [sop for sop in made.sops if sop.scorecard],
            "scorecard_feeds": [
                site.feeds[path]
                for path in ("data/scorecards.json", "data/scorecards.csv")
                if path in site.feeds
            ],
        },
        toc=[(f"_role.{role}", title) for role, title, _ in groups],
    )
