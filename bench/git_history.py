"""A git history for a generated library, written by one ``git fast-import``.

SOPs arrive in batches, some under an older name; then single edits follow, twice as
many as there are SOPs. The last commit is what stands in the work tree.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

START = 1_735_732_800  # 2025-01-01, noon in UTC
HOUR = 3600
BATCH = 20
RENAMED = 20
"""Every so many-th SOP was renamed once."""

AUTHORS = ("Alex Author", "Billie Writer", "Chris Editor", "Dana Reviewer")


def write_history(root: Path, *, seed: int) -> int:
    """Commit a library with a past and return how many commits there are."""
    paths = sorted((root / "sop").glob("*/*.yaml"))
    sops = [path for path in paths if path.parent.name != "shared"]
    rest = [path for path in root.rglob("*") if path.is_file() and path not in sops]
    commits = list(_commits(root, sops, sorted(rest), Random(seed)))
    stream = b"".join(
        _commit(number, subject, changes)
        for number, (subject, changes) in enumerate(commits)
    )
    _git(root, "init", "--quiet", "--initial-branch=main")
    _git(root, "fast-import", "--quiet", given=stream)
    _git(root, "reset", "--quiet", "--mixed", "main")
    return len(commits)


Commit = tuple[str, list[bytes]]


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
    for number, path in enumerate(random.sample(sops, len(sops)), start=1):
        yield (
            f"Word {path.stem} better",
            [_modify(names[path], _older(texts[path], number))],
        )
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


def _git(root: Path, *arguments: str, given: bytes = b"") -> None:
    subprocess.run(
        ["git", "-C", str(root), *arguments],
        input=given,
        check=True,
        capture_output=True,
    )
