"""Provenance: the last commit that changed what an SOP means, never simply HEAD."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from builder.history import read_history
from builder.library import Library, read_library
from builder.limits import Limits
from builder.project import Project, find_project
from builder.provenance import Provenance, trace
from builder.tree import CommitTree, WorkTree
from tests.helpers import GitProject, build_tree
from tests.tiny import tiny_files

CALL = "sop/contact/first-call.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
TECHNIQUES = "sop/shared/techniques.yaml"


@pytest.fixture
def project(tmp_path: Path) -> GitProject:
    """The tiny project, committed."""
    project = GitProject(tmp_path)
    project.commit(tiny_files(), "Start")
    return project


def edited(path: str, *changes: tuple[str, str]) -> dict[str, str]:
    """Return a file of the tiny project with some words replaced."""
    text = tiny_files()[path]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return {path: text}


def read_provenances(project: Project, library: Library) -> dict[str, Provenance]:
    """Return where each SOP of the work tree comes from."""
    history = read_history(project.root)
    return trace(library, history, limits=project.settings.limits)


def provenance(project: GitProject, sop: str = "first-call") -> Provenance:
    found = find_project(project.root)
    library, _ = read_library(WorkTree(found.root), limits=found.settings.limits)
    return read_provenances(found, library)[sop]


def committed(commit: str, date: str) -> Provenance:
    return Provenance(source_commit=commit, date=date)


def test_first_commit(project: GitProject) -> None:
    """An SOP that never changed comes from the commit that brought it."""
    start = project.head
    project.commit({"README.md": "x"})
    project.commit(edited("sop/care/complaint.yaml", ("purpose: ", "purpose: Now ")))

    assert provenance(project) == committed(start, "2026-01-01")


NO_CHANGES: list[tuple[tuple[str, str], ...]] = [
    (("title: First call\nsum", "title: 'First call' # as the floor says it\nsum"),),
    (("schema: 2\n", "# a note to authors\n\nschema: 2\n"),),
    (("owner: team-lead\nrev", "rev"), ("summary: H", "owner: team-lead\nsummary: H")),
    (("channels: [voice]", "channels:\n  - voice"),),
    (("title: First call\nsum", "title: >-\n  First\n  call\nsum"),),
    (("\n", "\r\n"),),
]  # fmt: skip


@pytest.mark.parametrize("changes", NO_CHANGES)
def test_layout_is_passed_over(
    project: GitProject, changes: tuple[tuple[str, str], ...]
) -> None:
    """A commit that changed only the layout is not where an SOP comes from."""
    start = project.head
    project.commit(edited(CALL, *changes), "Layout")

    assert provenance(project) == committed(start, "2026-01-01")


CHANGES = [
    ("title: First call\nsummary", "title: The first call\nsummary"),
    ("version: 1.1.0\neff", "version: 1.2.0\neff"),
    ("status: approved", "status: in_review"),
    ("last: 2026-03-01}", "last: 2026-04-01}"),
    ("Ask if it is a good time.", "Ask whether it is a good time."),
    ("must: true", "must: false"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_meaning_and_control_data(project: GitProject, old: str, new: str) -> None:
    """A commit that changed the meaning or the control data is the source."""
    project.commit(edited("sop/care/complaint.yaml", ("purpose: ", "purpose: Now ")))
    change = project.commit(edited(CALL, (old, new)), "Change")
    project.commit(
        {CALL: "# layout\n" + edited(CALL, (old, new))[CALL]}, "Layout after it"
    )

    assert provenance(project) == committed(change, "2026-01-03")


def test_change_and_way_back(project: GitProject) -> None:
    """A revert is a change of its own: the old words came back with it."""
    project.commit(edited(CALL, ("Never go on", "Do not go on")), "Change")
    project.git("revert", "--no-edit", "HEAD")

    assert provenance(project).source_commit == project.head


def test_move_to_another_folder(project: GitProject) -> None:
    """A move that changes no word is passed over."""
    start = project.head
    project.git("mv", "sop/contact", "sop/calls")
    project.commit_all("Rename the area's folder")

    assert provenance(project) == committed(start, "2026-01-01")


def test_merge(project: GitProject) -> None:
    """A change that came by a merge has its own commit, not the merge's."""
    project.git("switch", "--quiet", "--create", "topic")
    change = project.commit(edited(CALL, ("Never go on", "Do not go on")), "Change")
    project.git("switch", "--quiet", "main")
    project.commit({"README.md": "x"})
    project.merge("topic")

    assert provenance(project) == committed(change, "2026-01-02")
    assert provenance(project, "complaint").date == "2026-01-01"


def test_shared_words(project: GitProject) -> None:
    """A change of shared words is a change of each SOP that shows them."""
    start = project.head
    change = project.commit(
        edited(DISCLOSURES, ("This call is recorded.", "We record this call.")), "Words"
    )
    project.commit(
        {DISCLOSURES: "# layout\n" + (project.root / DISCLOSURES).read_text()}
    )

    assert provenance(project) == committed(change, "2026-01-02")
    assert provenance(project, "complaint") == committed(start, "2026-01-01")


def test_shared_words_of_others(project: GitProject) -> None:
    """A change of shared words that an SOP does not show is not its own."""
    start = project.head
    more = (
        "  - id: other\n    title: Other\n    say: Something else.\n"
        "    regulation: recording\n    when: Never.\n"
    )
    project.commit({DISCLOSURES: tiny_files()[DISCLOSURES] + more}, "Another one")

    assert provenance(project) == committed(start, "2026-01-01")


def test_newest_of_both(project: GitProject) -> None:
    """Of a change of the file and one of the shared words, the later one counts."""
    words = edited(DISCLOSURES, ("This call is recorded.", "We record this call."))
    project.commit(words, "Words")
    own = project.commit(edited(CALL, ("Never go on", "Do not go on")), "Own")
    assert provenance(project).source_commit == own

    shared = project.commit(
        edited(TECHNIQUES, ("title: LEARN", "title: L-E-A-R-N")), "Technique"
    )
    assert provenance(project).source_commit == shared


def test_shared_words_that_were_missing(project: GitProject) -> None:
    """Shared words that came after the SOP are its last change."""
    text = tiny_files()[DISCLOSURES]
    project.commit({DISCLOSURES: text.replace("recording-notice", "other-notice")})
    back = project.commit({DISCLOSURES: text}, "Bring it back")

    assert provenance(project).source_commit == back


@pytest.mark.parametrize(
    "broken",
    ["", "\0", "title: [\n", "schema: 1\nid: first-call\n", "- a\n", "x: {{ y"],
)
@pytest.mark.parametrize("path", [CALL, DISCLOSURES])
def test_broken_past(project: GitProject, path: str, broken: str) -> None:
    """What was not valid said something else, whatever it was."""
    project.commit({path: broken}, "Broken")
    mended = project.commit({path: tiny_files()[path]}, "Mended")

    assert provenance(project) == committed(mended, "2026-01-03")


def test_dirty(project: GitProject) -> None:
    """An SOP is dirty if its meaning differs from HEAD's; others are not."""
    start = project.head
    build_tree(project.root, edited(CALL, ("Never go on", "Do not go on")))

    assert provenance(project) == replace(committed(start, "2026-01-01"), is_dirty=True)
    assert not provenance(project, "complaint").is_dirty


@pytest.mark.parametrize("changes", NO_CHANGES)
def test_dirty_layout(
    project: GitProject, changes: tuple[tuple[str, str], ...]
) -> None:
    """A changed layout alone does not make an SOP dirty."""
    start = project.head
    build_tree(project.root, edited(CALL, *changes))

    assert provenance(project) == committed(start, "2026-01-01")


def test_dirty_shared_words(project: GitProject) -> None:
    """Changed shared words make each SOP dirty that shows them, and no other."""
    build_tree(project.root, edited(DISCLOSURES, ("is recorded", "is being recorded")))

    assert provenance(project).is_dirty
    assert not provenance(project, "complaint").is_dirty


def test_dirty_beside_a_committed_change(project: GitProject) -> None:
    """The source of a dirty SOP is that of its committed state."""
    change = project.commit(edited(CALL, ("Never go on", "Do not go on")), "Change")
    build_tree(project.root, {CALL: tiny_files()[CALL]})

    assert provenance(project) == replace(
        committed(change, "2026-01-02"), is_dirty=True
    )


def test_not_committed(project: GitProject) -> None:
    """An SOP that is not committed has no source, and the others keep theirs."""
    text = tiny_files()[CALL].replace("id: first-call", "id: second-call")
    text = text.replace("SOP-CON-001", "SOP-CON-002")
    build_tree(project.root, {"sop/contact/second-call.yaml": text})

    assert provenance(project, "second-call") == Provenance(is_dirty=True)
    assert provenance(project) == committed(project.head, "2026-01-01")


def test_library_of_a_commit(project: GitProject) -> None:
    """Reading the same files from the commit gives the same provenance."""
    limits = Limits()
    library, _ = read_library(CommitTree(project.root, "HEAD"), limits=limits)

    found = trace(library, read_history(project.root), limits=limits)

    assert found == dict.fromkeys(
        ["first-call", "complaint", "old-complaint"],
        committed(project.head, "2026-01-01"),
    )


def test_no_repository(tmp_path: Path) -> None:
    """Without a repository nothing is known, and the reason is kept."""
    project_files: Mapping[str, str] = tiny_files()
    build_tree(tmp_path, project_files)
    found = find_project(tmp_path)
    library, _ = read_library(WorkTree(tmp_path), limits=Limits())

    expected = Provenance(reason="no git repository")
    assert set(read_provenances(found, library).values()) == {expected}


def test_shallow_clone(project: GitProject, tmp_path: Path) -> None:
    """In a shallow clone no commit is named, but what is dirty is known."""
    clone = tmp_path / "clone"
    project.commit({"README.md": "x"})
    project.git("clone", "--quiet", "--depth=1", f"file://{tmp_path}", str(clone))
    build_tree(clone, edited(CALL, ("Never go on", "Do not go on")))
    found = find_project(clone)
    library, _ = read_library(WorkTree(clone), limits=Limits())

    provenances = read_provenances(found, library)

    unknown = Provenance(reason="shallow clone")
    assert provenances["complaint"] == unknown
    assert provenances["first-call"] == replace(unknown, is_dirty=True)


def test_nothing_is_read_without_need(project: GitProject) -> None:
    """Files with one state, and states behind the last change, are not read."""
    project.commit(edited(CALL, ("title: First call\nsum", "title: Draft\nsum")), "Old")
    change = project.commit(tiny_files(), "Change")
    blobs = project.git("rev-parse", f"HEAD~2:{DISCLOSURES}", "HEAD~2:mkdocs.yml")
    for blob in blobs.splitlines():
        (project.root / ".git/objects" / blob[:2] / blob[2:]).unlink()

    assert provenance(project).source_commit == change
    assert provenance(project, "complaint").date == "2026-01-01"


def test_lost_content(project: GitProject) -> None:
    """Where git lacks the content to compare with, no commit is named."""
    project.commit(edited(CALL, ("must: true", "must: false")), "Change")
    blob = project.git("rev-parse", f"HEAD~1:{CALL}")
    (project.root / ".git/objects" / blob[:2] / blob[2:]).unlink()

    found = provenance(project)

    assert found.source_commit == ""
    assert "lacks object" in found.reason
