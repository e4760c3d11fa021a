"""Runs one example through the whole check, inside the tiny project.

An example is one YAML file. Its first lines say what the check has to find
(``# expect: line:column code``, none for a valid example) and, where it is not an SOP
of the area ``contact``, which file it stands for (``# file: sop/shared/roles.yaml``).
"""

import re
from pathlib import Path

from tests.tiny import check_tiny


def expected_in(example: Path) -> list[str]:
    """Return the ``line:column code`` of each ``# expect:`` line."""
    return re.findall(r"^# expect: (\S+ SOP\d{3})\s*$", _head(example), re.MULTILINE)


def place_of(example: Path) -> str:
    """Return the file that an example stands for, relative to the project."""
    if named := re.search(r"^# file: (\S+)$", _head(example), re.MULTILINE):
        return named[1]
    found = re.search(r"^id: ([a-z0-9-]+)$", _head(example), re.MULTILINE)
    return f"sop/contact/{found[1] if found else 'example'}.yaml"


def found_in(example: Path) -> list[str]:
    """Return what the check finds in an example, as ``line:column code``."""
    place = place_of(example)
    result = check_tiny({place: example.read_bytes()})
    return [
        f"{found.line}:{found.column} {found.code}"
        for found in result.diagnostics
        if found.path == place
    ]


def _head(example: Path) -> str:
    return example.read_bytes()[:4000].decode("utf-8", "replace")
