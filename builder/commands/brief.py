"""Brief: what changed for a role between two states, in the forms teams pass on."""

import json
from collections.abc import Callable, Mapping, Sequence

from builder.changes.comparison import Compared, Comparison
from builder.errors import SopError
from builder.library import read_library
from builder.outputs.brief.brief import Brief, heard_of, items_of, split
from builder.outputs.brief.markdown import brief_markdown
from builder.outputs.brief.page import brief_html, brief_sheets, printed
from builder.outputs.brief.questions import doubtful_of, questions_of
from builder.outputs.brief.slack import brief_slack
from builder.outputs.brief.teams import brief_teams
from builder.outputs.site.links import sop_path
from builder.project import Project
from builder.suggestions import suggest
from builder.tree import WorkTree
from builder.tree_pair import NarrowTree


def make_brief(
    project: Project, comparison: Comparison, *, role: str, since: str, until: str
) -> Brief:
    """Return what changed for a role.

    Args:
        project: The SOP repository.
        comparison: The two states.
        role: The id of the role.
        since: The state before, as readers know it.
        until: The state after.

    Raises:
        SopError: There is no such role.
    """
    roles = {**comparison.old.roles, **comparison.new.roles}
    if role not in roles:
        hint = suggest(role, roles) or f"roles are: {', '.join(roles)}"
        raise SopError(f"there is no role '{role}'", hint=hint)
    told, quiet, waiting = split(comparison.sops, role)
    heard = heard_of(told)
    return Brief(
        organization=project.settings.organization or project.site.name,
        language=project.settings.language,
        role=roles[role].title,
        since=since,
        until=until,
        items=items_of(
            told,
            pages=_pages(project, comparison),
            titles=_titles(project, told),
        ),
        questions=questions_of(heard),
        quiet=tuple(quiet),
        waiting=tuple(waiting),
        doubtful=doubtful_of(heard),
    )


def brief_pdf(brief: Brief, *, paper: str, seconds: float) -> bytes:
    """Return the brief as PDF/UA-1 on the two sides of one sheet.

    Raises:
        SopError: A letter cannot be shown, or the layout fails.
    """
    from builder.outputs.cards.sheet import print_sheet
    from builder.outputs.cards.sizes import PAPERS

    levels = brief_sheets(brief)
    sheet = print_sheet(
        levels,
        words=printed(brief_markdown(brief)),
        paper=PAPERS[paper],
        identifier=f"brief {brief.role}",
        seconds=seconds,
    )
    return sheet.content


def _json(made: Mapping[str, object]) -> str:
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


FORMS: dict[str, Callable[[Brief], str]] = {
    "markdown": brief_markdown,
    "html": brief_html,
    "slack": lambda brief: _json(brief_slack(brief)),
    "teams": lambda brief: _json(brief_teams(brief)),
}
"""Every form that is text, by its name on the command line."""


def _titles(project: Project, told: Sequence[Compared]) -> dict[str, str]:
    """Return the titles of the successors of the SOPs that are told, by id.

    The files as they are now know them: a comparison has only what differs.
    """
    wanted = {f"{one.sop.successor}.yaml" for one in told if one.sop.successor}
    tree = WorkTree(project.root)
    paths = [e.path for e in tree.entries("sop") if e.path.rpartition("/")[2] in wanted]
    library, _ = read_library(NarrowTree(tree, paths), limits=project.settings.limits)
    return {sop.id: sop.title for sop in library.sops}


def _pages(project: Project, comparison: Comparison) -> dict[str, str]:
    """Return the published page of each SOP, by id; none without a site_url."""
    site, library = project.site.url, comparison.new
    if not site:
        return {}
    return {
        sop.id: site + sop_path(library.area_of(sop), sop.id) for sop in library.sops
    }
