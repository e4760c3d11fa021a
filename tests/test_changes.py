"""What changed: the list of versions, the feeds, the states that browsers compare."""

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry

from builder.fingerprint import fingerprint_of, fingerprints_of
from builder.library import Library
from builder.model.control import ChangeKind, HistoryEntry, Status
from builder.outputs.facts import Facts
from builder.outputs.site.changes import changes_of, roles_of
from builder.outputs.site.changes_page import SHOWN
from builder.outputs.site.content import site_content
from builder.outputs.site.context import site_context
from builder.outputs.site.page import SiteContent
from builder.project import SiteSettings
from builder.view import LibraryView
from tests.test_site_pages import (
    Document,
    facts,
    hostile_library,
    page_of,
    with_sop,
)
from tests.tiny import TODAY, read_tiny_library

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://floor.example.com/sops/"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

JSON_FEED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "format": "uri"},
        "feed_url": {"type": "string", "format": "uri"},
        "language": {"type": "string"},
        "authors": {"$ref": "#/$defs/authors"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
    },
    "patternProperties": {"^_[A-Za-z]": {"type": "object"}},
    "additionalProperties": False,
    "$defs": {
        "authors": {
            "type": "array",
            "items": {
                "type": "object",
                "minProperties": 1,
                "properties": {"name": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "item": {
            "type": "object",
            "required": ["id"],
            "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
            "properties": {
                "id": {"type": "string", "minLength": 1},
                "url": {"type": "string", "format": "uri"},
                "title": {"type": "string"},
                "content_text": {"type": "string"},
                "content_html": {"type": "string"},
                "date_published": {"type": "string", "format": "date-time"},
                "date_modified": {"type": "string", "format": "date-time"},
                "authors": {"$ref": "#/$defs/authors"},
                "tags": {"type": "array", "items": {"type": "string"}},
            },
            "patternProperties": {"^_[A-Za-z]": {"type": "object"}},
            "additionalProperties": False,
        },
    },
}
"""JSON Feed 1.1, as far as we use it; names that start with a line are extensions."""


def told(url: str = URL, **settings: Any) -> Facts:
    found = facts(**settings)
    return replace(found, site=SiteSettings(name="Tiny", url=url))


@cache
def site(url: str = URL) -> SiteContent:
    return site_content(read_tiny_library(), told(url))


def files(made: SiteContent) -> dict[str, bytes]:
    return {file.path: file.content for file in made.files}


def feed(path: str, made: SiteContent | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(files(made or site())[path])


def ids(atom: ElementTree.Element) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in atom.iter(f"{ATOM}entry")]


def versions(library: Library, *, status: set[Status]) -> set[str]:
    return {
        f"{sop.id}/{entry.version}"
        for sop in library.sops
        if sop.status in status
        for entry in sop.revision_history
    }


def grown_library(**changes: Any) -> Library:
    """Return the tiny library with an SOP whose control data are changed."""
    return with_sop(replace(read_tiny_library().by_id["first-call"], **changes))


def test_every_version_of_what_is_published_is_told_once() -> None:
    """Of approved and retired SOPs, never of drafts, the newest first."""
    library = read_tiny_library()
    changes = changes_of(site_context(library, told()))

    found = [f"{change.sop.id}/{change.entry.version}" for change in changes]
    assert {sop.status for sop in library.sops} >= {Status.DRAFT, Status.RETIRED}
    wanted = versions(library, status={Status.APPROVED, Status.RETIRED})
    assert Counter(found) == Counter(wanted)
    dates = [change.entry.date for change in changes]
    assert dates == sorted(dates, reverse=True)


def test_atom_says_what_a_reader_needs() -> None:
    """RFC 4287: ids, titles, moments, authors, and links of the right kinds."""
    atom = feed("changes.atom")

    assert atom.findtext(f"{ATOM}id") == "tag:floor.example.com,2026:changes"
    links = {link.get("rel"): link.get("href") for link in atom.findall(f"{ATOM}link")}
    assert links == {"self": f"{URL}changes.atom", "alternate": f"{URL}changes/"}
    entries = atom.findall(f"{ATOM}entry")
    assert len(set(ids(atom))) == len(entries) > 2
    for holder in (atom, *entries):
        assert holder.findtext(f"{ATOM}title")
        assert MOMENT.fullmatch(str(holder.findtext(f"{ATOM}updated")))
        assert holder.findtext(f"{ATOM}author/{ATOM}name")
    newest = max(str(entry.findtext(f"{ATOM}updated")) for entry in entries)
    assert atom.findtext(f"{ATOM}updated") == newest


def test_an_entry_tells_the_change_and_leads_to_the_sop() -> None:
    atom = feed("changes.atom")
    (entry,) = [
        one
        for one in atom.iter(f"{ATOM}entry")
        if one.findtext(f"{ATOM}id") == "tag:floor.example.com,2026:first-call/1.1.0"
    ]

    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{URL}contact/first-call/"
    assert entry.findtext(f"{ATOM}title") == "SOP-CON-001 First call, version 1.1.0"
    words = str(entry.findtext(f"{ATOM}content"))
    assert words == "Wording: Shorter greeting.\n\nWhy: Agents asked."
    terms = [one.get("term") for one in entry.iter(f"{ATOM}category")]
    assert terms == ["contact", "wording"]


def test_ids_stay_when_everything_else_changes() -> None:
    """A feed reader shows an entry anew when its id does."""
    before = ids(feed("changes.atom"))
    entry = read_tiny_library().by_id["first-call"].revision_history[-1]
    newer = HistoryEntry(
        at=(),
        version="1.2.0",
        date="2026-06-01",
        role="team-lead",
        changes=(ChangeKind.EDITORIAL,),
        what="A typo.",
        why="It was wrong.",
    )
    grown = grown_library(
        title="Another title",
        version="1.2.0",
        revision_history=(replace(entry, what="Other words."), newer),
    )
    after = ids(feed("changes.atom", site_content(grown, told())))

    assert after[0] == "tag:floor.example.com,2026:first-call/1.2.0"
    assert set(after[1:]) <= set(before)


def test_a_json_feed_is_one() -> None:
    """Every JSON feed fits JSON Feed 1.1 and tells what the Atom feed tells."""
    made = files(site())
    validator = Draft202012Validator(
        JSON_FEED, format_checker=FormatChecker(), registry=Registry()
    )
    names = [name.removesuffix(".atom") for name in made if name.endswith(".atom")]

    assert len(names) == 1 + len(read_tiny_library().areas) + len(
        read_tiny_library().roles
    )
    for name in names:
        found = json.loads(made[f"{name}.json"])
        assert [error.message for error in validator.iter_errors(found)] == []
        assert [item["id"] for item in found["items"]] == ids(feed(f"{name}.atom"))


def test_there_is_a_feed_for_each_area_and_role() -> None:
    """A role's feed tells of what it owns, approved or does, and of nothing else."""
    library = read_tiny_library()
    sops = [
        sop for sop in library.sops if sop.status in (Status.APPROVED, Status.RETIRED)
    ]

    for area in library.areas:
        wanted = {sop.id for sop in sops if library.area_of(sop) == area}
        assert sops_of(feed(f"changes/area/{area}.atom")) == wanted
    for role in library.roles:
        wanted = {sop.id for sop in sops if role in roles_of(sop)}
        assert sops_of(feed(f"changes/role/{role}.atom")) == wanted
    assert "agent" in roles_of(library.by_id["first-call"])
    assert "compliance-officer" in roles_of(library.by_id["first-call"])


def sops_of(atom: ElementTree.Element) -> set[str]:
    return {one.rpartition(":")[2].partition("/")[0] for one in ids(atom)}


def test_without_a_site_address_feeds_have_no_broken_links() -> None:
    atom = feed("changes.atom", site(""))
    found = json.loads(files(site(""))["changes.json"])

    assert atom.findall(f".//{ATOM}link") == []
    assert ids(atom)[0].startswith("tag:localhost,2026:")
    assert "feed_url" not in found
    assert all("url" not in item for item in found["items"])


def test_hostile_words_are_only_words_in_feeds() -> None:
    made = site_content(hostile_library(), told())
    entries = list(feed("changes.atom", made).iter(f"{ATOM}entry"))

    assert {len(entry) for entry in entries} == {9}
    assert any("<script>" in str(one.findtext(f"{ATOM}content")) for one in entries)
    for path in ("assets/sop/editions.js", "assets/sop/notes.js"):
        text = files(made)[path].decode("ascii")
        assert text.count("\n") == 1
        json.loads(text.partition("sopwright.")[2].partition("=")[2].rstrip(";\n"))


def test_the_page_of_changes_lists_them_and_leads_to_every_feed() -> None:
    page = next(page for page in site().pages if page.path == "changes/")
    document = Document(page.html)

    assert "Shorter greeting." in document.words
    assert document.words.index("Shorter greeting.") < document.words.rindex("none.")
    linked = {link.removeprefix("../") for link in document.links}
    feeds = {path for path in files(site()) if path.endswith(".atom")}
    assert feeds <= linked
    assert {path.replace(".atom", ".json") for path in feeds} <= linked
    assert "older" not in page.html.casefold()


def test_the_page_of_changes_does_not_grow_for_ever() -> None:
    entry = read_tiny_library().by_id["first-call"].revision_history[0]
    long = tuple(replace(entry, version=f"1.{n}.0") for n in range(SHOWN + 5))
    made = site_content(grown_library(revision_history=long), told())
    page = next(page for page in made.pages if page.path == "changes/")

    assert page.html.count("<li data-area") == SHOWN
    assert "Older versions" in page.html
    assert len(ids(feed("changes.atom", made))) > SHOWN


def test_marks_are_the_fingerprints_of_the_parts() -> None:
    """A step's mark changes when the step does, and no other does."""
    sop = read_tiny_library().by_id["first-call"]
    step = replace(sop.procedure[0].steps[1], do="Ask kindly.")
    steps = (sop.procedure[0].steps[0], step)
    section = replace(sop.procedure[0], steps=steps)
    changed = grown_library(procedure=(section, *sop.procedure[1:]))

    before = marks(site())
    after = marks(site_content(changed, told()))

    assert [name for name in before if before[name] != after[name]] == [
        "greet.ask-time"
    ]
    view = LibraryView(read_tiny_library())
    prints = fingerprints_of(sop, view)
    assert before == {name: prints[name][:8] for name in before}
    assert prints["greet"] == fingerprint_of(sop.procedure[0], view)
    assert {"greet.say-who", "objection.price", "script.call"} <= set(before)


def marks(made: SiteContent) -> dict[str, str]:
    """Return the mark of each part, on the page of the SOP and on its kit."""
    (kit,) = (page for page in made.pages if page.path.endswith("first-call/kit/"))
    tags = Document(page_of("first-call", made).html + kit.html).tags
    found = {
        str(tag["id"]): str(tag["data-f"])
        for _, tag in tags
        if "data-f" in tag and "id" in tag and not str(tag["id"]).startswith("_")
    }
    section = ""
    for name, tag in tags:  # the marks of steps stand in a row on their list
        section = str(tag["id"]) if name == "h2" else section
        if name == "ol" and "data-f" in tag:
            row = re.findall(".{8}", str(tag["data-f"]))
            steps = [
                str(one["id"])
                for kind, one in tags
                if kind == "li" and str(one.get("id", "")).startswith(f"{section}.")
            ]
            found |= dict(zip(steps, row, strict=True))
    return found


def test_the_states_that_browsers_compare() -> None:
    """Every published SOP with version and fingerprint; drafts are in no state."""
    text = files(site())["assets/sop/editions.js"].decode()
    editions = json.loads(text.partition("editions=")[2].rstrip(";\n"))
    library = read_tiny_library()

    sop = library.by_id["first-call"]
    mark = fingerprint_of(sop, LibraryView(library))[:8]
    assert ["first-call", "1.1.0", mark] in editions
    shown = {one[0] for one in editions}
    assert shown == {
        one.id
        for one in library.sops
        if one.status in (Status.APPROVED, Status.RETIRED)
    }
    assert {one[2] for one in editions} >= {"retired", mark}


@pytest.mark.parametrize("as_of", [TODAY, "2031-01-01"])
def test_banners_do_not_depend_on_the_day_of_the_build(as_of: str) -> None:
    made = site_content(read_tiny_library(), replace(told(), today=as_of))
    tags = Document(page_of("first-call", made).html).tags
    banners = [found for tag, found in tags if "banner" in str(found.get("class"))]

    dated = {key: found[key] for found in banners for key in found if "data" in key}
    assert dated == {"data-before": "2026-03-01", "data-after": "2027-03-01"}
    assert all("hidden" in found for found in banners)


def test_the_line_for_the_record_names_what_was_read() -> None:
    """With a tracker of the team's own, the link leads there."""
    own = "https://tracker.example.com/new"
    library = read_tiny_library()
    forge = facts(repo_url="https://git.example.com/floor/sop")
    plain = Document(page_of("first-call", site()).html)
    with_forge = Document(page_of("first-call", site_content(library, forge)).html)
    made = site_content(library, told(issue_url=own))
    with_own = Document(page_of("first-call", made).html)

    line = next(found["data-line"] for _, found in plain.tags if "data-line" in found)
    assert line == (
        "Read: SOP-CON-001 First call, version {version} ({fingerprint}), on {date}"
    )
    assert not [link for link in plain.links if "issues/new" in link]
    assert any("title=Read%3A%20SOP" in link for link in with_forge.links)
    assert with_own.links.count(own) == 2
