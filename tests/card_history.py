"""The tiny project with a past: what was printed, and what changed since."""

from collections.abc import Mapping
from pathlib import Path

from builder.fingerprint import fingerprint_of, short
from builder.library import Library, read_library
from builder.outputs.cards.editions import Edition, editions_of
from builder.outputs.strings import strings_for
from builder.project import find_project
from builder.tree import CommitTree
from builder.view import LibraryView
from tests.helpers import GitProject
from tests.tiny import TODAY, read_tiny_library, tiny_files

CALL = "sop/contact/first-call.yaml"
OUTCOMES = "sop/shared/dispositions.yaml"

VERSION_1 = (
    ("version: 1.1.0\neffective", "version: 1.0.0\neffective"),
    ("a fair price matters", "the price matters"),
    (
        "include: [step:greet.say-who, ",
        "include: [step:greet.say-who, checklist:daily, ",
    ),
    ("  - {version: 1.1.0, date", "  # {version: 1.1.0, date"),
    ("  - version: 1.1.0\n", "  - version: 1.0.0\n"),
)
"""How the first version differs from what the tiny project says today."""


def call(*changes: tuple[str, str]) -> str:
    """Return the file of the SOP with texts replaced; each must be there."""
    text = tiny_files()[CALL]
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def approved(text: str, changes: Mapping[str, str] = {}) -> str:
    """Return the SOP with its approval signing what the text says."""
    library = read_tiny_library({**changes, CALL: text})
    sop = library.by_id["first-call"]
    signed = short(fingerprint_of(sop, LibraryView(library)))
    return text.replace(sop.approvals[-1].fingerprint, signed)


def project_with_past(root: Path) -> GitProject:
    """Return a repository: version 1.0.0, an outcome's name, then version 1.1.0."""
    project = GitProject(root)
    files = tiny_files()
    older = files[OUTCOMES].replace("title: Sale,", "title: Sold,")
    assert older != files[OUTCOMES]
    first = approved(call(*VERSION_1), {OUTCOMES: older})
    project.commit({**files, CALL: first, OUTCOMES: older}, "First version")
    project.commit({OUTCOMES: files[OUTCOMES]}, "Name an outcome better")
    project.commit({CALL: call()}, "Second version")
    return project


def library_at(project: GitProject, revision: str) -> Library:
    """Return the library of a commit."""
    limits = find_project(project.root, as_of=TODAY).settings.limits
    return read_library(CommitTree(project.root, revision), limits=limits)[0]


def edition_at(project: GitProject, revision: str) -> Edition:
    """Return what the SOP's card says in a commit, read as a library of its own."""
    library = library_at(project, revision)
    sop = library.by_id["first-call"]
    return editions_of(sop, LibraryView(library), strings_for("en"))[0]
