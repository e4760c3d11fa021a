"""The formats of a drawing that stands alone, by name."""

from collections.abc import Callable

from builder.model.script import Script
from builder.outputs.drawing.content import Content, content_of
from builder.outputs.drawing.dot import dot_of
from builder.outputs.drawing.drawing import drawing_of
from builder.outputs.drawing.mermaid import mermaid_of
from builder.outputs.drawing.svg import svg_of
from builder.outputs.strings import Strings
from builder.view import LibraryView

Contents = tuple[Content, ...]
Address = Callable[[str], str]
"""Returns the address of a node's text by the node's id; empty if there is none."""


def draw(
    script: Script,
    format_name: str,
    *,
    view: LibraryView,
    string: Strings,
    address: Address,
) -> str:
    """Return a script in one of ``FORMATS``."""
    contents = content_of(script, view, string)
    return FORMATS[format_name](script, contents, string, address)


def _svg(script: Script, contents: Contents, string: Strings, address: Address) -> str:
    return svg_of(
        drawing_of(contents),
        title=string("drawing.title", script=script.title),
        string=string,
        address=address,
        is_file=True,
    )


def _mermaid(script: Script, contents: Contents, *_: object) -> str:
    return mermaid_of(contents, title=script.title)


def _dot(script: Script, contents: Contents, *_: object) -> str:
    return dot_of(contents, title=script.title)


FORMATS: dict[str, Callable[[Script, Contents, Strings, Address], str]] = {
    "svg": _svg,
    "mermaid": _mermaid,
    "dot": _dot,
}
"""Every format, and what writes it."""
