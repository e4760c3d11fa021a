"""What can be found, as plain text: one entry for each place that answers something."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place that search leads to.

    Attributes:
        kind: Names what it is, such as ``step``; the words for it are in the catalog.
        anchor: The place on the page of its source; empty for the page itself.
        title: What it is called; for a step, what to do.
        text: The words that answer, as a person reads them.
        heard: What people say who look for it: customers' words, keywords, aliases.
        hints: More words that lead to it but are not shown with it.
        is_head: Whether the entries after it belong to it, up to the next head.
        path: Its own page below the site's root, if that is not its origin's.
    """

    kind: str
    anchor: str
    title: str
    text: str = ""
    heard: tuple[str, ...] = ()
    hints: str = ""
    is_head: bool = False
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An SOP or another page, with everything on it that can be found.

    Attributes:
        sop: The id of the SOP; empty for another page.
        number: The number of the SOP; empty for another page.
        path: Below the site's root.
        channels: Those of an SOP; a page without any holds for all of them.
        direction: That of an SOP, or empty.
        roles: Ids of the roles that have something to do in the SOP.
        entries: In the order of the page; the first is the page itself.
    """

    sop: str
    number: str
    title: str
    path: str
    channels: tuple[str, ...] = ()
    direction: str = ""
    roles: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = field(repr=False)

    def target(self, anchor: str) -> str:
        """Return the address of a place: ``sop-id#anchor``, or a path for others."""
        return (self.sop or self.path) + (f"#{anchor}" if anchor else "")


def passes(origin: Origin, *, channel: str, direction: str, role: str) -> bool:
    """Tell whether an origin passes filters; empty ones let everything pass.

    What is not an SOP holds for every channel, direction and role.
    """
    if not origin.channels:
        return True
    both = origin.direction == "both" and direction in ("inbound", "outbound")
    return (
        (not channel or channel in origin.channels)
        and (not direction or direction == origin.direction or both)
        and (not role or role in origin.roles)
    )
