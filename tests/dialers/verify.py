"""The table of how every format was verified, measured anew.

python -m tests.dialers.verify [FORMAT...]   measure, print, compare with the page
python -m tests.dialers.verify --write       measure every format, write the page
"""

import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.dialers import DIALERS
from tests.dialers.libraries import Sample, fixture_samples, library_samples
from tests.dialers.measure import MUTANTS, Tally, measure
from tests.dialers.protocol import Runtime, runtime_of
from tests.dialers.walker import MOST

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dialers" / "verification.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
_NAME = re.compile(r"\| \[?([a-z-]+)")
_HEAD = (
    "| Format | Run by | Scripts | Paths | Mutants caught | Not to be told |",
    "|---|---|---|---|---|---|",
)


def main(arguments: Sequence[str]) -> int:
    """Measure the named formats, or all; return 1 if anything does not fit."""
    chosen = [name for name in arguments if name != "--write"] or list(DIALERS)
    is_sound = True
    rows: dict[str, str] = {}
    for name in chosen:
        runtime = runtime_of(name)
        if runtime is None:
            _tell(f"{name}: no runtime")
            rows[name] = row_without_runtime(name)
            continue
        began = time.monotonic()
        tally = measure_format(name, runtime)
        rows[name] = row(name, runtime, tally)
        _tell(f"{rows[name]}  {time.monotonic() - began:.0f} s")
        for told in (*tally.problems, *(f"not caught: {m}" for m in tally.survivors)):
            is_sound = False
            _tell(f"  {told}")
    if "--write" in arguments:
        write(rows)
    return 0 if is_sound else 1


def all_samples() -> Mapping[str, Sample]:
    """Return the scripts of the library and of the fixtures by address."""
    return {**library_samples(), **fixture_samples()}


def measure_format(name: str, runtime: Runtime) -> Tally:
    """Return the whole measure of a format: every script, every listed path."""
    mutants = getattr(runtime, "MUTANTS", MUTANTS)
    paths = getattr(runtime, "PATHS", MOST)
    return measure(name, runtime, all_samples(), most_paths=paths, mutants=mutants)


def row(name: str, runtime: Runtime, tally: Tally) -> str:
    """Return the line of the table for a format that has a runtime."""
    by = getattr(runtime, "RUN_BY", DIALERS[name].verified_by)
    scripts = f"{tally.scripts} of {tally.scripts + len(tally.refused)}"
    whole = tally.paths - tally.cut
    paths = f"{whole:,}" + (f", {tally.cut:,} cut" if tally.cut else "")
    caught = f"{tally.caught:,} of {tally.made:,}"
    cells = (_linked(name), by, scripts, paths, caught, f"{tally.alike:,}")
    return f"| {' | '.join(cells)} |"


def row_without_runtime(name: str) -> str:
    """Return the line of the table for a format that no program could run."""
    cells = (_linked(name), f"nothing: {DIALERS[name].verified.value}", *"----")
    return f"| {' | '.join(cells)} |"


def _linked(name: str) -> str:
    """Return the name as a link, by which a keyboard gets into a wide table."""
    return f"[{name}]({DIALERS[name].page})"


def written_rows() -> dict[str, str]:
    """Return the lines of the table on the page, by format."""
    text = PAGE.read_text("utf-8")
    table = text.partition(BEGIN)[2].partition(END)[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    return {name[1]: line for line in lines if (name := _NAME.match(line))}


def write(rows: Mapping[str, str]) -> None:
    """Write lines into the table on the page; formats that were not measured stay."""
    known = {**written_rows(), **rows}
    lines = [*_HEAD, *(known[name] for name in DIALERS if name in known)]
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    table = "\n".join(lines)
    text = f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"
    PAGE.write_text(text, "utf-8", newline="\n")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
