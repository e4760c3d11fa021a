"""Fonts that a page asks for at once, so that its text never moves.

Text is shown in the bundled fonts if they are there when it is first painted, else in
the system's (``font-display: optional``): swapped later, every line would move. Asked
for early they are nearly always there, and always from the second page on.
"""

from html import escape

FONTS = tuple(
    f"assets/sop/fonts/atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
    for weight in (400, 600, 700)
)
"""The fonts that nearly every page uses; all others come when they are needed."""

_FIRST_STYLE = '<link rel="stylesheet"'


def with_early_fonts(html: str, *, root: str) -> str:
    """Return a page that asks for its fonts before anything else.

    Args:
        html: A whole page.
        root: The way from the page to the site's root, such as ``../../`` or ``./``.
    """
    return html.replace(_FIRST_STYLE, font_links(root) + _FIRST_STYLE, 1)


def font_links(root: str) -> str:
    """Return the links to the fonts for the head of a page."""
    return "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin '
        f'href="{escape(root)}{path}">'
        for path in FONTS
    )
