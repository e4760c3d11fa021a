"""Imports point one way, each library has one door, and no module grows too long."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BUILDER = Path(__file__).resolve().parent.parent / "builder"

# Top layer first: a module imports from the layers below its own. Rooms that stand
# in one layer do not know each other; where they may, OPEN_LAYERS says so.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("builder.cli",),
    ("builder.commands",),
    ("builder.checks", "builder.outputs", "builder.reporters"),
    ("builder.changes",),
    (
        "builder.library",
        "builder.graph",
        "builder.view",
        "builder.fingerprint",
        "builder.provenance",
        "builder.archive",
        "builder.in_force",
        "builder.past_versions",
        "builder.block_references",
        "builder.served",
    ),
    ("builder.history",),
    ("builder.reader", "builder.schema", "builder.migrations"),
    ("builder.source", "builder.tree", "builder.project"),
    ("builder.addresses", "builder.repository", "builder.schedule", "builder.texts"),
    ("builder.model",),
    ("builder.rules",),
    (
        "builder.dialers",
        "builder.diagnostics",
        "builder.dictionary",
        "builder.errors",
        "builder.formats",
        "builder.limits",
        "builder.suggestions",
        "builder.wording",
    ),
    ("builder",),
)
OPEN_LAYERS = {
    room
    for layer in LAYERS
    if layer[0] in {"builder.library", "builder.source", "builder.diagnostics"}
    for room in layer
}
"""Rooms that may import others of their layer, as long as nothing is a circle."""

DOORS: dict[str, tuple[str, ...]] = {
    "yaml": ("builder.source",),
    "jsonschema": ("builder.schema",),
    "jsonschema_rs": ("builder.schema",),
    "git": ("builder.repository",),
    "jinja2": (
        "builder.outputs.templating",
        "builder.outputs.site.engines.mkdocs_frame",  # the theme's own templates
    ),
    "weasyprint": ("builder.outputs.cards",),
    "mkdocs": ("builder.outputs.site.engines",),
    "zensical": ("builder.outputs.site.engines",),
    "click": ("builder.cli",),
}
"""The only modules, or packages, that may import a library."""

LONGEST_MODULE = 300


def module_name(path: Path) -> str:
    relative = path.relative_to(BUILDER.parent).with_suffix("")
    return ".".join(part for part in relative.parts if part != "__init__")


MODULES = {module_name(path): path for path in sorted(BUILDER.rglob("*.py"))}


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield (inner if inner in MODULES else origin), node.lineno


def is_inside(module: str, room: str) -> bool:
    """Return whether a module is a room, in it, or its continuation (source_text)."""
    if room == "builder":
        return module == room
    return module == room or module.startswith((f"{room}.", f"{room}_"))


def place_of(module: str) -> tuple[int, str] | None:
    """Return the number of a module's layer, 0 being the top, and its room."""
    for level, rooms in enumerate(LAYERS):
        for room in rooms:
            if is_inside(module, room):
                return level, room
    return None


def points_down(importer: str, imported: str) -> bool:
    """Return whether one of our modules may import another."""
    upper, lower = place_of(importer), place_of(imported)
    if upper is None or lower is None:
        return False
    if upper[0] == lower[0]:
        return upper[1] == lower[1] or upper[1] in OPEN_LAYERS
    return upper[0] < lower[0]


def circle_from(start: str, graph: dict[str, set[str]]) -> list[str]:
    """Return a path of imports from a module back to itself, or nothing."""
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for imported in sorted(graph[path[-1]]):
            if imported == start:
                return [*path, start]
            if imported not in seen:
                seen.add(imported)
                paths.append([*path, imported])
    return []


def test_every_module_has_a_layer() -> None:
    """A new module belongs to a layer, named in LAYERS."""
    assert [module for module in MODULES if place_of(module) is None] == []


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str) -> None:
    """A module imports only from layers below its own."""
    wrong = [
        f"line {line}: {module} imports {imported}"
        for imported, line in imports_of(MODULES[module])
        if imported.partition(".")[0] == "builder" and not points_down(module, imported)
    ]

    assert wrong == []


def test_no_import_circles() -> None:
    """No module needs itself, however far around."""
    graph = {
        module: {name for name, _ in imports_of(path) if name in MODULES} - {module}
        for module, path in MODULES.items()
    }

    circles = [circle for module in graph if (circle := circle_from(module, graph))]

    assert circles == []


@pytest.mark.parametrize("module", MODULES)
def test_libraries_have_one_door(module: str) -> None:
    """A library is imported behind its one door and nowhere else."""
    wrong = [
        f"line {line}: {module} imports {imported}"
        for imported, line in imports_of(MODULES[module])
        if (doors := DOORS.get(imported.partition(".")[0]))
        and not any(is_inside(module, door) for door in doors)
    ]

    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_line_prints_and_exits(module: str) -> None:
    """Printing and exiting are done by ``builder.cli`` alone."""
    ends = {"print", "exit", "quit", "sys.exit", "os._exit"}
    calls = [
        f"line {node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ends
    ]

    assert calls == [] or is_inside(module, "builder.cli")


@pytest.mark.parametrize("module", MODULES)
def test_module_is_short(module: str) -> None:
    """Past 300 lines there is a second idea in a module."""
    lines = len(MODULES[module].read_text("utf-8").splitlines())

    assert lines <= LONGEST_MODULE


def test_package_is_seen() -> None:
    """The walk finds modules and imports: an empty list would pass the other tests."""
    assert {"builder.diagnostics", "builder.errors"} <= set(MODULES)
    assert "builder.diagnostics" in dict(imports_of(MODULES["builder.rules"]))


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("builder.commands.check", "builder.library", True),
        ("builder.library", "builder.commands.check", False),
        ("builder.checks.scripts", "builder.outputs.writer", False),
        ("builder.checks.scripts", "builder.checks.identity", True),
        ("builder.provenance", "builder.fingerprint", True),
        ("builder.source_text", "builder.limits", True),
        ("builder.cli", "builder.unheard_of", False),
    ],
)
def test_up_is_told_from_down(importer: str, imported: str, allowed: bool) -> None:
    """The rule knows layers, siblings, open layers and names nobody placed."""
    assert points_down(importer, imported) is allowed
