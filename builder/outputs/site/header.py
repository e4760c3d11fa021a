"""The way to the search in the header of every page, whatever theme made it."""

from markupsafe import escape

from builder.outputs.site.links import CUSTOMER_SAYS
from builder.outputs.strings import Strings

_START = '<nav class="md-header__inner'
_SOURCE = '<div class="md-header__source">'
_END = "</nav>"


def with_search(html: str, *, root: str, string: Strings) -> str:
    """Return a page with a link to the search at the end of its header.

    Without a script the link leads to the page of all SOPs and what customers say. A
    page without such a header is returned as it is.
    """
    start = html.find(_START)
    end = html.find(_END, start)
    if start < 0 or end < 0:
        return html
    source = html.find(_SOURCE, start, end)
    place = source if source >= 0 else end
    return html[:place] + _link(root, string) + html[place:]


def _link(root: str, string: Strings) -> str:
    words = escape(string("search.open"))
    return (
        f'<a class="sop-find" href="{escape(root)}{CUSTOMER_SAYS}" '
        f'aria-keyshortcuts="/ Control+K"><span>{words}</span> <kbd>/</kbd></a>'
    )
