"""What records of an SOP share: texts, names, pages, and keys that may be missing."""

from collections.abc import Iterable
from typing import Any

from builder.addresses import parse_sop_link, parse_step
from builder.model.sop import Sop
from builder.outputs.api.format_blocks import (
    DisclosureRecord,
    NamedRecord,
    TextRecord,
)
from builder.outputs.inline_text import TextContext, plain_words
from builder.outputs.site.context import SiteContext
from builder.view import LibraryView

_WORDS = TextContext(
    link=lambda target: target,
    field=lambda name: f"[{name.replace('.', ' ').replace('_', ' ')}]",
)


def text(words: str) -> TextRecord:
    """Return a text without marks, and as it was written where that says more."""
    plain = plain_words(words, _WORDS)
    return {"text": plain} if plain == words else {"text": plain, "markup": words}


def texts(every: Iterable[str]) -> list[TextRecord]:
    """Return texts, in their order."""
    return [text(words) for words in every]


def add(record: Any, /, **values: Any) -> None:
    """Add what there is to a record: neither None nor an empty list is a value."""
    for key, value in values.items():
        if value is not None and value != []:
            record[key] = value


def maybe(words: str | None) -> TextRecord | None:
    """Return a text that may be missing."""
    return text(words) if words else None


class Names:
    """Shared things and pages, as the records of one library name them."""

    def __init__(self, site: SiteContext) -> None:
        self._site = site
        self._view: LibraryView = site.view()

    def role(self, identifier: str) -> NamedRecord:
        """Return a role by its id and title."""
        return _named(identifier, self._view.roles.find(identifier))

    def tools(self, identifiers: Iterable[str]) -> list[NamedRecord]:
        """Return tools by id and title."""
        return [_named(each, self._view.tools.find(each)) for each in identifiers]

    def regulations(self, identifiers: Iterable[str]) -> list[NamedRecord]:
        """Return regulations by id and title."""
        return [_named(each, self._view.regulations.find(each)) for each in identifiers]

    def techniques(self, identifiers: Iterable[str]) -> list[NamedRecord]:
        """Return techniques by id and title."""
        return [_named(each, self._view.techniques.find(each)) for each in identifiers]

    def disclosures(self, identifiers: Iterable[str]) -> list[DisclosureRecord]:
        """Return disclosures with the words that must be said."""
        found = (self._view.disclosures.find(each) for each in identifiers)
        return [
            DisclosureRecord(id=each.id, title=each.title, say=text(each.say))
            for each in found
            if each
        ]

    def area(self, sop: Sop) -> NamedRecord:
        """Return the area of an SOP."""
        area = self._view.area_of(sop)
        return NamedRecord(id=area.id, title=area.title)

    def page(self, sop: str, anchor: str = "") -> str | None:
        """Return the page of an SOP or a part of it; None if it is not published."""
        found = self._site.library.by_id.get(sop)
        if found is None or sop not in self._site.paths:
            return None
        path = self._site.page_of(found, anchor)
        return f"{path}#{anchor}" if anchor else path

    def step_page(self, address: str | None, home: Sop) -> str | None:
        """Return the page of the step that an address names."""
        if not address:
            return None
        link = parse_step(address, home=home.id)
        return self.page(link.sop, link.anchor)

    def link_page(self, target: str) -> str | None:
        """Return the page that ``sop:<id>#<anchor>`` names; None for other links."""
        link = parse_sop_link(target)
        return self.page(link.sop, link.anchor) if link else None


def _named(identifier: str, found: Any) -> NamedRecord:
    return NamedRecord(id=identifier, title=found.title if found else identifier)
