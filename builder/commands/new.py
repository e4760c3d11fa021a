"""New: a valid, commented draft SOP with the next free number."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from builder.checks import check_library
from builder.diagnostics import Severity
from builder.errors import SopError
from builder.library import Library, read_library
from builder.model.sop import Channel, Direction
from builder.project import Project
from builder.suggestions import suggest
from builder.tree import TreeEntry, WorkTree

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSop:
    """What the author tells about the SOP to be written."""

    id: str
    title: str
    area: str
    owner: str
    direction: Direction
    channels: Sequence[Channel]
    summary: str = ""


class _WithDraft(WorkTree):
    """The project's folder as it will be with one more file in it."""

    def __init__(self, root: Path, path: str, text: str) -> None:
        super().__init__(root)
        self._path, self._content = path, text.encode("utf-8", "surrogatepass")

    def entries(self, prefix: str) -> list[TreeEntry]:
        """Return what will be in a folder and below, sorted by path."""
        return sorted({*super().entries(prefix), TreeEntry(path=self._path)})

    def read(self, path: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a file, or only the first ones."""
        if path == self._path:
            return self._content[:at_most]
        return super().read(path, at_most=at_most)


def new(project: Project, wanted: NewSop) -> Path:
    """Write a draft and return its path; an existing file is never touched.

    Raises:
        SopError: The check would find an error in the draft; nothing is written then.
    """
    library, _ = read_library(WorkTree(project.root), limits=project.settings.limits)
    _require(wanted, library)
    path = project.root / "sop" / wanted.area / f"{wanted.id}.yaml"
    if path.parent.resolve() != path.parent:
        raise SopError(
            f"'{path.parent}' is a link, which is never followed",
            hint="put the folder itself there",
        )
    text = draft(wanted, number=next_number(library, wanted.area), today=project.today)
    _require_no_error(path.relative_to(project.root).as_posix(), text, project)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError:
        raise SopError(f"'{path}' is already there", hint="choose another id") from None
    except OSError as wrong:
        raise SopError(f"cannot write '{path}': {wrong.strerror}") from wrong
    return path


def draft(wanted: NewSop, *, number: str, today: str) -> str:
    """Return the YAML of a draft; every value is quoted, so any text is safe."""
    template = resources.files("builder").joinpath("starter/new-sop.yaml")
    summary = wanted.summary or f"{wanted.title}, step by step."
    return Template(template.read_text("utf-8")).substitute(
        id=wanted.id,
        number=number,
        title=_quoted(wanted.title),
        summary=_quoted(summary),
        owner=wanted.owner,
        channels=", ".join(wanted.channels),
        direction=wanted.direction.value,
        keyword=_quoted(wanted.title.lower()),
        today=today,
    )


def next_number(library: Library, area: str) -> str:
    """Return the number after the highest one of an area.

    Files that cannot be read count, too: their numbers come back once they are mended.
    """
    prefix = f"SOP-{library.areas[area].code}-"
    said = re.compile(rf"^[ \t]*[\"']?number[\"']?\s*:\s*[\"']?{prefix}(\d+)", re.M)
    used = [
        int(number)
        for source in library.sources.values()
        for number in said.findall(source.text)
    ]
    return f"{prefix}{max(used, default=0) + 1:03}"


def id_of_title(title: str) -> str:
    """Return an id made from a title, as a suggestion."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60].strip("-")


def _require(wanted: NewSop, library: Library) -> None:
    if not _ID.fullmatch(wanted.id):
        raise SopError(
            f"'{wanted.id}' cannot be an id",
            hint=f"use small letters, digits and hyphens: {id_of_title(wanted.id)}",
        )
    for name, known, what in (
        (wanted.area, library.areas, "area"),
        (wanted.owner, library.roles, "role"),
    ):
        if name not in known:
            hint = suggest(name, known) or f"known: {', '.join(known)}"
            raise SopError(f"there is no {what} '{name}'", hint=hint)
    if wanted.id in library.by_id:
        taken = library.paths_by_id[wanted.id]
        raise SopError(f"id '{wanted.id}' is used by {taken}", hint="choose another id")
    if wanted.id in library.unread_sops:
        raise SopError(
            f"id '{wanted.id}' is used by a file that cannot be read",
            hint="choose another id; `sop check` says what is wrong with that file",
        )


def _require_no_error(path: str, text: str, project: Project) -> None:
    """Stop before a file is written of which the check says that it is wrong."""
    tree, limits = _WithDraft(project.root, path, text), project.settings.limits
    library, found = read_library(tree, limits=limits)
    found += check_library(library, today=project.today, settings=project.settings)
    for problem in found:
        if problem.path == path and problem.severity is Severity.ERROR:
            raise SopError(
                f"the draft would have an error: {problem.message}", hint=problem.hint
            )


def _quoted(text: str) -> str:
    """Return text as a double-quoted YAML scalar, of which JSON's are a subset."""
    return json.dumps(text, ensure_ascii=False)
