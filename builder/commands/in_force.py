"""In force: what a build publishes, checked: the version of each SOP for its day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from builder.archive import Archive, find_day, open_archive
from builder.checks import check_fitting
from builder.commands.check import CheckResult, check, only_in
from builder.commands.reading import read_files
from builder.diagnostics import Diagnostic, arrange
from builder.history import read_history
from builder.in_force_library import LibraryInForce, library_in_force
from builder.in_force_provenance import provenances_in_force
from builder.library import Library, read_library
from builder.outputs.cards.brand import read_brand
from builder.outputs.cards.past import read_earlier_cards
from builder.outputs.facts import Facts
from builder.outputs.site.written import written_pages
from builder.past_versions import read_past
from builder.project import Project
from builder.provenance import trace_shared
from builder.rules import lifecycle as rules
from builder.tree import CommitTree, Tree, WorkTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What holds on the project's day.

    Attributes:
        checked: The files, and every problem: theirs, and of what holds.
        in_force: What holds; without a meaning while there are errors.
        at: The commit that the files come from; empty for the work tree.
    """

    checked: CheckResult
    in_force: LibraryInForce
    at: str = ""

    @classmethod
    def as_written(cls, library: Library) -> Self:
        """Return files that are taken as they are, whatever holds."""
        return cls(
            checked=CheckResult(library=library, diagnostics=()),
            in_force=LibraryInForce(library=library, newest=library),
        )


def check_in_force(project: Project, *, as_written: Collection[str] = ()) -> Holding:
    """Return what holds on the project's day, and every problem in it.

    For a day that somebody named, and that is before the current commit, the files are
    those of that day: what was merged by then, and nothing of the work tree.

    Args:
        project: The SOP repository.
        as_written: Ids of SOPs that are taken as their files say, for a trial.

    Raises:
        SopError: A past day is asked for that git does not know.
    """
    at = commit_of(project)
    checked = _check_commit(project, at) if at else check(project)
    return hold(project, checked, at=at, as_written=as_written)


def read_in_force(project: Project) -> Holding:
    """Return what holds on the project's day, for a look; no rule is asked of files.

    Raises:
        SopError: A past day is asked for that git does not know.
    """
    if commit_of(project):
        return check_in_force(project)
    return hold(project, read_files(project))


def check_all(
    project: Project, *, paths: Sequence[Path] = (), against: str = ""
) -> CheckResult:
    """Return every problem in the files, and in what holds until their days come.

    Args:
        project: The SOP repository.
        paths: Files or folders below ``sop/`` to report on; none means all.
        against: A revision: what changed since is held to what changes ask for.
    """
    checked = check(project, against=against)
    return only_in(hold(project, checked).checked, project, paths)


def hold(
    project: Project,
    checked: CheckResult,
    *,
    at: str = "",
    as_written: Collection[str] = (),
) -> Holding:
    """Return what holds of a library on the project's day.

    Args:
        project: The SOP repository.
        checked: The files and their problems.
        at: The commit that they come from; empty for the work tree.
        as_written: Ids of SOPs that are taken as their files say.
    """
    in_force = library_in_force(
        project, checked.library, revision=at or "HEAD", as_written=as_written
    )
    found = [*in_force.diagnostics, *_misfits(in_force, project)]
    if found:
        severities = project.settings.severity
        every = arrange((*checked.diagnostics, *found), severities=severities)
        checked = CheckResult(library=checked.library, diagnostics=tuple(every))
    return Holding(checked=checked, in_force=in_force, at=at)


def facts_in_force(
    project: Project,
    holding: Holding,
    archive: Archive | None = None,
    *,
    for_site: bool = True,
) -> Facts:
    """Return the facts of a build of what holds on the project's day.

    Args:
        project: The SOP repository.
        holding: What holds.
        archive: Where the versions before are; None leaves them out.
        for_site: Whether a site is made, which alone tells of what was before.
    """
    past = read_past(archive, holding.in_force) if archive and for_site else {}
    history = read_history(project.root, at=holding.at)
    cards = (
        read_earlier_cards(project, holding.in_force.newest, history)
        if for_site
        else {}
    )
    return Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances=provenances_in_force(project, holding.in_force, history),
        shared=trace_shared(history),
        brand=read_brand(_tree_of(project, holding), project.settings.cards),
        written=written_pages(project.root, project.site.docs_dir),
        earlier_cards=cards,
        held=holding.in_force.held,
        newest=holding.in_force.newest,
        past=past,
    )


def _tree_of(project: Project, holding: Holding) -> Tree:
    """Return the files that the build is made from."""
    if holding.at:
        return CommitTree(project.root, holding.at)
    return WorkTree(project.root)


def commit_of(project: Project) -> str:
    """Return the commit of a past day that somebody named; empty for the work tree."""
    if not project.is_day_asked or project.today >= find_day(project):
        return ""
    archive = open_archive(project)
    place = archive.place_on(project.today)
    return archive.mainline.commits[place].commit


def _check_commit(project: Project, commit: str) -> CheckResult:
    """Return the library of a commit, and what keeps it from being published.

    Rules of today that were none then do not count: what was in force was in force.
    """
    limits = project.settings.limits
    library, found = read_library(CommitTree(project.root, commit), limits=limits)
    found += check_fitting(library, today=project.today, settings=project.settings)
    arranged = arrange(found, severities=project.settings.severity)
    return CheckResult(library=library, diagnostics=tuple(arranged))


def _misfits(in_force: LibraryInForce, project: Project) -> list[Diagnostic]:
    """Return what an older version names that is not there any more."""
    if not in_force.held:
        return []
    library = in_force.library
    held = {library.path_of(one.sop): one for one in in_force.held.values()}
    settings = project.settings
    known = {
        (one.path, one.message)
        for one in check_fitting(
            in_force.newest, today=project.today, settings=settings
        )
    }
    found = []
    for one in check_fitting(library, today=project.today, settings=settings):
        if one.path in held:
            source = in_force.newest.sources[one.path]
            words = f"version {held[one.path].sop.version} holds until then: "
            message = f"{words}{one.message}"
            at = ("effective",)
            found.append(source.diagnose(rules.OLDER_DOES_NOT_FIT, message, at=at))
        elif (one.path, one.message) not in known:
            found.append(one)
    return found
