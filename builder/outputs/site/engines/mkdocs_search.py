"""Search entries from the model, put where MkDocs's search plugins keep theirs."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from mkdocs.plugins import PluginCollection

from builder.outputs.site.page import Page

PLUGINS = ("search", "material/search")
"""The names under which a search plugin may stand in ``plugins``."""


def add_search_entries(plugins: PluginCollection, pages: Iterable[Page]) -> None:
    """Add the entries of ready pages to the index that is about to be written."""
    made = list(pages)
    for name in PLUGINS:
        index: Any = getattr(plugins.get(name), "search_index", None)
        if hasattr(index, "entries"):
            # Material shows entries as HTML: text must be escaped.
            index.entries.extend(_entries(made, is_html=True))
        elif hasattr(index, "_entries"):
            ours = {page.path or "./" for page in made} | {page.path for page in made}
            kept = [entry for entry in index._entries if entry["location"] not in ours]
            index._entries[:] = [*kept, *_entries(made, is_html=False)]


def _entries(pages: list[Page], *, is_html: bool) -> Iterator[dict[str, Any]]:
    def shown(text: str) -> str:
        return escape(text, quote=False) if is_html else text

    for page in pages:
        for section in page.search:
            tail = f"#{section.anchor}" if section.anchor else ""
            yield {
                "location": page.path + tail,
                "title": shown(section.title),
                "text": shown(section.text),
            }
