"""Stale cards: what hangs on the floor and must be replaced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.errors import SopError
from builder.history import read_history
from builder.library import Library, read_library
from builder.outputs.cards.brand import read_brand
from builder.outputs.cards.printed import LARGEST, read_register
from builder.outputs.cards.sizes import PAPERS
from builder.outputs.cards.stale import Judge, StaleCard
from builder.outputs.facts import Facts
from builder.project import Project
from builder.provenance import trace, trace_shared
from builder.provenance_states import EarlierStates
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
    then = _library(CommitTree(project.root, revision), project)
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
    library = _library(WorkTree(project.root), project)
    if unread := sorted(library.unread_sops | library.unread_shared):
        raise SopError(f"there are errors in {', '.join(unread)}", hint="`sop check`")
    history = read_history(project.root)
    limits = project.settings.limits
    facts = Facts(
        today=project.today,
        settings=project.settings,
        site=project.site,
        provenances=trace(library, history, limits=limits),
        shared=trace_shared(history),
        brand=read_brand(WorkTree(project.root), project.settings.cards),
    )
    judge = Judge(library, facts, EarlierStates(library, history, limits))
    found = StaleCards(
        checked=0,
        cards=(),
        library=library,
        facts=facts,
        history_missing=history.reason,
    )
    return judge, found


def _library(tree: Tree, project: Project) -> Library:
    return read_library(tree, limits=project.settings.limits)[0]
