"""New: a valid, commented draft SOP with the next free number."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from string import Template

from builder.errors import SopError
from builder.library import Library, read_library
from builder.model.sop import Channel, Direction
from builder.project import Project
from builder.suggestions import suggest
from builder.tree import WorkTree

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


def new(project: Project, wanted: NewSop) -> Path:
    """Write a draft and return its path; an existing file is never touched."""
    library, _ = read_library(WorkTree(project.root), limits=project.settings.limits)
    _require(wanted, library)
    path = project.root / "sop" / wanted.area / f"{wanted.id}.yaml"
    if path.parent.resolve() != path.parent:
        raise SopError(
            f"'{path.parent}' is a link, which is never followed",
            hint="put the folder itself there",
        )
    text = draft(wanted, number=next_number(library, wanted.area), today=project.today)
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
    """Return the number after the highest one of an area."""
    prefix = f"SOP-{library.areas[area].code}-"
    used = [
        int(sop.number.removeprefix(prefix))
        for sop in library.sops
        if sop.number.startswith(prefix)
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


def _quoted(text: str) -> str:
    """Return text as a double-quoted YAML scalar, of which JSON's are a subset."""
    return json.dumps(text, ensure_ascii=False)
