"""Addresses as one page sees them, all relative, so that a site works at any path."""

import re
from collections.abc import Mapping
from functools import cached_property

from builder.addresses import folder_of, parse_script, parse_sop_link, parse_step
from builder.model.control import Status
from builder.model.sop import Sop
from builder.outputs.inline_text import TextContext
from builder.view import LibraryView

CUSTOMER_SAYS = "customer-says/"
"""The page of all SOPs and what customers say: a search without a script."""


_LINE = re.compile(r"script\.([a-z0-9_]+)\..+")
"""The anchor of a script's line, which stands on the page of the player."""


def sop_path(area: str, identifier: str) -> str:
    """Return the permanent path of an SOP's page."""
    return f"{area}/{identifier}/"


def card_path(identifier: str) -> str:
    """Return the permanent path of the page that a printed card's QR code opens."""
    return f"card/{identifier}/"


class Links:
    """The ways from one page to every other.

    Args:
        view: Records which other SOPs the page leads to.
        paths: The page of each published SOP by its id.
        path: The page that the links stand on.
        home: The SOP that the page shows; its own parts need no path.
        folder: Where the page stands below that of ``home``, such as its kit; None if
            it is one page with everything of ``home``.
        players: The page that plays a script, by the script's address.
    """

    def __init__(
        self,
        view: LibraryView,
        paths: Mapping[str, str],
        *,
        path: str,
        home: Sop | None = None,
        folder: str | None = "",
        players: Mapping[str, str] | None = None,
    ) -> None:
        self._view = view
        self._paths = paths
        self._players = players or {}
        self._home = home.id if home else ""
        self._folder = folder
        self.root = "../" * path.count("/") or "./"

    @cached_property
    def texts(self) -> TextContext:
        """How inline and spoken text finds its links and fields on this page."""
        return TextContext(link=self.target, field=self.field)

    def to(self, path: str) -> str:
        """Return the way to a path below the site's root."""
        return self.root + path

    def sop(self, identifier: str, anchor: str = "") -> str:
        """Return the way to an SOP or a part of it; empty if it has no page."""
        if (line := _LINE.fullmatch(anchor)) and (
            player := self.player(f"{identifier}/{line[1]}")
        ):
            self._view.sops.find(identifier)
            return f"{player}#{anchor}"
        found = self._view.sops.find(identifier)
        folder = folder_of(found, anchor) if found else ""
        if identifier == self._home:
            return f"{self._beside(folder)}#{anchor or '_top'}"
        path = self._paths.get(identifier)
        if path is None:
            return ""
        # Of a retired SOP there is one page, and nothing below it.
        place = path + folder if found and found.status is not Status.RETIRED else path
        return self.to(place) + (f"#{anchor}" if anchor else "")

    def _beside(self, folder: str) -> str:
        """Return the way to another page of the home SOP; nothing for this one."""
        if self._folder is None or folder == self._folder:
            return ""
        return ("../" if self._folder else "") + folder

    def target(self, target: str) -> str:
        """Return the way to what ``sop:<id>#<anchor>`` names; empty if nothing."""
        link = parse_sop_link(target)
        return self.sop(link.sop, link.anchor) if link else ""

    def step(self, address: str, home: str | None = None) -> str:
        """Return the way to a step; ``section.step`` is in SOP ``home``, or here."""
        link = parse_step(address, home=home or self._home)
        return self.sop(link.sop, link.anchor)

    def script(self, address: str) -> str:
        """Return the way to ``script`` here, or to ``sop-id/script``."""
        link = parse_script(address, home=self._home)
        return self.sop(link.sop, link.anchor)

    def player(self, address: str) -> str:
        """Return the way to the player of ``sop-id/script``; empty if it has none."""
        path = self._players.get(address)
        return self.to(path) if path else ""

    def field(self, name: str) -> str:
        """Return the short words for a field, to be read in the middle of a line."""
        return name.replace(".", " ").replace("_", " ")
