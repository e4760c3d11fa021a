"""The library in force: every SOP in the version that holds on a day.

A file tells the newest version. Where its day has not come, or nobody approved it yet,
the version before comes from git, with the words that were approved with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from builder.archive import Archive, State, open_archive
from builder.diagnostics import Diagnostic
from builder.errors import SopError
from builder.fingerprint import fingerprint_of, uses_of
from builder.in_force import IN_FORCE, Standing, standing_on
from builder.library import Library
from builder.model.control import Status
from builder.model.sop import Sop
from builder.model.text import Located
from builder.project import Project
from builder.rules import lifecycle as rules
from builder.view import LibraryView, Use

_NAMED = (
    "areas",
    "roles",
    "tools",
    "regulations",
    "techniques",
    "terms",
    "fields",
    "dispositions",
    "disclosures",
)
"""What an older version may name, and what must be there as long as it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An SOP of which an older version holds.

    Attributes:
        sop: The version in force, under the id that the SOP has now.
        state: Where it comes from.
        next: What the file says now.
        sooner: The version that takes over before that of the file, if there is one.
    """

    sop: Sop
    state: State
    next: Sop
    sooner: Sop | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the next version is approved, so that its day is known."""
        return self.next.status in IN_FORCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryInForce:
    """What holds on the project's day.

    Attributes:
        library: Each SOP in the version in force, with the shared words of it; SOPs
            that never were in force as their files say.
        newest: What the files say.
        held: The SOPs of which an older version holds, by id.
        diagnostics: What cannot be told, and what cannot hold at once.
    """

    library: Library
    newest: Library
    held: Mapping[str, Held] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def library_in_force(
    project: Project,
    library: Library,
    *,
    revision: str = "HEAD",
    as_written: Collection[str] = (),
) -> LibraryInForce:
    """Return what holds on the project's day.

    Git is asked only if there is an SOP whose file does not tell what holds.

    Args:
        project: The SOP repository; its day is the one that counts.
        library: What the files say.
        revision: The commit that the files come from, or came from before they were
            changed.
        as_written: Ids of SOPs that are taken as their files say.
    """
    asked = [
        sop
        for sop in library.sops
        if _is_pending(sop, project.today) and sop.id not in as_written
    ]
    if not asked:
        return LibraryInForce(library=library, newest=library)
    try:
        archive = open_archive(project, revision)
        held = dict(_held(asked, library, archive, project.today))
    except SopError as wrong:
        return _unknown(asked, library, wrong)
    not_yet = _not_yet(asked, held)
    words, conflicts = _words(held, library, apart=held.keys() | not_yet)
    composed = replace(
        library,
        **_with_older(library, held.values(), words),  # type: ignore[arg-type]
        **_with_sops(library, held),  # type: ignore[arg-type]
        not_yet=not_yet,
    )
    return LibraryInForce(
        library=composed, newest=library, held=held, diagnostics=tuple(conflicts)
    )


def _is_pending(sop: Sop, today: str) -> bool:
    """Tell whether an SOP's file may say something else than what holds."""
    if sop.status in (Status.DRAFT, Status.IN_REVIEW):
        return True
    return sop.effective > today


def _held(
    asked: Iterable[Sop], library: Library, archive: Archive, today: str
) -> Iterator[tuple[str, Held]]:
    trails = archive.mainline.files_at(0)
    for sop in asked:
        trail = trails.get(library.path_of(sop), ())
        standing = standing_on(archive.states(trail), today)
        state = standing.state
        if standing.is_in_force and state and state.sop:
            shown = replace(state.sop, id=sop.id)
            sooner = _sooner(standing, sop)
            yield sop.id, Held(sop=shown, state=state, next=sop, sooner=sooner)


def _sooner(standing: Standing, newest: Sop) -> Sop | None:
    """Return the first version that waits, if it takes over before that of the file."""
    first = next((state.sop for state in standing.waiting), None)
    if first is None or first.version == newest.version:
        return None
    is_dated = newest.status in IN_FORCE
    return None if is_dated and newest.effective <= first.effective else first


def _unknown(asked: Iterable[Sop], library: Library, wrong: SopError) -> LibraryInForce:
    """Return the files as they are, and say where that may not be what holds."""
    found = [
        library.sources[library.path_of(sop)].diagnose(
            rules.VERSION_BEFORE_UNKNOWN,
            f"version {sop.version} is in force from {sop.effective}, and git cannot "
            f"tell what holds until then: {wrong.message}",
            at=("effective",),
            hint=wrong.hint,
        )
        for sop in asked
        if sop.status in IN_FORCE and len(sop.revision_history) > 1
    ]
    return LibraryInForce(
        library=replace(library, not_yet=_not_yet(asked, {})),
        newest=library,
        diagnostics=tuple(found),
    )


def _not_yet(asked: Iterable[Sop], held: Mapping[str, Held]) -> frozenset[str]:
    """Return the approved SOPs of which nothing holds so far."""
    return frozenset(
        sop.id for sop in asked if sop.id not in held and sop.status is Status.APPROVED
    )


def _with_sops(library: Library, held: Mapping[str, Held]) -> dict[str, object]:
    """Return the fields of a library that name its SOPs, with older ones in place."""
    sops = tuple(held[sop.id].sop if sop.id in held else sop for sop in library.sops)
    sources = {
        library.paths_by_id[identifier]: one.state.source
        for identifier, one in held.items()
    }
    return {
        "sops": sops,
        "by_id": {sop.id: sop for sop in reversed(sops)},
        "by_number": {sop.number: sop for sop in reversed(sops)},
        "sources": {**library.sources, **sources},
    }


def _with_older(
    library: Library, held: Iterable[Held], words: Mapping[Use, Located]
) -> dict[str, object]:
    """Return the shared data: what is there now, and what only older versions name."""
    shared: dict[str, dict[str, object]] = {
        kind: dict(getattr(library, kind)) for kind in _NAMED
    }
    for one in held:
        for kind in _NAMED:
            for identifier, thing in getattr(one.state.shared, kind).items():
                shared[kind].setdefault(identifier, thing)
    for (kind, identifier), thing in words.items():
        shared[kind][identifier] = thing
    return dict(shared)


def _words(
    held: Mapping[str, Held], library: Library, *, apart: Collection[str]
) -> tuple[dict[Use, Located], list[Diagnostic]]:
    """Return the shared words that must be those of older versions, and conflicts.

    Words that two SOPs in force show in two ways cannot be on one site.

    Args:
        held: The SOPs of which an older version holds.
        library: What the files say.
        apart: Ids of the SOPs whose files do not tell what holds.
    """
    if not held:
        return {}, []
    older: defaultdict[Use, dict[str, tuple[Held, Located]]] = defaultdict(dict)
    for one in held.values():
        for use in sorted(uses_of(one.state.sop or one.sop, one.state.shared)):
            thing = _find(one.state.shared, use)
            if thing is not None:
                older[use].setdefault(_print(thing), (one, thing))
    now = _shown_now(library, apart)
    chosen: dict[Use, Located] = {}
    conflicts: list[Diagnostic] = []
    for use, wordings in sorted(older.items()):
        current = _find(library, use) if use in now else None
        _, kept = next(iter(wordings.values())) if current is None else (None, current)
        chosen[use] = kept
        conflicts += [
            _conflict(one, use, library, also=now.get(use, ""))
            for key, (one, _) in wordings.items()
            if key != _print(kept)
        ]
    return chosen, conflicts


def _shown_now(library: Library, apart: Collection[str]) -> dict[Use, str]:
    """Return the shared words that SOPs say whose files hold, with one SOP each."""
    return {
        use: sop.id
        for sop in library.sops
        if sop.id not in apart and sop.status is Status.APPROVED
        for use in uses_of(sop, library)
    }


def _conflict(held: Held, use: Use, library: Library, *, also: str) -> Diagnostic:
    kind, identifier = use
    other = f"'{also}'" if also else "another SOP that waits"
    source = library.sources[library.path_of(held.next)]
    return source.diagnose(
        rules.TWO_WORDINGS,
        f"until {held.next.effective}, version {held.sop.version} says "
        f"{kind.removesuffix('s')} '{identifier}' in other words than {other}",
        at=("effective",),
    )


def _find(library: Library, use: Use) -> Located | None:
    kind, identifier = use
    things: Mapping[str, Located] = getattr(library, kind)
    return things.get(identifier)


def _print(thing: Located) -> str:
    return fingerprint_of(thing, LibraryView(Library()))
