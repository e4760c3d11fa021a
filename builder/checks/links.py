"""Addresses inside the library, and links out of it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from builder.addresses import (
    LINK_SCHEMES,
    SopLink,
    anchors_of,
    block_anchor,
    parse_script,
    parse_sop_link,
    parse_step,
)
from builder.block_references import block_references, find_block
from builder.checks.context import CheckContext
from builder.diagnostics import Diagnostic
from builder.library import Library
from builder.model.blocks import ChecklistItem, Criterion, Question, RelatedSop
from builder.model.control import CardChoice
from builder.model.procedure import Decision, Link, Step
from builder.model.script import GoNode
from builder.model.sop import Sop
from builder.model.text import Located, Pointer
from builder.rules import references as rules
from builder.source import Source
from builder.suggestions import suggest
from builder.texts import parts_in, texts_of
from builder.view import LibraryView

_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|<([a-z][a-z0-9+.-]*:[^>\s]*)>")
_SHARED_BLOCKS = {
    "disclosure": "disclosures",
    "disposition": "dispositions",
    "technique": "techniques",
}


def check_links(context: CheckContext) -> Iterator[Diagnostic]:
    """Every reference to a part of an SOP resolves; every link is of a safe kind."""
    addresses = _Addresses(context.library)
    for sop, source in context.library.with_paths():
        parts = parts_in(sop)
        for part in parts:
            for link, at in _references(part, sop):
                yield from addresses.problems(link, source, at, home=sop.id)
        yield from _stages(sop, source)
        yield from _card(sop, source, addresses)
        for target, at in _targets(sop, parts):
            yield from _link(target, source, at, addresses, home=sop.id)


class _Addresses:
    """The anchors of every SOP, found once when first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        # Ids that two SOPs share, and file names that no id equals: both are told as
        # such, and what refers to them is no mistake of its own.
        ids = Counter(sop.id for sop in library.sops)
        self._doubtful = {identifier for identifier, uses in ids.items() if uses > 1}
        self._doubtful |= {PurePosixPath(path).stem for path in library.paths} - set(
            ids
        )
        self._anchors: dict[str, dict[str, Located]] = {}

    def anchors(self, sop: Sop) -> dict[str, Located]:
        if sop.id not in self._anchors:
            self._anchors[sop.id] = anchors_of(sop)
        return self._anchors[sop.id]

    def problems(
        self, link: SopLink, source: Source, at: Pointer, *, home: str
    ) -> Iterator[Diagnostic]:
        """Return what keeps a reference from leading somewhere."""
        library = self.library
        if link.sop in library.unread_sops or link.sop in self._doubtful:
            return
        sop = library.by_id.get(link.sop)
        if sop is None:
            message = f"there is no SOP '{link.sop}'"
            near = suggest(link.sop, library.by_id)
            yield source.diagnose(rules.UNKNOWN_TARGET, message, at=at, hint=near)
        elif link.anchor and link.anchor not in self.anchors(sop):
            where = "this SOP" if sop.id == home else f"'{sop.id}'"
            message = f"'{_shown(link.anchor)}' is not in {where}"
            near = suggest(link.anchor, self.anchors(sop))
            yield source.diagnose(rules.UNKNOWN_TARGET, message, at=at, hint=near)


def _shown(anchor: str) -> str:
    """Return an anchor as the author wrote it; scripts are named without prefix."""
    return anchor.removeprefix("script.")


def _references(part: Located, sop: Sop) -> Iterator[tuple[SopLink, Pointer]]:
    match part:
        case Decision(go=str(address)):
            yield parse_step(address, home=sop.id), (*part.at, "go")
        case ChecklistItem(step=str(address)) | Criterion(step=str(address)):
            yield parse_step(address, home=sop.id), (*part.at, "step")
        case Question():
            yield parse_step(part.step, home=sop.id), (*part.at, "step")
        case Step(script=str(address)):
            yield parse_script(address, home=sop.id), (*part.at, "script")
        case GoNode():
            yield parse_script(part.to, home=sop.id), (*part.at, "to")
        case RelatedSop():
            yield SopLink(sop=part.sop), (*part.at, "sop")
        case Sop(successor=str(successor)):
            yield SopLink(sop=successor), ("successor",)
        case _:
            return


def _stages(sop: Sop, source: Source) -> Iterator[Diagnostic]:
    known = [stage.id for stage in sop.stages]
    for section in sop.procedure:
        if section.stage is not None and section.stage not in known:
            message = f"'{section.stage}' is not in 'stages' of this SOP"
            at = (*section.at, "stage")
            near = suggest(section.stage, known)
            yield source.diagnose(rules.UNKNOWN_TARGET, message, at=at, hint=near)


def _card(sop: Sop, source: Source, addresses: _Addresses) -> Iterator[Diagnostic]:
    card = sop.card or CardChoice()
    for key in ("include", "leave_out"):
        for position, reference in enumerate(getattr(card, key)):
            if not _block_exists(reference, sop, addresses):
                message = f"the card names '{reference}', which is not there"
                at = ("card", key, position)
                known = block_references(sop, LibraryView(addresses.library))
                hint = suggest(reference, [*known])
                yield source.diagnose(rules.UNKNOWN_TARGET, message, at=at, hint=hint)


def _block_exists(reference: str, sop: Sop, addresses: _Addresses) -> bool:
    kind, _, identifier = reference.partition(":")
    if shared := _SHARED_BLOCKS.get(kind):
        unread = shared in addresses.library.unread_shared
        return unread or identifier in getattr(addresses.library, shared)
    if find_block(sop, reference, LibraryView(addresses.library)) is not None:
        return True
    return block_anchor(reference) in addresses.anchors(sop)


def _targets(sop: Sop, parts: Iterable[Located]) -> Iterator[tuple[str, Pointer]]:
    """Return every link target in the SOP: of link blocks, and inside texts."""
    for part in parts:
        if isinstance(part, Link):
            yield part.to, (*part.at, "to")
    for text in texts_of(sop, signs=("](", "<")):
        if text.kind != "plain":
            for found in _MARKDOWN_LINK.finditer(text.words):
                yield found[1] or found[2], text.at


def _link(
    target: str, source: Source, at: Pointer, addresses: _Addresses, *, home: str
) -> Iterator[Diagnostic]:
    scheme = target.partition(":")[0].lower() if ":" in target else ""
    link = parse_sop_link(target)
    if link:
        yield from addresses.problems(link, source, at, home=home)
    elif scheme not in LINK_SCHEMES:
        message = f"'{target}' is not a link that may stand here"
        yield source.diagnose(rules.UNSAFE_LINK, message, at=at)
    elif scheme == "sop":
        message = f"'{target}' is not an address of an SOP"
        yield source.diagnose(rules.UNKNOWN_TARGET, message, at=at)
