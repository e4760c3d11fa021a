"""The letters of a drawing that stands alone, inside its own file.

Words are laid out by the widths of the bundled font. Where a reader's machine lacks it,
another font would run over the edges of the boxes.
"""

from base64 import b64encode
from functools import cache
from io import BytesIO

from builder.outputs.drawing.letters import FONTS

_FACE = (
    "@font-face {{ font-family: Hyperlegible; font-weight: {weight}; "
    "src: url(data:font/woff2;base64,{data}) format('woff2'); }}\n"
)


def font_rules(words: str) -> str:
    """Return style rules that carry the font, cut down to the letters of some words."""
    letters = frozenset(words)
    return "".join(_face(weight, letters) for weight in (400, 600))


@cache
def _face(weight: int, letters: frozenset[str]) -> str:
    # Letters beyond Latin-1 are few, and most programs have them alike.
    from fontTools.subset import (  # type: ignore[import-untyped]
        Options,
        Subsetter,
        load_font,
        save_font,
    )

    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.recalc_timestamp = False  # the same words, the same bytes
    name = f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
    with load_font(str(FONTS / name), options) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(map(ord, letters)))
        subsetter.subset(font)
        written = BytesIO()
        save_font(font, written, options)
    return _FACE.format(weight=weight, data=b64encode(written.getvalue()).decode())
