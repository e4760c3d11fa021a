"""Pages of versions: all in a list, each as it stood, marked, and out of the way."""

import re
from pathlib import Path

import pytest

from builder.archive import find_archive
from builder.commands.build import BuildOrder, build, facts_in_force
from builder.commands.in_force import check_in_force
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.project import find_project
from tests.helpers import GitProject
from tests.test_in_force import begin, lands, merges, reverts

ID = "first-call"
PAGE = f"contact/{ID}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """Four versions: one put off and never in force, one current, one that waits."""
    project = begin(tmp_path_factory.mktemp("versions"))
    lands(5, "1.1.0", "2026-01-05", why="They ask.", notice="We record calls.")(project)
    lands(8, "1.2.0", "2026-03-01", why="Never said.")(project)
    lands(9, "1.3.0", "2026-01-09", why="Law.")(project)
    merges(12, lands(11, "1.4.0", "2026-06-01", why="New law."))(project)
    return project


def content(
    project: GitProject, day: str = "2026-02-01", **settings: int
) -> SiteContent:
    found = find_project(project.root, as_of=day)
    for name, value in settings.items():
        object.__setattr__(found.settings, name, value)
    holding = check_in_force(found)
    facts = facts_in_force(found, holding, find_archive(found))
    return site_content(holding.in_force.library, facts)


@pytest.fixture(scope="module")
def site(project: GitProject) -> SiteContent:
    return content(project)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def file_text(site: SiteContent, path: str) -> str:
    return next(f.content for f in site.files if f.path == path).decode()


def list_page(site: SiteContent) -> str:
    return next(p.html for p in site.pages if p.path == f"{PAGE}/versions/")


def test_list_tells_each_version_and_its_days(site: SiteContent) -> None:
    """Newest first, with the days in force, the author's words and what changed."""
    text = text_of(list_page(site))
    order = [text.index(f" {n} ") for n in ("1.4.0", "1.3.0", "1.2.0", "1.1.0")]

    assert order == sorted(order)
    assert "1.4.0 from Jun 1, 2026" in text
    assert "1.3.0 in force from Jan 9, 2026 until Jun 1, 2026" in text
    assert "1.2.0 never in force" in text
    assert "1.1.0 in force from Jan 5, 2026 until Jan 9, 2026" in text
    assert "Edition 1.1.0. To test. Team lead" in text
    assert "Compliance officer, Dec 1, 2025" in text
    assert "No approval of exactly these words" not in text


def test_list_tells_what_changed_word_by_word(site: SiteContent) -> None:
    """Each version says what differs from the one before, shared words included."""
    html = list_page(site)
    newest, _, older = html.partition('id="v1.3.0"')
    first = older.partition('id="v1.1.0"')[2]

    assert "The reason of step 1 of Greet is “New law” instead of “Law”." in newest
    assert "<del>People hang up on strangers</del><ins>They ask</ins>." in first
    assert "The recording notice, said in step 1 of Greet, has other words." in first
    assert "<del>This call is recorded</del><ins>We record calls</ins>." in first


VERSIONS = [
    ("versions/1.0.0", "Superseded", "in force from Jan 1, 2026 until Jan 5, 2026"),
    ("versions/1.1.0", "Superseded", "in force from Jan 5, 2026 until Jan 9, 2026"),
    ("versions/1.2.0", "Superseded", "Version 1.2.0 was never in force."),
    ("versions/1.3.0", "In force", "Version 1.3.0 holds since Jan 9, 2026."),
    ("versions/1.4.0", "Not in force yet", "Version 1.4.0 holds from Jun 1, 2026."),
    ("next", "Not in force yet", "Version 1.4.0 holds from Jun 1, 2026."),
]


@pytest.mark.parametrize(("path", "label", "words"), VERSIONS)
def test_each_version_says_what_it_is(
    site: SiteContent, path: str, label: str, words: str
) -> None:
    """It is marked, leads to what holds, and is kept out of search machines."""
    html = file_text(site, f"{PAGE}/{path}/index.html")
    text = text_of(html)

    assert text.index(label) < text.index(words) < text.index("First call", 60)
    assert "To version 1.3.0, which is in force" in text
    assert '<meta name="robots" content="noindex">' in html
    ups = "../" * (path.count("/") + 3)
    assert f'href="{ups}{PAGE}/"' in html
    assert "<script" not in html


def test_version_has_the_words_of_its_time(site: SiteContent) -> None:
    """Shared words, fingerprint and commit are those of the version."""
    old = file_text(site, f"{PAGE}/versions/1.0.0/index.html")
    later = file_text(site, f"{PAGE}/versions/1.1.0/index.html")

    assert "This call is recorded." in old
    assert "People hang up on strangers." in old
    assert "We record calls." in later
    assert "This call is recorded." not in later


def test_page_leads_to_the_list(site: SiteContent) -> None:
    """The page of an SOP with several versions has a way to all of them."""
    pages = {page.path: page.html for page in site.pages}

    assert f'href="../../{PAGE}/versions/"' in pages[f"{PAGE}/"]
    assert "versions/" not in pages["care/complaint/"]
    assert "care/complaint/versions/" not in pages


def test_pages_are_limited(project: GitProject) -> None:
    """Only so many versions are kept readable; the list says how to read the others."""
    few = content(project, past_versions=2)
    kept = [f.path for f in few.files if "/versions/" in f.path]

    assert kept == [f"{PAGE}/versions/{n}/index.html" for n in ("1.4.0", "1.3.0")]
    assert "sop show first-call --version 1.1.0 prints it" in list_page(few)


def test_version_that_came_back(tmp_path: Path) -> None:
    """A version that a revert brought back has one page, and is in force again."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-05")(project)
    reverts(9)(project)
    found = content(project)

    html = file_text(found, f"{PAGE}/versions/1.0.0/index.html")
    assert "In force" in html
    kept = [f.path for f in found.files if "/versions/" in f.path]
    assert len(kept) == len(set(kept)) == 2


def test_files_as_written_have_no_past(project: GitProject) -> None:
    """Without an archive there are no pages of versions, and no ways to them."""
    found = find_project(project.root, as_of="2026-02-01")
    holding = check_in_force(found)
    site = site_content(holding.in_force.library, facts_in_force(found, holding))

    assert not [f for f in site.files if "/versions/" in f.path]
    assert not [p for p in site.pages if "versions/" in p.html]


@pytest.mark.slow
def test_built_site_keeps_versions_out_of_sitemap_and_search(
    project: GitProject,
) -> None:
    """Versions can be opened, and neither the sitemap nor the search leads there."""
    found = find_project(project.root, as_of="2026-02-01")
    result = build(found, BuildOrder(only=("site",)), on_progress=lambda *_: None)
    assert result.folder is not None
    site = result.folder / "site"

    assert (site / PAGE / "versions/1.0.0/index.html").is_file()
    assert (site / PAGE / "versions/index.html").is_file()
    sitemap = (site / "sitemap.xml").read_text()
    assert f"{PAGE}/versions/" in sitemap
    assert "versions/1" not in sitemap
    assert "/next/" not in sitemap
    found_in = [
        path
        for path in (site / "assets").rglob("*.js")
        if "Never said" in path.read_text() or "New law" in path.read_text()
    ]
    assert found_in == []
