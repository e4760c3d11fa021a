"""The Zensical engine: the same pages, written as files for a program of its own.

Zensical runs no plugin of others, so the pages go to it as Markdown files that hold
nothing but front matter and one block of ready HTML.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from builder.errors import SopError
from builder.outputs.site.assets import SCRIPT, SEARCH_SCRIPT, SEARCH_STYLE, STYLE
from builder.outputs.site.early_fonts import with_early_fonts
from builder.outputs.site.header import with_search
from builder.outputs.site.missing import MISSING, missing_page
from builder.outputs.site.navigation import hidden_parts, navigation
from builder.outputs.site.page import Page, SiteContent
from builder.outputs.site.written import written_files
from builder.outputs.strings import strings_for
from builder.project import Project
from builder.source import read_configuration

TIME_LIMIT = 600
"""Seconds after which Zensical is thought to hang."""


def build_with_zensical(
    project: Project, content: SiteContent, *, site_dir: Path
) -> None:
    """Write the site with Zensical, strictly.

    Raises:
        SopError: Zensical is not installed, or it gives up.
    """
    if find_spec("zensical") is None:
        raise SopError(
            "the engine 'zensical' is not installed",
            hint='install it with: pip install "sopwright[zensical]"',
        )
    with TemporaryDirectory(prefix="sop-zensical-") as name:
        stage = Path(name)
        written = tuple(_copy_written(project, stage / "docs"))
        for page in content.pages:
            _write(stage / "docs" / f"{page.path}index.md", _markdown(page).encode())
        for file in content.files:
            _write(stage / "docs" / file.path, file.content)
        settings = _settings(project, content, written)
        _write(stage / "mkdocs.yml", json.dumps(settings, indent=1).encode())
        _run(stage)
        _complete(stage / "site", project)
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        if site_dir.exists():
            shutil.rmtree(site_dir)
        shutil.move(stage / "site", site_dir)


def _markdown(page: Page) -> str:
    """Return the file of a page: what the theme prints raw is escaped here, too."""
    matter: dict[str, object] = {
        "title": escape(page.title),
        "description": escape(page.description),
        "hide": list(hidden_parts(page)),
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in matter.items()]
    return "\n".join(["---", *lines, "---", "", page.html])


def _copy_written(project: Project, docs: Path) -> Iterator[str]:
    """Copy hand-written pages and their files; return the pages, sorted."""
    folder = project.root / project.site.docs_dir
    for path in written_files(project.root, project.site.docs_dir):
        relative = path.relative_to(folder)
        _write(docs / relative, path.read_bytes())
        if relative.suffix == ".md":
            yield relative.as_posix()


def _settings(
    project: Project, content: SiteContent, written: tuple[str, ...]
) -> dict[str, object]:
    """Return the configuration: the project's own, without what Zensical ignores."""
    path = project.root / "mkdocs.yml"
    said = read_configuration(path.read_text("utf-8") if path.is_file() else "")
    string = strings_for(project.settings.language)
    nav = navigation(content.pages, written, string)
    settings: dict[str, object] = {"nav": list(nav), **said}
    own_css, own_scripts = settings.get("extra_css"), settings.get("extra_javascript")
    settings |= {
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": [],
        "extra_css": [
            STYLE,
            SEARCH_STYLE,
            *(own_css if isinstance(own_css, list) else ()),
        ],
        "extra_javascript": [
            SCRIPT,
            SEARCH_SCRIPT,
            *(own_scripts if isinstance(own_scripts, list) else ()),
        ],
    }
    settings.pop("strict", None)
    return settings


def _complete(site: Path, project: Project) -> None:
    """Put search and fonts into each page, which Zensical wrote."""
    string = strings_for(project.settings.language)
    address = project.site.url
    for path in sorted(site.rglob("*.html")):
        depth = len(path.relative_to(site).parts) - 1
        html = path.read_text("utf-8")
        if path == site / MISSING:
            made = missing_page(html, site_url=address, string=string)
        else:
            root = "../" * depth or "./"
            made = with_search(
                with_early_fonts(html, root=root), root=root, string=string
            )
        if made != html:
            path.write_text(made, "utf-8", newline="")


def _run(stage: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    try:
        finished = subprocess.run(
            command,
            cwd=stage,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SopError(f"zensical did not end within {TIME_LIMIT} seconds") from None
    if finished.returncode:
        lines = f"{finished.stdout}\n{finished.stderr}".strip().splitlines()
        raise SopError("zensical cannot build the site: " + "\n".join(lines[-8:]))


def _write(path: Path, content: bytes) -> None:
    if ".." in PurePosixPath(path).parts:
        raise SopError(f"'{path}' would leave the folder of the site")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
