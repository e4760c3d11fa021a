"""Sections and steps of a printed SOP."""

from collections.abc import Iterable, Iterator
from typing import Any

from builder.model.procedure import Section, Step
from builder.model.sop import Sop
from builder.outputs.terminal.lines import headed, said, told, wrapped
from builder.view import LibraryView, Shelf


def procedure(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every section with its number and the numbers of its steps."""
    stages = {stage.id: stage.title for stage in sop.stages}
    for number, part in enumerate(sop.procedure, start=1):
        yield from section(
            part, view, number=number, stage=stages.get(part.stage or "")
        )


def section(
    part: Section, view: LibraryView, *, number: int = 0, stage: str | None = None
) -> Iterator[str]:
    """Yield a section; without a number its steps are a plain list."""
    yield from headed(f"{number}. {part.title}" if number else part.title)
    yield from told("Stage", stage)
    yield from told("", part.summary)
    for position, one in enumerate(part.steps, start=1):
        yield from step(one, view, mark=f"{number}.{position} " if number else "- ")


def step(part: Step, view: LibraryView, *, mark: str = "") -> Iterator[str]:
    """Yield what to do, what to say and all that helps with it."""
    must = " [MUST]" if part.must else ""
    within = f" (within {part.within})" if part.within else ""
    yield from wrapped(f"{mark}{part.do}{must}{within}", after="    ")
    yield from exact_words(part.disclosures, view, label="say exactly")
    for line in part.say:
        yield from said("say", line, indent=4)
    for kind in ("warning", "caution", "note", "why"):
        yield from told(kind, getattr(part, kind), indent=4)
    for decision in part.decisions:
        words = f"when {decision.when} → {decision.then}"
        go = f" (go on at {decision.go})" if decision.go else ""
        yield from told("", f"{words}{go}", indent=4)
    yield from told("script", part.script, indent=4)
    yield from told("tools", titles(part.tools, view.tools), indent=4)
    yield from told("techniques", titles(part.techniques, view.techniques), indent=4)
    laws = titles(part.regulations, view.regulations)
    yield from told("regulations", laws, indent=4)
    for link in part.links:
        yield from told("see", f"{link.label} ({link.to})", indent=4)


def exact_words(
    disclosures: Iterable[str], view: LibraryView, *, label: str
) -> Iterator[str]:
    """Yield the words of disclosures, which are said as they stand."""
    for identifier in disclosures:
        disclosure = view.disclosures.find(identifier)
        yield from said(label, disclosure.say if disclosure else identifier, indent=4)


def titles(identifiers: Iterable[str], shelf: Shelf[Any]) -> str:
    """Return what shared things are called, separated by commas."""
    return ", ".join(title(one, shelf) for one in identifiers)


def title(identifier: str, shelf: Shelf[Any]) -> str:
    """Return what a shared thing is called; its id if the library does not know it."""
    return str(getattr(shelf.find(identifier), "title", identifier))
