"""Earlier states of SOPs, each with the shared words of its time, read from git."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from builder.diagnostics import Severity
from builder.fingerprint import fingerprint_of, short
from builder.history import FileRevision, History
from builder.library import SHARED_FOLDER, Library
from builder.limits import Limits
from builder.model.control import Status
from builder.model.sop import Sop
from builder.model.text import Located
from builder.provenance import headlines_of
from builder.reader import SHARED_TYPES, read_shared, read_sop
from builder.schema import is_valid
from builder.source import Source, read_source
from builder.view import LibraryView, Use

T = TypeVar("T")
Look = Callable[[Sop, LibraryView], T]
"""Makes something of a state; what it looks up tells when it must be made again."""

KEPT = 12
"""Earlier versions that are read; a card that old is past its date."""

KEPT_STATES = 200
"""Earlier states that are read where every one of them may matter."""

_NOW = -1
"""Where the work tree stands in the log: before the newest commit, which is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    """A state of an SOP's file, from the commit that made it to the next.

    Attributes:
        since: The place of its commit in the log; places count from the newest.
        until: The place of the commit that replaced it.
    """

    sop: Sop
    since: int
    until: int


class EarlierStates:
    """What the SOPs of a library said before.

    Args:
        library: The library of the work tree.
        history: The commits behind it. Without one, nothing is known.
        limits: How large a file may be.
    """

    def __init__(self, library: Library, history: History, limits: Limits) -> None:
        self._library = library
        self._history = history
        self._limits = limits
        self._shared = {
            kind: history.revisions(f"{SHARED_FOLDER}/{kind}.yaml")
            for kind in SHARED_TYPES
        }
        places = {one.revision.place for each in self._shared.values() for one in each}
        self._places = sorted(places)
        self._read_shared: dict[tuple[str, str], dict[str, Located]] = {}
        self._prints: dict[int, str] = {}
        self._libraries: dict[tuple[str, ...], Library] = {}
        if not any(path.startswith(SHARED_FOLDER) for path in history.dirty):
            self._libraries[self._blobs_at(0)] = library

    def of(self, sop: Sop, look: Look[T], *, every: bool = False) -> Iterator[T]:
        """Yield what is made of the earlier states of an SOP, newest first.

        A state that looks up nothing but what its successor looked up, and finds the
        same, is passed over.

        Args:
            sop: An SOP of the library, as it is now.
            look: Is called with each state and a view of its time.
            every: Take every committed state, not the last approved one per version.
        """
        for span in self._spans(sop, every=every):
            last = self._library if span.sop is sop else None
            used: set[Use] | None = None
            for library in self._libraries_between(span.until, span.since):
                if library is last:
                    continue
                if last is not None:
                    if used is None:
                        used = _uses(span.sop, last, look)
                    if self._agree(library, last, used):
                        continue
                view = LibraryView(library)
                yield look(span.sop, view)
                last, used = library, view.used

    def libraries(self) -> Iterator[Library]:
        """Yield today's SOPs with the shared words of each commit that changed them."""
        last = self._library
        for place in self._places[:KEPT_STATES]:
            library = self._library_at(place)
            if library is not last:
                yield library
            last = library

    def _spans(self, sop: Sop, *, every: bool) -> Iterator[_Span]:
        """Yield the state of now, then the earlier ones that matter."""
        path = self._library.path_of(sop)
        states = self._history.revisions(path)
        is_dirty = path in self._history.dirty
        own = 0 if is_dirty else 1
        since = states[0].revision.place if states and not is_dirty else _NOW
        yield _Span(sop=sop, since=since, until=_NOW)
        earlier = self._every(states[own:], since)
        if not every:
            earlier = self._one_per_version(sop, earlier, is_dirty=is_dirty)
        for state, until in islice(earlier, KEPT_STATES if every else KEPT):
            old = self._sop_at(state)
            if old is not None:
                yield _Span(sop=old, since=state.revision.place, until=until)

    def _every(
        self, states: tuple[FileRevision, ...], until: int
    ) -> Iterator[tuple[FileRevision, int]]:
        for state in states:
            yield state, until
            until = state.revision.place

    def _one_per_version(
        self, sop: Sop, states: Iterator[tuple[FileRevision, int]], *, is_dirty: bool
    ) -> Iterator[tuple[FileRevision, int]]:
        """Yield the last approved state of each version; its number tells most."""
        wanted = {entry.version for entry in sop.revision_history}
        if not is_dirty and not self._was_approved_otherwise(sop):
            wanted.discard(sop.version)
        for state, until in states:
            if not wanted:
                return
            told = headlines_of(self._text(state))
            version, status = told.get("version", ""), told.get("status", "")
            if not (version and status):
                old = self._sop_at(state)
                version, status = (old.version, old.status) if old else ("", "")
            if version in wanted and status == Status.APPROVED:
                wanted.discard(version)
                yield state, until

    def _was_approved_otherwise(self, sop: Sop) -> bool:
        """Tell whether other words were approved as this very version."""
        now = short(fingerprint_of(sop, LibraryView(self._library)))
        signed = (one for one in sop.approvals if one.version == sop.version)
        return any(approval.fingerprint != now for approval in signed)

    def _libraries_between(self, until: int, since: int) -> Iterator[Library]:
        """Yield the shared words in force between two commits, newest first."""
        later = [place for place in self._places if place > until]
        for place in later:
            yield self._library_at(place)
            if place >= since:
                return

    def _library_at(self, place: int) -> Library:
        """Return a library with the shared words of a commit, and today's SOPs."""
        key = self._blobs_at(place)
        if key not in self._libraries:
            pairs = zip(self._shared, key, strict=True)
            shared = {kind: self._things(kind, blob) for kind, blob in pairs}
            self._libraries[key] = replace(self._library, **shared)  # type: ignore[arg-type]
        return self._libraries[key]

    def _blobs_at(self, place: int) -> tuple[str, ...]:
        """Return the content of each shared file in a commit."""
        return tuple(_blob_at(states, place) for states in self._shared.values())

    def _things(self, kind: str, blob: str) -> dict[str, Located]:
        if not blob:
            return {}
        if (kind, blob) not in self._read_shared:
            content = self._history.read_blob(blob, at_most=self._limits.max_bytes + 1)
            source = self._valid(f"{SHARED_FOLDER}/{kind}.yaml", content, kind)
            things = read_shared(kind, source) if source else ()
            named = {str(getattr(thing, "id", "")): thing for thing in things}
            self._read_shared[kind, blob] = named
        return self._read_shared[kind, blob]

    def _agree(self, one: Library, other: Library, used: set[Use]) -> bool:
        """Tell whether two libraries say the same about what was looked up."""
        return all(
            self._prints_of(one, use) == self._prints_of(other, use)
            for use in used
            if use[0] in self._shared
        )

    def _prints_of(self, library: Library, use: Use) -> list[str]:
        kind, identifier = use
        named = getattr(library, kind) if identifier == "*" else (identifier,)
        return [self._print(library, kind, name) for name in named]

    def _print(self, library: Library, kind: str, identifier: str) -> str:
        thing: Located | None = getattr(library, kind).get(identifier)
        if thing is None:
            return ""
        if id(thing) not in self._prints:  # what is shared lives as long as we do
            self._prints[id(thing)] = fingerprint_of(thing, LibraryView(library))
        return self._prints[id(thing)]

    def _sop_at(self, state: FileRevision) -> Sop | None:
        source = self._valid(state.path, self._content(state), "sop")
        return None if source is None else read_sop(source)

    def _text(self, state: FileRevision) -> str:
        return self._content(state).decode(errors="replace").replace("\r\n", "\n")

    def _content(self, state: FileRevision) -> bytes:
        return self._history.read_blob(state.blob, at_most=self._limits.max_bytes + 1)

    def _valid(self, path: str, content: bytes, schema: str) -> Source | None:
        source = read_source(path, content, limits=self._limits)
        if any(found.severity is Severity.ERROR for found in source.diagnostics):
            return None
        return source if is_valid(source, schema) else None


def _uses(sop: Sop, library: Library, look: Look[object]) -> set[Use]:
    view = LibraryView(library)
    look(sop, view)
    return view.used


def _blob_at(states: tuple[FileRevision, ...], place: int) -> str:
    """Return the content of a file in a commit; empty if it was not there yet."""
    return next((one.blob for one in states if one.revision.place >= place), "")
