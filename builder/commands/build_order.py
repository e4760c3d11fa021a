"""What a build is asked for, and what it says it made."""

from collections.abc import Collection
from dataclasses import dataclass

OUTPUTS = ("site", "cards", "dialer", "data")
"""What can be built; the choices of ``--only``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOrder:
    """What to build, and how.

    Attributes:
        only: Parts to build; the others are kept from the last build.
        jobs: Worker processes for cards; 0 means one per processor.
        strict: Publish nothing if there are warnings.
        allow_draft: Scripts of unapproved SOPs to export, as ``sop-id/script_id``.
        offline: Make a copy of the site, too, that works from a file share.
    """

    only: Collection[str] = OUTPUTS
    jobs: int = 0
    strict: bool = False
    engine: str = "mkdocs"
    allow_draft: Collection[str] = ()
    offline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How much a build made; 0 for a part that was not asked for.

    Attributes:
        sops: SOPs that were checked.
        pages: Pages of the site, hand-written ones included.
        copied: Pages of the copy for a file share.
        scripts: Call scripts, each in every one of the formats.
        feeds: Files with data for other systems.
        history_missing: Why git could not tell source commits; empty if it could.
    """

    sops: int = 0
    pages: int = 0
    copied: int = 0
    cards: int = 0
    scripts: int = 0
    formats: int = 0
    feeds: int = 0
    history_missing: str = ""
