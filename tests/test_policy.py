"""The policy of a site: hashes of what stands in its pages, and who may frame what."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from builder.outputs.site.policy import read_policy, write_policy
from tests.helpers import build_tree

CRM = "https://crm.example.com"
PAGES = {
    "index.html": "<script>a()</script><script src='x.js'></script>",
    "404.html": "<script>b()</script>",
    "care/complaint/index.html": "<script id=c type='application/json'>{}</script>",
    "embed/complaint/receive/index.html": "<main></main>",
    "scripts/complaint.intake/index.html": "<script>a()</script>",
    "assets/sop.js": "<script>no page</script>",
}


def hash_of(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def read_headers(text: str, path: str) -> dict[str, list[str]]:
    """Return the headers of a path, as a host that reads ``_headers`` sends them."""
    sent: dict[str, list[str]] = {}
    fits = False
    for line in text.splitlines():
        if line and not line.startswith(" "):
            fits = fnmatchcase(path, line)
        elif fits and line.strip():
            name, _, value = line.strip().partition(": ")
            sent.setdefault(name, []).append(value)
    return sent


def read_nginx(text: str, path: str) -> str:
    """Return the value that nginx's map gives an address."""
    rules = re.findall(r'^    (\S+) "(.*)";$', text, re.MULTILINE)
    value = dict(rules)["default"]
    for pattern, policy in rules:
        if pattern.startswith("~") and re.search(pattern[1:], path):
            return str(policy)
    return str(value)


def parse(policy: str) -> Mapping[str, list[str]]:
    rules = (rule.split() for rule in policy.split("; "))
    return {name: values for name, *values in rules}


def test_only_scripts_that_run_are_hashed(tmp_path: Path) -> None:
    """Not files, not data, not empty elements; each script once."""
    policy = read_policy(build_tree(tmp_path, PAGES))

    assert policy.scripts == tuple(sorted((hash_of("a()"), hash_of("b()"))))
    assert policy.styles == ()


@pytest.mark.parametrize(
    ("page", "scripts", "styles"),
    [
        ("<script>a</script>", ["a"], []),
        ("<script type=module>a</script>", ["a"], []),
        ("<script>\n a \n</script >", ["\n a \n"], []),
        ("<script></script><script>b</script>", ["b"], []),
        ("<script>'<script>'</script>", ["'<script>'"], []),
        ("<script type='application/ld+json'>{}</script>", [], []),
        ("<style>p{}</style>", [], ["p{}"]),
        ("<script>never ends", [], []),
        ("<script", [], []),
        ("&lt;script&gt;a&lt;/script&gt;", [], []),
    ],
)
def test_what_counts_as_inline(
    tmp_path: Path, page: str, scripts: list[str], styles: list[str]
) -> None:
    policy = read_policy(build_tree(tmp_path, {"index.html": page}))

    assert policy.scripts == tuple(map(hash_of, scripts))
    assert policy.styles == tuple(map(hash_of, styles))


def test_a_policy_is_strict(tmp_path: Path) -> None:
    """Nothing but our own files and the hashed scripts; nobody frames a page."""
    write_policy(build_tree(tmp_path, PAGES), origins=())
    sent = read_headers((tmp_path / "_headers").read_text(), "/care/complaint/")
    (value,) = sent["Content-Security-Policy"]
    policy = parse(value)

    assert "unsafe" not in value
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'", hash_of("a()"), hash_of("b()")] or (
        policy["script-src"] == ["'self'", hash_of("b()"), hash_of("a()")]
    )
    assert policy["style-src"] == ["'self'"]
    for closed in ("base-uri", "form-action", "frame-ancestors"):
        assert policy[closed] == ["'none'"]
    assert sent["X-Content-Type-Options"] == ["nosniff"]
    assert sent["Referrer-Policy"] == ["no-referrer"]


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        ("/", False),
        ("/404.html", False),
        ("/care/complaint/", False),
        ("/assets/sop.js", False),
        ("/embed/complaint/receive/", True),
        ("/scripts/complaint.intake/", True),
    ],
)
def test_only_allowed_origins_frame_only_sections_and_players(
    tmp_path: Path, path: str, is_open: bool
) -> None:
    """For static hosts exactly one rule fits a page; nginx says the same."""
    write_policy(build_tree(tmp_path, PAGES), origins=(CRM, "http://localhost:8080"))
    sent = read_headers((tmp_path / "_headers").read_text(), path)
    nginx = read_nginx((tmp_path / "nginx-csp.conf").read_text(), path)

    (value,) = sent["Content-Security-Policy"]
    wanted = [CRM, "http://localhost:8080"] if is_open else ["'none'"]
    assert parse(value)["frame-ancestors"] == wanted
    assert nginx == value


def test_the_policy_is_the_same_for_the_same_pages(tmp_path: Path) -> None:
    one = build_tree(tmp_path / "one", PAGES)
    other = build_tree(tmp_path / "other", dict(reversed(PAGES.items())))
    for folder in (one, other):
        write_policy(folder, origins=(CRM,))

    for name in ("_headers", "nginx-csp.conf"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_lines_fit_what_hosts_read(tmp_path: Path) -> None:
    """Cloudflare reads lines of at most 2,000 characters, and 100 rules."""
    write_policy(build_tree(tmp_path, PAGES), origins=(CRM,))
    lines = (tmp_path / "_headers").read_text().splitlines()

    assert max(map(len, lines)) < 2_000
    assert sum(1 for line in lines if line.startswith("/")) < 100
