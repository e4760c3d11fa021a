"""Coverage: which choices of the scripts the cases of their authors pick."""

from collections.abc import Sequence
from dataclasses import dataclass

from builder.graph.cases import play_case
from builder.graph.scripts import KnownScript, Place, Scripts
from builder.library import Library
from builder.model.script import AskNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the cases of one script pick; a case may pick choices of others, too.

    Attributes:
        choices: How many choices the script has.
        missed: The choices that no case picks, with file, line, node and label.
    """

    address: str
    cases: int
    choices: int
    missed: tuple[tuple[str, int, str, str], ...]


def coverage_of(library: Library) -> list[Coverage]:
    """Return for each script what the cases of the library pick in it."""
    scripts = Scripts(library)
    picked: set[tuple[Place, str]] = set()
    for script in scripts:
        if script.script.cases and scripts.is_whole(script.address):
            for case in script.script.cases:
                picked.update(play_case(scripts, script, case).picked)
    return [_coverage(script, picked, library) for script in scripts]


def coverage_text(found: Sequence[Coverage]) -> str:
    """Return a line for each script and each choice that no case picks."""
    lines = []
    for one in found:
        share = f"{one.choices - len(one.missed)} of {one.choices}"
        lines.append(f"{one.address}: {share} choices picked by {one.cases} cases")
        lines += [
            f"  {path}:{line} {node} “{label}” is picked by no case"
            for path, line, node, label in one.missed
        ]
    return "\n".join(lines) + "\n"


def _coverage(
    script: KnownScript, picked: set[tuple[Place, str]], library: Library
) -> Coverage:
    path = library.path_of(script.sop)
    source = library.sources[path]
    missed: list[tuple[str, int, str, str]] = []
    choices = 0
    for node in script.script.nodes:
        if not isinstance(node, AskNode):
            continue
        choices += len(node.choices)
        for choice in node.choices:
            if (Place(script.address, node.id), choice.id) not in picked:
                line = source.mark((*choice.at, "label")).line
                missed.append((path, line, node.id, choice.label))
    return Coverage(
        address=script.address,
        cases=len(script.script.cases),
        choices=choices,
        missed=tuple(missed),
    )
