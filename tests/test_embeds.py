"""Sections on their own: the same words as on the page, and links that still lead."""

import re
from dataclasses import replace
from functools import cache
from posixpath import join, normpath

from builder.fingerprint import fingerprint_of
from builder.library import Library
from builder.model.control import Status
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.view import LibraryView
from tests.test_site_pages import (
    Document,
    facts,
    first_sop,
    hostile_library,
    page_of,
    with_sop,
)
from tests.tiny import read_tiny_library


@cache
def tiny() -> SiteContent:
    return site_content(read_tiny_library(), facts())


def embeds(made: SiteContent) -> dict[str, str]:
    return {
        file.path.removeprefix("embed/").removesuffix("/index.html"): (
            file.content.decode()
        )
        for file in made.files
        if file.path.startswith("embed/")
    }


def sections(library: Library) -> set[str]:
    return {
        f"{sop.id}/{section.id}" for sop in library.sops for section in sop.procedure
    }


def test_every_section_has_a_page_of_its_own() -> None:
    assert set(embeds(tiny())) == sections(read_tiny_library())


def test_a_section_alone_says_what_it_says_on_the_page() -> None:
    """Title, steps and lines of this section, and of no other."""
    sop = read_tiny_library().by_id["first-call"]
    html = embeds(tiny())["first-call/greet"]
    document = Document(html)

    assert "<h1>Greet</h1>" in html
    steps = [f"greet.{step.id}" for step in sop.procedure[0].steps]
    assert [one for one in document.ids if "." in one] == steps
    whole = page_of("first-call", tiny()).html
    inner = html.partition('<ol class="steps">')[2].partition("</ol>")[0]
    assert Document(inner).words in Document(whole).words
    fingerprint = fingerprint_of(sop.procedure[0], LibraryView(read_tiny_library()))
    assert fingerprint[:12] in document.words
    assert f"Version {sop.version}" in document.words


def test_a_section_alone_has_no_script_and_little_weight() -> None:
    for html in embeds(tiny()).values():
        tags = [tag for tag, _ in Document(html).tags]

        assert not {"script", "nav", "header", "form", "input"} & set(tags)
        assert len(html) < 6_000


def test_links_lead_where_they_led_on_the_page() -> None:
    """Every way out of a section comes to a page or a file of the site."""
    pages = {page.path: set(Document(page.html).ids) for page in tiny().pages}
    files = {file.path for file in tiny().files}

    for path, html in embeds(tiny()).items():
        for link in Document(html).links:
            if link.startswith(("https:", "mailto:", "tel:", "data:")):
                continue
            target, _, anchor = link.partition("#")
            found = normpath(join(f"embed/{path}", target))
            if found in files:
                continue
            assert not anchor or anchor in pages[f"{found}/"], (path, link)


def test_hostile_words_are_only_words() -> None:
    """A text that looks like a link of ours is not taken for one."""
    for html in embeds(site_content(hostile_library(), facts())).values():
        tags = [tag for tag, _ in Document(html).tags]

        assert not {"script", "img", "style", "iframe"} & set(tags)
    sop = first_sop()
    section = sop.procedure[0]
    trick = 'href="#x" href="../../y" <h2 id="z">'
    step = replace(section.steps[0], do=trick, why=trick)
    changed = replace(section, steps=(step, *section.steps[1:]))
    made = site_content(
        with_sop(replace(sop, procedure=(changed, *sop.procedure[1:]))), facts()
    )

    html = embeds(made)[f"{sop.id}/{section.id}"]
    assert Document(html).words.count(trick) == 2


def test_what_must_not_be_used_says_so() -> None:
    """A draft warns, and a forgotten frame of a retired SOP shows no old step."""
    library = read_tiny_library()
    shown = embeds(tiny())
    draft = next(sop for sop in library.sops if sop.status is Status.DRAFT)
    retired = next(sop for sop in library.sops if sop.status is Status.RETIRED)

    assert "Not approved" in shown[f"{draft.id}/{draft.procedure[0].id}"]
    html = shown[f"{retired.id}/{retired.procedure[0].id}"]
    assert "Do not use it" in html
    assert not re.search(r'class="(steps|say)', html)
    assert retired.successor is not None
    successor = library.by_id[retired.successor]
    assert successor.title in Document(html).words
