"""The page that stands where nothing is: what to do instead, and the search."""

from urllib.parse import urlsplit

from builder.outputs.inline_text import TextContext
from builder.outputs.site.early_fonts import with_early_fonts
from builder.outputs.site.header import with_search
from builder.outputs.site.links import CUSTOMER_SAYS
from builder.outputs.strings import Strings
from builder.outputs.templating import render

MISSING = "404.html"

_THEMES_OWN = "<h1>404 - Not found</h1>"
_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)


def missing_page(html: str, *, site_url: str | None, string: Strings) -> str:
    """Return the theme's error page with words of ours and ways out of it.

    Args:
        html: The page of the theme; what it says is replaced if it is known.
        site_url: Where the site is published: the page may be shown at any address, so
            its links cannot be relative. Without one the site is a host's whole.
        string: The words of the site's language.
    """
    root = urlsplit(site_url or "").path or "/"
    body = render(
        "site/missing.html.j2",
        texts=_TEXTS,
        root=root,
        heard_path=CUSTOMER_SAYS,
        string=string,
    )
    made = with_early_fonts(html.replace(_THEMES_OWN, body, 1), root=root)
    return with_search(made, root=root, string=string)
