"""Paths: every way through a script, with the seconds it takes to say."""

import json
from collections import defaultdict
from collections.abc import Sequence

from builder.commands.reading import read_scripts
from builder.errors import SopError
from builder.graph.paths import PathList, ScriptPath, list_paths
from builder.graph.scripts import KnownScript
from builder.project import Project
from builder.suggestions import suggest


def paths(
    project: Project, address: str, *, to: str = "", limit: int = 0
) -> tuple[KnownScript, PathList, tuple[ScriptPath, ...]]:
    """Return a script, all its paths, and those to show.

    Args:
        project: The SOP repository.
        address: ``sop-id/script_id``, or an SOP that has but one script.
        to: Show only paths with this disposition.
        limit: Show at most so many; 0 means all.

    Raises:
        SopError: There is no such script, or no path ends so.
    """
    scripts = read_scripts(project)
    script = scripts.get(address)
    if not scripts.is_whole(script.address):
        raise SopError(
            f"'{script.address}' leads to a node that is not there",
            hint="run `sop check` and mend it first",
        )
    found = list_paths(scripts, script)
    ends = {path.end for path in found.paths}
    if to and to not in ends:
        known = ", ".join(sorted(ends))
        raise SopError(
            f"no path of '{script.address}' ends with '{to}'",
            hint=suggest(to, ends) or f"its ends are {known}",
        )
    wanted = [path for path in found.paths if to in ("", path.end)]
    return script, found, tuple(wanted[: limit or None])


def as_json(shown: Sequence[ScriptPath]) -> str:
    """Return paths as a JSON list."""
    records = [
        {
            "end": path.end,
            "seconds": path.seconds,
            "nodes": [{"node": way.place.node, "way": way.words} for way in path.ways],
        }
        for path in shown
    ]
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def as_text(script: KnownScript, found: PathList, shown: Sequence[ScriptPath]) -> str:
    """Return a table of ends, and each shown path in a line."""
    more = "" if found.is_whole else "more than "
    lines = [
        f"{script.script.title} ({script.address}): {more}{len(found.paths)} paths "
        "that come to no node twice",
        "",
        "ends with                        paths  shortest  longest",
        *_ends(found.paths),
        "",
    ]
    for number, path in enumerate(shown, start=1):
        ways = (f"{way.place.node} {way.words}".strip() for way in path.ways)
        lines.append(f"{number:4}  {clock(path.seconds):>5}  {' → '.join(ways)}")
    if found.elsewhere and found.is_whole:
        lines += [
            "",
            f"{len(found.elsewhere)} nodes lie on none of them, only on ways that lead "
            f"back: {', '.join(found.elsewhere)}",
        ]
    left = len(found.paths) - len(shown)
    if left:
        lines += ["", f"{left} more; --to CODE shows those of one end, --all shows all"]
    return "\n".join(lines) + "\n"


def clock(seconds: int) -> str:
    """Return seconds as minutes and seconds, such as ``1:05``."""
    return f"{seconds // 60}:{seconds % 60:02}"


def _ends(found: Sequence[ScriptPath]) -> list[str]:
    by_end: defaultdict[str, list[int]] = defaultdict(list)
    for path in found:
        by_end[path.end].append(path.seconds)
    return [
        f"{end:32} {len(times):5}  {clock(min(times)):>8}  {clock(max(times)):>7}"
        for end, times in sorted(by_end.items())
    ]
