"""Cards for tests: built from a small library that is changed in one place."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from builder.library import Library
from builder.outputs.cards.brand import FoundBrand
from builder.outputs.cards.build import CardsResult, build_cards
from builder.outputs.cards.card import CardContent
from builder.outputs.cards.content import card_content, words_for
from builder.outputs.cards.kinds.procedure import of_sop
from builder.outputs.facts import Facts
from builder.project import Project, SiteSettings
from builder.project_settings import Settings
from builder.provenance import Provenance
from builder.view import LibraryView
from tests.tiny import TODAY, read_tiny_library, tiny_files

COMMIT = "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"
SITE = "https://sop.example.com/floor/"
CALL = "sop/contact/first-call.yaml"


@cache
def changed(*changes: tuple[str, str], path: str = CALL) -> Library:
    """Return the tiny library with texts of one file replaced; each must be there."""
    text = tiny_files()[path]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return read_tiny_library({path: text})


def without_card() -> tuple[str, str]:
    """Return the change that takes the card block away."""
    card = (
        "card:\n  title: First call\n"
        "  include: [step:greet.say-who, objection:price, disposition:SALE]\n"
    )
    return card, ""


def including(*references: str) -> tuple[str, str]:
    """Return the change that makes the card show these blocks."""
    old = "include: [step:greet.say-who, objection:price, disposition:SALE]"
    return old, f"include: [{', '.join(references)}]"


def card_facts(
    library: Library,
    *,
    site: str = SITE,
    provenance: Mapping[str, Any] = {},
    settings: Settings | None = None,
    brand: FoundBrand | None = None,
    **changes: Any,
) -> Facts:
    """Return facts for a library; every SOP has the same provenance."""
    known = {"source_commit": COMMIT, "reason": "", **provenance}
    return Facts(
        today=TODAY,
        settings=replace(settings or Settings(), **changes),
        site=SiteSettings(url=site),
        brand=brand or FoundBrand(),
        provenances={sop.id: Provenance(**known) for sop in library.sops},
    )


def content_of(
    library: Library, *, sop: str = "first-call", **facts: Any
) -> CardContent:
    """Return what the card of an SOP can show."""
    view = LibraryView(library)
    found = library.by_id[sop]
    told = card_facts(library, **facts)
    subject = next(of_sop(found, view, words_for(found, told)))
    return card_content(subject, view, told)


def build(folder: Path, library: Library, **facts: Any) -> CardsResult:
    """Return the cards of a library, made by a real worker."""
    told = card_facts(library, **facts)
    project = Project(root=folder, settings=told.settings, today=told.today)
    return build_cards(project, library, told, jobs=1, on_progress=lambda *_: None)


def told(result: CardsResult) -> list[str]:
    """Return the codes and messages of what a build of cards found."""
    return [f"{found.code} {found.message}" for found in result.diagnostics]
