"""The style, the script and the fonts that every site carries."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from builder.outputs.drawing.style import page_style
from builder.outputs.site.page import SiteFile

STYLE = "assets/sop/sop.css"
SEARCH_STYLE = "assets/sop/search.css"
SCRIPT = "assets/sop/sop.js"
PLAYER_STYLE = "assets/sop/player.css"
PLAYER_SCRIPT = "assets/sop/player.js"
"""For pages that play a script; no other page loads them."""
CHANGES_STYLE = "assets/sop/changes.css"
CHANGES_SCRIPT = "assets/sop/changes.js"
"""For pages of SOPs, the home page, and the list of changes."""
EDITION_STYLE = "assets/sop/edition.css"
"""For pages of other versions than the one in force."""

SEARCH_SCRIPT = "assets/sop/search.js"
"""Opens the search; what can be found stands in pieces of its own."""

_PARTS = ("rules", "tools", "page", "lists", "practice", "flows", "kit")
_PLAYER_PARTS = (
    "rules",
    "tools",
    "player_calls",
    "player_keys",
    "player_texts",
    "player_handover",
    "player_session",
    "player_fields",
    "player_view",
    "player_margin",
    "player_stage",
    "player_commands",
    "player",
)
_CHANGES_PARTS = (
    "rules",
    "tools",
    "visits",
    "memory",
    "reading",
    "changes_sop",
    "embed",
    "changes_home",
    "changes_list",
)
"""The sources of each script; a later one uses what the earlier ones define."""

_SEARCH = ("words", "query", "ranking", "index", "dialog")
"""The sources of the search, in the same way."""

_COMMENT = re.compile(r"^ */\*(?:(?!\*/).)*\*/\n|/\*(?:(?!\*/).)*\*/ ?", re.M | re.S)

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
    made = {
        STYLE: style_text(),
        SCRIPT: script_text(),
        PLAYER_SCRIPT: player_script_text(),
        CHANGES_SCRIPT: changes_script_text(),
    }
    return (
        *(file for file in files if file.path not in made),
        *(SiteFile(path=name, content=text.encode()) for name, text in made.items()),
    )


def style_text() -> str:
    """Return the one stylesheet of every page, with the rules for drawings."""
    own = (_ASSETS / "sop.css").read_text("utf-8")
    return _without_comments(f"{own}\n{page_style()}")


def script_text() -> str:
    """Return the one classic script of every page, joined from its sources."""
    return _joined(_without_comments(_source(name)) for name in _PARTS)


def player_script_text() -> str:
    """Return the classic script of the pages that play a script."""
    return _joined(_without_comments(_source(name)) for name in _PLAYER_PARTS)


def changes_script_text() -> str:
    """Return the classic script of pages that tell what changed."""
    return _joined(_without_comments(_source(name)) for name in _CHANGES_PARTS)


def search_script(settings: Mapping[str, object]) -> str:
    """Return the script of the search with the words and addresses of one site."""
    told = f"const searchSettings = {json.dumps(settings)};\n"
    parts = (_source(f"search-{name}") for name in _SEARCH)
    return _joined((told, *map(_without_comments, parts)))


def _source(name: str) -> str:
    return (_SCRIPTS / f"{name}.js").read_text("utf-8")


def _without_comments(source: str) -> str:
    """Return a source of ours without what only its readers need, types above all."""
    return _COMMENT.sub("", source)


def _joined(parts: Iterable[str]) -> str:
    """Return sources as one script.

    They are small and need no translation, so joining replaces a bundler: a site is
    built without Node. The function around them keeps their names off the page.
    """
    return "\n".join(['(function () {\n"use strict";\n', *parts, "})();\n"])
