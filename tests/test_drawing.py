"""A drawing shows every node once and every way, and nothing lies on anything else."""

import itertools
import os
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from builder.cli.main import run
from builder.model.script import Choice, SayNode, Script, targets
from builder.outputs.drawing.boxes import ENTRY, PAD, WIDTH
from builder.outputs.drawing.content import Content, content_of
from builder.outputs.drawing.dot import dot_of
from builder.outputs.drawing.embedded import font_rules
from builder.outputs.drawing.formats import FORMATS
from builder.outputs.drawing.letters import BOLD, REGULAR, lines_of, width_of
from builder.outputs.drawing.mermaid import mermaid_of
from builder.outputs.drawing.painting import Words, painted
from builder.outputs.drawing.paths import Pen
from builder.outputs.drawing.style import colors
from builder.outputs.drawing.svg import svg_of
from builder.outputs.drawing.tree import tree_of
from builder.outputs.strings import strings_for
from builder.view import LibraryView
from tests.drawings import (
    HARMFUL,
    STRING,
    box_of,
    cross,
    drawing,
    library,
    meet,
    random_script,
    scripts,
    segments,
)
from tests.tiny import TODAY, copy_tiny

SVG = "{http://www.w3.org/2000/svg}"
SCRIPTS = [pytest.param(script, id=name) for name, script in scripts().items()]
ANY = [
    pytest.param(random_script(size, size * 7 + seed), id=f"{size}-nodes-{seed}")
    for size in (1, 2, 5, 12, 30, 60)
    for seed in range(4)
]
SIZES = {"t": (14, BOLD), "b": (12, BOLD), "c": (12, BOLD), "e": (12, REGULAR)}


# Layout


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_every_node_is_one_box_and_no_boxes_overlap(script: Script) -> None:
    drawn = drawing(script)
    areas = [box_of(placed) for placed in drawn.boxes]

    assert sorted(placed.box.content.id for placed in drawn.boxes) == sorted(
        node.id for node in script.nodes
    )
    assert not [pair for pair in itertools.combinations(areas, 2) if meet(*pair)]
    assert all(area[0] >= 0 and area[1] >= 0 for area in areas)
    assert all(area[2] <= drawn.width and area[3] <= drawn.height for area in areas)


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_every_way_is_a_line_or_a_sign(script: Script) -> None:
    """None is missing, none is shown twice, and a line leads where the way does."""
    drawn = drawing(script)
    lines = {(line.node, line.position): line.target for line in drawn.lines}
    ways = {
        (node.id, position): target
        for node in script.nodes
        for position, (_, target) in enumerate(targets(node))
    }

    assert len(lines) == len(drawn.lines)
    assert lines.keys() | drawn.signs.keys() == ways.keys()
    assert not lines.keys() & drawn.signs.keys()
    assert lines == {way: ways[way] for way in lines}


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_no_line_runs_through_a_box(script: Script) -> None:
    drawn = drawing(script)
    areas = [box_of(placed) for placed in drawn.boxes]

    assert not [
        (segment.line.node, segment.line.position)
        for segment in segments(drawn)
        for area in areas
        if meet(area, _widened(segment.box))
    ]


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_lines_meet_only_on_their_way_to_one_box(script: Script) -> None:
    parts = list(segments(drawing(script)))

    assert not [
        (one.line.node, one.line.position, other.line.node, other.line.position)
        for one, other in itertools.combinations(parts, 2)
        if one.line.target != other.line.target and cross(one.box, other.box)
    ]


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_a_line_leads_from_its_row_to_its_box(script: Script) -> None:
    drawn = drawing(script)
    boxes = {placed.box.content.id: placed for placed in drawn.boxes}

    for line in drawn.lines:
        source, aim = boxes[line.node], boxes[line.target]
        x, y = line.points[0]
        if source.box.rows:
            assert y == source.top + source.box.rows[line.position].middle
            assert x in (source.left, source.left + WIDTH)
        else:
            assert y == source.top + source.box.height
        sides = {(aim.left + across, aim.top + ENTRY) for across in (0, WIDTH)}
        assert line.is_joining or line.points[-1] in {*sides, (x, aim.top)}
    leading = {line.target for line in drawn.lines if not line.is_joining}
    assert {line.target for line in drawn.lines} == leading


@pytest.mark.parametrize("script", SCRIPTS)
def test_whoever_is_reached_is_reached_by_a_line(script: Script) -> None:
    """A reader can follow lines from the start to every box."""
    drawn = drawing(script)

    reached = {script.start, *(line.target for line in drawn.lines)}

    assert reached == {node.id for node in script.nodes}


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_words_fit_their_box_and_each_other(script: Script) -> None:
    drawn = drawing(script)

    for box in painted(drawn, Pen()):
        areas = [*_areas(box.words, 13), *_areas(box.rows, 13)]
        assert all(area[0] >= 2 and area[2] <= WIDTH - PAD + 1 for area in areas)
        assert all(area[3] <= box.height for area in areas)
        assert not [pair for pair in itertools.combinations(areas, 2) if meet(*pair)]


def test_a_sign_points_to_where_its_box_stands() -> None:
    """A way back is told from one that only leads up."""
    graph = {"a": ["b", "c"], "b": ["a", "c"], "c": []}

    tree = tree_of(graph, start="a")

    assert tree.backward == {("b", "a")}
    assert tree.children == {"a": ("b",), "b": ("c",), "c": ()}
    assert tree.layers == {"a": 0, "b": 1, "c": 2}


def test_the_main_line_leads_to_the_goal() -> None:
    """The success of a call stands straight below, whatever else is larger."""
    graph = {"a": ["b", "c"], "b": ["d"], "c": [], "d": []}

    assert tree_of(graph, start="a").straight["a"] == "b"
    assert tree_of(graph, start="a", goals=["c"]).straight["a"] == "c"


def test_a_script_may_be_as_deep_as_it_likes() -> None:
    graph = {f"n{number}": [f"n{number + 1}", "n0"] for number in range(5000)}

    assert len(tree_of(graph, start="n0").layers) == 5000


def test_a_script_with_mistakes_is_drawn_all_the_same() -> None:
    """No start, a way to nowhere, two nodes with one id: the author looks at it."""
    say = SayNode(id="greet", say="Hello", next="nowhere")
    broken = Script(id="s", title="S", summary="", start="gone", nodes=(say, say))

    drawn = drawing(broken)

    assert [placed.box.content.id for placed in drawn.boxes] == ["greet"]
    assert drawn.signs == {("greet", 0): False}
    links = ET.fromstring(paint(broken)).iter(f"{SVG}a")
    assert [link.get("href") for link in links] == ["#script.s.greet", None]


# Words


def test_lines_end_where_words_do() -> None:
    width = width_of("three words fit", 13)

    assert lines_of("three words fit in", width=width, size=13, most=2) == (
        "three words fit",
        "in",
    )
    (cut,) = lines_of("three words fit in", width=width, size=13)
    assert cut.endswith("…")
    assert width_of(cut, 13) <= width
    broken = lines_of("W" * 99, width=width, size=13, most=99)
    assert "".join(broken) == "W" * 99
    assert all(width_of(line, 13) <= width for line in broken)
    assert lines_of("  ", width=width, size=13) == ()


# SVG


def paint(script: Script, *, language: str = "en", is_file: bool = True) -> str:
    return svg_of(
        drawing(script),
        title=script.title,
        string=strings_for(language),
        address=lambda node: f"#script.{script.id}.{node}",
        is_file=is_file,
    )


@pytest.mark.parametrize("script", SCRIPTS + ANY)
def test_the_svg_has_a_link_for_each_box_and_each_sign(script: Script) -> None:
    drawn = drawing(script)
    root = ET.fromstring(paint(script))
    links = [found.get("href", "") for found in root.iter(f"{SVG}a")]
    ids = [found.get("id") for found in root.iter() if found.get("id")]

    assert len(links) == len(script.nodes) + sum(
        1 for node, position in drawn.signs if _target(script, node, position)
    )
    assert {f"#script.{script.id}.{node.id}" for node in script.nodes} <= set(links)
    inner = {link[1:] for link in links if link.startswith("#_")}
    assert inner <= set(ids)
    assert len(ids) == len(set(ids))


def test_a_drawing_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    command = [sys.executable, "-m", "builder.cli", "graph", "-C", str(folder)]

    made = {
        subprocess.run(
            [*command, "first-call"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(made) == 1


def test_harmful_text_stays_text() -> None:
    """Whatever an SOP says is shown; nothing of it becomes an element or attribute."""
    script = harmful_script()
    root = ET.fromstring(paint(script))

    told = "".join(root.itertext())
    assert "<img src=x" in told
    plain = "svg title desc style defs path g a rect use text tspan"
    tags = {found.tag.removeprefix(SVG) for found in root.iter()}
    assert tags <= set(plain.split())
    assert not [
        name
        for found in root.iter()
        for name in found.attrib
        if name.startswith("on") or name == "style"
    ]
    assert not [
        found.get("href")
        for found in root.iter(f"{SVG}a")
        if not found.get("href", "").startswith("#")
    ]


def test_a_page_brings_the_colors_and_a_file_its_own() -> None:
    script = scripts()["call-handling/voicemail"]

    on_page = paint(script, is_file=False)
    alone = paint(script)

    assert "<style" not in on_page
    assert "xmlns" not in on_page
    assert "prefers-color-scheme: dark" in alone
    assert ET.fromstring(alone).findtext(f"{SVG}title") == script.title
    used = set(re.findall(r"var\((--[a-z-]+)\)", alone)) - {"--edge", "--ground"}
    assert used == colors()["default"].keys() == colors()["slate"].keys()


def test_a_script_read_from_the_right_is_mirrored() -> None:
    script = scripts()["outbound-contact/sales_call"]
    drawn = drawing(script)

    boxes = painted(drawn, Pen(is_mirrored=True))

    assert [box.x for box in boxes] == [
        drawn.width - placed.left - WIDTH for placed in drawn.boxes
    ]
    assert 'direction="rtl"' in paint(script, language="ar")


# Mermaid and Graphviz


MERMAID_NODE = re.compile(
    r'  n_(\w+)(?:\["|\("|\[/"|\{"|\[\["|\(\[")([^"`\[\]{}|\\]*)"[\])}/]{1,2}'
)
MERMAID_WAY = re.compile(r'  n_(\w+) (?:-->|-\.->)\|"([^"`\[\]{}|\\]*)"\| n_(\w+)')
DOT_TEXT = r'"((?:[^"\\]|\\.)*)"'
DOT_WAY = re.compile(rf"  {DOT_TEXT} -> {DOT_TEXT} \[label={DOT_TEXT}[^\]\"]*\]")
DOT_NODE = re.compile(rf"  {DOT_TEXT} \[shape=[^\]\"]*, label={DOT_TEXT}\]")


@pytest.mark.parametrize("script", [*SCRIPTS, *ANY])
def test_mermaid_says_the_same(script: Script) -> None:
    """Every line is a node or a way of its grammar, with the label unharmed."""
    contents = contents_of(script)

    lines = mermaid_of(contents, title=script.title).splitlines()

    assert lines[3] == "flowchart TD"
    body = lines[4:]
    nodes = [MERMAID_NODE.fullmatch(line) for line in body[: len(contents)]]
    ways = [MERMAID_WAY.fullmatch(line) for line in body[len(contents) :]]
    assert [node and node[1] for node in nodes] == [one.id for one in contents]
    assert [way and (way[1], _decoded(way[2]), way[3]) for way in ways] == [
        (one.id, _label(way.key, way.label), way.target)
        for one in contents
        for way in one.ways
    ]


@pytest.mark.parametrize("script", [*SCRIPTS, *ANY])
def test_graphviz_text_says_the_same(script: Script) -> None:
    contents = contents_of(script)

    lines = dot_of(contents, title=script.title).splitlines()

    body = lines[4:-1]
    nodes = [DOT_NODE.fullmatch(line) for line in body[: len(contents)]]
    ways = [DOT_WAY.fullmatch(line) for line in body[len(contents) :]]
    assert [node and node[1] for node in nodes] == [one.id for one in contents]
    assert [way and (way[1], way[2], _unquoted(way[3])) for way in ways] == [
        (one.id, way.target, _label(way.key, way.label))
        for one in contents
        for way in one.ways
    ]
    assert lines[-1] == "}"


@pytest.mark.parametrize("words", HARMFUL)
def test_harmful_labels_come_out_as_they_went_in(words: str) -> None:
    contents = contents_of(harmful_script())
    label = f"1 · {' '.join(words.split())}"

    mermaid = mermaid_of(contents, title=words)
    dot = dot_of(contents, title=words)

    assert label in [_decoded(way[2]) for way in MERMAID_WAY.finditer(mermaid)]
    assert label in [_unquoted(way[3]) for way in DOT_WAY.finditer(dot)]


# The command


@pytest.mark.parametrize("name", FORMATS)
def test_graph_prints_every_format(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path / "tiny")

    code = run(["graph", "-C", str(folder), "SOP-CON-001/call", "--format", name])

    told = capsys.readouterr().out
    assert code == 0
    assert told.startswith({"svg": "<svg", "mermaid": "---", "dot": "digraph"}[name])
    assert "Good time" in told


def test_graph_writes_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Boxes of a file lead to the published page."""
    folder = copy_tiny(tmp_path / "tiny")
    file = tmp_path / "call.svg"

    assert run(["graph", "-C", str(folder), "first-call", "-o", str(file)]) == 0

    assert capsys.readouterr().out == f"wrote {file}\n"
    links = [found.get("href") for found in ET.parse(file).iter(f"{SVG}a")]
    assert (
        "https://sop.example.com/floor/scripts/first-call.call/#script.call.hello"
        in links
    )


@pytest.mark.parametrize(
    ("address", "told", "hint"),
    [
        ("first-call/cal", "no script 'first-call/cal'", "mean 'first-call/call'?"),
        ("complaint", "no script 'complaint'", "name it as sop-id/script_id"),
    ],
)
def test_graph_guesses_what_was_meant(
    address: str,
    told: str,
    hint: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = copy_tiny(tmp_path / "tiny")

    code = run(["graph", "-C", str(folder), "--as-of", TODAY, address])

    error = capsys.readouterr().err
    assert code == 2
    assert told in error
    assert hint in error


def test_graph_of_an_sop_with_several_scripts_asks_for_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["graph", "call-handling"]) == 2
    assert "call-handling/voicemail" in capsys.readouterr().err


def test_graph_cannot_write_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_tiny(tmp_path / "tiny")
    file = tmp_path / "missing" / "call.svg"

    assert run(["graph", "-C", str(folder), "first-call", "-o", str(file)]) == 2
    assert "No such file or directory" in capsys.readouterr().err


# What the tests above use


def contents_of(script: Script) -> tuple[Content, ...]:
    return content_of(script, LibraryView(library()), STRING)


def harmful_script() -> Script:
    """Return a script in which every text means harm."""
    script = random_script(12, 3)
    first = script.nodes[0]
    choices = tuple(Choice(label=words, key="1", goto="node_2") for words in HARMFUL)
    made = type(scripts()["outbound-contact/sales_call"].nodes[0])(
        id=first.id, say=" ".join(HARMFUL), choices=choices, default="node_1"
    )
    return Script(
        id="harmful",
        title=HARMFUL[0],
        summary="",
        start=first.id,
        nodes=(made, *script.nodes[1:]),
    )


def _widened(area: tuple[int, int, int, int]) -> tuple[int, ...]:
    """Return the area that a line covers; its ends touch boxes and do not count."""
    left, top, right, bottom = area
    if left == right:
        return left - 1, top, right + 1, bottom
    return left, top - 1, right, bottom + 1


def _areas(words: tuple[Words, ...], size: int) -> list[tuple[int, int, int, int]]:
    areas = []
    base = 0
    for one in words:
        base = one.y if one.y is not None else base
        high, weight = SIZES.get(one.look, (size, REGULAR))
        if one.is_sign:
            high, weight = 12, BOLD
        wide = int(width_of(one.words, high, weight))
        left = one.x - wide if one.is_sign else one.x
        areas.append((left, base - round(high * 0.75), left + wide, base + 2))
    return areas


def _target(script: Script, node: str, position: int) -> str:
    found = next(one for one in script.nodes if one.id == node)
    return targets(found)[position][1]


def _label(key: str, label: str) -> str:
    flat = " ".join(label.split())
    return f"{key} · {flat}" if key else flat


def _decoded(words: str) -> str:
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), words)


def _unquoted(words: str) -> str:
    return re.sub(r"\\(.)", r"\1", words)


def test_a_file_carries_the_letters_that_it_is_laid_out_by() -> None:
    """Another font would run over the edges of the boxes."""
    rules = font_rules("Say it — é 3")

    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\)", rules)
    for face in faces:
        letters = set(TTFont(BytesIO(b64decode(face))).getBestCmap())
        assert set(map(ord, "Say it — é 3")) <= letters
        assert ord("z") not in letters
    assert len(faces) == 2
