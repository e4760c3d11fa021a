"""Graph: one script as a drawing, or as text for a program that draws."""

from builder.commands.reading import read_scripts
from builder.outputs.drawing.formats import draw
from builder.outputs.site.players import player_path
from builder.outputs.strings import strings_for
from builder.project import Project
from builder.view import LibraryView


def graph(project: Project, address: str, *, to: str = "svg") -> str:
    """Return a script as a drawing.

    Args:
        project: The SOP repository.
        address: ``sop-id/script_id``, or an SOP that has but one script.
        to: The name of a format.

    Raises:
        SopError: There is no such script, or the SOP has several.
    """
    scripts = read_scripts(project)
    known = scripts.get(address)
    sop, script, library = known.sop, known.script, scripts.library
    page = f"{project.site.url}{player_path(f'{sop.id}/{script.id}')}"
    return draw(
        script,
        to,
        view=LibraryView(library),
        string=strings_for(sop.language or project.settings.language),
        address=lambda node: (
            f"{page}#script.{script.id}.{node}" if project.site.url else ""
        ),
    )
