"""Views: what all SOPs hold, gathered without typing a word of it again."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from builder.library import Library
from builder.model.script import EndNode, GoNode
from builder.model.sop import Direction, Sop
from builder.outputs.facts import OutputFile
from builder.outputs.feeds.build import build_feeds
from builder.outputs.site.content import site_content
from builder.outputs.site.navigation import navigation
from builder.outputs.site.page import Page, SiteContent
from builder.outputs.strings import strings_for
from tests.test_site_pages import Document, cards_and_exports, facts
from tests.tiny import read_tiny_library

VIEWS = (
    "objections/", "messages/", "checklists/", "quizzes/", "scripts/", "escalations/",
    "metrics/",
)  # fmt: skip
SOP_PAGE = "../contact/first-call/"


@cache
def library() -> Library:
    return read_tiny_library()


def first_call() -> Sop:
    return library().by_id["first-call"]


def made(shown: Library | None = None, **told: Any) -> SiteContent:
    shown = shown or library()
    _, exports = cards_and_exports()
    feeds = build_feeds(shown, facts())
    return site_content(shown, facts(**told), exports=exports, feeds=feeds)


def page(path: str, content: SiteContent | None = None) -> Page:
    return next(one for one in (content or made()).pages if one.path == path)


def read(path: str, content: SiteContent | None = None) -> Document:
    return Document(page(path, content).html)


def with_sops(*sops: Sop) -> Library:
    """Return the tiny library with other SOPs, at the places of the first one."""
    place = library().path_of(first_call())
    return replace(
        library(),
        sops=sops,
        paths=(place,) * len(sops),
        by_id={sop.id: sop for sop in sops},
        paths_by_id={sop.id: place for sop in sops},
    )


def many(count: int) -> Library:
    """Return a library of so many SOPs that differ in id and number."""
    return with_sops(
        *(
            replace(first_call(), id=f"call-{n}", number=f"SOP-CON-{n:03}", related=())
            for n in range(count)
        )
    )


PARTS = {
    "objections/": ("objections", "objection"),
    "messages/": ("templates", "template"),
    "checklists/": ("checklists", "checklist"),
    "quizzes/": ("quiz", "quiz"),
    "escalations/": ("escalations", "escalation"),
    "metrics/": ("metrics", "metric"),
    "scripts/": ("scripts", "script"),
}


@pytest.mark.parametrize(("path", "part"), PARTS.items())
def test_a_view_shows_every_block_and_the_way_to_it(
    path: str, part: tuple[str, str]
) -> None:
    """Each block has an address of its own there, and leads to its SOP."""
    attribute, kind = part
    document = read(path)

    for block in getattr(first_call(), attribute):
        anchor = f"{kind}.{block.id}"
        assert f"first-call.{anchor}" in document.ids
        if kind == "quiz":
            step = block.step
            assert f"{SOP_PAGE}#{step}" in document.links
        else:
            folder = "" if kind in ("escalation", "script") else "kit/"
            assert f"{SOP_PAGE}{folder}#{anchor}" in document.links


def test_objections_begin_with_the_customers_words() -> None:
    (objection,) = first_call().objections
    words = read("objections/").words

    said, title = objection.customer_says[0], objection.title
    assert words.index(said) < words.index(title) < words.index(objection.reply)


def test_messages_stand_under_their_channel() -> None:
    html = page("messages/").html

    assert html.index('id="_email"') < html.index("first-call.template.thanks")
    assert 'id="_sms"' not in html


def test_a_script_tells_its_size_and_its_outcomes() -> None:
    """Nodes are counted; outcomes are those that a call can come to."""
    (script,) = first_call().scripts
    stray = EndNode(id="stray", disposition="LOST")
    found = replace(library().dispositions["SALE"], id="LOST")
    other = GoNode(id="nobody", to="first-call/second")
    nodes = tuple(other if node.id == "nobody" else node for node in script.nodes)
    changed = replace(script, nodes=(*nodes, stray), call_type="Cold call")
    second = replace(script, id="second", title="Second script", call_type="Warm call")
    sop = replace(first_call(), scripts=(changed, second))
    shown = replace(
        with_sops(sop), dispositions={**library().dispositions, "LOST": found}
    )
    document = read("scripts/", made(shown))
    first = document.words.partition("Second script")[0]

    assert "8 nodes" in document.words
    assert "Cold call" in document.words
    assert "SALE" in first
    assert "CALLBK" in first
    assert "LOST" not in document.words
    assert f"{SOP_PAGE}#script.second" in document.links
    assert "../dialer/sop-dialer/first-call.call.json" in document.links


def test_scripts_stand_under_their_direction() -> None:
    inward = replace(first_call(), direction=Direction.INBOUND)

    assert [entry.anchor for entry in page("scripts/").toc] == ["_outbound"]
    toc = page("scripts/", made(with_sops(inward))).toc
    assert [entry.anchor for entry in toc] == ["_inbound"]


def test_the_matrix_names_who_and_how_soon_once() -> None:
    """Path by severity; two rows with one answer are one line of the matrix."""
    (row,) = first_call().escalations
    rows = (
        row,
        replace(row, id="again"),
        replace(row, id="later", within="1 hour"),
        replace(row, id="bill", path="billing", severity=3, to="agent"),
    )
    html = page(
        "escalations/", made(with_sops(replace(first_call(), escalations=rows)))
    ).html
    matrix = html.partition("</table>")[0]
    lines = Document(matrix).words

    assert lines.count("5 minutes") == 2  # safety and billing, not once for each row
    assert lines.count("1 hour") == 1
    assert matrix.index("Billing") < matrix.index("Safety")
    for one in rows:
        assert f'id="first-call.escalation.{one.id}"' in html


def test_the_matrix_leads_to_its_rows() -> None:
    document = read("escalations/")

    assert "#first-call.escalation.threat" in document.links
    assert [e.anchor for e in page("escalations/").toc] == ["_severity.1"]


def test_a_metric_stands_under_the_role_that_acts_on_it() -> None:
    (metric,) = first_call().metrics
    document = read("metrics/")

    for words in (metric.formula, metric.target, metric.source, "Team lead"):
        assert words in document.words
    assert [entry.title for entry in page("metrics/").toc] == ["Team lead"]
    assert f"{SOP_PAGE}kit/#_scorecard" in document.links


def test_a_role_knows_all_that_is_said_about_it() -> None:
    """What it owns, approves, does, acts on, and what comes to it."""
    lead = page("roles/").html.partition('id="role.team-lead"')[2]
    lead = Document(lead.partition("<h2")[0])
    officer = page("roles/").html.partition('id="role.compliance-officer"')[2]
    agent = page("roles/").html.partition('id="role.agent"')[2].partition("<h2")[0]

    assert "Owns" in lead.words
    assert "5 minutes" in lead.words
    assert "../escalations/#first-call.escalation.threat" in lead.links
    assert "../metrics/#first-call.metric.handling" in lead.links
    assert "Approves" in officer
    assert "../regulations/#regulation.recording" in Document(officer).links
    assert "Makes the call." in agent


def test_a_regulation_names_steps_and_scripts_that_serve_it() -> None:
    """Also those that only say the words that the regulation asks for."""
    section = first_call().procedure[0]
    steps = tuple(replace(step, regulations=()) for step in section.steps)
    rest = first_call().procedure[1:]
    sop = replace(first_call(), procedure=(replace(section, steps=steps), *rest))
    document = read("regulations/", made(with_sops(sop)))

    assert f"{SOP_PAGE}#greet.say-who" in document.links
    assert f"{SOP_PAGE}#script.call" in document.links
    assert "Say who you are & why you call." in document.words
    assert f"{SOP_PAGE}#greet.ask-time" not in document.links


@pytest.mark.parametrize("path", VIEWS)
def test_a_draft_is_in_no_view_of_a_site_without_drafts(path: str) -> None:
    draft = replace(first_call(), status=library().by_id["complaint"].status)
    content = made(with_sops(draft), publish_drafts=False)

    assert "first-call" not in page(path, content).html


@pytest.mark.parametrize("path", ["checklists/", "metrics/", "escalations/"])
def test_a_view_offers_its_data(path: str) -> None:
    """JSON and CSV where they were made; no dead link where they were not."""
    name = path.rstrip("/")
    without = site_content(library(), facts())

    assert f"../data/{name}.json" in read(path).links
    assert f"../data/{name}.csv" in read(path).links
    assert not [link for link in read(path, without).links if "/data/" in link]


def test_a_quiz_is_offered_for_moodle() -> None:
    assert "../data/quizzes/first-call.gift" in read("quizzes/").links


def test_the_navigation_does_not_grow_with_the_library() -> None:
    """It stands on every page, so that a page's cost must not depend on others."""
    few, more = made(many(2)), made(many(9))
    string = strings_for("en")
    entries = list(navigation(few.pages, ["help.md"], string))

    assert entries == list(navigation(more.pages, ["help.md"], string))
    library_group = next(one["Library"] for one in entries if "Library" in one)
    assert {f"{path}index.md" for path in VIEWS} <= set(library_group)


@pytest.mark.parametrize("path", [*VIEWS, "roles/", "regulations/"])
def test_a_view_grows_by_what_it_shows(path: str) -> None:
    """Each SOP adds the same to a view, and nothing to the pages of others."""
    sizes = [len(page(path, made(many(count))).html) for count in (10, 20, 30)]
    first, second = sizes[1] - sizes[0], sizes[2] - sizes[1]

    assert 0 <= second <= first * 1.01 + 20


def test_views_stand_in_the_order_of_the_areas() -> None:
    """As the navigation leads to the SOPs, not by the letters of their numbers."""
    late = replace(first_call(), id="care-call", number="SOP-CAR-000")
    shown = replace(
        library(),
        sops=(late, first_call()),
        by_id={"care-call": late, "first-call": first_call()},
        paths_by_id={**library().paths_by_id, "care-call": "sop/care/care-call.yaml"},
    )
    toc = [entry.anchor for entry in page("objections/", made(shown)).toc]

    assert toc == ["sop.first-call", "sop.care-call"]


def test_files_of_views_are_those_of_the_build() -> None:
    files: dict[str, OutputFile] = {
        file.path: file for file in build_feeds(library(), facts())
    }

    published = {file.path: file.content for file in made().files}
    for path, file in files.items():
        assert published[path] == file.content
