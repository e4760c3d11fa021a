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


def asset_fetcher(made: Mapping[str, bytes]) -> Any:
    """Return a fetcher that serves our icons and what was made for this card only."""
    from weasyprint.urls import (  # type: ignore[import-untyped]
        FatalURLFetchingError,
        URLFetcher,
        URLFetcherResponse,
    )

    class PackageOnly(URLFetcher):  # type: ignore[misc]
        """Nothing from outside the package reaches a card."""

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002
            content = made.get(url) or _icons().get(url)
            if content is None:
                raise FatalURLFetchingError(f"a card may not load {url!r}")
            return URLFetcherResponse(
                url, body=content, headers={"Content-Type": "image/svg+xml"}
            )

    return PackageOnly()


@cache
def _icons() -> dict[str, bytes]:
    return {
        f"asset:icons/{path.name}": path.read_bytes()
        for path in sorted((ASSETS / "icons").glob("*.svg"))
    }
