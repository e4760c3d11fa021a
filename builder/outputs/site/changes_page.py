"""The page that lists what changed in all SOPs, newest first."""

from collections.abc import Sequence
from itertools import groupby

from builder.outputs.site.assets import CHANGES_SCRIPT, CHANGES_STYLE
from builder.outputs.site.block_views import LIBRARY
from builder.outputs.site.change_feeds import ChangeFeed
from builder.outputs.site.changes import Change, change_words, what_words
from builder.outputs.site.context import SiteContext
from builder.outputs.site.dates import shown_date, shown_month
from builder.outputs.site.gathered import Gathering
from builder.outputs.site.page import Page

SHOWN = 300
"""How many versions the page lists; feeds and the pages of SOPs hold all of them."""


def changes_page(
    site: SiteContext, changes: Sequence[Change], feeds: Sequence[ChangeFeed]
) -> Page:
    """Return the page of changes, with ways to the feeds of areas and roles."""
    made = Gathering("changes", site, group=LIBRARY)
    language = made.string.language
    shown = changes[:SHOWN]
    months = [
        (month, shown_month(month, language), list(found))
        for month, found in groupby(shown, key=lambda one: one.entry.date[:7])
    ]
    whole, *parts = feeds
    used = {change.area for change in shown}
    return made.page(
        values={
            "months": months,
            "areas": [area for area in made.view.areas.all() if area.id in used],
            "is_cut": len(changes) > len(shown),
            "whole": whole,
            "parts": [(_part_title(feed, whole), feed) for feed in parts],
            "change_words": change_words,
            "what_words": what_words,
            "date": lambda day: shown_date(day, language),
            "style": CHANGES_STYLE,
            "script": CHANGES_SCRIPT,
        },
        toc=[(f"_{month}", title) for month, title, _ in months],
    )


def _part_title(feed: ChangeFeed, whole: ChangeFeed) -> str:
    return feed.title.removeprefix(whole.title).lstrip(", ")
