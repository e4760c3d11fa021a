"""A git history for a generated library, written by one ``git fast-import``.

SOPs arrive in batches, some under an older name; then single edits follow, as many
for each SOP as a year of quarterly reviews brings. The last commit is what stands in
the work tree.
"""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from bench.files import sop_files

START = 1_735_732_800  # 2025-01-01, noon in UTC
HOUR = 3600
BATCH = 20
RENAMED = 20
"""Every so many-th SOP was renamed once."""

REVIEWS = 4
"""How often each SOP was changed after it was added."""

Commit = tuple[str, list[bytes]]
"""A subject, and what changes."""

AUTHORS = ("Alex Author", "Billie Writer", "Chris Editor", "Dana Reviewer")


def write_history(root: Path, *, seed: int) -> int:
    """Commit a library with a past and return how many commits there are."""
    sops = sop_files(root)
    rest = [path for path in root.rglob("*") if path.is_file() and path not in sops]
    _git(root, "init", "--quiet", "--initial-branch=main")
    count = _import(root, _commits(root, sops, sorted(rest), Random(seed)))
    _git(root, "reset", "--quiet", "--mixed", "main")
    return count


def _import(root: Path, commits: Iterable[Commit]) -> int:
    """Hand the commits to git one by one: together they may not fit into memory."""
    command = ["git", "-C", str(root), "fast-import", "--quiet"]
    count = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE) as program:
        assert program.stdin is not None
        for subject, changes in commits:
            program.stdin.write(_commit(count, subject, changes))
            count += 1
    if program.returncode:
        raise RuntimeError(f"git fast-import ended with {program.returncode}")
    return count


def _commits(
    root: Path, sops: list[Path], rest: list[Path], random: Random
) -> Iterator[Commit]:
    names = {path: path.relative_to(root).as_posix() for path in (*sops, *rest)}
    texts = {path: path.read_bytes() for path in (*sops, *rest)}
    first = dict(names)
    for path in sops[::RENAMED]:
        first[path] = names[path].replace("-case-", "-draft-")
    yield "Start the library", [_modify(names[path], texts[path]) for path in rest]
    for start in range(0, len(sops), BATCH):
        batch = sops[start : start + BATCH]
        changes = [_modify(first[path], _older(texts[path], 0)) for path in batch]
        yield f"Add {len(batch)} SOPs", changes
    for path in sops[::RENAMED]:
        yield f"Rename {path.stem}", [_rename(first[path], names[path])]
    edits = [path for _ in range(1, REVIEWS) for path in random.sample(sops, len(sops))]
    for number, path in enumerate(edits, start=1):
        older = _older(texts[path], number)
        yield f"Word {path.stem} better", [_modify(names[path], older)]
    for path in random.sample(sops, len(sops)):
        yield f"Complete {path.stem}", [_modify(names[path], texts[path])]


def _older(text: bytes, number: int) -> bytes:
    """Return a text as it stood before: its title was another."""
    return text.replace(b"\ntitle: ", f"\ntitle: Draft {number}, ".encode(), 1)


def _modify(name: str, content: bytes) -> bytes:
    return b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(content), content)


def _rename(old: str, new: str) -> bytes:
    return b"R %s %s\n" % (old.encode(), new.encode())


def _commit(number: int, subject: str, changes: list[bytes]) -> bytes:
    author = AUTHORS[number % len(AUTHORS)]
    address = f"{author.split()[0].lower()}@example.org"
    head = (
        "commit refs/heads/main\n"
        f"committer {author} <{address}> {START + number * HOUR} +0000\n"
        f"data {len(subject)}\n{subject}\n"
    )
    return head.encode() + b"".join(changes)


def _git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], check=True)
