"""Pages: everything an SOP says is there, at its permanent address, and safely."""

import re
from dataclasses import fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from posixpath import join, normpath
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

from builder.addresses import KIT, folder_of, parts_of
from builder.errors import SopError
from builder.fingerprint import fingerprint_of
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.model.text import Located
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.site.assets import asset_files
from builder.outputs.site.content import site_content
from builder.outputs.site.forge import Forge
from builder.outputs.site.page import Page, SiteContent
from builder.project import SiteSettings
from builder.project_settings import Settings
from builder.provenance import Provenance
from builder.view import LibraryView
from tests.cards import content_of
from tests.tiny import TODAY, read_tiny_library

HOSTILE = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)> "
    "[a](javascript:alert(1)) [b](data:text/html,x){: onclick=alert(1)} "
    "{{ 7 * 7 }}{% for x in y %}{{ agent.first_name }}</title><style>*{}</style>"
)
OUR_SCRIPTS = {"sop.js", "changes.js", "editions.js", "player.js", "data"}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Document(HTMLParser):
    """What a test wants to know of a page: its tags, ids, links and words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    @property
    def ids(self) -> list[str]:
        return [str(found["id"]) for _, found in self.tags if "id" in found]

    @property
    def links(self) -> list[str]:
        return [str(found["href"]) for tag, found in self.tags if "href" in found]


@cache
def library() -> Library:
    return read_tiny_library()


def facts(
    *,
    repo_url: str = "https://git.example.com/floor/sop",
    publish_drafts: bool = True,
    provenance: Provenance | None = None,
    **settings: Any,
) -> Facts:
    known = provenance or Provenance(source_commit=COMMIT, reason="")
    return Facts(
        today=TODAY,
        settings=Settings(publish_drafts=publish_drafts, **settings),
        site=SiteSettings(name="Tiny", repo_url=repo_url, edit_branch="trunk"),
        provenances={sop.id: known for sop in library().sops},
    )


def cards_and_exports() -> tuple[list[OutputFile], list[OutputFile]]:
    cards = [
        OutputFile(
            path=f"cards/{sop.id}.sop.{size}.pdf",
            sop=sop.id,
            kind="sop",
            variant=size,
            title=sop.title,
            content=b"%PDF",
        )
        for sop in library().sops
        for size in ("a4", "letter")
    ]
    exports = [
        OutputFile(
            path=f"dialer/sop-dialer/{sop.id}.{script.id}.json",
            sop=sop.id,
            kind="sop-dialer",
            variant=script.id,
            title=script.title,
            content=b"{}",
        )
        for sop in library().sops
        for script in sop.scripts
    ]
    return cards, exports


def content(shown: Library | None = None, told: Facts | None = None) -> SiteContent:
    cards, exports = cards_and_exports()
    return site_content(
        shown or library(), told or facts(), cards=cards, exports=exports
    )


def page_of(sop: str, made: SiteContent) -> Page:
    return next(page for page in made.pages if page.sop == sop)


def first_sop() -> Sop:
    return next(sop for sop in library().sops if sop.status is Status.APPROVED)


def with_sop(changed: Sop) -> Library:
    """Return the tiny library with one SOP replaced."""
    sops = tuple(changed if sop.id == changed.id else sop for sop in library().sops)
    return replace(library(), sops=sops, by_id={sop.id: sop for sop in sops})


def hostile(part: Any) -> Any:
    """Return a part of the model with every text in it replaced by a hostile one."""
    changes: dict[str, Any] = {}
    hints = get_type_hints(type(part), include_extras=True)
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name != "at" and value:
            changes[field.name] = _hostile_value(value, hints[field.name])
    return replace(part, **changes)


def _hostile_value(value: Any, hint: Any) -> Any:
    if isinstance(value, Located) and is_dataclass(value):
        return hostile(value)
    if isinstance(value, tuple):
        return tuple(_hostile_value(item, get_args(hint)[0]) for item in value)
    return HOSTILE if isinstance(value, str) and _is_text(hint) else value


def _is_text(hint: Any) -> bool:
    if get_origin(hint) is Annotated:
        return True
    return any(_is_text(argument) for argument in get_args(hint))


def hostile_library() -> Library:
    shelves = (
        "areas", "roles", "tools", "regulations", "techniques", "terms", "fields",
        "dispositions", "disclosures",
    )  # fmt: skip
    sops = tuple(hostile(sop) for sop in library().sops)
    return replace(
        library(),
        sops=sops,
        by_id={sop.id: sop for sop in sops},
        **{
            shelf: {
                key: hostile(item) for key, item in getattr(library(), shelf).items()
            }
            for shelf in shelves
        },
    )


def test_every_sop_that_is_published_has_its_page() -> None:
    """Approved SOPs always, drafts where the settings say so, retired ones as stubs."""
    with_drafts = {page.sop for page in content().pages if page.sop}
    without = {
        page.sop for page in content(told=facts(publish_drafts=False)).pages if page.sop
    }

    assert with_drafts == {sop.id for sop in library().sops}
    assert without == {
        sop.id
        for sop in library().sops
        if sop.status in (Status.APPROVED, Status.RETIRED)
    }


def test_a_draft_says_on_its_page_that_it_is_one() -> None:
    draft = next(sop for sop in library().sops if sop.status is Status.DRAFT)

    page = page_of(draft.id, content())

    assert "Not approved" in Document(page.html).words
    assert "Not approved" not in Document(page_of(first_sop().id, content()).html).words


def test_a_retired_sop_names_its_successor() -> None:
    retired = next(sop for sop in library().sops if sop.status is Status.RETIRED)
    successor = library().by_id[str(retired.successor)]

    page = page_of(retired.id, content())
    area = library().area_of(successor)

    assert f"../../{area}/{successor.id}/" in Document(page.html).links
    assert successor.title in Document(page.html).words


def test_every_part_stands_at_its_permanent_address() -> None:
    """What addresses can name, a page has as an id, exactly once.

    The lines of a script stand on the page of its player; the SOP's page knows the way.
    """
    made = content()
    for sop in library().sops:
        if sop.status is Status.RETIRED:
            continue
        html = page_of(sop.id, made).html
        ids = Document(html).ids
        lines = set()
        for page in made.pages:
            if page.path.startswith(f"scripts/{sop.id}."):
                lines |= set(Document(page.html).ids)
                assert f'class="play" href="../../{page.path}"' in html
        kits = (one for one in made.pages if one.path.endswith(f"/{sop.id}/{KIT}"))
        of_kit = [one for kit in kits for one in Document(kit.html).ids]
        assert len(of_kit) == len(set(of_kit))
        assert {a for a, _ in parts_of(sop) if folder_of(sop, a)} <= set(of_kit)

        assert len(ids) == len(set(ids))
        anchors = {anchor for anchor, _ in parts_of(sop)}
        of_lines = {one for one in anchors if re.fullmatch(r"script\..+\..+", one)}
        assert anchors - of_lines <= set(ids)
        assert of_lines <= lines


def test_every_link_inside_the_site_leads_somewhere() -> None:
    """No page links to a page, a file or a part of a page that is not there."""
    made = content()
    pages = {page.path: set(Document(page.html).ids) for page in made.pages}
    files = {file.path for file in made.files}
    lost: list[str] = []
    for page in made.pages:
        for link in Document(page.html).links:
            if ":" in link.split("/")[0]:
                continue
            path, _, anchor = link.partition("#")
            target = normpath(join(page.path, path)) if path else page.path.rstrip("/")
            place = "" if target in (".", "") else f"{target}/"
            is_page = place in pages and (not anchor or anchor in pages[place])
            if not (is_page or files & {target, f"{target}/index.html"}):
                lost.append(f"{page.path}: {link}")

    assert lost == []


def test_the_toc_leads_to_parts_of_the_page() -> None:
    for page in content().pages:
        ids = {"", *Document(page.html).ids}

        assert {entry.anchor for entry in page.toc} <= ids


@pytest.mark.parametrize("name", ["page", "file"])
def test_hostile_text_stays_text(name: str) -> None:
    """No text of any kind, anywhere, brings a script, a handler, a style or a link."""
    made = content(hostile_library())
    bodies = {
        "page": [page.html for page in made.pages],
        "file": [
            file.content.decode() for file in made.files if file.path.endswith("html")
        ],
    }[name]

    for body in bodies:
        document = Document(body)
        scripts = [found for tag, found in document.tags if tag == "script"]
        attributes = {key for _, found in document.tags for key in found}
        assert {_kind(found) for found in scripts} <= OUR_SCRIPTS
        assert not {tag for tag, _ in document.tags} & {"img", "style", "iframe"}
        assert all(
            found.get("class") == "flow"  # a drawing of ours
            for tag, found in document.tags
            if tag == "svg"
        )
        assert not {key for key in attributes if key.startswith("on") or key == "style"}
        assert not [
            link for link in document.links if link.startswith(("java", "data:t"))
        ]
    assert any("{{ 7 * 7 }}" in Document(body).words for body in bodies)


def _kind(script: dict[str, str | None]) -> str:
    """Return the file that a script element loads, or ``data`` for one that is none."""
    if script.get("type") == "application/json":
        return "data"
    return str(script.get("src")).rpartition("/")[2]


def test_pages_have_one_first_heading_and_skip_no_level() -> None:
    """Somebody who listens to a page hears its outline."""
    for page in content().pages:
        levels = [int(tag[1]) for tag, _ in Document(page.html).tags if tag in HEADINGS]

        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


HEADINGS = {f"h{level}" for level in range(1, 7)}


def test_control_data_is_shown() -> None:
    sop = first_sop()
    told = facts(provenance=Provenance(source_commit=COMMIT, is_dirty=True, reason=""))

    document = Document(page_of(sop.id, content(told=told)).html)

    fingerprint = fingerprint_of(sop, LibraryView(library()))[:12]
    for words in (sop.number, sop.version, "Approved", fingerprint, COMMIT[:12]):
        assert words in document.words
    assert "uncommitted changes" in document.words
    control = next(found for _, found in document.tags if "data-review" in found)
    assert control["data-effective"] == sop.effective


def test_a_missing_history_is_told() -> None:
    told = facts(provenance=Provenance(reason="shallow clone"))

    words = Document(page_of(first_sop().id, content(told=told)).html).words

    assert "No history available (shallow clone)" in words


def test_the_ways_to_change_an_sop() -> None:
    """Edit opens the YAML file, suggest a filled-in issue; both go without a forge."""
    sop = first_sop()
    path = library().path_of(sop)
    forge = "https://git.example.com/floor/sop"

    with_forge = Document(page_of(sop.id, content()).html).links
    without = Document(page_of(sop.id, content(told=facts(repo_url=""))).html).links

    assert f"{forge}/edit/trunk/{path}" in with_forge
    assert f"{forge}/commit/{COMMIT}" in with_forge
    suggest = next(link for link in with_forge if "/issues/new?" in link)
    assert f"{sop.number.replace(' ', '%20')}" in suggest
    assert not [link for link in without if "example.com" in link]


def test_a_forge_of_another_make_is_known() -> None:
    forge = Forge(repo_url="https://gitlab.example.com/a/b", branch="main")

    assert forge.edit("sop/a b.yaml") == (
        "https://gitlab.example.com/a/b/-/edit/main/sop/a%20b.yaml"
    )
    assert "issue%5Btitle%5D=x%26y" in forge.issue(title="x&y", body="")


def test_a_repository_address_that_is_not_https_gives_no_links() -> None:
    forge = Forge(repo_url="javascript:alert(1)", branch="main")

    assert forge.edit("a") == forge.commit("b") == forge.issue(title="", body="") == ""


def test_cards_and_scripts_are_offered() -> None:
    sop = first_sop()

    links = Document(page_of(sop.id, content()).html).links

    assert f"../../cards/{sop.id}.sop.a4.pdf" in links
    assert f"../../card/{sop.id}/" in links
    for script in sop.scripts:
        path = f"scripts/{sop.id}.{script.id}/"
        (player,) = (page for page in content().pages if page.path == path)
        file = f"../../dialer/sop-dialer/{sop.id}.{script.id}.json"
        assert file in Document(player.html).links


def test_a_card_check_page_knows_version_and_fingerprint() -> None:
    sop = first_sop()
    files = {file.path: file.content for file in content().files}

    document = Document(files[f"card/{sop.id}/index.html"].decode())

    main = next(found for tag, found in document.tags if tag == "main")
    assert main["data-version"] == sop.version
    printed = content_of(library(), sop=sop.id).control.fingerprint
    assert printed in main["data-fingerprint"].split()
    assert "data-retired" not in main


def test_the_home_page_leads_to_areas_and_customers_words() -> None:
    home = next(page for page in content(told=facts(notice="Read me")).pages)
    document = Document(home.html)

    assert home.path == ""
    assert "Read me" in document.words
    assert {f"{area}/" for area in library().areas} <= set(document.links)
    for objection in first_sop().objections[:1]:
        assert objection.customer_says[0] in document.words


def test_the_same_library_makes_the_same_pages() -> None:
    assert content() == content()


def test_a_change_of_one_sop_changes_no_other_page() -> None:
    """Only its own page and those that list it follow; a render is not a mixture."""
    changed = replace(first_sop(), purpose="Another purpose.")

    before, after = content().pages, content(with_sop(changed)).pages

    different = {a.path for a, b in zip(before, after, strict=True) if a != b}
    own = page_of(changed.id, content()).path
    # Printed lists carry the fingerprint.
    assert different == {own, f"{own}{KIT}", "checklists/"}


def test_two_pages_at_one_path_are_refused() -> None:
    area = next(iter(library().areas.values()))
    areas = {**library().areas, "glossary": replace(area, id="glossary")}

    with pytest.raises(SopError, match=r"glossary/index\.html"):
        content(replace(library(), areas=areas))


def test_the_style_is_small_and_asks_nobody() -> None:
    assets = {file.path: file.content for file in asset_files()}
    style = assets["assets/sop/sop.css"].decode()

    assert len(style) < 40_000
    assert "http:" not in style.replace("http://www.w3.org/2000/svg", "")
    assert "https:" not in style
    for name in {part.split('"')[0] for part in style.split('url("fonts/')[1:]}:
        assert f"assets/sop/fonts/{name}" in assets
