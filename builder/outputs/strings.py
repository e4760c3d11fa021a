"""Every word that the tool itself adds to pages and cards, by language and key."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from builder.outputs.words.english_blocks import BLOCKS
from builder.outputs.words.english_brief import BRIEF
from builder.outputs.words.english_cards import CARDS
from builder.outputs.words.english_changes import CHANGES
from builder.outputs.words.english_connect import CONNECT
from builder.outputs.words.english_dialers import DIALERS
from builder.outputs.words.english_drawings import DRAWINGS
from builder.outputs.words.english_editions import EDITIONS
from builder.outputs.words.english_forms import FORMS
from builder.outputs.words.english_library import LIBRARY
from builder.outputs.words.english_offline import OFFLINE
from builder.outputs.words.english_pages import PAGES
from builder.outputs.words.english_player import PLAYER
from builder.outputs.words.english_screens import SCREENS
from builder.outputs.words.english_search import SEARCH
from builder.outputs.words.english_versions import VERSIONS

DEFAULT_LANGUAGE = "en"

RIGHT_TO_LEFT = frozenset(
    {"ar", "dv", "fa", "he", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}
)
"""Languages written from right to left."""

STRINGS: dict[str, dict[str, str]] = {
    "en": {
        **PAGES,
        **LIBRARY,
        **BLOCKS,
        **BRIEF,
        **CARDS,
        **CONNECT,
        **DRAWINGS,
        **FORMS,
        **DIALERS,
        **SCREENS,
        **SEARCH,
        **PLAYER,
        **CHANGES,
        **EDITIONS,
        **OFFLINE,
        **VERSIONS,
    },
}
"""The catalog; English is complete, other languages may be partial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strings:
    """The catalog in one language; call it with a key.

    Attributes:
        language: The tag asked for, such as ``en-US``; goes into ``lang``.
        direction: ``ltr`` or ``rtl``; goes into ``dir``.
    """

    language: str
    direction: str
    entries: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with values put in; plain text, not HTML."""
        words = self.entries[key]
        return words.format(**values) if values else words


@lru_cache(maxsize=64)  # asked for by every page, and made of a thousand entries
def strings_for(language: str | None) -> Strings:
    """Return the catalog for a language tag; what it lacks stays English."""
    tag = language or DEFAULT_LANGUAGE
    base = tag.split("-", maxsplit=1)[0].casefold()
    return Strings(
        language=tag,
        direction="rtl" if base in RIGHT_TO_LEFT else "ltr",
        entries={**STRINGS[DEFAULT_LANGUAGE], **STRINGS.get(base, {})},
    )
