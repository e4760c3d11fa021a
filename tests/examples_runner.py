"""Runs one example through the whole check, inside the tiny project.

An example is one YAML file. Its first lines say what the check has to find
(``# expect: line:column code``, none for a valid example) and, where it is not an SOP
of the area ``contact``, which file it stands for (``# file: sop/shared/roles.yaml``).
A limit may be lowered for it (``# limit: max_values = 20``).
"""

import re
from pathlib import Path

from tests.tiny import check_tiny, tiny_files


def expected_in(example: Path) -> list[str]:
    """Return the ``line:column code`` of each ``# expect:`` line."""
    return re.findall(r"^# expect: (\S+ SOP\d{3})\s*$", _head(example), re.MULTILINE)


def place_of(example: Path) -> str:
    """Return the file that an example stands for, relative to the project."""
    if named := re.search(r"^# file: (\S+)$", _head(example), re.MULTILINE):
        return named[1]
    found = re.search(r"^id: ([a-z0-9-]+)$", _head(example), re.MULTILINE)
    return f"sop/contact/{found[1] if found else 'example'}.yaml"


def changes_of(example: Path) -> dict[str, bytes | str]:
    """Return the files of the tiny project that an example changes."""
    changes: dict[str, bytes | str] = {place_of(example): example.read_bytes()}
    limits = re.findall(r"^# limit: (\w+ = \d+)$", _head(example), re.MULTILINE)
    if limits:
        settings = tiny_files()["pyproject.toml"]
        lines = "\n".join(["[tool.sop.limits]", *limits])
        changes["pyproject.toml"] = f"{settings}\n{lines}\n"
    return changes


def found_in(example: Path) -> list[str]:
    """Return what the check finds in an example, as ``line:column code``."""
    place = place_of(example)
    result = check_tiny(changes_of(example))
    return [
        f"{found.line}:{found.column} {found.code}"
        for found in result.diagnostics
        if found.path == place
    ]


def _head(example: Path) -> str:
    return example.read_bytes()[:4000].decode("utf-8", "replace")
