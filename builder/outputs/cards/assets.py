"""What a card may load: its stylesheet, its icons, its QR code, and nothing else."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from builder.outputs.templating import FOLDER

ASSETS = FOLDER / "cards"
"""Where stylesheet and icons are."""


@cache
def card_css() -> str:
    """Return the stylesheet of all cards."""
    return (ASSETS / "card.css").read_text(encoding="utf-8")


Asset = tuple[bytes, str]
"""An image and its content type."""


def asset_fetcher(made: Mapping[str, Asset]) -> Any:
    """Return a fetcher that serves our icons and what was made for this card only."""
    from weasyprint.urls import (  # type: ignore[import-untyped]
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class PackageOnly(URLFetcher):  # type: ignore[misc]
        """Nothing from outside the package reaches a card."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            found = made.get(url) or _icons().get(url)
            if found is None:
                raise FatalURLFetchingError(f"a card may not load {url!r}")
            content, kind = found
            return URLFetcherResponse(url, body=content, headers={"Content-Type": kind})

    return PackageOnly()


@cache
def _icons() -> dict[str, Asset]:
    return {
        f"asset:icons/{path.name}": (path.read_bytes(), "image/svg+xml")
        for path in sorted((ASSETS / "icons").glob("*.svg"))
    }
