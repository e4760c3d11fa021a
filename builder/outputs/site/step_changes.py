"""What differs between the steps of two versions, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from builder.addresses import step_numbers
from builder.model.procedure import Step
from builder.model.sop import Sop
from builder.outputs.inline_text import plain_words

Kind = Literal["same", "old", "new"]
Spans = tuple[tuple[Kind, str], ...]

_WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """A step that is not what it was.

    Attributes:
        kind: Whether it is new, gone, or says something else.
        number: Its number where it stands, or stood.
        spans: Its words; where it changed, old and new ones in the place of each other.
    """

    kind: Literal["added", "removed", "changed"]
    number: str
    spans: Spans


def step_changes(old: Sop, new: Sop) -> Iterator[StepChange]:
    """Yield the steps of a version that differ from those before, then those gone."""
    before, after = _steps(old), _steps(new)
    were, are = step_numbers(old), step_numbers(new)
    for anchor, step in after.items():
        words = _words(step)
        if anchor not in before:
            spans: Spans = (("new", words),)
            yield StepChange(kind="added", number=are[anchor], spans=spans)
        elif (was := _words(before[anchor])) != words:
            spans = tuple(redline(was, words))
            yield StepChange(kind="changed", number=are[anchor], spans=spans)
    for anchor in before.keys() - after.keys():
        spans = (("old", _words(before[anchor])),)
        yield StepChange(kind="removed", number=were[anchor], spans=spans)


def redline(old: str, new: str) -> Iterator[tuple[Kind, str]]:
    """Yield two texts in one: what stayed, what went, what came, by whole words."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(after[first:last])
            continue
        if end > start:
            yield "old", "".join(before[start:end])
        if last > first:
            yield "new", "".join(after[first:last])


def _steps(sop: Sop) -> dict[str, Step]:
    return {
        f"{section.id}.{step.id}": step
        for section in sop.procedure
        for step in section.steps
    }


def _words(step: Step) -> str:
    """Return what a reader of a step reads, on one line."""
    parts = [step.do, *(f"“{line}”" for line in step.say)]
    remarks = (step.why, step.warning, step.caution, step.note)
    parts += [text for text in remarks if text]
    parts += [f"{one.when} → {one.then}" for one in step.decisions]
    return " ".join(plain_words(part) for part in parts)
