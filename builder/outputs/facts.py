"""What a renderer is told and never looks up: the day, the settings, the provenance."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.in_force_library import Held
from builder.library import Library
from builder.outputs.cards.brand import FoundBrand
from builder.outputs.cards.editions import Edition
from builder.past_versions import PastVersion
from builder.project import Settings, SiteSettings
from builder.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A card or an export that was made, as pages and manifests name it.

    Attributes:
        path: Below ``build/``, with forward slashes.
        sop: The id of the SOP it was made from.
        kind: ``sop`` for the card of an SOP; the format's name for an export.
        variant: The size of a card; the id of the script of an export.
        title: What a reader calls it.
        content: The bytes.
        details: Facts for the manifest, ready for JSON.
    """

    path: str
    sop: str
    kind: str
    variant: str
    title: str
    content: bytes = field(repr=False)
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one build.

    Attributes:
        today: The ISO date that the build counts as today.
        provenances: By SOP id.
        shared: Where shared files come from, by path.
        brand: The looks that the repository adds to cards.
        held: The SOPs of which an older version than that of the file holds, by id.
        newest: What the files say; None where nobody looked.
        past: The approved versions of SOPs that have several, by id, newest first.
        written: The hand-written pages of the site as Markdown, by path.
        earlier_cards: What the cards of each SOP said before, newest first, by SOP id.
    """

    today: str
    settings: Settings
    site: SiteSettings
    provenances: Mapping[str, Provenance]
    shared: Mapping[str, Provenance] = field(default_factory=dict)
    brand: FoundBrand = field(default_factory=FoundBrand)
    written: Mapping[str, str] = field(default_factory=dict)
    earlier_cards: Mapping[str, tuple[Edition, ...]] = field(default_factory=dict)
    held: Mapping[str, Held] = field(default_factory=dict)
    newest: Library | None = field(default=None, repr=False)
    past: Mapping[str, tuple[PastVersion, ...]] = field(
        default_factory=dict, repr=False
    )
