"""The MkDocs engine as ``sop build`` drives it: the same plugin, another folder."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.errors import SopError
from builder.outputs.site.page import SiteContent
from builder.project import Project


def build_with_mkdocs(
    project: Project, content: SiteContent, *, site_dir: Path
) -> None:
    """Write the site with MkDocs, strictly: a warning is an error.

    Raises:
        SopError: mkdocs.yml cannot be used, or MkDocs gives up.
    """
    # Material warns about MkDocs 2 on every run; we pin MkDocs below 2.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    from builder.outputs.site.engines.mkdocs import SopPlugin

    with _told() as told, TemporaryDirectory(prefix="sop-docs-") as empty:
        written = project.root / project.site.docs_dir
        try:
            config = load_config(
                str(project.root / "mkdocs.yml"),
                docs_dir=str(written if written.is_dir() else empty),
                site_dir=str(site_dir),
                strict=True,
            )
            plugin = config.plugins.get("sop")
            if not isinstance(plugin, SopPlugin):
                raise SopError(
                    "mkdocs.yml does not list the plugin 'sop'",
                    hint="add `- sop` under `plugins:`",
                )
            plugin.content = content
            plugin.today = project.today
            plugin.language = project.settings.language
            build(config)
        except (MkDocsException, Abort) as wrong:
            lines = [*told, str(wrong)]
            raise SopError(
                "MkDocs cannot build the site: " + "\n".join(dict.fromkeys(lines)),
                hint="mend what is named; `mkdocs build` shows more",
            ) from None


@contextmanager
def _told() -> Iterator[list[str]]:
    """Yield the list in which MkDocs's warnings and errors are kept, off the screen."""
    log, kept = logging.getLogger("mkdocs"), _Keeper()
    before = log.propagate, log.level
    log.addHandler(kept)
    log.propagate = False
    log.setLevel(logging.WARNING)
    try:
        yield kept.lines
    finally:
        log.removeHandler(kept)
        log.propagate = before[0]
        log.setLevel(before[1])


class _Keeper(logging.Handler):
    """Keeps messages instead of showing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
