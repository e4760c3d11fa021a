"""Init: a new SOP repository that checks and builds at once."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from builder.errors import SopError

_PACKAGE = "builder"


def init(folder: Path) -> tuple[str, ...]:
    """Write a new repository into a folder and return the files, sorted.

    The folder may hold other things, such as ``.git``, but none of the files that are
    to be written: nothing is ever replaced.
    """
    wanted = dict(_files())
    taken = sorted(name for name in wanted if (folder / name).exists())
    if taken:
        raise SopError(
            f"'{folder}' already holds {taken[0]}"
            + (f" and {len(taken) - 1} more" if len(taken) > 1 else ""),
            hint="choose a new folder; sop init never replaces a file",
        )
    try:
        for name, content in wanted.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as wrong:
        raise SopError(f"cannot write in '{folder}': {wrong.strerror}") from wrong
    return tuple(sorted(wanted))


def _files() -> Iterator[tuple[str, bytes]]:
    """Return every file of a new repository with its content."""
    yield from _walk(resources.files(_PACKAGE).joinpath("starter", "repository"), "")
    for name in ("sop", "schema", "docs"):
        yield from _walk(_bundled(name), f"{name}/")
    yield "mkdocs.yml", _bundled("mkdocs.yml").read_bytes()


def _bundled(name: str) -> Traversable:
    """Return a folder of the package's data, or of the checkout it is run from."""
    inside = resources.files(_PACKAGE).joinpath("data", name)
    if inside.is_dir() or inside.is_file():
        return inside
    return Path(__file__).parents[2] / name


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif not entry.name.endswith((".pyc", "~")):
            yield f"{prefix}{entry.name}", entry.read_bytes()
