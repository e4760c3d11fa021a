"""Cards that were made before: an unchanged card is not laid out again."""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

from builder import __version__
from builder.fingerprint import canonical
from builder.outputs.cards.fonts import font_files
from builder.outputs.cards.job import CardResult, Job
from builder.outputs.templating import FOLDER as TEMPLATES

FOLDER = Path(".cache/cards")
"""Where finished cards are remembered, below the project."""

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "fonttools", "segno", "jinja2")
"""Packages whose release may change the bytes of a card."""

KEPT = 2_000
"""Most entries that stay; the oldest go first."""


class CardCache:
    """Finished cards by what they were made from.

    An entry is a line of JSON and the PDF, under the hash of everything that goes into
    the card. An entry that does not have the hash it names is not used, so a torn or
    changed file does no harm. A folder that leads out of the project is left alone.

    Args:
        root: The project.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._is_ours = self._folder.resolve() == root.resolve() / FOLDER
        self._used: set[str] = set()

    def find(self, job: Job) -> CardResult | None:
        """Return the card of a job in one size if it was made from the same."""
        if not self._is_ours:
            return None
        try:
            name = _key(job)
            entry = (self._folder / name).read_bytes()
            head, _, pdf = entry.partition(b"\n")
            facts = json.loads(head)
            if facts.pop("sha256") != hashlib.sha256(pdf).hexdigest():
                return None
            self._used.add(name)
            shown, sides = tuple(facts.pop("shown")), tuple(facts.pop("sides"))
            return CardResult(
                paper=job.papers[0], pdf=pdf, shown=shown, sides=sides, **facts
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, job: Job, result: CardResult) -> None:
        """Remember a finished card; a cache that cannot be written is no error."""
        facts = {
            "sha256": hashlib.sha256(result.pdf).hexdigest(),
            "pages": result.pages,
            "type_size": result.type_size,
            "shown": list(result.shown),
            "sides": list(result.sides),
        }
        if not self._is_ours:
            return
        target = self._folder / _key(job)
        self._used.add(target.name)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            torn = target.with_suffix(f".{os.getpid()}")  # another build may run
            torn.write_bytes(canonical(facts) + b"\n" + result.pdf)
            torn.replace(target)

    def prune(self) -> None:
        """Remove the oldest entries when there are too many, but none of this build.

        So a library with more cards than are kept does not lose them to itself.
        """
        if not self._is_ours:
            return
        with suppress(OSError):
            entries = sorted(
                (path.stat().st_mtime, path) for path in self._folder.iterdir()
            )
            for _, entry in entries[:-KEPT]:
                if entry.name not in self._used:
                    entry.unlink(missing_ok=True)  # another build may prune, too


def _key(job: Job) -> str:
    told = asdict(job)
    images = {
        name: hashlib.sha256(image).hexdigest()
        for name, (image, _kind) in told.pop("assets", {}).items()
    }
    made_from = {"job": told, "images": images, "builder": _builder()}
    return hashlib.sha256(canonical(made_from)).hexdigest()


@cache
def _builder() -> str:
    """Return the hash of all that is not content: code, templates, fonts, versions."""
    total = hashlib.sha256(__version__.encode())
    for library in LIBRARIES:
        total.update(f"{library}={version(library)};".encode())
    outputs = TEMPLATES.parent
    code = sorted(Path(__file__).parent.rglob("*.py"))
    shapes = sorted(path for path in (TEMPLATES / "cards").rglob("*") if path.is_file())
    words = (outputs / "strings.py", *sorted((outputs / "words").glob("*.py")))
    for path in (*code, *shapes, *words, *font_files()):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
