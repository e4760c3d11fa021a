"""The looks that a repository adds to its cards: logo, color and CSS, checked first."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.diagnostics import Diagnostic, diagnose
from builder.errors import SopError
from builder.outputs.cards.card import NO_BRAND, Brand
from builder.project_cards import CardSettings
from builder.rules import cards as rules
from builder.tree import Tree

SETTINGS = "pyproject.toml"

LARGEST = 500_000
"""Most bytes of a logo or a stylesheet."""

LEAST_CONTRAST = 4.5
"""WCAG's contrast of text, here of the color on white paper."""

_PNG = b"\x89PNG\r\n\x1a\n"
_REFUSED = frozenset({"script", "foreignobject", "iframe", "audio", "video"})
_LOADING = ("url", "src", "image", "image-set", "element")
_PARTS = ("prelude", "content", "arguments")
_INSIDE = re.compile(r"#|data:image/(png|jpeg);")
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBrand:
    """What could be read, and what is wrong with it."""

    brand: Brand = NO_BRAND
    problems: tuple[Diagnostic, ...] = ()


def read_brand(tree: Tree, settings: CardSettings) -> FoundBrand:
    """Return the looks that the settings name; what cannot be used is left out."""
    problems: list[Diagnostic] = []
    logo = _read(tree, settings.logo, "logo", problems)
    css = _read(tree, settings.css, "css", problems)
    problems += _unsafe(settings.logo, "logo", _problems_of_logo(logo))
    problems += _unsafe(settings.css, "css", _problems_of_css(css))
    if settings.color:
        problems += _pale(settings.color)
    kind = "image/png" if logo.startswith(_PNG) else "image/svg+xml"
    is_usable = not problems or all(one.code != rules.BRAND.code for one in problems)
    if not is_usable:
        return FoundBrand(problems=tuple(problems))
    brand = Brand(
        logo=b64encode(logo).decode(),
        logo_type=kind if logo else "",
        color=settings.color,
        css=css.decode("utf-8"),
    )
    return FoundBrand(brand=brand, problems=tuple(problems))


def contrast(color: str) -> float:
    """Return the contrast of ``#rrggbb`` on white, from 1 to 21."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _read(tree: Tree, path: str, key: str, problems: list[Diagnostic]) -> bytes:
    if not path:
        return b""
    try:
        content = tree.read(path, at_most=LARGEST + 1)
    except SopError as wrong:
        problems += _unsafe(path, key, [wrong.message])
        return b""
    if len(content) > LARGEST:
        problems += _unsafe(path, key, [f"it has more than {LARGEST} bytes"])
        return b""
    return content


def _unsafe(path: str, key: str, reasons: Iterable[str]) -> list[Diagnostic]:
    return [
        diagnose(
            rules.BRAND,
            f"'{path}' cannot be used as '{key}' of cards: {reason}",
            path=SETTINGS,
        )
        for reason in reasons
    ]


def _pale(color: str) -> list[Diagnostic]:
    found = contrast(color)
    if found >= LEAST_CONTRAST:
        return []
    message = f"'{color}' has a contrast of {found:.1f} to 1 on white paper"
    return [diagnose(rules.PALE, message, path=SETTINGS)]


def _problems_of_logo(logo: bytes) -> Iterator[str]:
    """Yield why an image must not go to the layout engine."""
    if not logo or logo.startswith(_PNG):
        return
    if b"<!" in logo.replace(b"<!--", b""):
        yield "it is no PNG, and an SVG without declarations neither"
        return
    from xml.etree import ElementTree as Xml

    try:
        root = Xml.fromstring(logo)
    except Xml.ParseError:
        yield "it is neither PNG nor SVG"
        return
    if root.tag.rpartition("}")[2] != "svg":
        yield "it is neither PNG nor SVG"
        return
    yield from sorted({why for element in root.iter() for why in _foreign(element)})


def _foreign(element: Any) -> Iterator[str]:
    name = str(element.tag).rpartition("}")[2].lower()
    if name in _REFUSED:
        yield f"it has a <{name}>"
    for key, value in element.attrib.items():
        is_link = key.rpartition("}")[2].lower() == "href"
        if (is_link and not _INSIDE.match(value)) or _ELSEWHERE.search(value):
            yield "it loads something from elsewhere"
    if name == "style" and _ELSEWHERE.search(element.text or ""):
        yield "it loads something from elsewhere"


def _problems_of_css(css: bytes) -> Iterator[str]:
    """Yield why a stylesheet must not go to the layout engine: it loads something."""
    try:
        text = css.decode("utf-8")
    except UnicodeDecodeError:
        yield "it is not UTF-8"
        return
    if not text:
        return
    from tinycss2 import parse_stylesheet  # type: ignore[import-untyped]

    if any(_loads(rule) for rule in parse_stylesheet(text)):
        yield "it loads something, and cards are made of the package and SOPs only"


def _loads(node: Any) -> bool:
    """Tell whether a part of a stylesheet has an address, however it is spelled."""
    if node.type == "at-rule" and node.lower_at_keyword in ("import", "font-face"):
        return True
    if node.type == "url":
        return True
    if node.type == "function" and node.lower_name in _LOADING:
        return True
    inner = (getattr(node, key, None) or () for key in _PARTS)
    return any(_loads(child) for children in inner for child in children)
