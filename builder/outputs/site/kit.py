"""What the kit of an SOP holds, as the page of the SOP tells it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from builder.addresses import KIT_BLOCKS
from builder.model.shared import Regulation, Technique
from builder.model.sop import Sop
from builder.outputs.facts import OutputFile
from builder.outputs.site.editions import MARK_LENGTH
from builder.outputs.strings import Strings

LINKED = ("objections", "checklists", "templates")
"""Blocks of which each part is a way of its own: they are looked for by name."""

COUNTED = ("phrases", "quiz", "cards")
"""Blocks whose parts have no title that would tell more than their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitSource:
    """What a kit is made from: an SOP, the shared things it names, and its cards."""

    sop: Sop
    techniques: Sequence[Technique]
    regulations: Sequence[Regulation]
    cards: Sequence[OutputFile]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitBlock:
    """One block of a kit.

    Attributes:
        name: Names the block, and with ``_`` before it its anchor.
        mark: The attribute by which a browser sees that a part of it changed.
        words: What to say instead of titles; empty if the titles tell more.
        parts: The anchor and the title of each part; either may be empty.
    """

    name: str
    mark: Markup
    words: str
    parts: tuple[tuple[str, str], ...]

    @property
    def is_linked(self) -> bool:
        """Tell whether each part is a way to itself."""
        return self.name in LINKED


def kit_of(
    source: KitSource, fingerprints: Mapping[str, str], string: Strings
) -> tuple[KitBlock, ...]:
    """Return the blocks of an SOP's kit that have something in them, in its order.

    Args:
        source: What the kit is made from.
        fingerprints: Of the parts of the SOP, by anchor.
        string: The tool's own words.
    """
    found = {block: tuple(_PARTS[block](source)) for block in KIT_BLOCKS}
    return tuple(
        KitBlock(
            name=block,
            mark=_mark([fingerprints.get(anchor, "") for anchor, _ in parts]),
            words=string(f"kit.{block}", count=len(parts)) if block in COUNTED else "",
            parts=parts,
        )
        for block, parts in found.items()
        if parts
    )


def _mark(fingerprints: Sequence[str]) -> Markup:
    """Return the mark of all parts together; nothing if none has a fingerprint."""
    if not any(fingerprints):
        return Markup()
    together = sha256("".join(fingerprints).encode()).hexdigest()
    return Markup(' data-f="{}"').format(together[:MARK_LENGTH])


_Parts = Iterator[tuple[str, str]]


def _techniques(source: KitSource) -> _Parts:
    return ((f"_technique.{one.id}", one.title) for one in source.techniques)


def _regulations(source: KitSource) -> _Parts:
    return ((f"_regulation.{one.id}", one.title) for one in source.regulations)


def _phrases(source: KitSource) -> _Parts:
    return (("", "") for _ in source.sop.phrases)


def _cards(source: KitSource) -> _Parts:
    return (("", "") for _ in source.cards)


def _quiz(source: KitSource) -> _Parts:
    return ((f"quiz.{one.id}", "") for one in source.sop.quiz)


def _scorecard(source: KitSource) -> _Parts:
    if card := source.sop.scorecard:
        yield f"scorecard.{card.id}", card.title


def _background(source: KitSource) -> _Parts:
    """Yield one part without a title: the name of the block says what it is."""
    if source.sop.roles or source.sop.tools or source.sop.definitions:
        yield "", ""


def _titled(block: str) -> Callable[[KitSource], _Parts]:
    kind = KIT_BLOCKS[block]

    def parts(source: KitSource) -> _Parts:
        found = getattr(source.sop, block)
        return ((f"{kind}.{one.id}", one.title) for one in found)

    return parts


_PARTS: dict[str, Callable[[KitSource], _Parts]] = {
    "objections": _titled("objections"),
    "techniques": _techniques,
    "phrases": _phrases,
    "checklists": _titled("checklists"),
    "templates": _titled("templates"),
    "metrics": _titled("metrics"),
    "scorecard": _scorecard,
    "quiz": _quiz,
    "background": _background,
    "regulations": _regulations,
    "cards": _cards,
}
"""How the parts of each block are found."""
