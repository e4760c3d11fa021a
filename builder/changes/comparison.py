"""A comparison of two trees: every SOP that differs, and what differs in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from builder.changes.change import Change, Side
from builder.changes.compare import compare
from builder.changes.matching import by_likeness
from builder.changes.shared import shared_changes
from builder.diagnostics import Diagnostic, Severity
from builder.library import SHARED_FOLDER, Library, read_library
from builder.limits import Limits
from builder.model.sop import Sop
from builder.tree import Tree
from builder.tree_pair import NarrowTree, changed_paths

FOLDER = "sop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One SOP in both trees.

    Attributes:
        old: The version before; None if it was not there, or could not be read.
        new: The version after, likewise.
        old_path: The file before; empty if there was none.
        new_path: The file after, likewise.
        changes: Every difference, in reading order.
    """

    old: Side | None
    new: Side | None
    old_path: str
    new_path: str
    changes: tuple[Change, ...]

    @property
    def sop(self) -> Sop:
        """The SOP as it is, or as it was before it went."""
        side = self.new or self.old
        assert side is not None  # a comparison has at least one
        return side.sop


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two trees.

    Attributes:
        old: The library before: the SOPs that differ, and all shared data.
        new: The library after, likewise.
        sops: The SOPs that differ for anybody, by number; layout does not count.
        shared: What differs in the shared data.
        paths: Every file below ``sop/`` that differs.
        unread: The first mistake of each file of the new tree that differs and that
            nobody can read, so that nobody can say what changed.
        unread_before: Ids of SOPs that can be read now and could not in the old tree.
    """

    old: Library
    new: Library
    sops: tuple[Compared, ...]
    shared: tuple[Change, ...]
    paths: frozenset[str]
    unread: tuple[Diagnostic, ...]
    unread_before: frozenset[str] = frozenset()

    @property
    def changes(self) -> Iterator[Change]:
        """Every change of every SOP."""
        return (change for compared in self.sops for change in compared.changes)


def compare_trees(old: Tree, new: Tree, *, limits: Limits) -> Comparison:
    """Return what differs between two trees.

    Only files whose content differs are read, the shared data, and SOPs that show a
    shared thing that differs: a large library costs no more than a small one.
    """
    paths = changed_paths(old, new, FOLDER)
    before, _ = read_narrow(old, paths, limits)
    after, problems = read_narrow(new, paths, limits)
    shared = shared_changes(before, after)
    if shown := [change.shared for change in shared if _is_shown(change)]:
        holders = frozenset(_holders(new, shown))
        before, _ = read_narrow(old, paths | holders, limits)
        after, problems = read_narrow(new, paths | holders, limits)
    return Comparison(
        old=before,
        new=after,
        sops=tuple(_compared(before, after)),
        shared=shared,
        paths=paths,
        unread=_first_of_each(problems),
        unread_before=before.unread_sops & after.by_id.keys(),
    )


def _first_of_each(problems: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    first: dict[str, Diagnostic] = {}
    for problem in sorted(problems, key=lambda one: (one.path, one.line, one.column)):
        if problem.severity is Severity.ERROR:
            first.setdefault(problem.path, problem)
    return tuple(first.values())


def read_narrow(
    tree: Tree, paths: Iterable[str], limits: Limits
) -> tuple[Library, list[Diagnostic]]:
    """Return the SOPs of some files, and all shared data, with the problems in them."""
    shared = (entry.path for entry in tree.entries(SHARED_FOLDER))
    return read_library(NarrowTree(tree, {*paths, *shared}), limits=limits)


def _is_shown(change: Change) -> bool:
    """Tell whether SOPs show the words of a shared thing in full."""
    return change.shared.partition(".")[0] in ("disclosures", "techniques")


def _holders(tree: Tree, shared: Iterable[str]) -> Iterator[str]:
    """Return the SOP files that hold the id of a shared thing, wherever it stands."""
    names = [one.partition(".")[2].encode() for one in shared]
    return files_with(tree, names)


def files_with(tree: Tree, words: Iterable[bytes]) -> Iterator[str]:
    """Return the SOP files that hold any of some words."""
    wanted = [*words]
    for entry in tree.entries(FOLDER):
        path = PurePosixPath(entry.path)
        if entry.kind != "file" or path.suffix != ".yaml":
            continue
        if str(path.parent) != SHARED_FOLDER:
            content = tree.read(entry.path)
            if any(word in content for word in wanted):
                yield entry.path


def _compared(old: Library, new: Library) -> Iterator[Compared]:
    """Return the SOPs that differ, in the order of their numbers."""
    partners = _partners(old, new)
    pairs = [(partners.get(sop.id), sop) for sop in new.sops]
    taken = {before.id for before in partners.values()}
    gone: list[tuple[Sop, None]] = [
        (sop, None)
        for sop in old.sops
        if sop.id not in taken and sop.id not in new.unread_sops
    ]
    every: list[tuple[Sop | None, Sop | None]] = [*pairs, *gone]
    for before, after in sorted(every, key=lambda pair: _number(*pair)):
        if before is None and after is not None and after.id in old.unread_sops:
            continue  # nobody can say what it was
        one = _pair(before, after, old, new)
        if one.changes:
            yield one


def _pair(
    before: Sop | None, after: Sop | None, old: Library, new: Library
) -> Compared:
    was = Side(sop=before, library=old) if before else None
    now = Side(sop=after, library=new) if after else None
    return Compared(
        old=was,
        new=now,
        old_path=old.path_of(before) if before else "",
        new_path=new.path_of(after) if after else "",
        changes=compare(was, now),
    )


def _number(before: Sop | None, after: Sop | None) -> str:
    sop = after or before
    return f"{sop.number} {sop.id}" if sop else ""


def _partners(old: Library, new: Library) -> dict[str, Sop]:
    """Return the old SOP of each new one: by id, else by words and number."""
    found = {sop.id: old.by_id[sop.id] for sop in new.sops if sop.id in old.by_id}
    left_old = [sop for sop in old.sops if sop.id not in new.by_id]
    left_new = [sop for sop in new.sops if sop.id not in found]
    renamed = by_likeness(
        [(n, sop.number, _words(sop)) for n, sop in enumerate(left_old)],
        [(n, sop.number, _words(sop)) for n, sop in enumerate(left_new)],
    )
    return found | {left_new[n].id: left_old[m] for n, m in renamed.items()}


def _words(sop: Sop) -> str:
    steps = (step.do for section in sop.procedure for step in section.steps)
    return " ".join((sop.title, sop.summary, *steps))
