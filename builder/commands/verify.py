"""Verify: does a ledger tell what git tells, line by line?"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.archive import open_archive
from builder.errors import SopError
from builder.fingerprint import canonical
from builder.outputs.audit.ledger import NAME, NO_LINE, hash_of, ledger_lines
from builder.project import Project

_CHAIN = ("line", "previous")
"""Keys that place a line; the others say which version it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of it.

    Attributes:
        lines: How many lines fit, from the first.
        wrong: What is wrong with the next line; empty if all is well.
        hint: What that may mean.
        last: The hash of the last line that fits.
    """

    lines: int
    wrong: str = ""
    hint: str = ""
    last: str = NO_LINE

    @property
    def line(self) -> int:
        """The number of the first line that does not fit."""
        return self.lines + 1


def verify(project: Project, ledger: Path | None = None, *, at: str = "") -> Verdict:
    """Return whether a ledger fits git, and the first line that does not.

    Args:
        project: The SOP repository.
        ledger: The file; by default that of the last build.
        at: The revision as of which it was made; by default the current commit.

    Raises:
        SopError: There is no such file, or git cannot tell.
    """
    path = ledger or project.root / "build" / NAME
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise SopError(
            f"the ledger '{path}' cannot be read: {wrong.strerror}",
            hint="`sop build` or `sop build --only data` writes build/ledger.jsonl, "
            "where git has the history",
        ) from None
    wanted = list(ledger_lines(open_archive(project, at or "HEAD")))
    # A line that lost its end fits nothing: keep what stands behind the last one.
    *held, rest = content.split(b"\n")
    held += [rest + b"\0"] if rest else []
    pairs = enumerate(zip(held, wanted, strict=False))
    shortest = min(len(held), len(wanted))
    fitting = next((n for n, (have, want) in pairs if have != want), shortest)
    last = hash_of(wanted[fitting - 1]) if fitting else NO_LINE
    told, hint = _told(held, wanted, fitting)
    if at and fitting == len(wanted) < len(held) and _fits_newest(project, held):
        told = f"the ledger is newer than '{at}', which it fits so far"
        hint = "leave out --at, or name the commit that it was built from"
    return Verdict(lines=fitting, wrong=told, hint=hint, last=last)


def _fits_newest(project: Project, held: Sequence[bytes]) -> bool:
    """Tell whether the current commit knows all lines of a ledger."""
    newest = list(ledger_lines(open_archive(project)))
    return list(held) == newest[: len(held)]


def _told(
    held: Sequence[bytes], wanted: Sequence[bytes], place: int
) -> tuple[str, str]:
    """Return what is wrong with the first line that does not fit, and what it means."""
    if place == len(held):
        if place == len(wanted):
            return "", ""
        missing = _body(wanted[place])
        left = len(wanted) - place
        return (
            f"it is missing: {_name(missing)}; git has {left} more",
            "the ledger was cut off, or is older than the newest commit "
            "(--at REV compares with an older one)",
        )
    if place == len(wanted):
        what = _name(_body(held[place]))
        return f"git has no such version: {what}", _rewritten(held, place)
    have, want = _body(held[place]), _body(wanted[place])
    if broken := _broken(held[place], wanted[place]):
        return broken
    return _compared(held, wanted, place, have=have, want=want)


def _broken(line: bytes, wanted: bytes) -> tuple[str, str] | None:
    """Return why a line is none of a ledger, whatever it tells; None if it is one."""
    if line.endswith(b"\0"):
        return "it has no line end", "the file was cut off, or edited by hand"
    if line == wanted + b"\r":
        hint = "an editor or git made CRLF of LF; change them back (dos2unix)"
        return "it fits, but for its line end (CRLF)", hint
    if not _body(line) or canonical(_data(line)) != line:
        return "it is not a line of a ledger", "it was edited by hand"
    return None


def _compared(
    held: Sequence[bytes],
    wanted: Sequence[bytes],
    place: int,
    *,
    have: Mapping[str, Any],
    want: Mapping[str, Any],
) -> tuple[str, str]:
    later = [_body(line) for line in held[place + 1 :]]
    if have in [_body(line) for line in wanted[place + 1 :]]:
        if want in later:
            return f"{_name(have)} stands before {_name(want)}", "lines were reordered"
        return f"{_name(want)} is missing here", "a line was taken out"
    if _is_chained(held, place):
        told = f"{_name(have)}: {_differences(have, want)}"
        return told, _rewritten(held, place)
    if have == want:
        return "it does not hold the hash of the line before", "it was edited by hand"
    return f"{_name(want)}: {_differences(have, want)}", "it was edited by hand"


def _rewritten(held: Sequence[bytes], place: int) -> str:
    if _is_chained(held, place):
        return (
            "the chain is whole: the ledger is of a newer commit or another clone, or "
            "the history in git was rewritten, or all lines were"
        )
    return "the line was added by hand"


def _is_chained(held: Sequence[bytes], place: int) -> bool:
    """Tell whether each line from a place on holds the hash of the line before."""
    before = hash_of(held[place - 1]) if place else NO_LINE
    for line in held[place:]:
        if _data(line).get("previous") != before:
            return False
        before = hash_of(line)
    return True


def _differences(have: Mapping[str, Any], want: Mapping[str, Any]) -> str:
    """Return the first key in which a line differs from git, with both values."""
    for key in want:
        if have.get(key) != want[key]:
            mine, its = _shown(have.get(key)), _shown(want[key])
            return f"{key} is {mine}, but {its} in git"
    return "it has keys that no ledger has"


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _data(line: bytes) -> dict[str, Any]:
    """Return the data of a line; empty if it is none."""
    try:
        data = json.loads(line)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _body(line: bytes) -> dict[str, Any]:
    """Return what a line says about a version, wherever it stands."""
    data = _data(line)
    return {key: value for key, value in data.items() if key not in _CHAIN}


def _name(body: Mapping[str, Any]) -> str:
    return f"{body.get('sop', 'something')} {body.get('version', '')}".strip()
