"""How much HTML the page of an SOP is, without what a theme puts around it."""

from pathlib import Path

import pytest

from builder.commands.build import gather_facts
from builder.commands.check import check
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.project import find_project

ROOT = Path(__file__).resolve().parent.parent

LIMIT = 60_000
"""Bytes, uncompressed: what a slow machine reads and lays out at once."""

LONGER = {
    "outbound-contact": 121_000,
    "inbound-contact": 120_000,
    "call-handling": 90_000,
    "booking-appointments": 70_000,
    "revenue-recovery": 69_000,
    "objection-handling": 67_000,
    "emergency-and-crisis": 66_000,
    "data-privacy-security": 66_000,
    "inquiries-and-complaints": 62_000,
    "escalation-matrix": 62_000,
}
"""SOPs that are longer than that, and how long they may be: they only get shorter.

The words alone of the first two weigh over 50,000 bytes. Such an SOP is better cut in
two than its page.
"""


@pytest.fixture(scope="module")
def shipped() -> SiteContent:
    project = find_project(ROOT, as_of="2026-11-25")
    library = check(project).library
    return site_content(library, gather_facts(project, library))


def sizes(shipped: SiteContent) -> dict[str, int]:
    return {page.sop: len(page.html.encode()) for page in shipped.pages if page.sop}


def test_pages_of_sops_keep_their_limit(shipped: SiteContent) -> None:
    """A table of those that do not, with the bytes that each has too many."""
    found = sizes(shipped)
    over = {
        sop: size - LONGER.get(sop, LIMIT)
        for sop, size in found.items()
        if size > LONGER.get(sop, LIMIT)
    }

    assert len(found) > 20
    assert over == {}


def test_no_page_is_excused_for_nothing(shipped: SiteContent) -> None:
    """Who became short enough loses the exception, and a ceiling stays near."""
    found = sizes(shipped)

    assert [sop for sop in LONGER if found[sop] <= LIMIT] == []
    assert [sop for sop, most in LONGER.items() if found[sop] < most - 3_000] == []


def test_scripts_weigh_nothing_on_the_page_of_their_sop(shipped: SiteContent) -> None:
    """Drawings and lines are elsewhere: each script takes less than 2,000 bytes."""
    for page in shipped.pages:
        if page.sop and 'id="_scripts"' in page.html:
            part = page.html.partition('<h2 id="_scripts"')[2].partition("<h2 ")[0]
            assert len(part) < 2_000 * part.count("<h3 ")
            assert 'class="nodes"' not in part
            assert "<text" not in part
