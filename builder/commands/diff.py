"""Diff: what changed between two states of the library, in SOP terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from builder.changes.comparison import FOLDER, Comparison, compare_trees, files_with
from builder.errors import SopError
from builder.library import SHARED_FOLDER, read_library
from builder.project import Project
from builder.repository import open_repository
from builder.suggestions import suggest
from builder.tree import CommitTree, Tree, WorkTree
from builder.tree_pair import NarrowTree
from builder.tree_range import is_range, is_revision, trees_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffResult:
    """What changed between two states.

    Attributes:
        old: What the reader calls the older state.
        new: The same of the newer one.
    """

    comparison: Comparison
    old: str
    new: str


def diff(project: Project, words: Sequence[str] = ()) -> DiffResult:
    """Return what changed in the library, or in some SOPs.

    Args:
        project: The SOP repository.
        words: Ids or numbers of SOPs, and at most one revision or range. Without
            one, what is committed is compared with the work tree.

    Raises:
        SopError: A word is neither an SOP nor a revision, or there are two ranges.
    """
    spans = [word for word in words if is_range(word)]
    others = [word for word in words if not is_range(word)]
    old, new = trees_of(project.root, _only(spans))
    wanted, unknown = _sops_among(others, (old, new), project)
    if unknown:
        old, new = _one_revision(unknown, spans, wanted, (old, new), project)
        wanted |= _sops_among(others, (old, new), project)[0]
    comparison = compare_trees(old, new, limits=project.settings.limits)
    if others and wanted:
        comparison = _narrowed(comparison, wanted)
    return DiffResult(comparison=comparison, old=tree_name(old), new=tree_name(new))


def _only(spans: Sequence[str]) -> str:
    if len(spans) > 1:
        raise SopError(
            f"'{spans[0]}' and '{spans[1]}' are two ranges",
            hint="give one range, such as main..HEAD",
        )
    return spans[0] if spans else ""


def _one_revision(
    unknown: Sequence[str],
    spans: Sequence[str],
    known: set[str],
    trees: tuple[Tree, Tree],
    project: Project,
) -> tuple[Tree, Tree]:
    """Return the trees of a word that is no SOP but a revision."""
    revisions = [word for word in unknown if is_revision(project.root, word)]
    strange = [word for word in unknown if word not in revisions]
    if strange:
        if {*strange[0]} & {*"~^@"}:  # in no id, but in revisions
            open_repository(project.root).get_commit(strange[0])
        raise _no_such(strange[0], trees, is_bare=not known and not spans)
    if spans or len(revisions) > 1:
        one, other = (*revisions, *spans)[:2]
        raise SopError(
            f"'{one}' and '{other}' are two revisions",
            hint=f"write a range: {one}..{other}" if not spans else "give one range",
        )
    return trees_of(project.root, revisions[0])


def _no_such(word: str, trees: tuple[Tree, Tree], *, is_bare: bool) -> SopError:
    what = "SOP or revision" if is_bare else "SOP"
    near = suggest(word, {one for tree in trees for one in _ids_in(tree)})
    return SopError(
        f"there is no {what} '{word}'",
        hint=near or "`sop list` shows all SOPs, `git log` all commits",
    )


def _sops_among(
    words: Sequence[str], trees: tuple[Tree, Tree], project: Project
) -> tuple[set[str], list[str]]:
    """Return the ids of the SOPs that words name, and the words that name none."""
    ids = {identifier for tree in trees for identifier in _ids_in(tree)}
    found: set[str] = set()
    unknown: list[str] = []
    for word in words:
        named = {word} & ids or _with_number(word, trees, project)
        found |= named
        if not named:
            unknown.append(word)
    return found, unknown


def _ids_in(tree: Tree) -> set[str]:
    """Return the ids of the SOPs of a tree, which are the names of their files."""
    paths = (PurePosixPath(entry.path) for entry in tree.entries(FOLDER))
    return {
        path.stem
        for path in paths
        if path.suffix == ".yaml" and str(path.parent) != SHARED_FOLDER
    }


def _with_number(word: str, trees: tuple[Tree, Tree], project: Project) -> set[str]:
    """Return the id of the SOP that has a number; only files that hold it are read."""
    if not word.startswith("SOP-"):
        return set()
    found: set[str] = set()
    for tree in trees:
        narrow = NarrowTree(tree, [*files_with(tree, [word.encode()])])
        library, _ = read_library(narrow, limits=project.settings.limits)
        if word in library.by_number:
            found.add(library.by_number[word].id)
    return found


def _narrowed(comparison: Comparison, wanted: set[str]) -> Comparison:
    """Return only what concerns some SOPs."""
    return replace(
        comparison,
        sops=tuple(
            one
            for one in comparison.sops
            if wanted & {side.sop.id for side in (one.old, one.new) if side}
        ),
        shared=(),
        unread=tuple(
            one for one in comparison.unread if PurePosixPath(one.path).stem in wanted
        ),
    )


def tree_name(tree: Tree) -> str:
    """Return what a reader calls a tree: as it was asked for, or by its commit."""
    if isinstance(tree, WorkTree):
        return "work tree"
    if isinstance(tree, CommitTree) and tree.name == tree.commit:
        return tree.commit[:12]
    return tree.name
