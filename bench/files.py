"""Where the SOPs of a generated library are."""

from pathlib import Path


def sop_files(root: Path) -> list[Path]:
    """Return the file of every SOP of a library, sorted."""
    paths = sorted((root / "sop").glob("*/*.yaml"))
    return [path for path in paths if path.parent.name != "shared"]
