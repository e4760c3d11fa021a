"""The style, the script and the fonts that every site carries."""

from functools import cache
from pathlib import Path

from builder.outputs.drawing.style import page_style
from builder.outputs.site.page import SiteFile

STYLE = "assets/sop/sop.css"
SCRIPT = "assets/sop/sop.js"
SEARCH_SCRIPT = "assets/sop/search.js"
"""For Material's own search, whose way to read queries it changes."""

_PARTS = ("rules", "tools", "page", "lists", "practice")
"""The sources of the script; a later one uses what the earlier ones define."""

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = Path(__file__).parent / "scripts"
_FONTS = Path(__file__).parent.parent / "fonts"


@cache
def asset_files() -> tuple[SiteFile, ...]:
    """Return the package's own assets as files of the site."""
    found = [(f"assets/sop/{path.name}", path) for path in sorted(_ASSETS.iterdir())]
    found += [
        (f"assets/sop/fonts/{path.name}", path)
        for path in sorted(_FONTS.iterdir())
        if path.suffix in (".woff2", ".txt")
    ]
    files = [SiteFile(path=name, content=path.read_bytes()) for name, path in found]
    made = {STYLE: style_text(), SCRIPT: script_text()}
    return (
        *(file for file in files if file.path not in made),
        *(SiteFile(path=name, content=text.encode()) for name, text in made.items()),
    )


def style_text() -> str:
    """Return the one stylesheet of every page, with the rules for drawings."""
    return (_ASSETS / "sop.css").read_text("utf-8") + "\n" + page_style()


def script_text() -> str:
    """Return the one classic script of every page, joined from its sources.

    They are small and need no translation, so joining replaces a bundler: a site is
    built without Node. The function around them keeps their names off the page.
    """
    parts = [(_SCRIPTS / f"{name}.js").read_text("utf-8") for name in _PARTS]
    return "\n".join(['(function () {\n"use strict";\n', *parts, "})();\n"])
