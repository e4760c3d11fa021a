"""A drawing as SVG: on a page, where the site gives the colors, or as a file."""

from collections.abc import Callable

from markupsafe import Markup

from builder.outputs.drawing.boxes import PAD, WIDTH
from builder.outputs.drawing.drawing import Drawing
from builder.outputs.drawing.embedded import font_rules
from builder.outputs.drawing.painting import painted
from builder.outputs.drawing.paths import ICON_WIDTH, ICONS, Pen
from builder.outputs.drawing.style import file_style
from builder.outputs.inline_text import TextContext
from builder.outputs.strings import Strings
from builder.outputs.templating import render

_TEXTS = TextContext(link=lambda _: "", field=lambda name: name)
"""The words are ready: nothing is left to be resolved."""


def svg_of(
    drawing: Drawing,
    *,
    title: str,
    string: Strings,
    address: Callable[[str], str],
    number: int = 1,
    is_file: bool = False,
) -> Markup:
    """Return a drawing as SVG.

    Args:
        drawing: The script, laid out.
        title: What a screen reader calls the drawing.
        string: The tool's own words.
        address: The address of a node's text, by the node's id.
        number: Which drawing of its page it is, so that ids differ.
        is_file: It stands alone, with its own stylesheet, colors and description.
    """
    pen = Pen(is_mirrored=string.direction == "rtl")
    drawn = render(
        "drawing/flow.svg.j2",
        texts=_TEXTS,
        drawing=drawing,
        number=number,
        title=title,
        string=string,
        address=address,
        is_file=is_file,
        style=file_style() if is_file else "",
        about=_about(drawing, string),
        width=WIDTH,
        icon_left=WIDTH - 2 * PAD - ICON_WIDTH if pen.is_mirrored else 0,
        icons=ICONS,
        strokes=_strokes(drawing, pen),
        boxes=painted(drawing, pen),
    )
    if is_file:
        drawn = drawn.replace("<style>\n", f"<style>\n{font_rules(drawn)}", 1)
    return Markup(drawn)


def _about(drawing: Drawing, string: Strings) -> str:
    ways = len(drawing.lines) + len(drawing.signs)
    return string("drawing.about", nodes=len(drawing.boxes), ways=ways)


def _strokes(drawing: Drawing, pen: Pen) -> dict[str, str]:
    """Return all lines of one look as one path, the faintest look first.

    Ways back are dashed; their heads are not.
    """
    width = drawing.width
    found = {"l w": "", "l": "", "l m": "", "l z": ""}
    for line in drawing.lines:
        look = "l w" if line.is_default else "l m" if line.is_main else "l"
        has_head = not line.is_joining
        if line.is_back:
            found["l z"] += pen.line(line.points, width, has_head=False)
            found[look] += pen.head(line.points, width) if has_head else ""
        else:
            found[look] += pen.line(line.points, width, has_head=has_head)
    return {look: path for look, path in found.items() if path}
