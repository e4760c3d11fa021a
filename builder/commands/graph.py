"""Graph: one script as a drawing, or as text for a program that draws."""

from builder.commands.check import check
from builder.errors import SopError
from builder.library import Library
from builder.model.script import Script
from builder.model.sop import Sop
from builder.outputs.drawing.formats import draw
from builder.outputs.strings import strings_for
from builder.project import Project
from builder.suggestions import suggest
from builder.view import LibraryView


def graph(project: Project, address: str, *, to: str = "svg") -> str:
    """Return a script as a drawing.

    Args:
        project: The SOP repository.
        address: ``sop-id/script_id``; the id or number of an SOP that has one script
            is enough.
        to: The name of a format.

    Raises:
        SopError: There is no such script, or the SOP has several.
    """
    library = check(project).library
    identifier, _, name = address.partition("/")
    sop = _sop(identifier, library)
    script = _script(sop, name)
    page = ""
    if project.site.url:
        page = f"{project.site.url}{library.area_of(sop)}/{sop.id}/"
    return draw(
        script,
        to,
        view=LibraryView(library),
        string=strings_for(sop.language or project.settings.language),
        address=lambda node: page and f"{page}#script.{script.id}.{node}",
    )


def _sop(identifier: str, library: Library) -> Sop:
    sop = library.find_sop(identifier)
    if sop is not None:
        return sop
    if identifier in library.unread_sops:
        raise SopError(f"'{identifier}' has errors", hint="run `sop check`")
    hint = suggest(identifier, library.by_id) or "`sop list` shows all SOPs"
    raise SopError(f"there is no SOP '{identifier}'", hint=hint)


def _script(sop: Sop, name: str) -> Script:
    """Return the script with a name, or the only one if no name is given."""
    scripts = {script.id: script for script in sop.scripts}
    known = ", ".join(f"{sop.id}/{script}" for script in scripts)
    if not scripts:
        raise SopError(
            f"'{sop.id}' has no scripts", hint="`sop show` prints what it has"
        )
    if not name and len(scripts) > 1:
        raise SopError(f"'{sop.id}' has several scripts", hint=f"name one: {known}")
    if name and name not in scripts:
        near = suggest(name, scripts)
        raise SopError(
            f"there is no script '{name}' in '{sop.id}'", hint=near or f"it has {known}"
        )
    return scripts[name] if name else sop.scripts[0]
