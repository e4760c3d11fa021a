"""Two versions of the tiny library, side by side, without a disk."""

from collections.abc import Mapping

from builder.changes.change import Side
from builder.library import Library, read_library
from builder.limits import Limits
from builder.tree import TreeEntry
from tests.tiny import tiny_files

SOP = "sop/contact/first-call.yaml"
DISCLOSURES = "sop/shared/disclosures.yaml"
TECHNIQUES = "sop/shared/techniques.yaml"


class MemoryTree:
    """The files of a project, as a dict holds them."""

    name = "memory"

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def entries(self, prefix: str) -> list[TreeEntry]:
        paths = sorted(path for path in self.files if path.startswith(f"{prefix}/"))
        return [TreeEntry(path=path) for path in paths]

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        return self.files[path].encode()[:at_most]

    def exists(self, path: str) -> bool:
        return path in self.files


def library_of(changes: Mapping[str, str]) -> Library:
    """Return the tiny library with some files changed; none may have a mistake."""
    library, problems = read_library(
        MemoryTree({**tiny_files(), **changes}), limits=Limits()
    )
    assert problems == []
    return library


def side_of(text: str, shared: Mapping[str, str] = {}) -> Side:
    """Return the tiny SOP with another text, in its library."""
    library = library_of({SOP: text, **shared})
    return Side(sop=library.by_id["first-call"], library=library)


def edited(path: str, *changes: tuple[str, str]) -> str:
    """Return a file of the tiny project with some words replaced, each once."""
    text = tiny_files()[path]
    for old, new in changes:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return text
