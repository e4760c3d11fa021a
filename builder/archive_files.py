"""Files of the archive: which of them are SOPs, and some of them as a tree."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from builder.library import SHARED_FOLDER
from builder.tree import TreeEntry

FOLDER = "sop"

# Keys at the start of a line are keys of the SOP itself: all that is in a value stands
# farther to the right. What is written in another way is read in full.
_HEADS = (
    re.compile(r"^version: [\"']?([0-9]+\.[0-9]+\.[0-9]+)[\"']? *$", re.MULTILINE),
    re.compile(r"^status: [\"']?([a-z_]+)[\"']? *$", re.MULTILINE),
    re.compile(r"^effective: [\"']?([0-9-]{10})[\"']? *$", re.MULTILINE),
)
_APPROVALS = re.compile(r"^approvals:.*?(?=^[a-z])", re.MULTILINE | re.DOTALL)
_SIGNED = re.compile(r"\b[0-9a-f]{12}\b")


class BlobTree:
    """Some committed files as a tree."""

    name = "main line"

    def __init__(self, files: Mapping[str, str], read: Callable[[str], bytes]) -> None:
        self._files = files
        self._read = read

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what is in a folder and below, sorted by path; nothing if absent."""
        return [
            TreeEntry(path=path)
            for path in sorted(self._files)
            if path.startswith(f"{prefix}/")
        ]

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones."""
        return self._read(self._files[path])[:at_most]

    def exists(self, path: str) -> bool:
        """Return whether there is a file of that path."""
        return path in self._files


def is_sop(path: str) -> bool:
    """Tell whether a path is where an SOP stands."""
    parts = PurePosixPath(path).parts
    return (
        len(parts) == 3
        and parts[0] == FOLDER
        and path.endswith(".yaml")
        and not path.startswith(f"{SHARED_FOLDER}/")
    )


def id_of(path: str) -> str:
    """Return the id of the SOP in a file."""
    return PurePosixPath(path).stem


def headlines_in(text: str) -> tuple[str, ...]:
    """Return what tells two versions of an SOP apart, without reading the YAML.

    That is the version, the status, the effective date and what was approved; the
    whole text, where it is not written as most files are.
    """
    heads = [pattern.findall(text) for pattern in _HEADS]
    if any(len(found) != 1 for found in heads):
        return (text,)
    block = _APPROVALS.search(text)
    signed = _SIGNED.findall(block[0]) if block else []
    return (*(found[0] for found in heads), *signed)
