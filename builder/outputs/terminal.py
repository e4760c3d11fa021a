"""An SOP as plain text for a terminal, in the order in which an agent reads it."""

import textwrap
from collections.abc import Iterator

from builder.addresses import parts_of
from builder.fingerprint import fingerprint_of, short
from builder.library import Library
from builder.model.procedure import Section, Step
from builder.model.script import AskNode, EndNode, GoNode, Node, Script, targets
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words
from builder.schedule import next_review
from builder.view import LibraryView

WIDTH = 88


def render_sop(sop: Sop, library: Library) -> str:
    """Return the whole SOP as text of at most 88 columns."""
    view = LibraryView(library)
    lines = [
        *_head(sop, view),
        *_titled("Purpose", [sop.purpose]),
        *_titled("Covers", [f"- {item}" for item in sop.scope.covers]),
        *_titled("Does not cover", [f"- {item}" for item in sop.scope.does_not_cover]),
    ]
    for number, section in enumerate(sop.procedure, start=1):
        lines += _section(number, section, view)
    for objection in sop.objections:
        lines += _titled(
            f"Objection: {objection.title}",
            [
                *(f"Customer: “{words}”" for words in objection.customer_says),
                f"Say: “{objection.reply}”",
            ],
        )
    for script in sop.scripts:
        lines += _script(script, view)
    lines += _titled(
        "Revision history",
        [f"{e.version}  {e.date}  {e.role}: {e.what}" for e in sop.revision_history],
    )
    return "\n".join(lines) + "\n"


def render_part(sop: Sop, anchor: str, library: Library) -> str | None:
    """Return one section, step or script as text, or None if there is no such part."""
    view = LibraryView(library)
    for found, part in parts_of(sop):
        if found == anchor:
            match part:
                case Section():
                    return "\n".join(_section(0, part, view)) + "\n"
                case Step():
                    return "\n".join(_step("", part, view)) + "\n"
                case Script():
                    return "\n".join(_script(part, view)) + "\n"
                case _:
                    return None
    return None


def _head(sop: Sop, view: LibraryView) -> Iterator[str]:
    owner = view.roles.find(sop.owner)
    yield f"{sop.number}  {sop.title}"
    yield "=" * len(f"{sop.number}  {sop.title}")
    yield from _wrapped(sop.summary)
    yield (
        f"Version {sop.version} · {sop.status.replace('_', ' ')} · in force since "
        f"{sop.effective} · next review {next_review(sop.review)}"
    )
    fingerprint = short(fingerprint_of(sop, view))
    yield f"Owner: {owner.title if owner else sop.owner} · fingerprint {fingerprint}"


def _titled(title: str, texts: list[str]) -> Iterator[str]:
    if texts:
        yield from ("", title, "-" * len(title))
        for text in texts:
            yield from _wrapped(text, after="  " if text.startswith("- ") else "")


def _section(number: int, section: Section, view: LibraryView) -> Iterator[str]:
    title = f"{number}. {section.title}" if number else section.title
    yield from ("", title, "-" * len(title))
    if section.summary:
        yield from _wrapped(section.summary)
    for position, step in enumerate(section.steps, start=1):
        yield from _step(f"{number}.{position} " if number else "- ", step, view)


def _step(mark: str, step: Step, view: LibraryView) -> Iterator[str]:
    must = " [MUST]" if step.must else ""
    within = f" (within {step.within})" if step.within else ""
    yield from _wrapped(f"{mark}{step.do}{must}{within}", after="    ")
    for identifier in step.disclosures:
        disclosure = view.disclosures.find(identifier)
        words = disclosure.say if disclosure else identifier
        yield from _wrapped(f"say exactly: “{words}”", before="    ", after="      ")
    for line in step.say:
        yield from _wrapped(f"say: “{line}”", before="    ", after="      ")
    for kind in ("warning", "caution", "note", "why"):
        if text := getattr(step, kind):
            yield from _wrapped(f"{kind}: {text}", before="    ", after="      ")
    for decision in step.decisions:
        words = f"when {decision.when} → {decision.then}"
        yield from _wrapped(words, before="    ", after="      ")


def _script(script: Script, view: LibraryView) -> Iterator[str]:
    yield from _titled(f"Script: {script.title}", [script.summary])
    for node in script.nodes:
        yield from _node(node, view)


def _node(node: Node, view: LibraryView) -> Iterator[str]:
    said = f"“{say}”" if (say := getattr(node, "say", None)) else node.kind
    yield from _wrapped(f"[{node.id}] {said}", after="    ")
    for identifier in getattr(node, "disclosures", ()):
        yield f"    say exactly first: {identifier}"
    match node:
        case EndNode():
            disposition = view.dispositions.find(node.disposition)
            title = f" ({disposition.title})" if disposition else ""
            yield f"    end: {node.disposition}{title}"
        case GoNode():
            yield f"    go on in: {node.to}"
        case _:
            for reason, target in targets(node):
                is_answer = isinstance(node, AskNode) and reason != "default"
                yield f"    {f'“{reason}”' if is_answer else reason} → {target}"


def _wrapped(text: str, *, before: str = "", after: str = "") -> list[str]:
    return textwrap.wrap(
        plain_words(text), WIDTH, initial_indent=before, subsequent_indent=after
    )
