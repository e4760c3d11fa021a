"""The archive: every SOP as it stood on the main line, read from git when asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from builder.archive_files import FOLDER, BlobTree, headlines_in, id_of, is_sop
from builder.diagnostics import Severity
from builder.errors import SopError
from builder.fingerprint import fingerprint_of, short
from builder.history_log import Revision
from builder.history_mainline import Mainline, Trail, read_mainline, until
from builder.library import SHARED_FOLDER, Library, read_library
from builder.limits import Limits
from builder.model.control import Approval
from builder.model.sop import Sop
from builder.project import Project
from builder.reader import read_sop
from builder.repository import Repository, open_repository
from builder.schema import is_valid
from builder.source import Source, read_source
from builder.suggestions import suggest
from builder.view import LibraryView


class State:
    """An SOP's file as it stood on the main line for some time; read when asked for.

    Attributes:
        landed: The commit that brought it there.
        last: The last commit in which it stood there. The shared data of that commit
            belong to it: what they said last while nothing took its place.
        path: The file then.
    """

    def __init__(
        self,
        *,
        landed: Revision,
        last: Revision,
        path: str,
        blob: str,
        archive: "Archive",
    ) -> None:
        self.landed = landed
        self.last = last
        self.path = path
        self.blob = blob
        self._archive = archive

    @property
    def is_of_an_sop(self) -> bool:
        """Whether the file stood where SOPs stand."""
        return is_sop(self.path)

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """What tells its version from others, without reading the YAML."""
        content = self._archive.read_blob(self.blob) if self.blob else b""
        return headlines_in(content.decode(errors="replace").replace("\r\n", "\n"))

    def landed_with(self, first: "State") -> "State":
        """Return the state as one that landed when another one did."""
        return State(
            landed=first.landed,
            last=self.last,
            path=self.path,
            blob=self.blob,
            archive=self._archive,
        )

    @cached_property
    def source(self) -> Source | None:
        """The parsed file; None if it was deleted, or has errors."""
        return self._archive.read_source(self.path, self.blob) if self.blob else None

    @cached_property
    def sop(self) -> Sop | None:
        """The SOP; None if it was deleted, or its file has errors."""
        return None if self.source is None else read_sop(self.source)

    @cached_property
    def fingerprint(self) -> str:
        """The 64 hex digits for what it meant, its shared words included."""
        if self.sop is None:
            return ""
        return fingerprint_of(self.sop, LibraryView(self.shared))

    @property
    def first_fingerprint(self) -> str:
        """The same for when it landed, whatever shared words became of it later."""
        if self.sop is None:
            return ""
        shared = self._archive.shared_at(self.landed.place)
        return fingerprint_of(self.sop, LibraryView(shared))

    @property
    def shared(self) -> Library:
        """The shared data beside it, as a library without SOPs."""
        return self._archive.shared_at(self.last.place)

    @cached_property
    def library(self) -> Library:
        """The SOP alone, with the shared data beside it."""
        if self.sop is None or self.source is None:
            return self.shared
        return replace(
            self.shared,
            sops=(self.sop,),
            paths=(self.path,),
            by_id={self.sop.id: self.sop},
            by_number={self.sop.number: self.sop},
            paths_by_id={self.sop.id: self.path},
            sources={self.path: self.source},
        )

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """The approvals of this version, whether or not they fit its words."""
        given = () if self.sop is None else self.sop.approvals
        return tuple(one for one in given if one.version == self._version)

    @property
    def is_signed_for(self) -> bool:
        """Whether there are approvals, and each of them is of exactly these words."""
        shown = short(self.fingerprint)
        return bool(self.approvals) and all(
            one.fingerprint == shown for one in self.approvals
        )

    @property
    def _version(self) -> str:
        return "" if self.sop is None else self.sop.version


class Archive:
    """The main line of a project, with every state of every SOP in it.

    Attributes:
        commit: The full name of the commit in which the main line ends.
        mainline: Its commits and files.
        repository: Where content is read from.
    """

    def __init__(self, repository: Repository, commit: str, *, limits: Limits) -> None:
        self.repository = repository
        self.commit = commit
        self.mainline: Mainline = read_mainline(repository, commit, prefix=FOLDER)
        self._limits = limits
        self._shared: dict[frozenset[tuple[str, str]], Library] = {}
        self._shared_trails = [
            trail
            for trail in self.mainline.trails
            if any(state.path.startswith(f"{SHARED_FOLDER}/") for state in trail)
        ]

    @cached_property
    def day(self) -> str:
        """The ISO date, in UTC, of the commit in which the main line ends."""
        return day_of(self.repository, self.commit)

    def place_on(self, day: str) -> int:
        """Return the place of the commit that was the newest at the end of a day.

        Raises:
            SopError: There was none yet; the hint tells the first day.
        """
        place = self.mainline.place_on(day)
        if place is not None:
            return place
        if not self.mainline.commits:
            raise SopError("no SOP was ever committed", hint="commit your files")
        first = self.mainline.commits[-1].date
        raise SopError(
            f"nothing was in force on {day}: the first commit is of {first}",
            hint=f"ask for {first} or a later day",
        )

    def trails_at(self, place: int) -> Mapping[str, Trail]:
        """Return the SOPs of a commit by id, each with its states until then."""
        return {
            id_of(path): trail
            for path, trail in sorted(self.mainline.files_at(place).items())
            if is_sop(path)
        }

    def states(self, trail: Trail, *, place: int = 0) -> tuple[State, ...]:
        """Return the states that a file had gone through by a commit, newest first."""
        return tuple(self._made(until(trail, place), place))

    def find(self, identifier: str) -> Trail:
        """Return the whole trail of the SOP with an id, an old id, or a number.

        Raises:
            SopError: No commit has such an SOP.
        """
        newest = {id_of(path): trail for path, trail in self._every_trail().items()}
        if identifier in newest:
            return newest[identifier]
        if identifier.startswith("SOP-"):
            for trail in newest.values():
                sop = next((one.sop for one in self.states(trail) if one.sop), None)
                if sop is not None and sop.number == identifier:
                    return trail
        hint = suggest(identifier, newest) or "`sop list` shows all SOPs"
        raise SopError(f"no commit has an SOP '{identifier}'", hint=hint)

    def shared_at(self, place: int) -> Library:
        """Return the shared data of a commit, as a library without SOPs."""
        files = self._shared_files(place)
        key = frozenset(files.items())
        if key not in self._shared:
            self._shared[key] = self._read(files)
        return self._shared[key]

    def read_source(self, path: str, blob: str) -> Source | None:
        """Return a committed file of an SOP, parsed; None if it has errors."""
        source = read_source(path, self.read_blob(blob), limits=self._limits)
        if any(found.severity is Severity.ERROR for found in source.diagnostics):
            return None
        return source if is_valid(source, "sop") else None

    def _every_trail(self) -> dict[str, Trail]:
        """Return the trail of each SOP by every path that it had; newer ones win."""
        found: dict[str, tuple[int, Trail]] = {}
        for trail in self.mainline.trails:
            for state in trail:
                place = state.revision.place
                if is_sop(state.path) and place <= found.get(state.path, (place,))[0]:
                    found[state.path] = (place, trail)
        ordered = sorted(found.items(), key=lambda pair: -pair[1][0])
        return {path: trail for path, (_, trail) in ordered}

    def _made(self, trail: Trail, place: int) -> Iterator[State]:
        for state in trail:
            yield State(
                landed=state.revision,
                last=self.mainline.commits[place],
                path=state.path,
                blob=state.blob,
                archive=self,
            )
            place = min(state.revision.place + 1, len(self.mainline.commits) - 1)

    def _shared_files(self, place: int) -> dict[str, str]:
        found = (until(trail, place)[:1] for trail in self._shared_trails)
        return {one.path: one.blob for newest in found for one in newest if one.blob}

    def _read(self, files: Mapping[str, str]) -> Library:
        library, _ = read_library(BlobTree(files, self.read_blob), limits=self._limits)
        return library

    def read_blob(self, blob: str) -> bytes:
        """Return the content of a committed file, or its start if it is too large."""
        return self.repository.read_object(blob, at_most=self._limits.max_bytes + 1)


def open_archive(project: Project, revision: str = "HEAD") -> Archive:
    """Return the archive of a project as of a revision.

    Raises:
        SopError: Git is missing, or there is no repository, no commit, no such
            revision, or only a part of the history.
    """
    repository = open_repository(project.root)
    commit = repository.get_commit(revision)
    return Archive(repository, commit, limits=project.settings.limits)


def find_archive(project: Project, revision: str = "") -> Archive | None:
    """Return the archive of a project, or None where git cannot tell the past."""
    try:
        return open_archive(project, revision or "HEAD")
    except SopError:
        return None


def day_of(repository: Repository, commit: str) -> str:
    """Return the ISO date of a commit, in UTC."""
    seconds = repository.run("show", "--no-patch", "--format=%ct", commit, "--")
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def find_day(project: Project) -> str:
    """Return the ISO date of the current commit; empty if there is none."""
    try:
        repository = open_repository(project.root)
        commit = repository.find_commit("HEAD")
        return day_of(repository, commit) if commit else ""
    except SopError:
        return ""
