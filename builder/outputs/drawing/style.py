"""How drawings look: one stylesheet, with the colors of the site."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from builder.outputs.templating import FOLDER

_FOLDER = FOLDER / "drawing"
_SITE_STYLE = Path(__file__).parent.parent / "site" / "assets" / "sop.css"
_SCHEME = re.compile(
    r'^(?::root, )?\[data-md-color-scheme="(default|slate)"\] \{\n(.*?)^\}', re.M | re.S
)
_COLOR = re.compile(r"(--[a-z-]+): ([^;]+);")


def page_style() -> str:
    """Return the rules for a page that has the colors."""
    return _rules() + (_FOLDER / "page.css").read_text("utf-8")


def file_style() -> str:
    """Return the rules for a file of its own, dark where the reader's screen is."""
    light, dark = (_declared(colors()[scheme]) for scheme in ("default", "slate"))
    screen = "@media screen and (prefers-color-scheme: dark)"
    return (
        f".flow {{ {light} background: var(--paper); }}\n"
        f"{screen} {{ .flow {{ {dark} }} }}\n{_rules()}"
    )


@cache
def colors() -> Mapping[str, Mapping[str, str]]:
    """Return the colors that drawings use, by the site's scheme and name."""
    used = set(re.findall(r"var\((--[a-z-]+)", _rules())) | {"--paper"}
    schemes = _SCHEME.findall(_SITE_STYLE.read_text("utf-8"))
    return {
        scheme: {name: color for name, color in _COLOR.findall(block) if name in used}
        for scheme, block in schemes
    }


@cache
def _rules() -> str:
    return (_FOLDER / "flow.css").read_text("utf-8")


def _declared(palette: Mapping[str, str]) -> str:
    return "".join(f"{name}:{color};" for name, color in palette.items())
