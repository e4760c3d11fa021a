"""What changes reach beyond their own text: links, questions, scores."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from builder.changes.change import Change
from builder.changes.comparison import FOLDER
from builder.library import SHARED_FOLDER
from builder.model.sop import Sop
from builder.tree import Tree

_HEADLINE = re.compile(r"^(number|title): *[\"']?(.*?)[\"']? *$", re.MULTILINE)
_REFERENCE = r"(?:sop: *|successor: *|script: *|to: *)[\"']?({})(?![a-z0-9-])"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbor:
    """An SOP that refers to one that changed.

    Attributes:
        to: Ids of the changed SOPs that it refers to.
    """

    id: str
    number: str
    title: str
    path: str
    to: tuple[str, ...]


def neighbors(tree: Tree, changed: Collection[str]) -> Iterator[Neighbor]:
    """Return the SOPs of a tree that refer to one that changed, by path.

    Files are searched and not parsed: a thousand of them take a fraction of a second.
    """
    names = "|".join(map(re.escape, sorted(changed, key=len, reverse=True)))
    if not names:
        return
    reference = re.compile(_REFERENCE.format(names))
    for entry in tree.entries(FOLDER):
        path = PurePosixPath(entry.path)
        is_sop = path.suffix == ".yaml" and str(path.parent) != SHARED_FOLDER
        if entry.kind != "file" or not is_sop or path.stem in changed:
            continue
        text = tree.read(entry.path).decode(errors="replace")
        if found := set(reference.findall(text)):
            head = dict(reversed(_HEADLINE.findall(text)))
            yield Neighbor(
                id=path.stem,
                number=head.get("number", ""),
                title=head.get("title", path.stem),
                path=entry.path,
                to=tuple(sorted(found)),
            )


def changed_steps(changes: Iterable[Change], sop: Sop) -> frozenset[str]:
    """Return the addresses of the steps of an SOP that changes touch."""
    steps = {
        f"{section.id}.{step.id}" for section in sop.procedure for step in section.steps
    }
    return frozenset(
        change.place
        for change in changes
        if change.place in steps and not change.is_record
    )


def asked_about(sop: Sop, steps: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return what trains or scores some steps: what it is, and its words."""
    for question in sop.quiz:
        if question.step in steps:
            yield "quiz question", question.question
    for criterion in sop.scorecard.criteria if sop.scorecard else ():
        if criterion.step in steps:
            yield "scorecard row", criterion.title
    for checklist in sop.checklists:
        for item in checklist.items:
            if item.step in steps:
                yield "checklist item", item.do
