"""What ``[tool.sop.cards]`` may say: kinds, sizes, and words of cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CARD_SIZES = ("a4", "letter", "a5", "a6", "pocket")
"""Sizes a card can be printed in."""

CARD_KINDS = (
    "sop",
    "script",
    "objection",
    "escalation",
    "checklist",
    "emergency",
    "disposition",
    "technique",
)
"""Kinds of cards."""


CARD_BUNDLES = ("sets", "binder", "sheets")
"""What can be put together from cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSettings:
    """What all cards of a project share.

    Attributes:
        sizes: The paper sizes to print.
        kinds: The sizes of each kind of card; SOP and emergency cards that are not
            named have the usual sizes, other kinds are not made.
        bundles: What is put together from the cards of the first size, and which small
            cards stand on sheets to cut.
        uncontrolled: The words that warn about printed copies; empty means the
            tool's own words in the SOP's language.
        logo: A PNG or SVG file of the repository, for the top of cards.
        color: Instead of blue, as ``#rrggbb``.
        css: A stylesheet of the repository, after the tool's own.
        valid_for: How many months a printed card may be used; None means as many
            as the review cadence of its SOP.
        archive: Cards are PDF/A-3 and hold the YAML file that they were made from.
    """

    sizes: tuple[str, ...] = ("a4", "letter")
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bundles: tuple[str, ...] = ()
    uncontrolled: str = ""
    logo: str = ""
    color: str = ""
    css: str = ""
    valid_for: int | None = None
    archive: bool = False
