"""Search entries from the model, put where MkDocs's search plugins keep theirs."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from mkdocs.plugins import PluginCollection

from builder.outputs.site.page import Page

PLUGINS = ("search", "material/search")
"""The names under which a search plugin may stand in ``plugins``."""


_COMMON = (
    "a an and are as at be been by for from he her his i if in is it its me my of on "
    "or our she so than that the their them they this to too us was we were will with "
    "you your"
)
_DEFAULTS = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"]}
"""What Material's plugin has in English, if mkdocs.yml says nothing else."""

_SEPARATOR = "|".join(
    [r"[\s\-]+"]
    + [
        rf"\b[{word[0].upper()}{word[0]}]{word[1:]}\b(?!['\u2019])"
        for word in _COMMON.split()
    ]
)
"""Cuts words that mean nothing out of texts and queries.

Material takes each word of a query for the beginning of a word and drops common words
from the index only: "me" would find metrics, "to" tools. And its own list of common
words holds "do", "not", "off" and "let", which tell a customer's wishes apart.
"""


def add_search_entries(plugins: PluginCollection, pages: Iterable[Page]) -> None:
    """Add the entries of ready pages to the index that is about to be written."""
    made = list(pages)
    for name in PLUGINS:
        index: Any = getattr(plugins.get(name), "search_index", None)
        if hasattr(index, "entries"):
            _cut_common_words(index.config)
            # Material shows entries as HTML: text must be escaped.
            index.entries.extend(_entries(made, is_html=True))
        elif hasattr(index, "_entries"):
            ours = {page.path or "./" for page in made} | {page.path for page in made}
            kept = [entry for entry in index._entries if entry["location"] not in ours]
            index._entries[:] = [*kept, *_entries(made, is_html=False)]


def _cut_common_words(config: Any) -> None:
    """Let search pass over common words, unless somebody has set it up otherwise."""
    if all(config.get(key) == value for key, value in _DEFAULTS.items()):
        config["separator"] = _SEPARATOR
        config["pipeline"] = []


def _entries(pages: list[Page], *, is_html: bool) -> Iterator[dict[str, Any]]:
    def shown(text: str) -> str:
        return escape(text, quote=False) if is_html else text

    for page in pages:
        for section in page.search:
            tail = f"#{section.anchor}" if section.anchor else ""
            entry: dict[str, Any] = {
                "location": page.path + tail,
                "title": shown(section.title),
                "text": shown(section.text),
            }
            yield entry | ({"boost": section.weight} if section.weight != 1 else {})
