"""Card: the cards of one SOP, technique or script, without a whole build."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.commands.build import OnProgress
from builder.commands.check import check
from builder.commands.in_force import Holding, facts_in_force, hold
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.library import Library
from builder.model.control import Status
from builder.outputs.cards.build import build_cards
from builder.outputs.cards.kinds.shared import DISPOSITIONS
from builder.outputs.cards.plan import CardOrder, usual_order
from builder.outputs.facts import Facts, OutputFile
from builder.outputs.writer import write_asked
from builder.project import Project
from builder.rules.lifecycle import VERSION_BEFORE_UNKNOWN
from builder.suggestions import suggest

BUNDLES = ("set", "binder", "sheet")
"""Kinds of files that many cards are in."""
_UNAPPROVED = frozenset({Status.DRAFT, Status.IN_REVIEW})


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """What somebody wants printed.

    Attributes:
        name: An SOP's id or number, ``sop-id/script_id``, the id of a technique,
            ``dispositions``, ``binder``, or ``set-`` and the id of a role.
        kinds: Kinds of cards; none means the one that the name suggests.
        sizes: Sizes; none means the first of the settings.
        sides: How many sides a card may have at most.
        sheet: A paper to fill with copies of the card; empty means the card alone.
        has_marks: Bleed, crop marks and a guide for cutting are printed.
    """

    name: str
    kinds: Sequence[str] = ()
    sizes: Sequence[str] = ()
    sides: int = 2
    sheet: str = ""
    has_marks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsMade:
    """The cards that were asked for; none if something is wrong."""

    files: tuple[OutputFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def make_cards(
    project: Project, request: CardRequest, *, on_progress: OnProgress
) -> CardsMade:
    """Return the cards that a request asks for, drafts included.

    Raises:
        SopError: There is no such SOP or shared thing, or it has no such card.
    """
    checked = check(project)
    # A draft is printed as it is written; what waits for its day is not printed yet.
    drafts = {s.id for s in checked.library.sops if s.status in _UNAPPROVED}
    holding = hold(project, checked, as_written=drafts)
    errors = _errors(holding.checked.diagnostics)
    if errors:
        return CardsMade(diagnostics=errors)
    library = holding.in_force.library
    facts = facts_in_force(project, holding, for_site=False)
    order = _order(request, library, facts)
    made = build_cards(
        project, library, facts, jobs=0, on_progress=on_progress, order=order
    )
    bad = _errors(made.diagnostics)
    files = made.files
    if order.bundles or order.copies_on:
        files = tuple(file for file in files if file.kind in BUNDLES)
    if not files and not bad:
        raise _no_card(request, order, holding)
    return CardsMade(files=() if bad else files, diagnostics=made.diagnostics)


def _no_card(request: CardRequest, order: CardOrder, holding: Holding) -> SopError:
    """Return why there is nothing to print."""
    library = holding.in_force.library
    sop = library.find_sop(request.name.partition("/")[0])
    if sop and sop.id in library.not_yet:
        for found in holding.checked.diagnostics:
            is_of_it = found.path == library.path_of(sop)
            if is_of_it and found.code == VERSION_BEFORE_UNKNOWN.code:
                return SopError(found.message, hint=found.hint, code=found.code)
        return SopError(
            f"'{sop.id}' is not in force before {sop.effective}",
            hint=f"`--as-of {sop.effective}` prints the card of that day",
        )
    kinds = " or ".join(order.sizes)
    others = "leave out --kind, or name" if request.kinds else "name with --kind"
    return SopError(
        f"'{request.name}' has no {kinds} card",
        hint=f"{others} a kind for which it has blocks",
    )


def write_cards(files: Sequence[OutputFile], folder: Path) -> list[Path]:
    """Write cards into a folder, each under its own name; return the paths.

    Raises:
        SopError: They cannot be written there.
    """
    written = []
    for file in files:
        path = folder / Path(file.path).name
        write_asked(path, file.content)
        written.append(path)
    return written


def _order(request: CardRequest, library: Library, facts: Facts) -> CardOrder:
    """Return what is to be made for a request."""
    role = request.name.removeprefix("set-")
    if request.name == "binder" or (request.name != role and role in library.roles):
        usual = usual_order(facts)
        first = facts.settings.cards.sizes[0]
        cards = {kind: (first,) for kind, some in usual.sizes.items() if first in some}
        return replace(usual, sizes=cards, bundles={request.name})
    identifier, kind = _found(request.name, library)
    sizes = tuple(request.sizes) or facts.settings.cards.sizes[:1]
    return CardOrder(
        ids={identifier},
        sizes=dict.fromkeys(request.kinds or (kind,), sizes),
        sides=request.sides,
        copies_on=request.sheet,
        has_marks=request.has_marks,
        has_drafts=True,
    )


def _errors(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(one for one in diagnostics if one.severity is Severity.ERROR)


def _found(name: str, library: Library) -> tuple[str, str]:
    """Return the id of a card and the kind that its name suggests."""
    identifier, _, script = name.partition("/")
    if name == DISPOSITIONS:
        return name, "disposition"
    sop = library.find_sop(identifier)
    if sop is None and name in library.techniques:
        return name, "technique"
    if sop is None:
        raise _unknown(name, library)
    if sop.status is Status.RETIRED:
        raise SopError(
            f"'{sop.id}' is retired and has no card",
            hint=f"print that of '{sop.successor}'" if sop.successor else "",
        )
    if not script:
        return sop.id, "sop"
    if script not in {one.id for one in sop.scripts}:
        raise _unknown(name, library)
    return f"{sop.id}.{script}", "script"


def _unknown(name: str, library: Library) -> SopError:
    known: Collection[str] = [
        *library.by_id,
        "binder",
        *(f"set-{role}" for role in library.roles),
        *library.techniques,
        *(f"{sop.id}/{one.id}" for sop in library.sops for one in sop.scripts),
        DISPOSITIONS,
    ]
    return SopError(
        f"there is no SOP, script or technique '{name}'",
        hint=suggest(name, known) or "`sop list` names the SOPs",
    )
