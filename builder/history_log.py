"""What ``git log`` tells: commits, their parents, and the files that each changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count

LOG = (
    "log",
    "--pretty=raw",
    "--encoding=UTF-8",
    "--no-abbrev-commit",
    "--no-color",
    "--no-decorate",
    "--no-ext-diff",
    "--no-notes",
    "--raw",
    "-z",
    "--no-abbrev",
    "-M",
    "-l1000",
    "--relative",
    # Each merge against each of its parents, and every line of history, because
    # which parent a file came from differs from file to file.
    "-m",
    "--full-history",
    "--parents",
    # A commit comes after all commits that build on it, and else by its date.
    "--date-order",
)
"""The arguments whose output is read here; revision and paths follow."""

_FROM = " (from "
"""In the first line of a block about one parent of a merge, before its name."""

_SIGNATURES = ((b" SSH ", "ssh"), (b" PGP ", "openpgp"), (b" SIGNED ", "x509"))

_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A committed state.

    Attributes:
        commit: The full name of the commit.
        date: The ISO date of the commit in UTC; empty if git holds none that exists.
        author: Who wrote the change.
        subject: The first paragraph of the message, on one line.
        place: The place in the log: the newest is 0, and no commit comes before one
            that builds on it.
        signature: The kind of signature that the commit carries, ``openpgp``, ``ssh``
            or ``x509``; empty if none. That it is there, not that it is good.
    """

    commit: str
    date: str
    author: str
    subject: str
    place: int
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a commit did to a file, seen from one of its parents.

    Attributes:
        path: The file after the change, or what was its path if it was deleted.
        old_path: The path before the change: another one only for a rename.
        blob: The content after the change; empty if the file was deleted.
    """

    path: str
    old_path: str
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCommit:
    """A commit, and what it changed against each parent that differs from it.

    Attributes:
        changes: By the name of the parent, then by path. A commit with at most one
            parent has its changes under an empty name.
    """

    revision: Revision
    parents: tuple[str, ...]
    changes: Mapping[str, Mapping[str, Change]]

    def against(self, parent: str) -> Mapping[str, Change]:
        """Return what differs from a parent."""
        return self.changes.get(parent if len(self.parents) > 1 else "", {})


def read_log(chunks: Iterable[bytes]) -> Iterator[LoggedCommit]:
    """Yield each commit of a log, in its order, while the log still runs."""
    tokens = _tokens(chunks)
    current: LoggedCommit | None = None
    changes: dict[str, dict[str, Change]] = {}
    block: dict[str, Change] = {}
    places = count()
    for token in tokens:
        line = token
        if token.startswith(b"commit "):
            # Lines of the message are indented, so a colon starts the first change.
            header, _, line = token.partition(b"\n:")
            names, parent = _names(header)
            if current is None or current.revision.commit != names[0]:
                if current is not None:
                    yield current
                changes = {}
                current = _commit(header, names, changes, place=next(places))
            block = changes.setdefault(parent, {})
        if line:
            change = _change(line, tokens)
            block[change.path] = change
    if current is not None:
        yield current


def _tokens(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what stands between the zero bytes."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
    if rest:
        yield rest


# A log has thousands of commits, each with few bytes of interest: cutting them out by
# position takes half as long as regular expressions do.
def _names(header: bytes) -> tuple[list[str], str]:
    """Return the commit with its parents, and the parent that the block is about."""
    line = header[len(b"commit ") : header.index(b"\n")].decode("ascii")
    names, _, parent = line.partition(_FROM)
    return names.split(), parent.removesuffix(")")


def _commit(
    header: bytes,
    names: list[str],
    changes: Mapping[str, Mapping[str, Change]],
    *,
    place: int,
) -> LoggedCommit:
    facts, _, message = header.partition(b"\n\n")
    author, _, _ = _line(facts, b"\nauthor ").partition(b"<")
    _, _, when = _line(facts, b"\ncommitter ").rpartition(b"> ")
    revision = Revision(
        commit=names[0],
        date=_date(when.partition(b" ")[0]),
        author=author.strip().decode(errors="replace"),
        subject=_subject(message.decode(errors="replace")),
        place=place,
        signature=_signature(_line(facts, b"\ngpgsig")),
    )
    return LoggedCommit(revision=revision, parents=tuple(names[1:]), changes=changes)


def _line(facts: bytes, start: bytes) -> bytes:
    """Return the rest of the first line that starts with a word."""
    begin = facts.find(start)
    if begin < 0:
        return b""
    begin += len(start)
    end = facts.find(b"\n", begin)
    return facts[begin:] if end < 0 else facts[begin:end]


def _date(seconds: bytes) -> str:
    try:
        return _day(int(seconds) // 86_400)
    except ValueError:
        return ""


@cache
def _day(days: int) -> str:
    """Return the ISO date of a day counted from 1970; empty if there is none."""
    try:
        return date.fromordinal(_FIRST_DAY + days).isoformat()
    except (ValueError, OverflowError):
        return ""


def _signature(line: bytes) -> str:
    """Return the kind of a signature by its first line; empty if there is none."""
    return next((kind for sign, kind in _SIGNATURES if sign in line), "")


def _subject(message: str) -> str:
    paragraph, _, _ = message.strip().partition("\n    \n")
    return " ".join(paragraph.split())


def _change(line: bytes, tokens: Iterator[bytes]) -> Change:
    """Return the change that a line and the paths after it tell."""
    *_, blob, status = line.split(b" ")
    old_path = path = next(tokens, b"")
    if status[:1] in b"RC":
        path = next(tokens, b"")
    return Change(
        path=path.decode("utf-8", "surrogateescape"),
        old_path=old_path.decode("utf-8", "surrogateescape"),
        blob="" if status == b"D" else blob.decode("ascii"),
    )
