"""Provenance: which commit an SOP comes from, and whether it was changed since."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from operator import itemgetter

from builder.diagnostics import Severity
from builder.errors import SopError
from builder.fingerprint import control_of, fingerprint_of, uses_of
from builder.history import FileRevision, History, Revision
from builder.library import SHARED_FOLDER, Library
from builder.limits import Limits
from builder.model.sop import Sop
from builder.model.text import Located
from builder.reader import read_shared, read_sop
from builder.schema import is_valid
from builder.source import Source, read_source
from builder.view import LibraryView, Use

# A whole value on a line of its own, with nothing that YAML could read in another way,
# and the next key right after it.
_HEADLINE = re.compile(
    r"^(effective|id|number|owner|status|title|version): "
    r"([A-Za-z0-9](?:[^#\"'\\:\n]*[^#\"'\\:\s])?) *\n(?=[a-z])",
    re.MULTILINE,
)


Prints = dict[str, str]
"""What shared things say, as hashes, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where one SOP comes from.

    Attributes:
        source_commit: The full name of the last commit that changed what the SOP
            means, shared words included, or its control data. A commit that changed
            nothing but the layout is passed over. Empty if there is none.
        date: The ISO date of that commit, in UTC.
        is_dirty: True if the SOP as it is now differs in its meaning or control data
            from the current commit.
        reason: Why git could not tell the commit; empty if it could.
    """

    source_commit: str = ""
    date: str = ""
    is_dirty: bool = False
    reason: str = ""


def headlines_of(text: str) -> dict[str, str]:
    """Return some values of an SOP's file that can be told without reading the YAML.

    A value that is quoted, or written in an unusual way, is not among them.
    """
    return dict(_HEADLINE.findall(text))


def trace(
    library: Library, history: History, *, limits: Limits
) -> dict[str, Provenance]:
    """Return where each SOP of a library comes from, by SOP id.

    Old content is read only where a file has several states, from the newest back to
    the first that differs. So the cost is that of the last real change of each SOP,
    and of each shared file, however long the history is.
    """
    reason = history.reason
    if history.head:
        try:
            return _Tracing(library, history, limits).provenances()
        except SopError as wrong:
            reason = wrong.message
    return {sop.id: Provenance(reason=reason) for sop in library.sops}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """The last change of a part of the library, and whether there is a later one."""

    revision: Revision | None = None
    is_dirty: bool = False


class _State:
    """What an SOP's file said at some time; read no further than is asked for."""

    def __init__(
        self, text: str, read: Callable[[], Sop | None], view: LibraryView
    ) -> None:
        self._text = text
        self._read = read
        self._view = view

    @cached_property
    def headlines(self) -> dict[str, str]:
        """Some values that can be told without reading the YAML."""
        return headlines_of(self._text)

    @cached_property
    def meaning(self) -> tuple[str, str] | None:
        """Hashes of what the SOP says and of its control data; None if not valid."""
        sop = self._read()
        if sop is None:
            return None
        return fingerprint_of(sop, self._view), control_of(sop)

    def is_like(self, other: "_State") -> bool:
        """Return whether both say the same, in whatever layout."""
        mine, its = self.headlines, other.headlines
        if any(mine[key] != its[key] for key in mine.keys() & its.keys()):
            return False
        return self.meaning is not None and self.meaning == other.meaning


def trace_shared(history: History) -> dict[str, Provenance]:
    """Return where each shared file comes from, by path: the last commit of the file.

    Unlike an SOP a shared file has no meaning of its own, so its layout counts, too.
    """
    found: dict[str, Provenance] = {}
    for path, states in history.files.items():
        if path.startswith(f"{SHARED_FOLDER}/") and states:
            newest = states[0].revision
            found[path] = Provenance(
                source_commit=newest.commit,
                date=newest.date,
                is_dirty=path in history.dirty,
            )
    return found


class _Tracing:
    """One run over a library."""

    def __init__(self, library: Library, history: History, limits: Limits) -> None:
        self.library = library
        self.history = history
        self.limits = limits
        self.view = LibraryView(library)

    def provenances(self) -> dict[str, Provenance]:
        uses = {sop.id: uses_of(sop, self.library) for sop in self.library.sops}
        shared = self._shared_origins({use for each in uses.values() for use in each})
        return {
            sop.id: self._provenance(sop, [shared[use] for use in uses[sop.id]])
            for sop in self.library.sops
        }

    def _provenance(self, sop: Sop, shared: list[_Origin]) -> Provenance:
        own = self._own_origin(sop)
        is_dirty = any(origin.is_dirty for origin in (own, *shared))
        if own.revision is None:
            return Provenance(is_dirty=is_dirty, reason=self.history.reason)
        revisions = [origin.revision for origin in shared if origin.revision]
        newest = min((own.revision, *revisions), key=lambda revision: revision.place)
        return Provenance(
            source_commit=newest.commit, date=newest.date, is_dirty=is_dirty
        )

    def _own_origin(self, sop: Sop) -> _Origin:
        """Return the last change of an SOP's own file."""
        path = self.library.path_of(sop)
        blob = self.history.committed.get(path)
        if blob is None:
            return _Origin(is_dirty=True)
        now = _State(self.library.sources[path].text, lambda: sop, self.view)
        head = self._state(path, blob) if path in self.history.dirty else now
        return _Origin(
            revision=self._last_change(head, self.history.revisions(path)),
            is_dirty=head is not now and not now.is_like(head),
        )

    def _last_change(
        self, head: _State, states: tuple[FileRevision, ...]
    ) -> Revision | None:
        """Return the revision since which a file has said what it says at the head."""
        alike = {state.blob for state in states[:1]}
        for newer, older in pairwise(states):
            if older.blob not in alike:
                if not head.is_like(self._state(older.path, older.blob)):
                    return newer.revision
                alike.add(older.blob)
        return states[-1].revision if states else None

    def _state(self, path: str, blob: str) -> _State:
        content = self._content(blob)
        text = content.decode(errors="replace").replace("\r\n", "\n")

        def read() -> Sop | None:
            source = self._valid_source(path, content, "sop")
            return None if source is None else read_sop(source)

        return _State(text, read, self.view)

    def _shared_origins(self, uses: Iterable[Use]) -> dict[Use, _Origin]:
        """Return the last change of each shared thing that is shown somewhere."""
        origins: dict[Use, _Origin] = {}
        for kind, group in groupby(sorted(uses), key=itemgetter(0)):
            origins |= self._origins_in(kind, {identifier for _, identifier in group})
        return origins

    def _origins_in(self, kind: str, wanted: set[str]) -> dict[Use, _Origin]:
        """Return the last change of some things of one shared file."""
        path = f"{SHARED_FOLDER}/{kind}.yaml"
        things: Mapping[str, Located] = getattr(self.library, kind)
        now = self._prints(things.values(), wanted)
        head = now
        if path in self.history.dirty:
            head = self._prints_at(kind, self.history.committed.get(path), wanted)
        since: dict[str, Revision] = {}
        states = self.history.revisions(path)
        for newer, older in pairwise(states):
            pending = wanted - since.keys()
            if not pending:
                break
            if newer.blob != older.blob:
                before = self._prints_at(kind, older.blob, pending)
                for each in pending:
                    if before.get(each) != head.get(each):
                        since[each] = newer.revision
        first = states[-1].revision if states else None
        return {
            (kind, each): _Origin(
                revision=since.get(each, first),
                is_dirty=now.get(each) != head.get(each),
            )
            for each in wanted
        }

    def _prints_at(self, kind: str, blob: str | None, wanted: set[str]) -> Prints:
        """Return the hashes of things in an old state of a shared file."""
        if blob is None:
            return {}
        path = f"{SHARED_FOLDER}/{kind}.yaml"
        source = self._valid_source(path, self._content(blob), kind)
        return {} if source is None else self._prints(read_shared(kind, source), wanted)

    def _prints(self, things: Iterable[Located], wanted: set[str]) -> Prints:
        named = ((str(getattr(thing, "id", "")), thing) for thing in things)
        return {
            identifier: fingerprint_of(thing, self.view)
            for identifier, thing in named
            if identifier in wanted
        }

    def _content(self, blob: str) -> bytes:
        return self.history.read_blob(blob, at_most=self.limits.max_bytes + 1)

    def _valid_source(self, path: str, content: bytes, schema: str) -> Source | None:
        source = read_source(path, content, limits=self.limits)
        if any(found.severity is Severity.ERROR for found in source.diagnostics):
            return None
        return source if is_valid(source, schema) else None
