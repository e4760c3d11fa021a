"""The style, the script and the fonts that every site carries."""

from functools import cache
from pathlib import Path

from builder.outputs.site.page import SiteFile

STYLE = "assets/sop/sop.css"
SCRIPT = "assets/sop/sop.js"

_ASSETS = Path(__file__).parent / "assets"
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
    return tuple(SiteFile(path=name, content=path.read_bytes()) for name, path in found)
