"""The page that a printed card's QR code opens: small, whole, and without a theme.

It is read on a phone beside the card, so it carries no navigation, no search and no
framework: a page of its own, not one inside the theme. All that it may have to say
stands in it, so it answers from a copy without a network, too.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builder.addresses import anchors_of, block_anchor
from builder.model.control import Status
from builder.outputs.cards.editions import (
    SHARED,
    Edition,
    changes_between,
    editions_of,
    shared_editions,
    told,
)
from builder.outputs.cards.kinds.shared import DISPOSITIONS
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.links import Links, card_path
from builder.outputs.site.page import SiteFile
from builder.outputs.strings import Strings
from builder.outputs.templating import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A card that was printed before, and what is another today.

    Attributes:
        changes: Each in words, with the way to what stands there now; empty if gone.
    """

    fingerprint: str
    version: str
    changes: tuple[tuple[str, str], ...]


def card_checks(site: SiteContext) -> Iterator[SiteFile]:
    """Return the card check page of every SOP that has, or had, a card."""
    for sop in (*site.shown, *site.retired):
        view = site.view()
        links = site.links(view, path=card_path(sop.id))
        string = site.strings(sop)
        is_retired = sop.status is Status.RETIRED
        now = () if is_retired else editions_of(sop, view, string)
        anchors = anchors_of(sop)

        def way(reference: str) -> str:
            anchor = block_anchor(reference)
            return links.sop(sop.id, anchor) if anchor in anchors else ""  # noqa: B023

        yield _page(
            site,
            links,
            string,
            path=card_path(sop.id),
            title=sop.title,
            number=sop.number,
            version=sop.version,
            date=shown_date(sop.effective, string.language),
            open_at=links.sop(sop.id),
            editions=now,
            outdated=tuple(_outdated(sop.id, now, site, way, string)),
            is_retired=is_retired,
            successor=view.sops.find(sop.successor) if sop.successor else None,
            cards=site.cards.get(sop.id, ()),
        )
    yield _shared_check(site)


def _shared_check(site: SiteContext) -> SiteFile:
    """Return the page for the card of all outcomes, which no SOP answers for alone."""
    path = card_path(DISPOSITIONS)
    links = site.links(site.view(), path=path)
    string = site.strings()
    now = shared_editions(site.library, string)
    return _page(
        site,
        links,
        string,
        path=path,
        title=string("card.title_dispositions"),
        number="",
        version="",
        date="",
        open_at=links.to(f"{DISPOSITIONS}/"),
        editions=now,
        outdated=tuple(_outdated(DISPOSITIONS, now, site, lambda _: "", string)),
        is_retired=False,
        successor=None,
        cards=[card for card in site.cards.get("", ()) if card.kind == SHARED],
    )


def _page(
    site: SiteContext, links: Links, string: Strings, *, path: str, **values: object
) -> SiteFile:
    html = render(
        "site/card_check.html.j2",
        texts=links.texts,
        links=links,
        string=string,
        site_name=site.facts.site.name,
        **values,
    )
    return SiteFile(path=f"{path}index.html", content=html.encode())


def _outdated(
    name: str,
    now: Sequence[Edition],
    site: SiteContext,
    way: Callable[[str], str],
    string: Strings,
) -> Iterator[Outdated]:
    """Yield the cards that may still hang somewhere, newest first."""
    current = {edition.fingerprint for edition in now}
    newest_of = {(edition.kind, edition.id): edition for edition in now}
    for edition in site.facts.earlier_cards.get(name, ()):
        newest = newest_of.get((edition.kind, edition.id))
        if newest is None or edition.fingerprint in current:
            continue
        yield Outdated(
            fingerprint=edition.fingerprint,
            version=edition.version,
            changes=tuple(
                (told(change, string), way(change.reference))
                for change in changes_between(edition, newest)
            ),
        )
