"""How a call came to a problem, in the words and lines of its scripts."""

from collections.abc import Iterable

from builder.diagnostics import TraceStep
from builder.graph.proof import TakenWay
from builder.graph.scripts import Scripts


def trace_of(path: Iterable[TakenWay], scripts: Scripts) -> tuple[TraceStep, ...]:
    """Return a step for each node of a path, with its line and the way out of it."""
    library = scripts.library
    steps = []
    for way in path:
        file = library.path_of(scripts.known[way.place.script].sop)
        mark = library.sources[file].mark((*scripts.node(way.place).at, "id"))
        step = TraceStep(
            path=file, line=mark.line, name=way.place.node, words=way.words
        )
        steps.append(step)
    return tuple(steps)
