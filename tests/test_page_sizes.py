"""How much HTML the page of an SOP is, without what a theme puts around it."""

import re
from pathlib import Path

import pytest

from builder.addresses import KIT
from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.project import find_project

ROOT = Path(__file__).resolve().parent.parent

LIMIT = 60_000
"""Bytes, uncompressed: what a slow machine reads and lays out at once."""


@pytest.fixture(scope="module")
def shipped() -> SiteContent:
    project = find_project(ROOT, as_of="2026-11-25")
    library = check(project).library
    return site_content(library, gather_facts(project, library))


def test_pages_of_sops_keep_their_limit(shipped: SiteContent) -> None:
    """The page of each SOP and its kit; what is too long is told with its size."""
    found = {
        page.path: len(page.html.encode())
        for page in shipped.pages
        if page.sop or page.path.endswith(f"/{KIT}")
    }
    over = {path: size for path, size in found.items() if size > LIMIT}

    assert len(found) > 40
    assert over == {}


def test_a_step_is_mostly_words(shipped: SiteContent) -> None:
    """What stands around the words of a step is less than the words, on the whole."""
    for page in shipped.pages:
        if page.sop:
            steps = "".join(re.findall(r"<ol class=steps.*?</ol>", page.html, re.S))
            words = re.sub(r"<[^>]*>", "", steps)
            assert len(steps) < 2 * len(words)


def test_scripts_weigh_nothing_on_the_page_of_their_sop(shipped: SiteContent) -> None:
    """Drawings and lines are elsewhere: each script takes less than 2,000 bytes."""
    for page in shipped.pages:
        if page.sop and 'id="_scripts"' in page.html:
            part = page.html.partition('<h2 id="_scripts"')[2].partition("<h2 ")[0]
            assert len(part) < 2_000 * part.count("<h3 ")
            assert 'class="nodes"' not in part
            assert "<text" not in part
