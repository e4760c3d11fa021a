"""A copy of a site that works from a file share, where there is no server.

A page that was opened from a file may fetch nothing and load no module, and nobody
finds it the page of a folder. The site's own scripts are made for that; what is left is
done to the finished site, so the copy holds whatever an engine put there.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import unquote

from markupsafe import Markup, escape

from builder.outputs.inline_text import TextContext
from builder.outputs.site.change_feeds import MEDIA_TYPES
from builder.outputs.site.dates import shown_date
from builder.outputs.site.embeds import EMBEDS
from builder.outputs.site.policy import HEADERS, NGINX
from builder.outputs.strings import Strings
from builder.outputs.templating import render
from builder.outputs.writer import write_bytes

STYLE = "assets/sop/offline.css"

FOR_SERVERS = frozenset(
    {
        "404.html",
        "search.json",
        "search/search_index.json",
        "sitemap.xml",
        "sitemap.xml.gz",
        HEADERS,
        NGINX,
        *MEDIA_TYPES,
    }
)
"""What only a server, or a program that asks one, has a use for."""

_FEEDS = re.compile(r"changes/.*\.(?:atom|json)")
_OLD_AFTER = timedelta(days=7)

_WAY = re.compile(r'(<(?:a|area|link|iframe)\b[^<>]*?\s(?:href|src)=")([^"]*)(?=")')
_FETCHED = re.compile(r'<link [^<>]*\brel="(?:alternate|preload)"[^<>]*>')
"""What a browser fetches ahead, or the theme looks behind: from a file, both fail."""

_INSTANT = re.compile(r'"navigation\.instant(?=[^<]*</script>)')
"""A feature in the theme's settings, which fetches pages instead of opening them."""

_THEMES_SEARCH = re.compile(
    r'<div class="md-search" data-md-component="search"|'
    r'<form [^<>]*name="search"[^<>]*>'
)
"""The search of the theme, which asks for its index; ours takes its place anyway."""

_HAS_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|$", re.I)
_HEADER = '<header class="md-header'
_CHECK = '<body class="check">'
_VERDICT = '<span data-when="current" hidden>'

_PACKAGE = Path(__file__).parent / "copy"
_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a copy says of itself.

    Attributes:
        day: The ISO date of the build.
        site: The address of the site, ending in a slash; empty if it has none.
    """

    day: str
    site: str
    string: Strings

    @property
    def date(self) -> str:
        """Return the day as people read it."""
        return shown_date(self.day, self.string.language)


def copy_for_files(site_dir: Path, folder: Path, copy: Copy) -> int:
    """Write the copy of a built site into a folder, and return how many pages it has.

    Args:
        site_dir: The site, as an engine has filled it.
        folder: Where the copy stands; it must not be inside the site.
        copy: What the copy says of itself.
    """
    paths = sorted(found for found in site_dir.rglob("*") if found.is_file())
    names = [path.relative_to(site_dir).as_posix() for path in paths]
    kept = frozenset(name for name in names if not is_for_servers(name))
    pages = 0
    for name in sorted(kept):
        content = (site_dir / name).read_bytes()
        if name.endswith(".html"):
            pages += 1
            html = page_for_files(content.decode(), name, kept=kept, copy=copy)
            content = html.encode()
        write_bytes(folder / name, content)
    write_bytes(folder / STYLE, (_PACKAGE / "offline.css").read_bytes())
    return pages


def is_for_servers(name: str) -> bool:
    """Tell whether a file of a site has no use without a server."""
    return (
        name in FOR_SERVERS
        or name.startswith(EMBEDS)
        or _FEEDS.fullmatch(name) is not None
    )


def page_for_files(html: str, name: str, *, kept: Collection[str], copy: Copy) -> str:
    """Return a page whose every way leads to a file, with a bar that tells its day.

    Args:
        html: The page as a server would give it.
        name: Its path below the site's root.
        kept: The path of every file in the copy.
        copy: What the copy says of itself.
    """
    html = _FETCHED.sub("", html)
    html = _INSTANT.sub('"off.instant', html)
    html = _THEMES_SEARCH.sub(_without_search, html)
    folder = dirname(name)

    def way(found: re.Match[str]) -> str:
        return found[1] + way_to_file(found[2], folder, kept=kept, site=copy.site)

    html = _WAY.sub(way, html)
    # A copy does not know of a newer version: it may say so only of its own day.
    as_of = escape(copy.string("offline.as_of", date=copy.date))
    html = html.replace(_VERDICT, f"{_VERDICT}{as_of} ", 1)
    return _with_bar(html, depth=name.count("/"), copy=copy)


def way_to_file(address: str, folder: str, *, kept: Collection[str], site: str) -> str:
    """Return an address as it works from a file.

    The page of a folder is named in full; what is not in the copy is on the site.

    Args:
        address: As it stands in an attribute of a page.
        folder: The folder of that page, below the site's root.
        kept: The path of every file in the copy.
        site: The address of the site; empty if it has none.
    """
    if _HAS_SCHEME.match(address):
        return address
    path, tail = re.match(r"([^?#]*)(.*)", address, re.S).groups()  # type: ignore[union-attr]
    target = normpath(f"{folder}/{unquote(path)}".lstrip("/")) if path else ""
    if not path or target in kept or target.startswith(".."):
        return address
    page = "index.html" if target == "." else f"{target}/index.html"
    if page in kept:
        return f"{path.rstrip('/')}/index.html{tail}"
    is_known = is_for_servers(target) or is_for_servers(page)
    return f"{escape(site)}{target}{tail}" if site and is_known else address


def _without_search(found: re.Match[str]) -> str:
    """Return a tag of the theme's search under names that its script does not know."""
    return "<form>" if found[0].startswith("<form") else "<div hidden"


def _with_bar(html: str, *, depth: int, copy: Copy) -> str:
    """Return a page with the bar at its top; one without our header as it is."""
    style = f'<link rel="stylesheet" href="{"../" * depth}{STYLE}">'
    bar = _bar(copy)
    for mark, made in ((_HEADER, f"{bar}{_HEADER}"), (_CHECK, f"{_CHECK}\n{bar}")):
        if mark in html:
            html = html.replace(mark, made, 1)
            return html.replace("</head>", f"{style}</head>", 1)
    return html


def _bar(copy: Copy) -> Markup:
    old_after = date.fromisoformat(copy.day) + _OLD_AFTER
    return Markup(
        render(
            "site/copied_on.html.j2",
            texts=_TEXTS,
            string=copy.string,
            date=copy.date,
            site=copy.site,
            old_after=old_after.isoformat(),
        )
    )
