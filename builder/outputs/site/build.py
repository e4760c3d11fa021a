"""A whole site: content made, placed by an engine, counted against the library."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from builder.errors import SopError
from builder.library import Library
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.site.content import site_content
from builder.outputs.site.embeds import EMBEDS
from builder.outputs.site.engines import ENGINES
from builder.outputs.site.page import SiteContent
from builder.outputs.site.policy import write_policy
from builder.project import Project
from builder.suggestions import suggest

OnProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteResult:
    """What a site build made.

    Attributes:
        pages: Every HTML page of the site but the error page, and sections alone.
        sops: Pages of SOPs, stubs included.
    """

    pages: int
    sops: int


def build_site(
    project: Project,
    library: Library,
    facts: Facts,
    *,
    cards: Sequence[OutputFile],
    exports: Sequence[OutputFile],
    feeds: Sequence[OutputFile] = (),
    site_dir: Path,
    engine: str = "mkdocs",
    on_progress: OnProgress | None = None,
) -> SiteResult:
    """Write the site of a library into a folder, and return what stands in it.

    Raises:
        SopError: The engine is unknown or fails, or a page is missing afterwards.
    """
    told = on_progress or _silent
    build = _engine(engine)
    told("Rendering pages", 0, 2)
    content = site_content(library, facts, cards=cards, exports=exports, feeds=feeds)
    told("Building the site", 1, 2)
    build(project, content, site_dir=site_dir)
    write_policy(site_dir, origins=project.settings.embed.allowed_origins)
    told("Building the site", 2, 2)
    return count_pages(content, site_dir=site_dir)


def count_pages(content: SiteContent, *, site_dir: Path) -> SiteResult:
    """Return how many pages there are; one that is missing is an error.

    An engine that ignores a plugin publishes an empty site without a word; this is
    the word.
    """
    wanted = [f"{page.path}index.html" for page in content.pages]
    wanted += [file.path for file in content.files]
    missing = [path for path in wanted if not (site_dir / path).is_file()]
    if missing:
        raise SopError(
            f"the engine left out {len(missing)} of {len(wanted)} files, "
            f"the first is '{missing[0]}'",
            hint="build with `--engine mkdocs`, and see that mkdocs.yml lists `sop`",
        )
    parts = site_dir / EMBEDS
    every = (path for path in site_dir.rglob("*.html") if path.name != "404.html")
    pages = sum(1 for path in every if not path.is_relative_to(parts))
    return SiteResult(pages=pages, sops=sum(1 for page in content.pages if page.sop))


def _engine(name: str) -> Callable[..., Any]:
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        raise SopError(
            f"unknown engine '{name}'", hint=suggest(name, ENGINES) or f"known: {known}"
        )
    module, _, attribute = ENGINES[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), attribute)
    return found


def _silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""
