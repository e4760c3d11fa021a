"""What helps to talk and what words mean: the blocks around a printed procedure."""

from collections.abc import Iterator

from builder.model.blocks import Objection, TechniqueUse
from builder.model.sop import Sop
from builder.outputs.terminal.head import role_title
from builder.outputs.terminal.lines import headed, said, titled, told
from builder.outputs.terminal.procedure import title
from builder.view import LibraryView


def definitions(sop: Sop, _view: LibraryView) -> Iterator[str]:
    """Yield the words that this SOP uses in a sense of its own."""
    lines = [f"- {one.term}: {one.meaning}" for one in sop.definitions]
    yield from titled("Definitions", lines)


def roles(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield what each role does."""
    yield from titled(
        "Roles",
        [
            f"- {role_title(one.role, view)}: {duty}"
            for one in sop.roles
            for duty in one.does
        ],
    )


def tools(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield what each tool is used for."""
    lines = [f"- {title(one.tool, view.tools)}: {one.use}" for one in sop.tools]
    yield from titled("Tools", lines)


def objections(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every objection."""
    for one in sop.objections:
        yield from objection(one, view)


def objection(part: Objection, view: LibraryView) -> Iterator[str]:
    """Yield what customers say against, what it means, and what to answer."""
    yield from headed(f"Objection: {part.title}")
    for words in part.customer_says:
        yield from said("Customer", words)
    yield from told("Meaning", part.meaning)
    if part.technique:
        yield from told("Technique", title(part.technique, view.techniques))
    yield from said("Say", part.reply)
    yield from said("Ask", part.ask)
    yield from told("Then", part.then)
    yield from told("Avoid", part.avoid)


def techniques(sop: Sop, view: LibraryView) -> Iterator[str]:
    """Yield every technique with this SOP's own lines."""
    for one in sop.techniques:
        yield from technique(one, view)


def technique(part: TechniqueUse, view: LibraryView) -> Iterator[str]:
    """Yield a technique, part by part, with what this SOP has agents say in it."""
    shared = view.techniques.find(part.technique)
    yield from headed(f"Technique: {shared.title if shared else part.technique}")
    yield from told("", shared.summary if shared else None)
    yield from told("Use here", part.use)
    yield from told("Use when", shared.use_when if shared else None)
    moves = shared.parts if shared else ()
    for place, move in enumerate(moves):
        letter = f"{move.letter} " if move.letter else ""
        yield from told(f"- {letter}{move.title}", move.do)
        own = part.lines[place] if place < len(part.lines) else move.say
        yield from said("say", own, indent=4)
    for line in part.lines[len(moves) :]:
        yield from said("say", line, indent=4)
    yield from told("Limit", shared.limit if shared else None)


def phrases(sop: Sop, _view: LibraryView) -> Iterator[str]:
    """Yield what to say instead of what."""
    if sop.phrases:
        yield from headed("Phrases")
    for one in sop.phrases:
        yield from said("Say", one.say)
        yield from said("instead of", one.instead_of, indent=4)
        yield from told("why", one.why, indent=4)
