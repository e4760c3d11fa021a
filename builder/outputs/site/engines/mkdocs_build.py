"""The MkDocs engine as ``sop build`` drives it: the same plugin, another folder."""

import logging
import os
from pathlib import Path

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

    with _told() as told:
        try:
            config = load_config(
                str(project.root / "mkdocs.yml"), site_dir=str(site_dir), strict=True
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
            lines = [*told.lines, str(wrong)]
            raise SopError(
                "MkDocs cannot build the site: " + "\n".join(dict.fromkeys(lines)),
                hint="mend what is named; `mkdocs build` shows more",
            ) from None


class _told:
    """Keep what MkDocs logs as warnings or errors, and its other words off the screen."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._log = logging.getLogger("mkdocs")

    def __enter__(self) -> "_told":
        self._handler = logging.Handler(logging.WARNING)
        self._handler.emit = self._keep  # type: ignore[method-assign]
        self._before = self._log.propagate, self._log.level
        self._log.addHandler(self._handler)
        self._log.propagate = False
        self._log.setLevel(logging.WARNING)
        return self

    def __exit__(self, *_error: object) -> None:
        self._log.removeHandler(self._handler)
        self._log.propagate, level = self._before
        self._log.setLevel(level)

    def _keep(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
