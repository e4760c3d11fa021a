"""The content of a site, read from a project and the outputs of its last build."""

from collections.abc import Sequence

from builder.archive import find_archive
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.history import read_history
from builder.in_force_library import library_in_force
from builder.in_force_provenance import provenances_in_force
from builder.library import read_library
from builder.outputs import manifest
from builder.outputs.cards.past import read_earlier_cards
from builder.outputs.facts import Facts
from builder.outputs.site.content import site_content
from builder.outputs.site.page import SiteContent
from builder.outputs.site.written import written_pages
from builder.past_versions import read_past
from builder.project import Project
from builder.provenance import trace_shared
from builder.tree import WorkTree


class UnreadableLibraryError(SopError):
    """Files of the library have errors, so no site can be made.

    Attributes:
        diagnostics: What is wrong, for those who can show it in full.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        lines = [
            f"{one.path}:{one.line}:{one.column}: {one.code} {one.message}"
            for one in diagnostics
        ]
        super().__init__("\n".join(lines), hint="`sop check` shows how to mend it")
        self.diagnostics = tuple(diagnostics)


def gather_content(project: Project) -> SiteContent:
    """Return the content of the project's site, with the cards of the last build.

    Raises:
        UnreadableLibraryError: A file of the library has an error.
    """
    tree = WorkTree(project.root)
    library, diagnostics = read_library(tree, limits=project.settings.limits)
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    if errors:
        raise UnreadableLibraryError(errors)
    in_force = library_in_force(project, library)
    errors = [one for one in in_force.diagnostics if one.severity is Severity.ERROR]
    if errors:
        raise UnreadableLibraryError(errors)
    archive = find_archive(project)
    history = read_history(project.root)
    facts = Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances=provenances_in_force(project, in_force, history),
        shared=trace_shared(history),
        written=written_pages(project.root, project.site.docs_dir),
        earlier_cards=read_earlier_cards(project, library, history),
        held=in_force.held,
        newest=library,
        past=read_past(archive, in_force) if archive else {},
    )
    made = manifest.read_outputs(project.root / "build")
    return site_content(
        in_force.library,
        facts,
        cards=[file for file in made if file.path.startswith("cards/")],
        exports=[file for file in made if file.path.startswith("dialer/")],
        feeds=[file for file in made if file.path.startswith("data/")],
    )
