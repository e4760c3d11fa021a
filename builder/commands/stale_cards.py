"""Stale cards: what hangs on the floor and must be replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.archive import day_of
from builder.commands.check import CheckResult
from builder.commands.in_force import Holding, commit_of, facts_in_force, hold
from builder.diagnostics import Severity
from builder.errors import SopError
from builder.history import read_history
from builder.library import Library, read_library
from builder.outputs.cards.printed import LARGEST, read_register
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.cards.stale import Judge, StaleCard
from builder.outputs.facts import Facts
from builder.project import Project
from builder.provenance_states import EarlierStates
from builder.repository import open_repository
from builder.rules.lifecycle import VERSION_BEFORE_UNKNOWN
from builder.tree import CommitTree, Tree, WorkTree


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCards:
    """What was found.

    Attributes:
        checked: How many cards were looked at.
        cards: Those that must be replaced, in the order of the register or library.
        history_missing: Why git could not tell what was printed; empty if it could.
    """

    checked: int
    cards: tuple[StaleCard, ...]
    library: Library
    facts: Facts
    history_missing: str = ""


def stale_in_register(project: Project, register: Path) -> StaleCards:
    """Return which cards of a register that was filled in must be replaced.

    Raises:
        SopError: The file is no register, or the library has errors.
    """
    try:
        with register.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as wrong:
        hint = "name the register that was filled in"
        message = f"'{register}' cannot be read: {wrong.strerror}"
        raise SopError(message, hint=hint) from None
    printed = read_register(content, register.name)
    judge, found = _judge(project)
    stale = tuple(one for card in printed if (one := judge.judge(card)))
    return replace(found, checked=len(printed), cards=stale)


def stale_since(project: Project, revision: str) -> StaleCards:
    """Return which cards that were printed at a revision must be replaced.

    Raises:
        SopError: There is no such revision, or the library has errors.
    """
    then = _library_then(project, revision)
    judge, found = _judge(project)
    checked = [sop for sop in then.sops if judge.is_in_force(sop)]
    printed = [card for sop in checked for card in judge.printed_then(sop, then)]
    stale = tuple(one for card in printed if (one := judge.judge(card)))
    return replace(found, checked=len(printed), cards=stale)


def cards_to_print(found: StaleCards) -> Sequence[tuple[str, str, str]]:
    """Return id, kind and size of what takes the place of stale cards, each once.

    Where the register names no size that there is, it is the first of the settings.
    """
    usual = found.facts.settings.cards.sizes[0]
    wanted = (
        (card.heir, card.kind, card.size if card.size in PAPERS else usual)
        for card in found.cards
        if card.heir
    )
    return list(dict.fromkeys(wanted))


def _judge(project: Project) -> tuple[Judge, StaleCards]:
    """Return who judges by what is in force today, and a result without cards."""
    holding = _holding(project)
    for wrong in holding.checked.diagnostics:
        is_unknown = wrong.code == VERSION_BEFORE_UNKNOWN.code
        if is_unknown or wrong.severity is Severity.ERROR:
            raise SopError(wrong.message, hint=wrong.hint)
    library, newest = holding.in_force.library, holding.in_force.newest
    if unread := sorted(newest.unread_sops | newest.unread_shared):
        raise SopError(f"there are errors in {', '.join(unread)}", hint="`sop check`")
    history = read_history(project.root, at=holding.at)
    facts = facts_in_force(project, holding, for_site=False)
    states = EarlierStates(newest, history, project.settings.limits)
    found = StaleCards(
        checked=0,
        cards=(),
        library=library,
        facts=facts,
        history_missing=history.reason,
    )
    return Judge(library, facts, states), found


def _holding(project: Project) -> Holding:
    """Return what holds by what is committed; without such a commit, by the files.

    What somebody is writing and did not commit yet makes no card on the floor invalid.
    """
    try:
        at = commit_of(project) or open_repository(project.root).get_commit("HEAD")
    except SopError:
        return _held(project, WorkTree(project.root))
    tree = CommitTree(project.root, at)
    if not tree.entries("sop"):
        return _held(project, WorkTree(project.root))
    return _held(project, tree, at)


def _library_then(project: Project, revision: str) -> Library:
    """Return what was in force on the day of a revision."""
    repository = open_repository(project.root)
    commit = repository.get_commit(revision)
    then = replace(project, today=day_of(repository, commit))
    return _held(then, CommitTree(project.root, commit), commit).in_force.library


def _held(project: Project, tree: Tree, at: str = "") -> Holding:
    library, _ = read_library(tree, limits=project.settings.limits)
    return hold(project, CheckResult(library=library, diagnostics=()), at=at)
