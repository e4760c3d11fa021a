"""Migrate: rewrite the files of a library to the newest format."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from builder.commands.rewriting import replace_text
from builder.diagnostics import Diagnostic, Severity
from builder.errors import SopError
from builder.formats import format_of, is_older, lifted, newest
from builder.limits import Limits
from builder.migrations import migrated
from builder.project import Project
from builder.reader import SHARED_TYPES
from builder.schema import schema_text, validate
from builder.source import Source, read_source
from builder.tree import WorkTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One file that is rewritten.

    Attributes:
        path: Relative to the project.
        before: The text as it is, lines ended by LF.
        after: The text in the newest format.
        what: From which format to which, or that a copy of a schema is renewed.
    """

    path: str
    before: str
    after: str
    what: str

    def diff(self) -> str:
        """Return what changes as a unified diff."""
        lines = unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.path}",
            f"b/{self.path}",
        )
        return "".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateResult:
    """What is rewritten, and what stands in the way.

    Attributes:
        current: How many files are of the newest format already.
        problems: Errors in files of an older format, and files of no format that is
            known; both are left as they are.
    """

    migrations: tuple[Migration, ...]
    current: int
    problems: tuple[Diagnostic, ...]


def migrate(
    project: Project, *, paths: Sequence[str] = (), is_dry: bool = False
) -> MigrateResult:
    """Rewrite every file of an older format, and copies of our schemas that are old.

    A file with errors is left as it is and told. Nothing is written before every
    rewritten text was read again and means what the old one meant.

    Args:
        project: The SOP repository.
        paths: Only these files, relative to the project; none means all.
        is_dry: Write nothing.
    """
    tree, limits = WorkTree(project.root), project.settings.limits
    migrations: list[Migration] = []
    problems: list[Diagnostic] = []
    current = 0
    for entry in tree.entries("sop"):
        kind = _kind(entry.path)
        if not kind or entry.kind != "file" or (paths and entry.path not in paths):
            continue
        content = tree.read(entry.path, at_most=limits.max_bytes + 1)
        source = read_source(entry.path, content, limits=limits)
        if format_of(source.data) == newest(kind):
            current += 1
        elif errors := _errors(source, kind):
            problems += errors
        else:
            migrations.append(_migration(source, kind, limits))
    migrations += [] if paths else _old_schemas(project.root)
    if not is_dry:
        for one in migrations:
            replace_text(project.root / one.path, one.after)
    return MigrateResult(
        migrations=tuple(migrations), current=current, problems=tuple(problems)
    )


def _kind(path: str) -> str:
    """Return the kind of a file by its place; empty if it is none of ours."""
    place = PurePosixPath(path)
    if place.suffix != ".yaml" or len(place.parts) != 3:
        return ""
    if place.parts[1] == "shared":
        return place.stem if place.stem in SHARED_TYPES else ""
    return "sop"


def _errors(source: Source, kind: str) -> list[Diagnostic]:
    found = [*source.diagnostics, *validate(source, kind)]
    return [one for one in found if one.severity is Severity.ERROR]


def _migration(source: Source, kind: str, limits: Limits) -> Migration:
    first, now = format_of(source.data), source
    while is_older(kind, now.data):
        text = migrated(kind, now)
        now = read_source(source.path, text.encode(), limits=limits)
    if _errors(now, kind) or now.data != _lifted(source, kind):
        raise SopError(
            f"cannot rewrite '{source.path}' without changing its layout",
            hint="write each key in a line of its own, as `sop new` does",
        )
    return Migration(
        path=source.path,
        before=source.text,
        after=now.text,
        what=f"format {first} → {newest(kind)}",
    )


def _lifted(source: Source, kind: str) -> object:
    data = source.data
    return lifted(kind, data) if isinstance(data, dict) else None


def _old_schemas(root: Path) -> list[Migration]:
    """Return the copies of our schemas, which editors read, that are not today's."""
    found = []
    for kind in ("sop", *SHARED_TYPES):
        path = root / "schema" / f"{kind}.schema.json"
        if path.is_symlink() or not path.is_file():
            continue
        try:
            before = path.read_bytes().decode().replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as wrong:
            raise SopError(f"cannot read '{path}': {wrong}") from wrong
        if before != (after := schema_text(kind)):
            name = path.relative_to(root).as_posix()
            what = "the schema that editors read, renewed"
            found.append(Migration(path=name, before=before, after=after, what=what))
    return found
