"""The hand-written pages beside the library, and the files that belong to them."""

from pathlib import Path

from builder.errors import SopError


def written_files(root: Path, docs_dir: str) -> tuple[Path, ...]:
    """Return every file of the folder of hand-written pages, sorted.

    Engines follow symbolic links and publish what they find behind them, which may be
    any file of the machine that builds; so a link is refused.

    Raises:
        SopError: The folder is, or holds, a symbolic link.
    """
    folder = root / docs_dir
    found = sorted(folder.rglob("*"))
    for path in (folder, *found):
        if path.is_symlink():
            shown = path.relative_to(root) if path.is_relative_to(root) else path
            raise SopError(
                f"'{shown}' is a symbolic link, which is never followed",
                hint="put the file itself there, or remove the link",
            )
    return tuple(path for path in found if path.is_file())


def written_pages(root: Path, docs_dir: str) -> dict[str, str]:
    """Return the Markdown of every hand-written page by its path in the folder.

    Raises:
        SopError: The folder is, or holds, a symbolic link.
    """
    folder = root / docs_dir
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8", errors="replace")
        for path in written_files(root, docs_dir)
        if path.suffix == ".md"
    }
