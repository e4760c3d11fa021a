"""The kit of an SOP: what is picked from while one works, on a page below the SOP's."""

from dataclasses import replace

import pytest

from builder.addresses import KIT, KIT_BLOCKS, folder_of
from builder.model.sop import Sop
from tests.test_site_pages import Document, content, first_sop, page_of, with_sop

MOVED = ("objection.price", "checklist.daily", "quiz.x", "_technique.learn", "_quiz")
STAYING = ("", "greet", "greet.say-who", "script.call.hello", "escalation.threat")


def kit_of(sop: str) -> Document:
    pages = content().pages
    (found,) = (page for page in pages if page.path.endswith(f"/{sop}/{KIT}"))
    return Document(found.html)


@pytest.mark.parametrize("anchor", MOVED)
def test_parts_that_are_picked_stand_in_the_kit(anchor: str) -> None:
    assert folder_of(first_sop(), anchor) == KIT


@pytest.mark.parametrize("anchor", STAYING)
def test_parts_that_are_read_in_order_stay(anchor: str) -> None:
    assert folder_of(first_sop(), anchor) == ""


def test_a_section_may_carry_the_name_of_a_block() -> None:
    """Its steps begin with that name, and stay on the page of the SOP."""
    sop = first_sop()
    section = replace(sop.procedure[0], id="quiz")
    renamed = replace(sop, procedure=(section, *sop.procedure[1:]))

    assert folder_of(renamed, "quiz.say-who") == ""
    assert folder_of(renamed, "objection.price") == KIT


def test_the_page_of_the_sop_names_what_its_kit_holds() -> None:
    """Each block with its way, each part at its old anchor; words stand there once."""
    sop = first_sop()
    page = Document(page_of(sop.id, content()).html)
    kit = kit_of(sop.id)

    for block in KIT_BLOCKS:
        assert (f"_{block}" in page.ids) == (f"_{block}" in kit.ids)
        if f"_{block}" in kit.ids:
            assert f"{KIT}#_{block}" in page.links
    for objection in sop.objections:
        assert f"objection.{objection.id}" in page.ids
        assert f"{KIT}#objection.{objection.id}" in page.links
        assert objection.reply not in page.words
        assert objection.reply in kit.words


def test_the_kit_leads_back_to_steps() -> None:
    sop = first_sop()
    links = kit_of(sop.id).links

    assert "../" in links
    assert {f"../#{item.step}" for item in sop.checklists[0].items if item.step} <= {
        *links
    }


def test_an_sop_with_nothing_to_pick_has_no_kit() -> None:
    """No page, and no line on the page of the SOP that would lead nowhere."""
    sop = bare(first_sop())
    made = content(with_sop(sop))

    assert not [page for page in made.pages if page.path.endswith(f"/{sop.id}/{KIT}")]
    assert "_kit" not in Document(page_of(sop.id, made).html).ids


def bare(sop: Sop) -> Sop:
    blocks = ("objections", "techniques", "phrases", "checklists", "templates")
    more = ("metrics", "quiz", "roles", "tools", "definitions")
    nothing = dict.fromkeys((*blocks, *more), ())
    sections = tuple(
        replace(
            section,
            steps=tuple(
                replace(step, techniques=(), regulations=(), disclosures=())
                for step in section.steps
            ),
        )
        for section in sop.procedure
    )
    scripts = tuple(
        replace(
            script,
            nodes=tuple(
                replace(node, disclosures=()) if hasattr(node, "disclosures") else node
                for node in script.nodes
            ),
        )
        for script in sop.scripts
    )
    return replace(sop, scorecard=None, procedure=sections, scripts=scripts, **nothing)
