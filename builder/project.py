"""The project: where its files are, what its settings say, and which day it is."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from builder.errors import SopError
from builder.project_settings import Settings, read_settings

__all__ = ["Project", "Settings", "SiteSettings", "find_project"]

_EDIT_BRANCH = re.compile(r"(?:^|/)(?:edit|blob|src|tree|raw)/(?P<branch>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What mkdocs.yml says that the builder needs, too.

    Attributes:
        url: The published address with a slash at its end; empty if unknown.
        repo_url: The forge's page of the repository; empty if there is none.
        edit_branch: The branch that "Edit this SOP" opens.
        docs_dir: The folder of hand-written pages, relative to the project.
    """

    name: str = "Standard operating procedures"
    description: str = ""
    url: str = ""
    repo_url: str = ""
    edit_branch: str = "main"
    use_directory_urls: bool = True
    docs_dir: str = "docs"


# No slots: the site's settings are read on first use and kept in the instance.
@dataclass(frozen=True, kw_only=True)
class Project:
    """One SOP repository.

    Attributes:
        root: The folder that holds ``sop/``, absolute and without symlinks.
        today: The one ISO date of a build; "overdue" and the like rest on it.
        is_day_asked: Whether somebody named that day, rather than the clock.
    """

    root: Path
    settings: Settings
    today: str
    is_day_asked: bool = False

    @cached_property
    def site(self) -> SiteSettings:
        """The site's settings, read from mkdocs.yml when first asked for."""
        return _read_site(self.root)


def find_project(start: Path, *, as_of: str = "") -> Project:
    """Return the project that a folder or file belongs to.

    A project is the nearest folder, from ``start`` upward, whose pyproject.toml has
    a ``[tool.sop]`` table, or which has both a ``sop`` folder and a mkdocs.yml.

    Args:
        start: Where to look first.
        as_of: The build's ISO date; by default that of ``SOURCE_DATE_EPOCH``, else
            today in UTC.

    Raises:
        SopError: There is no project, or its settings or the date cannot be used.
    """
    today = (read_date(as_of) if as_of else _read_today(os.environ)).isoformat()
    place = start.resolve()
    for folder in (place, *place.parents):
        table = _find_table(folder)
        if table is not None:
            settings = read_settings(table, path="pyproject.toml")
            return Project(
                root=folder,
                settings=settings,
                today=today,
                is_day_asked=bool(as_of),
            )
    raise SopError(
        f"no SOP project in '{start}' or above it",
        hint="run `sop init` to start one, or go to the folder that holds sop/",
    )


def read_date(text: str) -> date:
    """Return the day that a text in ISO form names.

    Raises:
        SopError: It names none.
    """
    try:
        # Python 3.11 would also take other ISO forms, such as 20261121 or 2026-W47-6.
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise SopError(
            f"'{text}' is not a date",
            hint="write it as year-month-day, for example 2026-11-21",
        ) from None


def _read_today(environment: Mapping[str, str]) -> date:
    """Return the date that the environment asks for, else today's, in UTC."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SopError(
            f"SOURCE_DATE_EPOCH must be seconds since 1970, but it is '{epoch}'",
            hint="set it to the commit's time: git log -1 --format=%ct",
        ) from None


def _find_table(folder: Path) -> object | None:
    """Return the folder's ``[tool.sop]``; empty if its layout alone tells a project."""
    try:
        has_layout = (folder / "sop").is_dir() and (folder / "mkdocs.yml").is_file()
    except PermissionError:
        return None  # a folder above that is closed to us is no project of ours
    text = _read_text(folder / "pyproject.toml")
    if text is not None and (has_layout or "tool.sop" in text):
        tool = _read_toml(text).get("tool", {})
        if isinstance(tool, dict) and "sop" in tool:
            table: object = tool["sop"]
            return table
    return {} if has_layout else None


def _read_toml(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise SopError(
            f"pyproject.toml is not valid TOML: {wrong}",
            hint="mend the line that is named",
        ) from None


def _read_text(path: Path) -> str | None:
    """Return a file's text, or None where there is no such file."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    raise SopError(
        f"{path.name} cannot be read: {reason}",
        hint="it must be a file that you may read, in UTF-8",
    )


def _read_site(root: Path) -> SiteSettings:
    """Return the site's settings; defaults where mkdocs.yml does not say."""
    from builder.source import read_configuration

    try:
        said = read_configuration(_read_text(root / "mkdocs.yml") or "")
    except SopError as wrong:
        hint = wrong.hint or "mend it; `mkdocs build` needs it, too"
        raise SopError(f"mkdocs.yml: {wrong}", hint=hint) from None

    def text(key: str, default: str = "") -> str:
        value = said.get(key)
        return value.strip() or default if isinstance(value, str) else default

    defaults = SiteSettings()
    docs_dir = text("docs_dir", defaults.docs_dir)
    url = text("site_url").rstrip("/")
    return SiteSettings(
        name=text("site_name", defaults.name),
        description=text("site_description"),
        url=url and url + "/",
        repo_url=text("repo_url").rstrip("/"),
        edit_branch=_find_branch(text("edit_uri"), docs_dir) or defaults.edit_branch,
        use_directory_urls=said.get("use_directory_urls") is not False,
        docs_dir=docs_dir,
    )


def _find_branch(edit_uri: str, docs_dir: str) -> str:
    """Return the branch in an ``edit_uri`` such as ``edit/main/docs/``."""
    found = _EDIT_BRANCH.search(edit_uri.rstrip("/"))
    if found is None:
        return ""
    return unquote(found["branch"].removesuffix("/" + docs_dir.strip("/")))
