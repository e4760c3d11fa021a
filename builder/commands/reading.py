"""What several verbs read first: the library as it stands."""

from builder.graph.scripts import Scripts
from builder.library import read_library
from builder.project import Project
from builder.tree import WorkTree


def read_scripts(project: Project) -> Scripts:
    """Return the scripts of all SOPs that can be read."""
    library, _ = read_library(WorkTree(project.root), limits=project.settings.limits)
    return Scripts(library)
