"""The state of a project: one hash over everything that a build is made from.

The files of the project, what git knows, the day, the order, and the program itself.
What was built is known by the times and sizes of its files.
"""

import hashlib
import os
import platform
import re
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import builder
from builder.commands.build_order import BuildOrder
from builder.errors import SopError
from builder.project import Project
from builder.repository import open_repository

Skips = Callable[[str], bool]
"""Tells whether a path is passed over."""

MOST_FILES = 20_000
MOST_BYTES = 256 << 20
"""Of a larger project nothing is remembered: looking would take as long as building."""

_NOT_READ = re.compile(
    r"build|node_modules|venv|__pycache__|\.(?:git|cache|venv|idea|vscode|hypothesis)"
    r"|\.(?:build-|[a-z]+_cache).*",
    re.DOTALL,
)
"""Names of files and folders of a project that no build reads; any other may hold a
logo, a style or a snippet."""

_PLUGINS = frozenset({"sop", "search", "material/search"})
_OPEN = re.compile(r"!ENV|\.\.[/\\]|\burl_download\b|^(?:hooks|INHERIT)\s*:", re.M)
"""What lets a site depend on more than the project's files."""


def state_of(project: Project, order: BuildOrder) -> str:
    """Return the hash of everything that a build reads; empty if it cannot be told."""
    total = hashlib.sha256()
    wanted = (sorted(order.only), order.strict, order.engine, order.offline)
    asked = (*wanted, sorted(order.allow_draft), project.today, project.is_day_asked)
    try:
        if "site" in order.only and not _is_closed(project):
            return ""
        for part in (repr(asked), _program(), _git(project.root)):
            total.update(part.encode("utf-8", "surrogateescape") + b"\0")
        for name, content in _contents(project):
            said = f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape")
            total.update(said + content)
    except (OSError, SopError, _TooMuchError):
        return ""
    return total.hexdigest()


def output_of(build: Path) -> str:
    """Return the hash of the times and sizes of all files in a folder."""
    total = hashlib.sha256()
    for path, about in _walk(build, lambda _path: False):
        said = f"{path}\0{about.st_size}\0{about.st_mtime_ns}\0"
        total.update(said.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


class _TooMuchError(Exception):
    """There is more than can be looked at, or it leads out of the project."""


def _contents(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a project that a build could read, and what it holds."""
    root, files, size = project.root, 0, 0
    is_skipped = _skips_for(project)
    for name, about in _walk(root, is_skipped):
        files, size = files + 1, size + about.st_size
        if files > MOST_FILES or size > MOST_BYTES:
            raise _TooMuchError
        if stat.S_ISREG(about.st_mode):
            yield name, (root / name).read_bytes()
        elif stat.S_ISLNK(about.st_mode):
            yield name, os.fsencode(_target(root, root / name, is_skipped))


def _target(root: Path, link: Path, is_skipped: Skips) -> str:
    """Return where a link leads, if that is a file that is looked at, too."""
    target = link.resolve()
    if target.is_dir() or not target.is_relative_to(root):
        raise _TooMuchError
    inside = target.relative_to(root)
    if not _is_looked_at(inside, is_skipped):
        raise _TooMuchError
    return inside.as_posix()


def _is_looked_at(inside: Path, is_skipped: Skips) -> bool:
    """Tell whether neither a path in the project nor a folder above is passed over."""
    if inside.is_absolute():
        return False
    places = (place.as_posix() for place in (inside, *inside.parents))
    return not any(is_skipped(place) for place in places if place != ".")


def _walk(root: Path, is_skipped: Skips) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the files below a folder in order, each under its path from there."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            name, about = f"{folder}{entry.name}", entry.stat(follow_symlinks=False)
            if is_skipped(name):
                continue
            if stat.S_ISDIR(about.st_mode):
                folders.append(f"{name}/")
            else:
                yield name, about


def _skips_for(project: Project) -> Skips:
    """Return what tells which paths no build reads; none of SOPs and pages is one."""
    read = tuple(f"{folder}/" for folder in ("sop", project.site.docs_dir.strip("/")))

    def is_skipped(path: str) -> bool:
        is_named = _NOT_READ.fullmatch(path.rpartition("/")[2])
        return bool(is_named) and not f"{path}/".startswith(read)

    return is_skipped


def _git(root: Path) -> str:
    """Return what git knows that a build could ask for; why not, where it cannot."""
    try:
        repository = open_repository(root)
        told = (
            repository.find_commit("HEAD") or "",
            repository.run("for-each-ref").decode(errors="replace"),
            repository.run("config", "--list").decode(errors="replace"),
            repository.run("ls-files", "--stage").decode(errors="replace"),
            repository.prefix,
            str(repository.is_shallow),
        )
    except SopError as wrong:
        return wrong.message
    return "\0".join(told)


def _program() -> str:
    """Return what tells this program, and the packages that it uses, from others."""
    own = Path(builder.__file__).parent
    code = [
        f"{name} {about.st_size} {about.st_mtime_ns}"
        for name, about in _walk(own, lambda path: path.endswith("__pycache__"))
    ]
    packages: set[str] = set()
    for place in sys.path:
        with suppress(OSError):
            packages |= {path.name for path in Path(place).glob("*-info")}
    python = (platform.python_version(), sys.platform)
    return "\0".join((builder.__version__, *python, *code, *sorted(packages)))


def _is_closed(project: Project) -> bool:
    """Tell whether the site depends on the project's files alone.

    Plugins and hooks that are not ours may read whatever they want.
    """
    from builder.source import read_configuration

    text = (project.root / "mkdocs.yml").read_text("utf-8-sig")
    if _OPEN.search(text):
        return False
    said = read_configuration(text)
    plugins = said.get("plugins")
    theme = said.get("theme")
    names = set()
    for plugin in plugins if isinstance(plugins, list | dict) else ():
        names |= set(plugin) if isinstance(plugin, dict) else {str(plugin)}
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    folders = [project.site.docs_dir, *([custom] if isinstance(custom, str) else [])]
    is_skipped = _skips_for(project)
    return names <= _PLUGINS and all(
        _is_looked_at(Path(folder), is_skipped) for folder in folders
    )
