"""A card before it is laid out: all that a worker process has to know."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """The control data of one card, as words ready to be printed.

    Attributes:
        rows: Label and value, in the order of the footer.
        notice: The words that warn about printed copies.
        bands: Words of the red band; empty on a card that may be used.
        check_address: Where the QR code leads; empty without a site address.
        valid_until: ISO date.
        fingerprint: The 12 hex digits that stand for what the card says; the QR code
            carries them.
    """

    rows: tuple[tuple[str, str], ...]
    notice: str
    bands: tuple[str, ...]
    check_address: str
    valid_until: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What a repository adds to the looks of its cards.

    Attributes:
        logo: The image in Base64; empty if there is none.
        color: Instead of our blue, as ``#rrggbb``.
        css: Rules that come after ours.
    """

    logo: str = ""
    logo_type: str = ""
    color: str = ""
    css: str = ""


NO_BRAND = Brand()
"""The tool's own looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading and what stands under it.

    Attributes:
        kind: The kind of its blocks; picks the icon.
        detail: A line under the heading where it stands first.
    """

    id: str
    kind: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One block as HTML; it is never split.

    Attributes:
        reference: Its first block, as the card block of an SOP names it.
        references: All its blocks; dispositions share one entry.
        group: The id of the group it stands in.
        number: The number of a step, such as ``2.3``; empty for other blocks.
        has_long_words: A word may be wider than a column and must be broken.
    """

    reference: str
    references: tuple[str, ...]
    group: str
    number: str
    html: str
    has_long_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What an SOP has that a card could show, to name what the card leaves out.

    Attributes:
        steps: The number and the reference of every step.
        others: References of the other blocks, by the key of their name.
        scripts: How many call scripts there are; none stands on this kind of card.
    """

    steps: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, tuple[str, ...]], ...]
    scripts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that a card was made from, to be kept inside of it.

    Attributes:
        date: ISO date of the commit, or of what its author says.
    """

    name: str
    description: str
    text: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """Everything that a card can show, ready to be laid out by another process.

    Attributes:
        id: The first part of the file name.
        kind: The kind of card, a key of ``KINDS``.
        kind_title: What a reader calls the kind; empty for the card of an SOP.
        sop: The id of the SOP it was approved with; empty if there is none.
        sides: How many sides it may have.
        further: References of entries that are added only while there is room, in
            their order of importance; all others must stand on the card.
        source: For an archive; None means that the card is for the desk only.
    """

    id: str
    kind: str
    kind_title: str
    sop: str
    number: str
    title: str
    note: str
    area: str
    organization: str
    language: str
    direction: str
    groups: Mapping[str, Group]
    entries: tuple[Entry, ...]
    further: tuple[str, ...]
    rest: Rest
    control: Control
    sides: int = 2
    brand: Brand = NO_BRAND
    source: Source | None = None
