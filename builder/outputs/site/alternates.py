"""What the head of each page says of the feeds, where an engine lets us add to it."""

from html import escape

from builder.outputs.site.change_feeds import MEDIA_TYPES


def feed_links(root: str, title: str) -> str:
    """Return the links by which feed readers find the feeds of all SOPs.

    Args:
        root: The way from the page to the site's root, such as ``../../`` or ``./``.
        title: What the feeds are called; plain text.
    """
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(title)}" '
        f'href="{root}{path}">'
        for path, kind in MEDIA_TYPES.items()
    )
