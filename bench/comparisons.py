"""What is compared: our command and a peer's, on the same content, with a goal."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.files import sop_files
from bench.measure import Usage, measure

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SCHEMA = ROOT / "schema" / "sop.schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One command of a comparison.

    Attributes:
        name: What the table calls it.
        command: As a person would type it.
        run: Runs it once, from a clean start.
    """

    name: str
    command: str
    run: Callable[[], Usage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Ours and a peer, measured in turn.

    Attributes:
        goal: How many times faster ours is meant to be.
        note: What a reader of the figures must know.
        profile: The arguments of ``python`` that run ours in one process.
    """

    id: str
    title: str
    sops: int
    ours: Contender
    peer: Contender
    goal: float
    note: str = ""
    profile: tuple[str, ...]


def check_comparison(library: Path, sops: int) -> Comparison:
    """Return the comparison of checking: ours finds more, in the same files."""
    files = map(str, sop_files(library))
    peer = [str(BIN / "check-jsonschema"), "--schemafile", str(SCHEMA), *files]
    return Comparison(
        id="check",
        title="Check every SOP",
        sops=sops,
        ours=Contender(
            name="sop check",
            command="sop check",
            run=partial(measure, [str(BIN / "sop"), "check"], folder=library),
        ),
        peer=Contender(
            name="check-jsonschema",
            command="check-jsonschema --schemafile schema/sop.schema.json sop/*/*.yaml",
            run=partial(
                measure, [*peer, *map(str, sop_files(library))], folder=library
            ),
        ),
        goal=15,
        note=(
            "The same schema. Ours also resolves every reference, walks every call "
            "script and compares the fingerprint of every approval."
        ),
        profile=("-m", "builder.cli", "check", "-C", str(library)),
    )


def site_comparison(library: Path, peer: Path, sops: int) -> Comparison:
    """Return the comparison of building the whole site from nothing."""
    return Comparison(
        id="site",
        title="Build the site",
        sops=sops,
        ours=site_contender(library),
        peer=Contender(
            name="mkdocs-material",
            command="mkdocs build",
            run=partial(_run_mkdocs, peer),
        ),
        goal=8,
        note=(
            "The same content; the peer's is hand-written Markdown with Material's "
            "default navigation, which lists every page. Ours starts from YAML, checks "
            "everything first and reads the git history of every SOP."
        ),
        profile=("-m", "builder.cli", "build", "--only", "site", "-C", str(library)),
    )


def history_comparison(library: Path, sops: int, sample: int) -> Comparison:
    """Return the comparison of reading the history of every SOP."""
    ours = [sys.executable, "-m", "bench.history_ours", str(library)]
    peer = [sys.executable, "-m", "bench.history_peer", str(library), str(sample)]
    return Comparison(
        id="history",
        title="Read the history of every SOP",
        sops=sops,
        ours=Contender(
            name="one git log",
            command="builder.history.read_history",
            run=partial(measure, ours, folder=ROOT),
        ),
        peer=Contender(
            name="GitPython, one log per file",
            command="git.Repo.iter_commits(paths=file)",
            run=partial(_run_sampled, peer),
        ),
        goal=100,
        note=(
            f"The peer's seconds are an estimate: {sample} files were measured, and "
            "the time they took was multiplied to all files. Ours was measured whole."
        ),
        profile=("-m", "bench.history_ours", str(library)),
    )


def site_contender(library: Path) -> Contender:
    """Return what builds our site from nothing."""
    command = [str(BIN / "sop"), "build", "--only", "site", "--quiet"]

    def run() -> Usage:
        shutil.rmtree(library / "build", ignore_errors=True)
        return measure(command, folder=library)

    return Contender(name="sop build", command="sop build --only site", run=run)


def _run_mkdocs(project: Path) -> Usage:
    shutil.rmtree(project / "site", ignore_errors=True)
    return measure([str(BIN / "mkdocs"), "build", "--quiet"], folder=project)


def _run_sampled(command: list[str]) -> Usage:
    """Return what all files would have taken, from what some files took."""
    used = measure(command, folder=ROOT)
    told = json.loads(used.output)
    rest = told["files"] / len(told["revisions"]) - 1
    return replace(
        used, wall=used.wall + told["wall"] * rest, cpu=used.cpu + told["cpu"] * rest
    )
