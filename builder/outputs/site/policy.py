"""The Content-Security-Policy of a built site, ready for the hosts that serve it.

A theme writes a few small scripts into each page. Their hashes are taken from the
pages as they stand, so no page needs to allow every inline script; nothing else in a
page may run, be loaded from elsewhere, or be framed.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.outputs.writer import write_bytes

HEADERS = "_headers"
"""What Netlify, Cloudflare Pages and others read; no host serves it as a file."""

NGINX = "nginx-csp.conf"

FRAMED = ("embed", "scripts")
"""Folders whose pages the allowed origins may frame: sections, and players."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # addresses of players may hold a name
}
"""Headers of every page beside the policy."""

_DATA_TYPES = (b"json", b"text/plain", b"speculationrules")


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What pages of one site may do.

    Attributes:
        scripts: Hashes of the inline scripts, sorted, as a policy names them.
        styles: Hashes of the inline style sheets.
    """

    scripts: tuple[str, ...]
    styles: tuple[str, ...]

    def text(self, *, ancestors: Sequence[str] = ()) -> str:
        """Return the value of the header.

        Args:
            ancestors: Who may show a page in a frame; nobody if empty.
        """
        rules = {
            "default-src": ["'none'"],
            "script-src": ["'self'", *self.scripts],
            "style-src": ["'self'", *self.styles],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "worker-src": ["'self'"],
            "manifest-src": ["'self'"],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": list(ancestors) or ["'none'"],
        }
        return "; ".join(f"{name} {' '.join(where)}" for name, where in rules.items())


def write_policy(site_dir: Path, *, origins: Sequence[str]) -> None:
    """Write the policy of a built site into it, for static hosts and for nginx.

    Args:
        site_dir: The folder, as an engine has filled it.
        origins: Who may frame sections and players.
    """
    policy = read_policy(site_dir)
    tops = sorted(path.name for path in site_dir.iterdir() if path.is_dir())
    write_bytes(site_dir / HEADERS, headers_text(policy, tops, origins).encode())
    write_bytes(site_dir / NGINX, nginx_text(policy, origins).encode())


def read_policy(site_dir: Path) -> Policy:
    """Return the policy that fits the pages of a folder."""
    scripts: set[bytes] = set()
    styles: set[bytes] = set()
    for path in site_dir.rglob("*.html"):
        page = path.read_bytes()
        scripts.update(_inline(page, b"script"))
        styles.update(_inline(page, b"style"))
    return Policy(scripts=_hashes(scripts), styles=_hashes(styles))


def headers_text(policy: Policy, tops: Sequence[str], origins: Sequence[str]) -> str:
    """Return the file of headers, in which exactly one rule fits each page.

    Hosts join, or override, what several rules say of one path; joined policies would
    forbid what either forbids. So rules that differ must not meet.

    Args:
        policy: What pages may do.
        tops: The folders of the site.
        origins: Who may frame sections and players.
    """
    closed = policy.text()
    if not origins:
        return _rule("/*", closed)
    rules = [_rule("/", closed), _rule("/404.html", closed)]
    for top in tops:
        ancestors = origins if top in FRAMED else ()
        rules.append(_rule(f"/{top}/*", policy.text(ancestors=ancestors)))
    return "\n".join(rules)


def nginx_text(policy: Policy, origins: Sequence[str]) -> str:
    """Return a file for nginx: a variable that holds the policy of each address."""
    lines = [
        "# Include this in the http block, then say in the server block:",
        "#     add_header Content-Security-Policy $sop_csp always;",
        *(f"#     add_header {name} {value} always;" for name, value in ALWAYS.items()),
        "map $uri $sop_csp {",
        f'    default "{policy.text()}";',
    ]
    if origins:
        open_policy = policy.text(ancestors=origins)
        lines += [f'    ~/(?:{"|".join(FRAMED)})/ "{open_policy}";']
    return "\n".join([*lines, "}"]) + "\n"


def _rule(path: str, policy: str) -> str:
    lines = [f"  {name}: {value}" for name, value in ALWAYS.items()]
    return "\n".join([path, f"  Content-Security-Policy: {policy}", *lines]) + "\n"


def _inline(page: bytes, tag: bytes) -> Iterator[bytes]:
    """Yield what stands in each element of a tag that a policy asks about."""
    opening, closing = b"<" + tag, b"</" + tag
    end = 0
    while (start := page.find(opening, end)) >= 0:
        inner = page.find(b">", start) + 1
        end = page.find(closing, inner)
        if not inner or end < 0:
            return
        attributes = page[start + len(opening) : inner - 1]
        if inner < end and not _is_data(attributes):
            yield page[inner:end]


def _is_data(attributes: bytes) -> bool:
    """Tell whether an element holds data, which no browser runs."""
    return b"type=" in attributes and any(kind in attributes for kind in _DATA_TYPES)


def _hashes(texts: set[bytes]) -> tuple[str, ...]:
    digests = (hashlib.sha256(text).digest() for text in texts)
    return tuple(sorted(f"'sha256-{b64encode(each).decode()}'" for each in digests))
