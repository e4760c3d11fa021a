"""The library: every SOP and all shared data of one tree, read once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar, cast

from builder.diagnostics import Diagnostic, Rule, diagnose
from builder.errors import SopError
from builder.limits import Limits
from builder.model.control import Status
from builder.model.proof import PathRule
from builder.model.shared import (
    Area,
    Disclosure,
    Disposition,
    Field,
    Regulation,
    Role,
    Technique,
    Term,
    Tool,
    Wording,
)
from builder.model.sop import Sop
from builder.model.text import Located
from builder.reader import OPTIONAL_KINDS, SHARED_TYPES, read_shared, read_sop
from builder.rules import environment
from builder.rules import references as rules
from builder.schema import validate
from builder.source import Source, read_source
from builder.suggestions import suggest
from builder.tree import Tree, TreeEntry

T = TypeVar("T")

SHARED_FOLDER = "sop/shared"
WORDS = f"{SHARED_FOLDER}/words.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All SOPs and shared data that could be read.

    Attributes:
        sops: In the order of their numbers.
        paths: The file of each SOP, at the position of the SOP in ``sops``.
        by_id: The SOPs by id; where two share an id, the first by number.
        by_number: The SOPs by number, likewise.
        sources: Every parsed file by its path, readable or not.
        words: The project's own words, which no dictionary knows, in small letters.
        unread_sops: Ids (file names) of SOP files with errors: a reference to one
            of them is no error of its own.
        unread_shared: Kinds of shared files with errors, likewise.
        not_yet: Ids of approved SOPs of which no version is in force so far.
        memory: The fingerprint of each SOP that was asked for, and what was looked up
            for it; only for ``LibraryView``.
    """

    sops: tuple[Sop, ...] = ()
    paths: tuple[str, ...] = ()
    by_id: Mapping[str, Sop] = field(default_factory=dict)
    by_number: Mapping[str, Sop] = field(default_factory=dict)
    paths_by_id: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, Area] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    techniques: Mapping[str, Technique] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    dispositions: Mapping[str, Disposition] = field(default_factory=dict)
    disclosures: Mapping[str, Disclosure] = field(default_factory=dict)
    wording: Mapping[str, Wording] = field(default_factory=dict)
    path_rules: Mapping[str, PathRule] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    unread_sops: frozenset[str] = frozenset()
    unread_shared: frozenset[str] = frozenset()
    not_yet: frozenset[str] = frozenset()
    memory: dict[str, tuple[str, frozenset[tuple[str, str]]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def find_sop(self, identifier: str) -> Sop | None:
        """Return the SOP with an id or a number, or None."""
        return self.by_id.get(identifier) or self.by_number.get(identifier)

    def is_in_force(self, sop: Sop) -> bool:
        """Tell whether people work by an SOP: it is approved, and its day has come."""
        return sop.status is Status.APPROVED and sop.id not in self.not_yet

    def with_paths(self) -> Iterator[tuple[Sop, Source]]:
        """Return each SOP with its parsed file, in the order of the numbers."""
        for sop, path in zip(self.sops, self.paths, strict=True):
            yield sop, self.sources[path]

    def path_of(self, sop: Sop) -> str:
        """Return the path of an SOP's file, relative to the project."""
        return self.paths_by_id[sop.id]

    def area_of(self, sop: Sop) -> str:
        """Return the id of the area, which is the folder that holds the SOP."""
        return PurePosixPath(self.path_of(sop)).parent.name


def read_library(tree: Tree, *, limits: Limits) -> tuple[Library, list[Diagnostic]]:
    """Return what could be read from ``sop/`` in a tree, and every problem found.

    Problems with references between files are left to the checks.
    """
    return _Reading(tree, limits).library()


class _Reading:
    """One pass over the files of a tree."""

    def __init__(self, tree: Tree, limits: Limits) -> None:
        self.tree = tree
        self.limits = limits
        self.diagnostics: list[Diagnostic] = []
        self.sources: dict[str, Source] = {}
        self.sops: list[tuple[Sop, str]] = []
        self.shared: dict[str, dict[str, Located]] = {}
        self.unread_sops: set[str] = set()
        self.unread_shared: set[str] = set()

    def library(self) -> tuple[Library, list[Diagnostic]]:
        entries = self.tree.entries("sop")
        for entry in entries[: self.limits.max_files]:
            self._take(entry)
        if len(entries) > self.limits.max_files:
            message = (
                f"sop/ holds {len(entries)} files; {self.limits.max_files} are read"
            )
            self._report(environment.TOO_MANY_FILES, message, "sop")
        for kind in SHARED_TYPES.keys() - OPTIONAL_KINDS:
            self._require_shared(kind)
        self.sops.sort(key=lambda pair: (pair[0].number, pair[1]))
        library = Library(
            sops=tuple(sop for sop, _ in self.sops),
            paths=tuple(path for _, path in self.sops),
            by_id=_by_key([(sop.id, sop) for sop, _ in self.sops]),
            by_number=_by_key([(sop.number, sop) for sop, _ in self.sops]),
            paths_by_id=_by_key([(sop.id, path) for sop, path in self.sops]),
            sources=self.sources,
            words=self._words(),
            unread_sops=frozenset(self.unread_sops),
            unread_shared=frozenset(self.unread_shared),
            **cast("dict[str, dict[str, object]]", self.shared),  # type: ignore[arg-type]
        )
        return library, self.diagnostics

    def _words(self) -> frozenset[str]:
        """Return the words of words.txt: one a line, remarks behind a hash sign."""
        if not self.tree.exists(WORDS):
            return frozenset()
        text = self.tree.read(WORDS, at_most=self.limits.max_bytes)
        lines = text.decode("utf-8", "replace").splitlines()
        words = (line.partition("#")[0].strip().casefold() for line in lines)
        return frozenset(word for word in words if word)

    def _take(self, entry: TreeEntry) -> None:
        path = PurePosixPath(entry.path)
        if entry.kind != "file":
            what = "a symbolic link" if entry.kind == "symlink" else "not a plain file"
            message = f"'{path.name}' is {what}, which is never followed"
            self._report(rules.NOT_A_FILE, message, entry.path)
        elif path.suffix == ".yml":
            message = f"'{path.name}' ends in .yml; SOP files end in .yaml"
            self._report(rules.WRONG_PLACE, message, entry.path)
        elif path.suffix == ".yaml":
            self._take_yaml(path)

    def _take_yaml(self, path: PurePosixPath) -> None:
        folder = str(path.parent)
        if folder == SHARED_FOLDER:
            self._take_shared(path)
        elif len(path.parts) == 3:
            self._take_sop(path)
        else:
            message = "an SOP stands in sop/<area>/<id>.yaml, not here"
            self._report(rules.WRONG_PLACE, message, str(path))

    def _take_shared(self, path: PurePosixPath) -> None:
        kind = path.stem
        if kind not in SHARED_TYPES:
            message = f"'{path.name}' is not a shared file that is known"
            hint = suggest(kind, SHARED_TYPES)
            self._report(rules.WRONG_PLACE, message, str(path), hint=hint)
            return
        source = self._valid_source(str(path), kind)
        if source is None:
            self.unread_shared.add(kind)
            return
        items = self.shared.setdefault(kind, {})
        for item in read_shared(kind, source):
            identifier = cast("Role", item).id
            if identifier in items:
                message = f"'{identifier}' stands twice in {path.name}"
                at = (*item.at, "id")
                self.diagnostics.append(
                    source.diagnose(rules.DUPLICATE_SHARED_ID, message, at=at)
                )
            items.setdefault(identifier, item)

    def _require_shared(self, kind: str) -> None:
        if kind not in self.shared and kind not in self.unread_shared:
            self.unread_shared.add(kind)
            path = f"{SHARED_FOLDER}/{kind}.yaml"
            self._report(rules.SHARED_MISSING, f"shared file '{path}' is missing", path)

    def _take_sop(self, path: PurePosixPath) -> None:
        source = self._valid_source(str(path), "sop")
        if source is None:
            self.unread_sops.add(path.stem)
        else:
            self.sops.append((read_sop(source), str(path)))

    def _valid_source(self, path: str, schema: str) -> Source | None:
        """Return the parsed file if it has no error of syntax or shape."""
        limits = self.limits
        try:
            # One byte over the limit is enough to refuse a file that is too large.
            content = self.tree.read(path, at_most=limits.max_bytes + 1)
        except SopError as wrong:
            hint = wrong.hint
            self._report(environment.UNREADABLE_FILE, wrong.message, path, hint=hint)
            return None
        source = read_source(path, content, limits=limits)
        self.sources[path] = source
        problems = list(source.diagnostics)
        if source.data is not None or not problems:
            problems += validate(source, schema)
        self.diagnostics += problems
        return None if any(p.severity == "error" for p in problems) else source

    def _report(self, rule: Rule, message: str, path: str, hint: str = "") -> None:
        self.diagnostics.append(diagnose(rule, message, path=path, hint=hint))


def _by_key(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return the pairs as a dict in their order; of two equal keys the first wins."""
    found: dict[str, T] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
