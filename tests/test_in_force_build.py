"""What a build publishes on a day: the version in force, as it was approved."""

import json
from pathlib import Path

import pytest

from builder.archive import find_archive
from builder.cli.main import run
from builder.commands.build import BuildOrder, build
from builder.commands.export import export
from builder.commands.in_force import Holding, check_in_force, facts_in_force
from builder.commands.search import search
from builder.diagnostics import Severity
from builder.fingerprint import fingerprint_of
from builder.outputs.dialer.build import build_exports
from builder.outputs.facts import Facts
from builder.outputs.feeds.build import build_feeds
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.outputs.terminal.sop import render_sop
from builder.project import find_project
from builder.view import LibraryView
from tests.helpers import GitProject
from tests.past import CALL, edition, tiny_with
from tests.test_in_force import begin, lands, on_day
from tests.tiny import copy_tiny, tiny_files

ID = "first-call"
COMPLAINT = "sop/care/complaint.yaml"
OLD, NEW = "This call is recorded.", "We record this call."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> GitProject:
    """1.0.0 holds; 1.1.0 landed on January 10 for the 20th, and says a new notice."""
    project = begin(tmp_path_factory.mktemp("waits"))
    lands(10, "1.1.0", "2026-01-20", why="They ask.", notice=NEW)(project)
    return project


def holding(project: GitProject, day: str) -> Holding:
    return check_in_force(find_project(project.root, as_of=day))


def facts(project: GitProject, day: str) -> Facts:
    found = find_project(project.root, as_of=day)
    return facts_in_force(found, holding(project, day), find_archive(found))


def site(project: GitProject, day: str) -> SiteContent:
    return site_content(holding(project, day).in_force.library, facts(project, day))


def page(content: SiteContent, path: str) -> str:
    pages = {f"{page.path}index.html": page.html for page in content.pages}
    files = {file.path: file.content for file in content.files}
    return pages.get(path) or files[path].decode()


DAYS = [
    ("2026-01-05", "1.0.0", OLD, "2026-01-01"),
    ("2026-01-19", "1.0.0", OLD, "2026-01-01"),
    ("2026-01-20", "1.1.0", NEW, "2026-01-10"),
    ("2026-05-05", "1.1.0", NEW, "2026-01-10"),
]


@pytest.mark.parametrize(("day", "version", "notice", "since"), DAYS)
def test_library_in_force(
    project: GitProject, day: str, version: str, notice: str, since: str
) -> None:
    """The version, its shared words, its fingerprint and its source are of that day."""
    held = holding(project, day)
    library = held.in_force.library
    sop = library.by_id[ID]
    known = facts(project, day).provenances[ID]

    assert [d for d in held.checked.diagnostics if d.severity is Severity.ERROR] == []
    assert (sop.version, known.date, known.is_dirty) == (version, since, False)
    assert library.disclosures["recording-notice"].say == notice
    assert f"“{notice}”" in render_sop(sop, library)
    shown = fingerprint_of(sop, LibraryView(library))[:12]
    assert [one.fingerprint for one in sop.approvals] == [shown]


@pytest.mark.parametrize(("day", "version", "notice", "since"), DAYS)
def test_outputs_are_of_the_version_in_force(
    project: GitProject, day: str, version: str, notice: str, since: str
) -> None:
    """Dialer exports, feeds, pages, API and search carry the version in force."""
    library, known = holding(project, day).in_force.library, facts(project, day)
    exports = build_exports(library, known)
    neutral = next(f for f in exports.files if f.path.endswith(f"{ID}.call.json"))
    record = json.loads(neutral.content)
    feeds = {file.path: file.content for file in build_feeds(library, known)}
    content = site(project, day)

    assert (record["sop"]["version"], since) == (version, known.provenances[ID].date)
    assert notice in neutral.content.decode()
    assert (
        json.loads(feeds["data/scorecards.json"])["scorecards"][0]["sop"]["version"]
        == version
    )
    html = page(content, f"contact/{ID}/index.html")
    assert f"<dd>{version}</dd>" in html
    assert notice in html
    told = json.loads(page(content, f"api/v1/sops/{ID}.json"))
    assert told["sop"]["version"] == version
    other = NEW if notice == OLD else OLD
    everything = b"".join(
        file.content
        for file in content.files
        if not file.path.startswith("schema/")
        and not {"next", "versions"} & set(file.path.split("/"))
    )
    assert other.encode() not in everything


@pytest.mark.parametrize(
    ("day", "notice", "other"), [("2026-01-19", OLD, NEW), ("2026-01-20", NEW, OLD)]
)
def test_search_in_the_terminal_finds_what_is_in_force(
    project: GitProject, day: str, notice: str, other: str
) -> None:
    """As the site of that day does: no words that nobody says yet, or any more."""
    found = search(find_project(project.root, as_of=day), "record call", limit=50)
    texts = [one.text for one in found]

    assert any(notice in text for text in texts)
    assert not any(other in text for text in texts)


def test_next_version_is_announced_and_can_be_read(project: GitProject) -> None:
    """Until the day, the page says what comes, and where it can be read."""
    before, after = site(project, "2026-01-15"), site(project, "2026-01-20")
    html = page(before, f"contact/{ID}/index.html")
    preview = page(before, f"contact/{ID}/next/index.html")

    assert "Version 1.1.0 holds from Jan 20, 2026." in html
    assert 'href="../../contact/first-call/next/"' in html
    assert 'data-after="2026-01-19"' in html
    assert "They ask." not in html
    assert "They ask." in preview
    assert NEW in preview
    assert 'content="noindex"' in preview
    assert project.git("rev-parse", "--short=12", "HEAD") in preview
    assert "holds from" not in page(after, f"contact/{ID}/index.html")
    assert f"contact/{ID}/next/index.html" not in {f.path for f in after.files}


def test_the_next_of_several_is_announced(tmp_path: Path) -> None:
    """Where two versions wait, the page tells of the one whose day comes first."""
    project = begin(tmp_path)
    lands(10, "1.1.0", "2026-01-20")(project)
    lands(11, "1.2.0", "2026-04-20")(project)

    first = page(site(project, "2026-01-15"), f"contact/{ID}/index.html")
    second = page(site(project, "2026-02-15"), f"contact/{ID}/index.html")

    assert "Version 1.1.0 holds from Jan 20, 2026." in first
    assert f'href="../../contact/{ID}/versions/1.1.0/"' in first
    assert "Version 1.2.0 holds from Apr 20, 2026." in second
    assert f'href="../../contact/{ID}/next/"' in second


def test_source_commit_is_the_one_that_was_printed(tmp_path: Path) -> None:
    """A card printed before the next version landed names the same commit after it."""
    project = begin(tmp_path)
    lands(3, "1.0.0", "2026-01-01", why="Now.")(project)
    project.commit({CALL: "# layout\n" + (tmp_path / CALL).read_text()}, "Layout")
    before = facts(project, "2026-01-12").provenances[ID]
    lands(10, "1.1.0", "2026-01-20")(project)
    project.commit({"sop/shared/words.txt": "phoneword\n"}, "A word")

    assert facts(project, "2026-01-15").provenances[ID] == before


def test_past_days_need_no_checkout(project: GitProject) -> None:
    """A day before the newest commit is built from that day's files; nothing moves."""
    day = "2026-01-05"
    text = (project.root / CALL).read_text()
    assert "1.1.0" in text

    held = holding(project, day)

    assert held.at == project.git("rev-parse", "HEAD~1")
    assert held.in_force.held == {}
    assert held.in_force.newest.by_id[ID].version == "1.0.0"
    assert (project.root / CALL).read_text() == text
    assert project.git("status", "--porcelain", "--untracked-files=no") == ""


def test_work_tree_counts_from_today_on(tmp_path: Path) -> None:
    """What is written and not committed is the newest; the commit before it holds."""
    project = begin(tmp_path)
    for path, text in edition("1.1.0", "2026-02-20", why="Unsaved.").items():
        assert isinstance(text, str)
        (tmp_path / path).write_text(text)

    held = holding(project, "2026-02-01").in_force

    assert held.library.by_id[ID].version == "1.0.0"
    assert held.held[ID].next.version == "1.1.0"
    assert holding(project, "2026-02-20").in_force.library.by_id[ID].version == "1.1.0"


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_unapproved_version_takes_nothing_away(tmp_path: Path, status: str) -> None:
    """While the next version is written or reviewed, the approved one is published."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-05", status=status)(project)

    held = holding(project, "2026-02-01").in_force

    assert held.library.by_id[ID].version == "1.0.0"
    assert held.library.is_in_force(held.library.by_id[ID])
    assert not held.held[ID].is_dated


def test_retirement_of_a_later_day(tmp_path: Path) -> None:
    """An SOP is published until the day on which it is retired."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-20", status="retired")(project)

    assert (
        holding(project, "2026-01-19").in_force.library.by_id[ID].status == "approved"
    )
    assert holding(project, "2026-01-20").in_force.library.by_id[ID].status == "retired"
    html = page(site(project, "2026-01-19"), f"contact/{ID}/index.html")
    assert "This SOP is retired from Jan 20, 2026 on." in html


def test_first_version_of_a_later_day(tmp_path: Path) -> None:
    """Before its first day, an SOP has a page that says so, and no script to import."""
    project = begin(tmp_path, effective="2026-01-20")
    library, known = (
        holding(project, "2026-01-19").in_force.library,
        facts(project, "2026-01-19"),
    )

    assert not library.is_in_force(library.by_id[ID])
    assert build_exports(library, known).files == ()
    html = page(site(project, "2026-01-19"), f"contact/{ID}/index.html")
    assert 'data-before="2026-01-20"' in html


def test_renamed_while_it_waits(tmp_path: Path) -> None:
    """The version in force stands at the new address at once."""
    project = begin(tmp_path)
    text = edition("1.1.0", "2026-01-20")[CALL]
    assert isinstance(text, str)
    on_day(project, 5)
    project.git("mv", CALL, "sop/care/opening-call.yaml")
    new = text.replace(f"id: {ID}\n", "id: opening-call\n")
    project.commit({"sop/care/opening-call.yaml": new}, "Rename")

    held = holding(project, "2026-01-10")

    sop = held.in_force.library.by_id["opening-call"]
    assert (sop.id, sop.version) == ("opening-call", "1.0.0")
    assert facts(project, "2026-01-10").provenances["opening-call"].date == "2026-01-01"


def test_without_git_it_is_told(tmp_path: Path) -> None:
    """Where git is missing, nothing is exported that does not hold, with a reason."""
    files = edition("1.1.0", "2026-01-20")
    text = files[CALL]
    assert isinstance(text, str)
    entry = "revision_history:\n"
    older = (
        f"{entry}  - {{version: 1.0.0, date: 2025-01-01, role: team-lead, "
        "changes: [first_version], what: First., why: None.}\n"
    )
    copy_tiny(tmp_path, {**files, CALL: text.replace(entry, older)})
    project = find_project(tmp_path, as_of="2026-01-10")

    held = check_in_force(project)
    result = export(project, (), to=("sop-dialer",))

    (found,) = [d for d in held.checked.diagnostics if d.code == "SOP521"]
    assert found.severity is Severity.WARNING
    assert found.path == CALL
    assert "version 1.1.0 is in force from 2026-01-20" in found.message
    assert "no git repository" in found.message
    assert result.files == ()


def test_two_wordings_on_one_day(tmp_path: Path) -> None:
    """One SOP says a disclosure anew while another still says the old: an error."""
    tiny = tiny_files()
    other = tiny[CALL].replace("id: first-call\n", "id: second-call\n", 1)
    other = other.replace("SOP-CON-001", "SOP-CON-002", 1)
    second = "sop/contact/second-call.yaml"
    project = GitProject(tmp_path)
    project.commit(
        tiny_with({**edition("1.0.0", "2026-01-01"), second: other}), "Start"
    )
    lands(10, "1.1.0", "2026-04-20", notice=NEW)(project)

    found = holding(project, "2026-03-10").checked.diagnostics

    (conflict,) = [d for d in found if d.code == "SOP522"]
    assert conflict.path == CALL
    assert conflict.message == (
        "until 2026-04-20, version 1.0.0 says disclosure 'recording-notice' "
        "in other words than 'second-call'"
    )


def test_older_version_that_leads_to_nothing(tmp_path: Path) -> None:
    """What an older version links to must stay until its last day."""
    project = GitProject(tmp_path)
    linked = edition("1.0.0", "2026-01-01")
    text = linked[CALL]
    assert isinstance(text, str)
    assert "sop:complaint#receive" in text
    project.commit(tiny_with(linked), "Start")
    next_up = edition("1.1.0", "2026-01-20")[CALL]
    assert isinstance(next_up, str)
    on_day(project, 5)
    complaint = tiny_files()[COMPLAINT].replace("id: receive", "id: take")
    changed = next_up.replace("sop:complaint#receive", "sop:complaint#take")
    project.commit({CALL: changed, COMPLAINT: complaint}, "Rename a section")

    found = holding(project, "2026-01-10").checked.diagnostics

    misfits = [d for d in found if d.code == "SOP523"]
    assert misfits
    assert all(d.path == CALL for d in misfits)
    assert "version 1.0.0 holds until then: " in misfits[0].message
    assert "receive" in misfits[0].message
    later = holding(project, "2026-01-20").checked.diagnostics
    assert [d for d in later if d.code == "SOP523"] == []


def test_check_tells_it_to_authors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`sop check` finds what a build would refuse."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-20")(project)
    (tmp_path / COMPLAINT).write_text(
        tiny_files()[COMPLAINT].replace("id: receive", "id: take")
    )

    assert run(["check", "-C", str(tmp_path), "--as-of", "2026-01-10"]) == 1
    assert "SOP523" in capsys.readouterr().out


@pytest.fixture
def built(project: GitProject) -> Path:
    order = BuildOrder(only=("dialer", "data"))
    found = find_project(project.root, as_of="2026-01-15")
    result = build(found, order, on_progress=lambda *_: None)
    assert result.folder is not None
    return result.folder


def test_build_writes_manifest_and_ledger(project: GitProject, built: Path) -> None:
    """The manifest names the version in force; the ledger all that landed."""
    manifest = json.loads((built / "manifest.json").read_text())
    versions = {sop["id"]: sop["version"] for sop in manifest["sops"]}

    assert versions[ID] == "1.0.0"
    for part in ("data", "dialer"):
        asked = ["-C", str(project.root), "--as-of", "2026-01-15", "--quiet"]
        assert run(["build", *asked, "--only", part]) == 0
    assert run(["verify", "-C", str(project.root)]) == 0
    lines = (built / "ledger.jsonl").read_text().splitlines()
    assert [json.loads(line)["version"] for line in lines] == [
        "2.0.0",
        "1.0.0",
        "1.1.0",
    ]


def test_files_of_another_version_are_not_kept_and_that_is_told(
    project: GitProject, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no longer holds is not published, but nobody has to wonder where it went."""
    asked = ["build", "-C", str(project.root), "--quiet", "--only", "data"]
    exports = built / "dialer" / "sop-dialer"
    before = {path.name for path in exports.iterdir()}

    assert run([*asked, "--as-of", "2026-01-15"]) == 0
    assert capsys.readouterr().err == ""
    assert run([*asked, "--as-of", "2026-01-20"]) == 0

    told = capsys.readouterr().err
    assert "from dialer/: " in told
    assert "of another version than is in force; run `sop build`" in told
    assert before - {path.name for path in exports.glob("*")} != set()


def test_clone_without_old_contents(project: GitProject, tmp_path: Path) -> None:
    """A partial clone builds what it can, and says what it cannot tell."""
    project.git("config", "uploadpack.allowFilter", "true")
    url = project.root.as_uri()
    project.git("clone", "--quiet", "--filter=blob:none", url, str(tmp_path / "part"))
    found = find_project(tmp_path / "part", as_of="2026-01-15")

    order = BuildOrder(only=("dialer", "data"))
    result = build(found, order, on_progress=lambda *_: None)

    assert result.folder is not None
    assert result.exports == ()
    assert not (result.folder / "ledger.jsonl").exists()
    assert run(["audit", "-C", str(found.root), "--on", "2026-01-05"]) == 2


def test_draft_that_is_asked_for_by_name(tmp_path: Path) -> None:
    """A trial export of a draft is of the draft, not of the version in force."""
    project = begin(tmp_path)
    lands(5, "1.1.0", "2026-01-05", status="draft")(project)
    found = find_project(tmp_path, as_of="2026-02-01")

    def version(*, allow_draft: bool) -> str:
        made = export(
            found, (f"{ID}/call",), to=("sop-dialer",), allow_draft=allow_draft
        )
        (file,) = (f for f in made.files if "export" in f.details)
        told: str = json.loads(file.content)["sop"]["version"]
        return told

    assert version(allow_draft=False) == "1.0.0"
    assert version(allow_draft=True) == "1.1.0"
