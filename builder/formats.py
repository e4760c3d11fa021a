"""The formats of files: which is the newest, and how data of an older one is lifted.

A file says its format in its first key, ``schema``. Old formats stay readable, so that
every commit can be read; ``sop migrate`` rewrites files to the newest.
"""

from collections.abc import Callable, Mapping
from typing import Any

Data = dict[str, Any]

NEWEST: Mapping[str, int] = {"sop": 2}
"""The newest format by the kind of file; of kinds that are not named it is 1."""


def newest(kind: str) -> int:
    """Return the newest format of a kind of file."""
    return NEWEST.get(kind, 1)


def format_of(data: object) -> int:
    """Return the format that a file says it has, or 0 where it says none.

    A number in quotes is told as a mistake, and still says which format is meant.
    """
    said = data.get("schema") if isinstance(data, dict) else None
    if isinstance(said, str) and said.isascii() and said.isdigit():
        return int(said[:9])
    # True is an int to Python, and no format.
    return said if isinstance(said, int) and not isinstance(said, bool) else 0


def is_older(kind: str, data: object) -> bool:
    """Return whether a file is of a format that is known and not the newest."""
    return 0 < format_of(data) < newest(kind)


def lifted(kind: str, data: Data) -> Data:
    """Return valid data in the newest format; what it was made from is not touched."""
    for version in range(data["schema"], newest(kind)):
        data = _LIFTS[kind, version](data)
    return data


def _lift_sop_1(data: Data) -> Data:
    """An entry of the revision history may name several kinds of change."""
    history = [
        {
            ("changes" if key == "change" else key): _listed(key, value)
            for key, value in entry.items()
        }
        for entry in data["revision_history"]
    ]
    return data | {"schema": 2, "revision_history": history}


def _listed(key: str, value: object) -> object:
    return [value] if key == "change" else value


_LIFTS: Mapping[tuple[str, int], Callable[[Data], Data]] = {("sop", 1): _lift_sop_1}
"""How data of a kind and format is lifted by one."""
