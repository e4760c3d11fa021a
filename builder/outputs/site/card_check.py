"""The page that a printed card's QR code opens: small, whole, and without a theme.

It is read on a phone beside the card, so it carries no navigation, no search and no
framework: a page of its own, not one inside the theme.
"""

from collections.abc import Iterator, Mapping

from builder.fingerprint import fingerprint_of, short
from builder.model.control import Status
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date
from builder.outputs.site.links import card_path
from builder.outputs.site.page import SiteFile
from builder.outputs.templating import render


def card_checks(
    site: SiteContext, fingerprints: Mapping[str, str]
) -> Iterator[SiteFile]:
    """Return the card check page of every SOP that has, or had, a card.

    Args:
        site: What all pages share.
        fingerprints: By SOP id, as far as they are known; the others are worked out.
    """
    for sop in (*site.shown, *site.retired):
        view = site.view()
        path = card_path(sop.id)
        links = site.links(view, path=path)
        string = site.strings(sop)
        html = render(
            "site/card_check.html.j2",
            texts=links.texts,
            sop=sop,
            links=links,
            string=string,
            fingerprint=fingerprints.get(sop.id) or short(fingerprint_of(sop, view)),
            is_retired=sop.status is Status.RETIRED,
            cards=site.cards.get(sop.id, ()),
            date=shown_date(sop.effective, string.language),
            site_name=site.facts.site.name,
        )
        yield SiteFile(path=f"{path}index.html", content=html.encode())
