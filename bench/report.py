"""The results as a page that a person reads."""

from collections.abc import Iterator
from itertools import pairwise

from bench.results import Bounded, Compared, Growth, Ratio, Results, Start

HEAD = """\
# Benchmark results

Written by `make bench`; do not edit. Every run is a whole process, started anew; the
two sides of a comparison run in turn. Seconds and memory are medians, CPU seconds are
user and system time of the process and its children, memory is that of the largest
process. A ratio says how many times less ours took: the median of the rounds, and in
parentheses the least and the most. Seconds of another machine, or of another day on
this one, cannot be compared with these; ratios can.
"""


def render_page(results: Results) -> str:
    """Return the results as Markdown."""
    cores, python = results["machine"]["cores"], results["machine"]["python"]
    parts = [HEAD, f"Machine: {cores} cores, Python {python}.\n"]
    if results["is_trial"]:
        parts.append("**A trial with few SOPs: these figures mean nothing.**\n")
    parts += _summary(results)
    for compared in results["comparisons"]:
        parts += _comparison(compared)
    parts += _bounded(results["bounded"])
    parts += _growth(results["growth"])
    parts += _start(results["start"])
    versions = [(name, number) for name, number in results["packages"].items()]
    parts += ["## Versions\n", _table(("Package", "Version"), versions)]
    return "\n".join(parts)


def _summary(results: Results) -> Iterator[str]:
    rows = [
        (
            f"{one['title']}, {_count(one['sops'])} SOPs, beside {one['peer']['name']}",
            f"{one['goal']:g} times as fast",
            f"CPU {_times(one['cpu_ratio'])}, wall {_times(one['wall_ratio'])}",
            _met(one["is_met"]),
        )
        for one in results["comparisons"]
    ]
    grown, begun = results["growth"], results["start"]
    small, large = grown["builds"][0][0], grown["builds"][-1][0]
    slowest = max(one["cpu"] for one in begun["figures"])
    rows += [
        (
            one["title"],
            f"under {one['goal']:g} CPU s",
            f"{one['figures']['cpu']:.2f} CPU s",
            _met(one["is_met"]),
        )
        for one in results["bounded"]
    ]
    rows += [
        (
            f"Site, cost per SOP at {_count(large)} against {_count(small)} SOPs",
            f"at most +{grown['goal']:.0%}",
            f"{grown['change']:+.0%}",
            _met(grown["is_met"]),
        ),
        (
            "`sop --help` and `sop --version`",
            f"under {begun['goal']:g} CPU s",
            f"{slowest:.2f} CPU s",
            _met(begun["is_met"]),
        ),
    ]
    yield _table(("What", "Goal", "Found", ""), rows)


def _comparison(compared: Compared) -> Iterator[str]:
    sops, rounds = _count(compared["sops"]), compared["rounds"]
    yield f"## {compared['title']}: {sops} SOPs, {rounds} rounds\n"
    yield f"{compared['note']}\n"
    rows: list[tuple[str, ...]] = [
        (
            f"{one['name']}: `{one['command']}`",
            f"{one['wall']:.2f}",
            f"{one['cpu']:.2f}",
            f"{one['peak']:.0f}",
        )
        for one in (compared["ours"], compared["peer"])
    ]
    wall, cpu = _spread(compared["wall_ratio"]), _spread(compared["cpu_ratio"])
    memory = compared["peer"]["peak"] / compared["ours"]["peak"]
    rows.append(("**Ratio**", wall, cpu, f"{memory:.1f} x"))
    yield _table(("Command", "Wall s", "CPU s", "Peak MiB"), rows)
    if not compared["is_met"]:
        yield f"Where our time goes: [profiles/{compared['id']}.txt]" + (
            f"(profiles/{compared['id']}.txt)\n"
        )


def _bounded(found: list[Bounded]) -> Iterator[str]:
    yield "## Commands without a peer\n"
    yield (
        "Each may take so many CPU seconds. What changed is the newest commit of the "
        "library; only files that differ are read.\n"
    )
    rows: list[tuple[str, ...]] = [
        (
            f"{one['title']}: `{one['figures']['command']}`",
            f"{one['figures']['wall']:.2f}",
            f"{one['figures']['cpu']:.2f}",
            f"{one['figures']['peak']:.0f}",
            f"{one['goal']:g}",
        )
        for one in found
    ]
    head = ("Command", "Wall s", "CPU s", "Peak MiB", "CPU goal")
    yield _table(head, rows)


def _growth(growth: Growth) -> Iterator[str]:
    yield "## Build the site: the cost of one SOP\n"
    yield (
        "The cost per SOP holds a share of the start-up, which weighs more in a small "
        "library; the last column leaves the start-up out.\n"
    )
    rows = [
        (
            _count(sops),
            f"{one['wall']:.2f}",
            f"{one['cpu']:.2f}",
            f"{one['peak']:.0f}",
            f"{one['cpu'] / sops * 1000:.1f}",
            further,
        )
        for (sops, one), further in zip(growth["builds"], _further(growth), strict=True)
    ]
    head = ("SOPs", "Wall s", "CPU s", "Peak MiB", "CPU ms per SOP", "per further SOP")
    yield _table(head, rows)


def _further(growth: Growth) -> Iterator[str]:
    """Return what each SOP beyond those of the smaller library costs."""
    yield ""
    for (few, small), (many, large) in pairwise(growth["builds"]):
        yield f"{(large['cpu'] - small['cpu']) / (many - few) * 1000:.1f}"


def _start(start: Start) -> Iterator[str]:
    yield f"## Start-up: {start['runs']} runs\n"
    rows = [
        (f"`{one['command']}`", f"{one['wall']:.3f}", f"{one['cpu']:.3f}")
        for one in start["figures"]
    ]
    yield _table(("Command", "Wall s", "CPU s"), rows)


def _times(ratio: Ratio) -> str:
    return f"{ratio['median']:g} x"


def _spread(ratio: Ratio) -> str:
    return f"{ratio['median']:g} x ({ratio['least']:g} to {ratio['most']:g})"


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed**"


def _count(number: int) -> str:
    return f"{number:,}"


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
